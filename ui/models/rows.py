"""A table model over a list of things, for dialogs: each column says how it shows one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.formats import plain_tool_tip
from ui.theme import current, ui_font

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

SORT_ROLE = Qt.ItemDataRole.UserRole
"""Gives what a column is sorted by."""

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """How a column shows a row; `value` is what it is sorted by, the text by default."""

    heading: str
    text: Callable[[T], str]
    value: Callable[[T], object] | None = None
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[T]):
    """The rows in the order in which they were given; those that are `faint` are written so."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        parent: QObject | None = None,
        *,
        faint: Callable[[T], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._faint = faint
        self.rows: list[T] = []

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these in the place of those before."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].right:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(column.text(row))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return _RIGHT
        if role == SORT_ROLE:
            return column.value(row) if column.value else column.text(row).casefold()
        return self._look(row, role)

    def _look(self, row: T, role: int) -> object:
        if self._faint is None or not self._faint(row):
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return current().token("secondary")
        if role == Qt.ItemDataRole.FontRole:
            font = ui_font()
            font.setItalic(True)
            return font
        return None
