"""The backups of a project: what each holds, and which is to be put back."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import format_bytes, format_moment
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import BackupInfo

_SIZE = (170 * GRID, 110 * GRID)
_WIDTHS = {0: 44 * GRID, 1: 24 * GRID, 2: 24 * GRID, 3: 22 * GRID}


def _count(number: int | None) -> str:
    return "unreadable" if number is None else f"{number:,}"


_COLUMNS: tuple[Column[BackupInfo], ...] = (
    Column("Made", lambda row: format_moment(row.made)),
    Column("Articles", lambda row: _count(row.articles), right=True),
    Column("Passages", lambda row: _count(row.passages), right=True),
    Column("Size", lambda row: format_bytes(row.size), right=True),
    Column("", lambda row: "set aside when a backup was restored" if row.replaced else ""),
)


class BackupsDialog(ListDialog[BackupInfo]):
    """`restore_wanted` carries the `BackupInfo` that is to be put in the project's place."""

    restore_wanted = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            "No backups yet",
            "One is made when a project is opened for the first time on a day, and after every "
            "half hour of work.",
        )
        super().__init__(
            session, "Backups", _COLUMNS, nothing, stretched=4, widths=_WIDTHS, parent=parent
        )
        self.resize(*_SIZE)
        self.now = QLabel()
        self.now.setWordWrap(True)
        self.foot.addWidget(self.now, 1)
        self.restore_button = self.add_button(
            "Restore", "Put the chosen one in the project's place  (Enter)", self.restore
        )
        self.restore_button.setEnabled(False)
        self.table.entered_row.connect(self._enter)
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        totals = session.perform(session.project.totals)
        if totals is not None:
            self.now.setText(
                f"Now there are {totals.articles:,} articles and {totals.passages:,} passages. "
                "They are set aside when you restore a backup, and can be restored in turn."
            )
        self.listing.ask(session.project.backups, self._show)

    def _show(self, rows: list[BackupInfo]) -> None:
        self.show_rows(rows)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        chosen = self.chosen()
        self.restore_button.setEnabled(chosen is not None and chosen.articles is not None)

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.restore()

    @Slot()
    def restore(self) -> None:
        """Have the chosen one put in the project's place."""
        chosen = self.chosen()
        if chosen is not None and chosen.articles is not None:
            self.restore_wanted.emit(chosen)
            self.accept()
