"""The strip beside the scroll bar: a tick for every search hit of the article."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current

_WIDTH = 8
_TICK = 2


class HitStrip(QWidget):
    """Asks `shares` how far down each hit stands, and says in `pressed_at` where it was pressed.

    Both count from 0, the top, to 1.
    """

    pressed_at = Signal(float)

    def __init__(self, parent: QWidget, shares: Callable[[], list[float]]) -> None:
        super().__init__(parent)
        self._shares = shares
        self._ticks: list[int] | None = None
        self.setAccessibleName("Search hits in the article")
        self.setFixedWidth(_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 0)

    def refresh(self) -> None:
        """Draw the ticks anew, because hits or lines have moved."""
        self._ticks = None
        self.update()

    def ticks(self) -> list[int]:
        """The heights of the ticks in pixels; hits that fall together have one."""
        if self._ticks is None:
            room = self.height() - _TICK
            self._ticks = sorted({round(share * room) for share in self._shares()})
        return self._ticks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current().token("warn"))
            for y in self.ticks():
                painter.drawRect(QRectF(1, y, _WIDTH - 2, _TICK))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.ticks():
            self.pressed_at.emit(event.position().y() / max(1, self.height()))
