"""A table of counts with names at its top and its left, a cell of which is chosen."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.models.heat import HeatModel, Index
from ui.theme import GRID, ROW, current

_NAMES = 44 * GRID


class _HeatDelegate(QStyledItemDelegate):
    """Paints the ground by the count, and a frame around what is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        rect = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(rect, ground)
        painter.setPen(current().token("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, whole.text)
        table = option.widget
        if isinstance(table, QTableView) and table.currentIndex() == index:
            painter.setPen(QPen(current().token("accent"), 1.5))
            painter.drawRect(rect)
        painter.restore()


class HeatTable(QTableView):
    """`chosen` comes with another cell, `entered_cell` with Return and a double click on it."""

    chosen = Signal()
    entered_cell = Signal()

    def __init__(self, name: str, model: HeatModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_HeatDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        mode = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setVerticalScrollMode(mode)
        self.setHorizontalScrollMode(mode)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(ROW)
        rows.setFixedWidth(_NAMES)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        for header in (rows, columns):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self._changed())
        self.doubleClicked.connect(lambda _index: self.entered_cell.emit())
        rows.sectionClicked.connect(self._choose_row)
        columns.sectionClicked.connect(self._choose_column)
        current().changed.connect(self.viewport().update)

    def set_column_width(self, pixels: int) -> None:
        """Give every column that width."""
        self.horizontalHeader().setDefaultSectionSize(pixels)

    def cell(self) -> tuple[int, int] | None:
        """Row and column of the chosen cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def choose(self, row: int, column: int) -> None:
        """Choose a cell."""
        self.setCurrentIndex(self.model().index(row, column))

    def _changed(self) -> None:
        self.viewport().update()
        self.chosen.emit()

    def _choose_row(self, row: int) -> None:
        self.choose(row, max(0, self.currentIndex().column()))

    def _choose_column(self, column: int) -> None:
        self.choose(max(0, self.currentIndex().row()), column)

    def sizeHint(self) -> QSize:
        return QSize(2 * _NAMES, 4 * ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if QModelIndex(self.currentIndex()).isValid():
                self.entered_cell.emit()
        else:
            super().keyPressEvent(event)
