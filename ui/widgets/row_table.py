"""A table of whole rows to choose from, as the dialogs have it."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import ROW


class _Elided(QStyledItemDelegate):
    """Cuts text where it is told to."""

    def __init__(self, mode: Qt.TextElideMode, parent: QWidget) -> None:
        super().__init__(parent)
        self._mode = mode

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = self._mode


class RowTable(QTableView):
    """Rows are chosen as wholes; `wide` is the column that takes the room that is left, and at
    least so many pixels: where there are fewer, the table scrolls sideways.

    `entered_row` comes with Return and with a double click, the index being where.
    """

    entered_row = Signal(QModelIndex)

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel,
        wide: int,
        *,
        several: bool = False,
        least: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self._wide, self._least = wide, least
        self.doubleClicked.connect(self.entered_row)

    def elide(self, column: int, mode: Qt.TextElideMode) -> None:
        """Cut what is too long for a column at its start or in its middle."""
        self.setItemDelegateForColumn(column, _Elided(mode, self))

    def chosen_rows(self) -> list[int]:
        """The numbers of the chosen rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def make_room(self) -> None:
        """Give the wide column what is left, once the others have their widths."""
        header = self.horizontalHeader()
        others = header.length() - header.sectionSize(self._wide)
        if self.viewport().width() - others >= self._least:
            header.setSectionResizeMode(self._wide, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(self._wide, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(self._wide, self._least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._least:
            self.make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
