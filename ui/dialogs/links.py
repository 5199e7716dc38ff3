"""The links of a passage: what it does to others, and others to it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import elide, plural, short_published
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import DOES, IS_DONE, Article, Change, Link, Passage
from workbench.project import Project

_SIZE = (190 * GRID, 110 * GRID)
_WIDTHS = {0: 34 * GRID, 2: 44 * GRID, 3: 30 * GRID}
_TABLES = frozenset({"links", "passages", "articles"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, what it does seen from the passage, and the passage at the other end."""

    link: Link
    does: str
    other: Passage
    article: Article


def _source(row: LinkRow) -> str:
    return f"{row.article.source or row.article.title}, {short_published(row.article)}"


_COLUMNS: tuple[Column[LinkRow], ...] = (
    Column("This passage", lambda row: row.does),
    Column("Words", lambda row: elide(" ".join(row.other.words.split()), _LONGEST)),
    Column("Source", _source),
    Column("Note", lambda row: elide(row.link.note, _LONGEST)),
)


class LinksDialog(ListDialog[LinkRow]):
    """`passage_wanted` carries the id of the passage that is to be gone to."""

    passage_wanted = Signal(int)

    def __init__(
        self, session: ProjectSession, passage: Passage, parent: QWidget | None = None
    ) -> None:
        nothing = EmptyState(
            "No links yet",
            "Choose a passage and press K, go to the one that it supports, contradicts, repeats "
            "or replies to, and press K again.",
        )
        words = elide(" ".join(passage.words.split()), 60)
        super().__init__(
            session,
            f"Links of “{words}”",
            _COLUMNS,
            nothing,
            stretched=1,
            widths=_WIDTHS,
            parent=parent,
        )
        self._passage_id = passage.id
        self.resize(*_SIZE)
        self.foot.addStretch(1)
        self.delete_button = self.add_button("Delete", "Delete the link  (Del)", self.delete)
        self.note_button = self.add_button("Note…", "Say why they are linked  (F2)", self.ask_note)
        self.go_button = self.add_button("Go there", "Show the other passage  (Enter)", self.go)
        self.table.entered_row.connect(self._enter)
        for keys, deed in (("F2", self.ask_note), ("Del", self.delete)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(session.undo)
        session.changed.connect(self._refresh)
        self.refresh()

    def refresh(self) -> None:
        """List them anew."""
        self.listing.ask(partial(_rows, self.session.project, self._passage_id), self.show_rows)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES:
            self.refresh()

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.go()

    @Slot()
    def go(self) -> None:
        """Show the passage at the other end."""
        chosen = self.chosen()
        if chosen is not None:
            self.passage_wanted.emit(chosen.other.id)

    @Slot()
    def ask_note(self) -> None:
        """Ask why the passages are linked."""
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Note of the link")
        dialog.setLabelText("Why they are linked")
        dialog.setTextValue(chosen.link.note)
        dialog.textValueSelected.connect(partial(self.note, chosen.link.id))
        dialog.open()

    def note(self, link_id: int, words: str) -> None:
        """Say why they are linked."""
        project = self.session.project
        self.session.perform(partial(project.note_link, link_id, words))

    @Slot()
    def delete(self) -> None:
        """Delete the chosen link; Undo brings it back."""
        chosen = self.chosen()
        if chosen is None:
            return

        def work() -> bool:
            self.session.project.delete_links([chosen.link.id])
            return True

        if self.session.perform(work):
            self.session.notice.emit(f"Deleted {plural(1, 'link')}", True)

    def done(self, result: int) -> None:
        self.session.changed.disconnect(self._refresh)
        super().done(result)


def _rows(project: Project, passage_id: int) -> list[LinkRow]:
    links = project.links(passage_id)
    others = {one.id: one for one in project.passages_by_id([x.other(passage_id) for x in links])}
    articles = project.articles_by_id(list({one.article_id for one in others.values()}))
    rows = []
    for link in links:
        other = others.get(link.other(passage_id))
        if other is not None:
            verbs = DOES if link.from_id == passage_id else IS_DONE
            rows.append(LinkRow(link, verbs[link.relation], other, articles[other.article_id]))
    return rows
