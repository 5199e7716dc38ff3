"""A statement's wordings as a table: a row for each quote, a column for each word."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.formats import elide, format_day, plain_tool_tip
from workbench.analysis.alignment import Alignment, Mark, Row
from workbench.analysis.variant_table import letter
from workbench.analysis.variants import Quoted

Index = QModelIndex | QPersistentModelIndex

MARK_ROLE = Qt.ItemDataRole.UserRole
"""Gives the value of the `Mark` of a word: Qt makes a plain string of it."""

OFFERED_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives whether the quote is only suggested."""

GAP = "–"
"""Stands where a word of the base is dropped."""

_NOWHERE = QModelIndex()
_OUTLET = 24
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class AlignmentModel(QAbstractTableModel):
    """The rows of an alignment; the head of each says outlet, day and wording."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.alignment = Alignment((), ())

    def show_alignment(self, alignment: Alignment) -> None:
        """Show this in the place of the one before."""
        self.beginResetModel()
        self.alignment = alignment
        self.endResetModel()

    def quote(self, row: int) -> Quoted:
        """The quote of a row."""
        return self.alignment.rows[row].quote

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.alignment.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.alignment.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Vertical or section >= self.rowCount():
            return None
        row = self.alignment.rows[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                # Two ampersands: a header takes one for the mark of a key.
                return _head(row).replace("&", "&&")
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tool_tip(_whole(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.alignment.rows[index.row()]
        cell = row.cells[index.column()]
        dropped = cell.mark is Mark.DROPPED
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = GAP if dropped else cell.word.strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                found = self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                found = plain_tool_tip(f"{self._spoken(index)}\n\n{_whole(row)}".strip())
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _MIDDLE if dropped else _LEFT
            case _ if role == MARK_ROLE:
                found = cell.mark
            case _ if role == OFFERED_ROLE:
                found = row.quote.offered is not None
        return found

    def _spoken(self, index: Index) -> str:
        """What a cell says without colours and lines."""
        cell = self.alignment.rows[index.row()].cells[index.column()]
        base, word = self.alignment.columns[index.column()], cell.word.strip()
        match cell.mark:
            case Mark.DROPPED:
                return f"“{base}” is dropped"
            case Mark.ADDED:
                return f"“{word}” is added"
            case Mark.CHANGED:
                return f"“{word}” instead of “{base}”"
        return word


def _head(row: Row) -> str:
    day = format_day(row.quote.day) if row.quote.day else "no date"
    parts = [letter(row.wording), elide(row.quote.outlet, _OUTLET), day]
    if row.quote.offered is not None:
        parts.append("suggested")
    return "  ".join(parts)


def _whole(row: Row) -> str:
    who = f"{row.quote.speaker}: " if row.quote.speaker else ""
    return f"{who}{row.quote.words}\n{row.quote.outlet}, “{row.quote.article.title}”"
