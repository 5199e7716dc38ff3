"""Saved searches: what each finds, and how much of that is new since it was looked at."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import Change, CountedSearch

_SIZE = (190 * GRID, 110 * GRID)
_WIDTHS = {0: 56 * GRID, 2: 24 * GRID, 3: 20 * GRID}


def _count(number: int | None) -> str:
    return "…" if number is None else f"{number:,}"


_COLUMNS: tuple[Column[CountedSearch], ...] = (
    Column("Name", lambda row: row.search.name),
    Column("Query", lambda row: row.search.query),
    Column("Articles", lambda row: row.trouble or _count(row.articles), right=True),
    Column("New", lambda row: "" if row.trouble else _count(row.new), right=True),
)


class SavedSearchesDialog(ListDialog[CountedSearch]):
    """`search_chosen` carries the `SavedSearch` that is to be searched for."""

    search_chosen = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            "No search is saved yet",
            "Search for something, then press Ctrl+S. Here you see what each saved search finds, "
            "and how many of those articles are new since you looked.",
        )
        super().__init__(
            session, "Saved searches", _COLUMNS, nothing, stretched=1, widths=_WIDTHS, parent=parent
        )
        self.resize(*_SIZE)
        self.search_button = self.add_button(
            "Search", "Search for the chosen one  (Enter)", self.search
        )
        self.rename_button = self.add_button(
            "Rename…", "Give the chosen one another name  (F2)", self.rename
        )
        self.delete_button = self.add_button(
            "Delete", "Keep the chosen one no longer  (Delete)", self.delete
        )
        self.foot.addStretch(1)
        self.table.entered_row.connect(self._enter)
        for keys, deed in ((QKeySequence("F2"), self.rename), (QKeySequence("Del"), self.delete)):
            shortcut = QShortcut(keys, self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(deed)
        session.changed.connect(self._refresh)
        self.refresh()

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """List the searches, then count what they find."""
        searches = self.session.perform(self.session.project.saved_searches) or []
        counted = {row.search: row for row in self.model.rows}
        self.show_rows([counted.get(one, CountedSearch(one)) for one in searches])
        if searches:
            self.listing.ask(self.session.project.count_saved_searches, self.show_rows)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"saved_searches", "index_queue"}:
            self.refresh()

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.search()

    @Slot()
    def search(self) -> None:
        """Search for the chosen one; what it finds counts as looked at."""
        chosen = self.chosen()
        if chosen is not None:
            self.search_chosen.emit(chosen.search)
            self.refresh()

    @Slot()
    def rename(self) -> None:
        """Ask for another name."""
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Rename saved search")
        dialog.setLabelText("Name")
        dialog.setTextValue(chosen.search.name)
        number = chosen.search.id
        dialog.textValueSelected.connect(lambda name: self._rename(number, name))
        dialog.open()

    def _rename(self, search_id: int, name: str) -> None:
        if name.strip():
            project = self.session.project
            self.session.perform(lambda: project.rename_search(search_id, name.strip()))

    @Slot()
    def delete(self) -> None:
        """Keep the chosen one no longer; Undo brings it back."""
        chosen = self.chosen()
        if chosen is not None:
            project, number = self.session.project, chosen.search.id
            self.session.perform(lambda: project.delete_search(number))
            self.session.notice.emit(f"Deleted the search “{chosen.search.name}”", True)
