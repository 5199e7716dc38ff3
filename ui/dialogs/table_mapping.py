"""Which column of a table of articles holds what: asked before a table is imported."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.formats import elide
from ui.models.rows import Column, RowsModel
from ui.theme import GRID
from ui.widgets.row_table import RowTable
from workbench.domain import COLUMN_ROLES, TablePreview

_SIZE = (200 * GRID, 150 * GRID)
_LONGEST_CELL = 120
_COLUMN = 44 * GRID
_NONE = "Not in this table"
_NAMES = {
    "title": "Title",
    "text": "Text",
    "date": "Date",
    "author": "Author",
    "source": "Outlet",
    "url": "Address",
    "language": "Language",
    "id": "Number or name",
}

Row = tuple[str, ...]


class TableMappingDialog(QDialog):
    """Shows the first rows of a table. `chosen` carries the mapping, columns by what they hold.

    `mapping` is what is proposed: what was chosen for such a table before, else a guess.
    """

    chosen = Signal(object)

    def __init__(
        self,
        path: Path,
        preview: TablePreview,
        mapping: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import the table {path.name}")
        self._columns = preview.columns
        self.choices = {role: self._choice(role, mapping.get(role)) for role in COLUMN_ROLES}
        self.model = RowsModel[Row]([self._column(n) for n in range(len(preview.columns))], self)
        self.model.show_rows(preview.rows)
        self.table = RowTable("First rows of the table", self.model, len(preview.columns) - 1)
        self.hint = QLabel()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._build()
        self._check()
        self.resize(*_SIZE)

    def mapping(self) -> dict[str, str]:
        """The column that was chosen for each thing, where one was."""
        return {
            role: self._columns[box.currentIndex() - 1]
            for role, box in self.choices.items()
            if box.currentIndex() > 0
        }

    def accept(self) -> None:
        if not self._fault():
            self.chosen.emit(self.mapping())
            super().accept()

    def _choice(self, role: str, proposed: str | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_NAMES[role])
        box.addItem(_NONE)
        for column in self._columns:
            box.addItem(elide(column, _LONGEST_CELL))
        if proposed in self._columns:
            box.setCurrentIndex(self._columns.index(proposed) + 1)
        box.currentIndexChanged.connect(self._check)
        return box

    @staticmethod
    def _cell(row: Row, number: int) -> str:
        return elide(row[number], _LONGEST_CELL) if number < len(row) else ""

    def _column(self, number: int) -> Column[Row]:
        return Column(
            elide(self._columns[number], _LONGEST_CELL),
            lambda row: self._cell(row, number),
        )

    def _build(self) -> None:
        words = QLabel(
            "Each row of the table becomes an article. Say which column holds what; the choice "
            "is remembered for tables with the same columns."
        )
        words.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(2 * GRID)
        for role in COLUMN_ROLES:
            form.addRow(_NAMES[role], self.choices[role])
        for number in range(len(self._columns) - 1):
            self.table.setColumnWidth(number, _COLUMN)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Import")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[6 * GRID] * 4)
        column.setSpacing(3 * GRID)
        column.addWidget(words)
        column.addLayout(form)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        column.addWidget(self.buttons)

    def _fault(self) -> str:
        mapping = self.mapping()
        if "text" not in mapping:
            return "Choose the column that holds the text; without it there is nothing to read."
        taken = list(mapping.values())
        twice = next((column for column in taken if taken.count(column) > 1), None)
        return f"“{elide(twice, 40)}” is chosen twice." if twice else ""

    def _check(self, *_: int) -> None:
        fault = self._fault()
        self.hint.setText(fault)
        self.hint.setProperty("role", "bad" if fault else "secondary")
        self.hint.setVisible(bool(fault))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not fault)
