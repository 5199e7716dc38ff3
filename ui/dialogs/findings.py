"""What a check of the project has found, and the button that repairs what can be repaired."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.theme import GRID, ROW
from workbench.domain import Finding

_SIGNS = {"error": ("circle-alert", "bad"), "warning": ("triangle-alert", "warn")}


class FindingsDialog(QDialog):
    """Lists `findings`; `repair_wanted` comes when the user wants the rest repaired."""

    repair_wanted = Signal()

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Check project")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * GRID] * 4)
        layout.setSpacing(4 * GRID)
        head = QLabel(summary(findings))
        head.setProperty("role", "heading")
        head.setWordWrap(True)
        layout.addWidget(head)
        if findings:
            layout.addWidget(_table(findings), 1)
        layout.addLayout(self._buttons(any(not finding.repaired for finding in findings)))
        self.resize(180 * GRID, 100 * GRID if findings else 40 * GRID)

    def _buttons(self, something_left: bool) -> QHBoxLayout:
        repair = QPushButton("Repair")
        repair.setToolTip("Repair what can be repaired; a backup is made first")
        repair.setVisible(something_left)
        repair.clicked.connect(self._repair)
        close = QPushButton("Close")
        close.setDefault(True)
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(repair)
        row.addWidget(close)
        return row

    def _repair(self) -> None:
        self.accept()
        self.repair_wanted.emit()


def summary(findings: Sequence[Finding]) -> str:
    """What was found, in one sentence."""
    if not findings:
        return "Nothing wrong: database, texts, passages and index agree."
    repaired = sum(finding.repaired for finding in findings)
    things = "1 thing was" if len(findings) == 1 else f"{len(findings):,} things were"
    return f"{things} found, {repaired:,} of them repaired."


def _table(findings: Sequence[Finding]) -> QTableWidget:
    table = QTableWidget(len(findings), 3)
    table.setHorizontalHeaderLabels(["What", "Where", "State"])
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for row, finding in enumerate(findings):
        what = QTableWidgetItem(finding.what)
        what.setIcon(icon(*_SIGNS.get(finding.severity, ("info", "secondary"))))
        table.setItem(row, 0, what)
        table.setItem(row, 1, QTableWidgetItem(finding.where))
        table.setItem(row, 2, QTableWidgetItem("Repaired" if finding.repaired else "Open"))
    return table
