"""The wordings of a statement below each other, what differs marked by more than colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.models.alignment import MARK_ROLE, OFFERED_ROLE, AlignmentModel
from ui.theme import GRID, ROW, current
from workbench.analysis.alignment import Mark

_INSET = 3
_MEASURED = 60


class _Words(QStyledItemDelegate):
    """A word that is changed is underlined, one that is added framed, for one that is dropped
    there is a dash. What is only suggested is lighter and slanted."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        mark = Mark(index.data(MARK_ROLE))
        offered = bool(index.data(OFFERED_ROLE))
        option.font.setUnderline(mark is Mark.CHANGED)
        option.font.setItalic(offered)
        token = {Mark.CHANGED: "warn", Mark.ADDED: "good", Mark.DROPPED: "secondary"}.get(mark)
        colour = current().token(token or ("secondary" if offered else "text"))
        option.palette.setColor(QPalette.ColorRole.Text, colour)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if index.data(MARK_ROLE) == Mark.ADDED:
            area: QRect = option.rect
            painter.save()
            painter.setPen(QPen(current().token("good"), 1))
            painter.drawRoundedRect(area.adjusted(_INSET, _INSET, -_INSET - 1, -_INSET - 1), 3, 3)
            painter.restore()


class AlignmentTable(QTableView):
    """Rows are chosen as wholes. `entered_row` comes with Return and with a click on one row,
    `copy_wanted` with the key for copying."""

    entered_row = Signal(int)
    copy_wanted = Signal()

    def __init__(self, model: AlignmentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Wordings, word by word")
        self.setModel(model)
        self.setItemDelegate(_Words(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(4 * GRID)
        # Of hundreds of rows the first ones say well enough how wide words are.
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        heads = self.verticalHeader()
        heads.setDefaultSectionSize(ROW)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.sectionClicked.connect(self._enter_alone)
        self.clicked.connect(self._enter_clicked)
        self.model().modelReset.connect(self.resizeColumnsToContents)

    def chosen_rows(self) -> list[int]:
        """The numbers of the chosen rows, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered_row.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _enter_clicked(self, index: QModelIndex) -> None:
        self._enter_alone(index.row())

    @Slot(int)
    def _enter_alone(self, row: int) -> None:
        # A click with Ctrl or Shift chooses several, to be split off.
        if self.chosen_rows() == [row]:
            self.entered_row.emit(row)
