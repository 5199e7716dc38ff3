"""Copies of one story: which articles are, why they are taken for that, how they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.story_texts import StoryTexts
from ui.formats import plural, short_published
from ui.latest import Latest
from ui.models.rows import SORT_ROLE, Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from workbench.domain import Article, Change, CopyBasis, Story, StoryMember

_SIZE = (280 * GRID, 172 * GRID)
_NOTHING = (
    "No copies so far",
    "When articles share most of their words, as a wire story in several papers does, they "
    "are grouped as one story here. Articles can be put together by hand, too: choose them in "
    "Sources, then “Group as one story”.",
)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as the list shows it: `articles` are its members' by id."""

    story: Story
    articles: Mapping[int, Article]

    @property
    def title(self) -> str:
        """The title of the article that was published first."""
        return self.articles[self.story.origin].title or "Without a title"

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that have it, each once."""
        named = (self.articles[one.article_id].source for one in self.story.members)
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An article of the story that is shown, and the one that it is like."""

    member: StoryMember
    article: Article
    like: Article | None


def why(row: MemberRow) -> str:
    """In words, why the article belongs to the story."""
    if row.member.basis is CopyBasis.ORIGIN:
        return "Published first"
    if row.member.basis is CopyBasis.EXACT:
        return "The same words"
    if row.member.basis is CopyBasis.CHOSEN:
        return "Put here by hand"
    outlet = (row.like.source or row.like.title) if row.like else None
    return f"Words in common with {outlet}" if outlet else "Words in common"


def share(row: MemberRow) -> str:
    """Which part of its text stands in the other's, as a percentage."""
    return "" if row.member.share is None else f"{row.member.share:.0%}"


_STORIES: Sequence[Column[StoryRow]] = (
    Column("Story", lambda row: row.title),
    Column("Outlets", lambda row: ", ".join(row.outlets)),
    Column(
        "Articles",
        lambda row: f"{len(row.story.members):,}",
        lambda row: len(row.story.members),
        right=True,
    ),
)
_MEMBERS: Sequence[Column[MemberRow]] = (
    Column("Article", lambda row: row.article.title or "Without a title"),
    Column("Outlet", lambda row: row.article.source or ""),
    Column("Date", lambda row: short_published(row.article)),
    Column("Common", share, right=True),
    Column("Why", why),
)


