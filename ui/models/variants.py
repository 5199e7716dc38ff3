"""The statements that several articles quote, as rows."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from ui.formats import elide, format_day
from ui.models.rows import Column, Index, RowsModel
from ui.theme import current
from workbench.analysis.variants import Variants

_LONGEST = 240


COLUMNS: tuple[Column[Variants], ...] = (
    Column("Statement", lambda row: elide(row.label, _LONGEST)),
    Column("Speaker", lambda row: ", ".join(row.speakers)),
    Column("Outlets", lambda row: str(len(row.outlets)), right=True),
    Column("Independent", lambda row: str(row.independent), right=True),
    Column("First seen", lambda row: format_day(row.first_seen) if row.first_seen else "no date"),
    Column("Wordings", lambda row: str(row.wordings), right=True),
    Column("Settled", lambda row: "by hand" if row.statement else ""),
)


class VariantsModel(RowsModel[Variants]):
    """One that holds no passage, only suggestions, is lighter and slanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self._light = QFont()
        self._light.setItalic(True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and not self.rows[index.row()].passage_ids:
            if role == Qt.ItemDataRole.ForegroundRole:
                return current().token("secondary")
            if role == Qt.ItemDataRole.FontRole:
                return self._light
        return super().data(index, role)
