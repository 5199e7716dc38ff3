"""Saved searches: what each finds, and how much of that is new since it was looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
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


class SavedSearchesDialog(QDialog):
    """`search_chosen` carries the `SavedSearch` that is to be searched for."""

    search_chosen = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Saved searches")
        self.resize(*_SIZE)
        self._session = session
        self._counts = Latest(session, "Count saved searches")
        self.model: RowsModel[CountedSearch] = RowsModel(_COLUMNS, self)
        self.table = RowTable("Saved searches", self.model, 1)
        self.nothing = EmptyState(
            "No search is saved yet",
            "Search for something, then press Ctrl+S. Here you see what each saved search finds, "
            "and how many of those articles are new since you looked.",
        )
        self.search_button = QPushButton("Search")
        self.rename_button = QPushButton("Rename…")
        self.delete_button = QPushButton("Delete")
        self._pages = QStackedWidget()
        self._build()
        session.changed.connect(self._refresh)
        self.refresh()

    def _build(self) -> None:
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        for button in (self.search_button, self.rename_button, self.delete_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        listed = QWidget()
        column_layout = QVBoxLayout(listed)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(3 * GRID)
        column_layout.addWidget(self.table, 1)
        column_layout.addLayout(foot)
        self._pages.addWidget(listed)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.addWidget(self._pages)
        self.search_button.setToolTip("Search for the chosen one  (Enter)")
        self.rename_button.setToolTip("Give the chosen one another name  (F2)")
        self.delete_button.setToolTip("Keep the chosen one no longer  (Delete)")
        self.search_button.clicked.connect(self.search)
        self.rename_button.clicked.connect(self.rename)
        self.delete_button.clicked.connect(self.delete)
        self.table.entered_row.connect(self._enter)
        for keys, deed in ((QKeySequence("F2"), self.rename), (QKeySequence("Del"), self.delete)):
            shortcut = QShortcut(keys, self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(deed)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """List the searches, then count what they find."""
        searches = self._session.perform(self._session.project.saved_searches) or []
        counted = {row.search: row for row in self.model.rows}
        self._show([counted.get(one, CountedSearch(one)) for one in searches])
        if searches:
            self._counts.ask(self._session.project.count_saved_searches, self._show)

    def _show(self, rows: Sequence[CountedSearch]) -> None:
        row = self.table.currentIndex().row()
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(max(0, min(row, len(rows) - 1)), 0))
        self._pages.setCurrentIndex(0 if rows else 1)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"saved_searches", "index_queue"}:
            self.refresh()

    def chosen(self) -> CountedSearch | None:
        """The search that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

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
            project = self._session.project
            self._session.perform(lambda: project.rename_search(search_id, name.strip()))

    @Slot()
    def delete(self) -> None:
        """Keep the chosen one no longer; Undo brings it back."""
        chosen = self.chosen()
        if chosen is not None:
            project, number = self._session.project, chosen.search.id
            self._session.perform(lambda: project.delete_search(number))
            self._session.notice.emit(f"Deleted the search “{chosen.search.name}”", True)

    def done(self, result: int) -> None:
        self._counts.forget()
        super().done(result)
