"""The list of metrics to tick: name, units and number of figures in one line."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.models.metrics import COUNT_ROLE, MetricsModel
from ui.theme import GRID, ROW, SMALL, current, ui_font

Index = QModelIndex | QPersistentModelIndex

_SHARE_OF_COUNT = 0.45


class MetricList(QListView):
    """Space or a click on the box ticks, a click on the words too."""

    def __init__(self, model: MetricsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_MetricDelegate(self))
        self.setAccessibleName("Metrics")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        current().changed.connect(self.viewport().update)


class _MetricDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The style paints ground, box and name, which leaves room for units and number.
        units = str(index.data(COUNT_ROLE))
        painter.save()
        painter.setFont(ui_font(SMALL))
        metrics = painter.fontMetrics()
        most = int(option.rect.width() * _SHARE_OF_COUNT)
        shown = metrics.elidedText(units, Qt.TextElideMode.ElideMiddle, most)
        room = metrics.horizontalAdvance(shown) + 3 * GRID
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = option.widget.style() if option.widget else QApplication.style()
        name = whole.text
        whole.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, option.widget)
        painter.setPen(current().token("secondary"))
        right = QRect(option.rect).adjusted(0, 0, -2 * GRID, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(option.font)
        painter.setPen(current().token("text"))
        left = QRect(option.rect).adjusted(8 * GRID, 0, -room, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, int(flags) | Qt.TextFlag.TextSingleLine, elided)
        painter.restore()