class StoriesDialog(QDialog):
    """Stands beside the window. `article_chosen` carries an article that is to be read."""

    article_chosen = Signal(int)

    def __init__(
        self, session: ProjectSession, article_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Copies of stories")
        self._session = session
        self._wanted = {article_id} if article_id is not None else set[int]()
        self._listing = Latest(session, "List stories")
        self.model = RowsModel(_STORIES, self)
        self._sorted = QSortFilterProxyModel(self)
        self.filter = QLineEdit()
        self.stories = self._story_table()
        self.members_model = RowsModel(_MEMBERS, self)
        self.members = RowTable("Articles of the story", self.members_model, 0, several=True)
        self.heading = QLabel()
        self.take_out = QPushButton("Take out of the story")
        self.leave = QPushButton("Group by the texts again")
        self.open_button = QPushButton("Open article")
        self.texts = StoryTexts(session)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._list()
        self.resize(*_SIZE)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _story_table(self) -> RowTable:
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        table = RowTable("Stories", self._sorted, 0)
        table.setSortingEnabled(True)
        table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        return table

    def _build(self) -> None:
        self.filter.setPlaceholderText("Filter by title or outlet")
        self.filter.setAccessibleName("Filter stories")
        self.filter.setClearButtonEnabled(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.take_out.setToolTip("These articles are no copies; undo brings them back  (Delete)")
        self.leave.setToolTip("Forget what was said by hand of these articles")
        self.open_button.setToolTip("Read the article in the window  (Enter)")
        for column, width in ((1, 30), (2, 20)):
            self.stories.setColumnWidth(column, width * GRID)
        for column, width in ((1, 40), (2, 26), (3, 20), (4, 56)):
            self.members.setColumnWidth(column, width * GRID)
        left = _column(self.filter, self.stories)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for button in (self.take_out, self.leave, self.open_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        above = _column(self.heading, self.members, buttons)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(above)
        right.addWidget(self.texts)
        right.setSizes([60 * GRID, 110 * GRID])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([100 * GRID, 180 * GRID])
        split.setChildrenCollapsible(False)
        self.nothing = EmptyState(*_NOTHING)
        self._pages.addWidget(split)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 4 * GRID, 2 * GRID, 4 * GRID)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._sorted.setFilterFixedString)
        self.stories.selectionModel().selectionChanged.connect(self._story_chosen)
        self.members.selectionModel().selectionChanged.connect(self._member_chosen)
        self.members.entered_row.connect(self._open)
        self.open_button.clicked.connect(lambda: self._open(self.members.currentIndex()))
        self.take_out.clicked.connect(self.take_chosen_out)
        self.leave.clicked.connect(self.leave_chosen)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.members)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.take_chosen_out)
        self._session.changed.connect(self._refresh)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    @Slot()
    def _list(self) -> None:
        project = self._session.project

        def listed() -> list[StoryRow]:
            stories = project.stories()
            articles = project.articles_by_id(
                [one.article_id for story in stories for one in story.members]
            )
            return [
                StoryRow(story, {m.article_id: articles[m.article_id] for m in story.members})
                for story in stories
                # One may have been taken out between the two questions.
                if all(one.article_id in articles for one in story.members)
            ]

        self._listing.ask(listed, self._show)

    def _show(self, rows: list[StoryRow]) -> None:
        shown = self._wanted or {row.article.id for row in self.members_model.rows}
        self._wanted = set()
        self.model.show_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        self.setWindowTitle(f"Copies of stories: {plural(len(rows), 'story', 'stories')}")
        at = next((n for n, row in enumerate(rows) if shown & row.articles.keys()), 0)
        index = self._sorted.mapFromSource(self.model.index(at, 0))
        if not index.isValid():
            index = self._sorted.index(0, 0)
        self.stories.setCurrentIndex(index)
        if not index.isValid():
            self._story_chosen()

    @Slot()
    def _story_chosen(self, *_: QItemSelection) -> None:
        rows = self.stories.chosen_rows()
        if not rows:
            self.members_model.show_rows([])
            self.heading.setText("")
            self.texts.clear()
            return
        row = self.model.rows[self._sorted.mapToSource(self._sorted.index(rows[0], 0)).row()]
        words = f"{plural(len(row.story.members), 'article')} with one story"
        if row.outlets:
            words += f" in {plural(len(row.outlets), 'outlet')}"
        self.heading.setText(words)
        self.members_model.show_rows(
            [
                MemberRow(one, row.articles[one.article_id], row.articles.get(one.like or 0))
                for one in row.story.members
            ]
        )
        self.members.selectRow(1)

    @Slot()
    def _member_chosen(self, *_: QItemSelection) -> None:
        chosen = self._chosen()
        for button in (self.take_out, self.leave, self.open_button):
            button.setEnabled(bool(chosen))
        if not chosen:
            return
        rows = self.members_model.rows
        row = chosen[0] if chosen[0] is not rows[0] else rows[min(1, len(rows) - 1)]
        self.texts.show_pair(row.like or rows[0].article, row.article)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"articles", "story_members", "story_choices"}:
            self._list()

    # ── Gestures ─────────────────────────────────────────────────────────────────────────

    def _chosen(self) -> list[MemberRow]:
        return [self.members_model.rows[number] for number in self.members.chosen_rows()]

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.article_chosen.emit(self.members_model.rows[index.row()].article.id)

    @Slot()
    def take_chosen_out(self) -> None:
        """Say that the chosen articles are no copies; undoable."""
        ids = [row.article.id for row in self._chosen()]
        if ids:
            self._session.perform(partial(self._session.project.take_out_of_story, ids))
            self._session.notice.emit(f"Took {plural(len(ids), 'article')} out of the story", True)

    @Slot()
    def leave_chosen(self) -> None:
        """Forget what was said by hand of the chosen articles; undoable."""
        ids = [row.article.id for row in self._chosen()]
        if ids:
            self._session.perform(partial(self._session.project.leave_story_to_texts, ids))
            self._session.notice.emit(f"Grouped {plural(len(ids), 'article')} by the text", True)


def _column(*parts: QWidget | QLayout) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
    column.setSpacing(2 * GRID)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return holder
