"""The bookmarks: places to come back to, by article."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import elide, format_day, plural
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import Bookmark, Change

_SIZE = (180 * GRID, 110 * GRID)
_WIDTHS = {0: 36 * GRID, 2: 52 * GRID, 3: 26 * GRID}
_TABLES = frozenset({"bookmarks", "articles"})
_LONGEST = 120

_COLUMNS: tuple[Column[Bookmark], ...] = (
    Column("Name", lambda row: row.label),
    Column("Words", lambda row: elide(row.exact, _LONGEST)),
    Column("Article", lambda row: elide(row.title, _LONGEST)),
    Column("Published", lambda row: format_day(row.published)),
)


class BookmarksDialog(ListDialog[Bookmark]):
    """`place_wanted` carries the bookmark that is to be gone to."""

    place_wanted = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            "No bookmarks yet",
            "Press B in an article to mark the paragraph at the cursor, to come back to it.",
        )
        super().__init__(
            session, "Bookmarks", _COLUMNS, nothing, stretched=1, widths=_WIDTHS, parent=parent
        )
        self.resize(*_SIZE)
        self.foot.addStretch(1)
        self.delete_button = self.add_button("Delete", "Delete the bookmark  (Del)", self.delete)
        self.name_button = self.add_button("Name…", "Say what it is for  (F2)", self.ask_name)
        self.go_button = self.add_button("Go there", "Open the article there  (Enter)", self.go)
        self.table.entered_row.connect(self._enter)
        for keys, deed in (("F2", self.ask_name), ("Del", self.delete)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(session.undo)
        session.changed.connect(self._refresh)
        self.refresh()

    def refresh(self) -> None:
        """List them anew."""
        self.listing.ask(self.session.project.bookmarks, self.show_rows)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES:
            self.refresh()

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.go()

    @Slot()
    def go(self) -> None:
        """Open the chosen bookmark's article there."""
        chosen = self.chosen()
        if chosen is not None:
            self.place_wanted.emit(chosen)

    @Slot()
    def ask_name(self) -> None:
        """Ask what the chosen bookmark is for."""
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Name the bookmark")
        dialog.setLabelText("Name")
        dialog.setTextValue(chosen.label)
        dialog.textValueSelected.connect(partial(self.rename, chosen.id))
        dialog.open()

    def rename(self, bookmark_id: int, name: str) -> None:
        """Give a bookmark another name."""
        project = self.session.project
        self.session.perform(partial(project.rename_bookmark, bookmark_id, name))

    @Slot()
    def delete(self) -> None:
        """Delete the chosen bookmark; Undo brings it back."""
        chosen = self.chosen()
        if chosen is None:
            return

        def work() -> bool:
            self.session.project.delete_bookmarks([chosen.id])
            return True

        if self.session.perform(work):
            self.session.notice.emit(f"Deleted {plural(1, 'bookmark')}", True)

    def done(self, result: int) -> None:
        self.session.changed.disconnect(self._refresh)
        super().done(result)
