"""A grid of counts, the larger the stronger its ground: actors by topics, outlets by months."""

import math
from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.formats import plain_tool_tip
from ui.theme import current

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_FAINTEST, _STRONGEST = 0.10, 0.48
TURNED = " ⇄"
"""Behind the count of a cell that is marked."""


class HeatModel(QAbstractTableModel):
    """Counts by row and column; what is not there is nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_names: Sequence[str] = ()
        self.column_names: Sequence[str] = ()
        self._counts: Mapping[tuple[int, int], int] = {}
        self._marked: Collection[tuple[int, int]] = ()
        self._most: dict[bool, int] = {}
        self.total_column = False

    def show_counts(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        counts: Mapping[tuple[int, int], int],
        marked: Collection[tuple[int, int]] = (),
        *,
        total: bool = False,
    ) -> None:
        """Show these in the place of those before; with `total` the first column sums up a row
        and has a scale of its own."""
        self.beginResetModel()
        self.row_names, self.column_names = rows, columns
        self._counts, self._marked = counts, marked
        self.total_column = total
        self._most = {}
        for (_, column), count in counts.items():
            of_all = total and column == 0
            self._most[of_all] = max(self._most.get(of_all, 1), count)
        self.endResetModel()

    def count(self, row: int, column: int) -> int:
        """The number in a cell."""
        return self._counts.get((row, column), 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.row_names)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.column_names)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        names = self.column_names if orientation is Qt.Orientation.Horizontal else self.row_names
        if section >= len(names):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return names[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(names[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        count = self._counts.get(place, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{count:,}{TURNED if place in self._marked else ''}" if count else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole and count:
            colour = current().token("accent")
            colour.setAlphaF(self._strength(place[1], count))
            return colour
        if role == Qt.ItemDataRole.ToolTipRole and count:
            row, column = self.row_names[place[0]], self.column_names[place[1]]
            return plain_tool_tip(f"{row}\n{column}: {count:,}")
        return None

    def _strength(self, column: int, count: int) -> float:
        most = self._most[self.total_column and column == 0]
        share = math.log1p(count) / math.log1p(most)
        return _FAINTEST + (_STRONGEST - _FAINTEST) * share
