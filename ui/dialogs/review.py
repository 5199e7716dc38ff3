"""Passages whose place is in doubt since their article's text has changed: the review list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.formats import elide, plural
from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.marked_text import MarkedText
from ui.widgets.row_table import RowTable
from workbench.domain import AnchorState, Article, Change, Passage, Span

_SIZE = (270 * GRID, 160 * GRID)
_LONGEST = 120
_NOTHING = (
    "Nothing to review",
    "When a file has changed and is imported again, passages whose words are still there move "
    "along. Those whose words differ, or stand in several places, are listed here with a "
    "proposal; those that are gone keep their words here.",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage that is to be reviewed, and its article."""

    passage: Passage
    article: Article


def state(row: Doubt) -> str:
    """In words, what is in doubt."""
    if row.passage.proposed is None:
        return "Not found in the text"
    score = row.passage.proposed_score
    return "A place is proposed" if score is None else f"Proposed, {score:.0%} alike"


_COLUMNS: Sequence[Column[Doubt]] = (
    Column("Passage", lambda row: elide(row.passage.text, _LONGEST)),
    Column("Article", lambda row: row.article.title or "Without a title"),
    Column("State", state),
)


class ReviewDialog(QDialog):
    """Stands beside the window. `article_chosen` carries an article that is to be read."""

    article_chosen = Signal(int)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._listing = Latest(session, "List passages to review")
        self._reading = Latest(session, "Read the text")
        self.model = RowsModel(_COLUMNS, self)
        self.table = RowTable("Passages to review", self.model, 0, several=True)
        self.before = MarkedText("The passage as it was")
        self.now = MarkedText("The article's text now")
        self.before_caption = QLabel("As it was")
        self.now_caption = QLabel()
        self.accept_button = QPushButton("Accept the place")
        self.choose_button = QPushButton("Use the selected words")
        self.keep_button = QPushButton("Keep without a place")
        self.open_button = QPushButton("Open article")
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._list()
        self.resize(*_SIZE)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.accept_button.setProperty("primary", True)
        self.accept_button.setToolTip("Move the passage to the place that is marked  (A)")
        self.choose_button.setToolTip("Move the passage to the words selected in the text  (W)")
        self.keep_button.setToolTip("Keep the passage's words in the project, without a place  (K)")
        self.open_button.setToolTip("Read the article in the window  (Enter)")
        self.table.setColumnWidth(1, 80 * GRID)
        self.table.setColumnWidth(2, 44 * GRID)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for button in (
            self.accept_button,
            self.choose_button,
            self.keep_button,
            self.open_button,
        ):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        texts = QHBoxLayout()
        texts.setSpacing(2 * GRID)
        for caption, view in ((self.before_caption, self.before), (self.now_caption, self.now)):
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setProperty("role", "secondary")
            column = QVBoxLayout()
            column.setSpacing(GRID)
            column.addWidget(caption)
            column.addWidget(view, 1)
            texts.addLayout(column, 1)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 2 * GRID, 0, 0)
        lower.setSpacing(2 * GRID)
        lower.addLayout(texts, 1)
        lower.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([56 * GRID, 100 * GRID])
        split.setChildrenCollapsible(False)
        self.nothing = EmptyState(*_NOTHING)
        self._pages.addWidget(split)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.table.entered_row.connect(self._open)
        self.open_button.clicked.connect(lambda: self._open(self.table.currentIndex()))
        self.accept_button.clicked.connect(self.accept_places)
        self.choose_button.clicked.connect(self.use_selection)
        self.keep_button.clicked.connect(self.keep)
        self.now.selectionChanged.connect(self._offer)
        for key, deed in (("A", self.accept_places), ("W", self.use_selection), ("K", self.keep)):
            QShortcut(QKeySequence(key), self).activated.connect(deed)
        self._session.changed.connect(self._refresh)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    @Slot()
    def _list(self) -> None:
        project = self._session.project

        def listed() -> list[Doubt]:
            found = project.to_review()
            articles = project.articles_by_id([one.article_id for one in found])
            return [Doubt(one, articles[one.article_id]) for one in found]

        self._listing.ask(listed, self._show)

    def _show(self, rows: list[Doubt]) -> None:
        # Whoever has settled one wants the next, which has moved up to its place.
        at = min(self.table.chosen_rows(), default=0)
        before = {row.passage.id for row in self._chosen()}
        place = next((n for n, row in enumerate(rows) if row.passage.id in before), at)
        self.model.show_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        proposed = sum(row.passage.proposed is not None for row in rows)
        title = "Passages to review"
        if rows:
            title += f": {proposed:,} proposed, {len(rows) - proposed:,} not found"
        self.setWindowTitle(title)
        if rows:
            self.table.selectRow(min(place, len(rows) - 1))

    def _chosen(self) -> list[Doubt]:
        return [self.model.rows[number] for number in self.table.chosen_rows()]

    @Slot()
    def _chosen_changed(self, *_: object) -> None:
        chosen = self._chosen()
        self._offer()
        if not chosen:
            return
        passage = chosen[0].passage
        old = f"{passage.prefix}{passage.text}{passage.suffix}"
        self.before.show_text(old)
        start = len(passage.prefix)
        self.before.mark([Span(start, start + len(passage.text))], f"{passage.kind.value}_wash")
        self._reading.ask(
            partial(self._session.project.text, passage.article_id),
            partial(self._show_text, passage),
        )

    def _show_text(self, passage: Passage, text: str) -> None:
        self.now.show_text(text)
        if passage.proposed is None:
            self.now_caption.setText("The text now: select the words, if they are there")
        else:
            self.now_caption.setText("The text now, with the place that is proposed")
            self.now.mark([passage.proposed], f"{passage.kind.value}_wash")
            self.now.reveal(passage.proposed)

    @Slot()
    def _offer(self) -> None:
        chosen = self._chosen()
        self.accept_button.setEnabled(
            bool(chosen) and all(row.passage.proposed is not None for row in chosen)
        )
        self.choose_button.setEnabled(len(chosen) == 1 and self.now.selected_span() is not None)
        self.keep_button.setEnabled(
            any(row.passage.state is not AnchorState.ORPHAN for row in chosen)
        )
        self.open_button.setEnabled(bool(chosen))

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"passages", "articles"}:
            self._list()

    # ── Gestures ─────────────────────────────────────────────────────────────────────────

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.article_chosen.emit(self.model.rows[index.row()].article.id)

    @Slot()
    def accept_places(self) -> None:
        """Move the chosen passages to the places proposed for them; undoable."""
        if not self.accept_button.isEnabled():
            return
        ids = [row.passage.id for row in self._chosen()]
        if self._do(partial(self._session.project.accept_proposals, ids)):
            self._tell(f"Accepted the place of {plural(len(ids), 'passage')}")

    @Slot()
    def use_selection(self) -> None:
        """Move the chosen passage to the words that are selected; undoable."""
        span, chosen = self.now.selected_span(), self._chosen()
        if span is None or len(chosen) != 1:
            return
        if self._do(partial(self._session.project.move_passage, chosen[0].passage.id, span)):
            self._tell("Moved the passage to the selected words")

    @Slot()
    def keep(self) -> None:
        """Keep the chosen passages without a place; undoable."""
        ids = [row.passage.id for row in self._chosen()]
        if self.keep_button.isEnabled() and self._do(
            partial(self._session.project.keep_as_orphans, ids)
        ):
            self._tell(f"Kept {plural(len(ids), 'passage')} without a place")

    def _do(self, deed: Callable[[], object]) -> bool:
        def done() -> bool:
            deed()
            return True

        return bool(self._session.perform(done))

    def _tell(self, sentence: str) -> None:
        self._session.notice.emit(sentence, True)
