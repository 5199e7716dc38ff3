"""The backups of a project: what each holds, and which is to be put back."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.formats import format_bytes, format_moment
from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
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


class BackupsDialog(QDialog):
    """`restore_wanted` carries the `BackupInfo` that is to be put in the project's place."""

    restore_wanted = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Backups")
        self.resize(*_SIZE)
        self._listing = Latest(session, "List backups")
        self.model: RowsModel[BackupInfo] = RowsModel(_COLUMNS, self)
        self.table = RowTable("Backups", self.model, 0)
        self.nothing = EmptyState(
            "No backups yet",
            "One is made when a project is opened for the first time on a day, and after every "
            "half hour of work.",
        )
        self.now = QLabel()
        self.now.setWordWrap(True)
        self.restore_button = QPushButton("Restore")
        self._pages = QStackedWidget()
        self._build()
        totals = session.perform(session.project.totals)
        if totals is not None:
            self.now.setText(
                f"Now there are {totals.articles:,} articles and {totals.passages:,} passages. "
                "They are set aside when you restore a backup, and can be restored in turn."
            )
        self._listing.ask(session.project.backups, self._show)

    def _build(self) -> None:
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.now, 1)
        foot.addWidget(self.restore_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)
        self.restore_button.setAutoDefault(False)
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self.restore)
        self.table.entered_row.connect(self._enter)
        self.table.selectionModel().currentRowChanged.connect(self._offer)

    def _show(self, rows: list[BackupInfo]) -> None:
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._pages.setCurrentIndex(0 if rows else 1)
        self._offer()

    def chosen(self) -> BackupInfo | None:
        """The backup that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

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

    def done(self, result: int) -> None:
        self._listing.forget()
        super().done(result)
