"""A cell with an interval drawn on a scale that all rows of its table share."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.models.rows import SORT_ROLE
from ui.models.stated_rows import Bar
from ui.theme import GRID, current

_TICK = 4
_DOT = 3.0
_TIP = 4.0


class IntervalDelegate(QStyledItemDelegate):
    """Draws the `Bar` that is the sorting value of a cell: ends, or arrows where it is open."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        bar = index.data(SORT_ROLE)
        if not isinstance(bar, Bar):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = option.rect.left() + 2 * GRID
        width = option.rect.width() - 4 * GRID
        middle = option.rect.center().y() + 0.5
        painter.setPen(QPen(current().token("line"), 1))
        painter.drawLine(QPointF(left, middle), QPointF(left + width, middle))
        colour = self._colour(bar)
        painter.setPen(QPen(colour, 1.5))
        low, high = left + bar.low * width, left + bar.high * width
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        _end(painter, low, middle, -1 if bar.open_low else 0)
        _end(painter, high, middle, 1 if bar.open_high else 0)
        if bar.faint:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(colour)
        painter.drawEllipse(QPointF(left + bar.value * width, middle), _DOT, _DOT)
        painter.restore()

    @staticmethod
    def _colour(bar: Bar) -> QColor:
        if bar.faint:
            return current().token("secondary")
        return current().token("bad" if bar.against else "figure")


def _end(painter: QPainter, x: float, y: float, way: int) -> None:
    """A stroke across, or the tip of an arrow to that way."""
    if not way:
        painter.drawLine(QPointF(x, y - _TICK), QPointF(x, y + _TICK))
        return
    for side in (-1, 1):
        painter.drawLine(QPointF(x, y), QPointF(x - way * _TIP, y + side * _TIP))
