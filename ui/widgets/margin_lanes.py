"""The lanes left of the text: a bar for every passage in sight, with its kind's letter."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.formats import KIND_LETTER, KIND_NAME, elide, plain_tool_tip
from ui.theme import SMALL, current, ui_font
from workbench.domain import Passage

_LANE = 17
_LANES = range(2, 7)
_GAP = 8
_EDGE = 4
_BAR = 3
_RIBBON = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A passage in sight; `top` and `bottom` are pixels in the viewport."""

    passage: Passage
    lane: int
    top: float
    bottom: float
    chosen: bool


class MarginLanes(QWidget):
    """Draws what `bars` says is in sight, and a ribbon where `ribbons` says; `passage_pressed`
    carries a pressed passage's id."""

    passage_pressed = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        bars: Callable[[], list[Bar]],
        ribbons: Callable[[], list[float]],
    ) -> None:
        super().__init__(parent)
        self._bars = bars
        self._ribbons = ribbons
        self.setAccessibleName("Passages beside the text")
        self.setMouseTracking(True)

    def width_for(self, lanes: int) -> int:
        """Width in pixels with that many lanes; always enough for two, never for over six."""
        return min(max(lanes, _LANES.start), _LANES.stop - 1) * _LANE + _GAP + _EDGE

    def place_of(self, passage_id: int) -> QPoint | None:
        """The middle of a passage's bar, when that is in sight."""
        for bar in self._bars():
            if bar.passage.id == passage_id:
                return self._rect(bar).center().toPoint()
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(ui_font(SMALL, medium=True))
            for bar in self._bars():
                self._paint_bar(painter, bar)
            for top in self._ribbons():
                self._paint_ribbon(painter, top)

    @staticmethod
    def _paint_ribbon(painter: QPainter, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().token("accent"))
        x, y = 1.0, top + 5
        painter.drawPolygon(
            [
                QPointF(x, y),
                QPointF(x + _RIBBON, y),
                QPointF(x + _RIBBON, y + 14),
                QPointF(x + _RIBBON / 2, y + 10),
                QPointF(x, y + 14),
            ]
        )

    def _paint_bar(self, painter: QPainter, bar: Bar) -> None:
        theme = current()
        rect = self._rect(bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token("accent") if bar.chosen else theme.kind_line(bar.passage.kind))
        beam = QRectF(rect.right() - _BAR, rect.top() + 3, _BAR, rect.height() - 6)
        painter.drawRoundedRect(beam, 1.5, 1.5)
        # The letter stays in sight while any of the passage is.
        top = min(max(rect.top(), 0.0), rect.bottom() - 20)
        painter.setPen(theme.kind_line(bar.passage.kind))
        painter.drawText(QPointF(rect.left() + 1, top + 16), KIND_LETTER[bar.passage.kind])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._passage_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        passage = self._passage_at(event.position())
        if passage is not None and event.button() == Qt.MouseButton.LeftButton:
            self.passage_pressed.emit(passage.id)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        passage = self._passage_at(QPointF(event.pos()))
        if passage is None:
            QToolTip.hideText()
        else:
            words = f"{KIND_NAME[passage.kind]}: {elide(passage.words, 200)}"
            QToolTip.showText(event.globalPos(), plain_tool_tip(words), self)
        return True

    def _rect(self, bar: Bar) -> QRectF:
        lane = min(bar.lane, _LANES.stop - 2)
        left = self.width() - _GAP - (lane + 1) * _LANE
        return QRectF(left, bar.top, _LANE - 2, bar.bottom - bar.top)

    def _passage_at(self, place: QPointF) -> Passage | None:
        found = (bar.passage for bar in self._bars() if self._rect(bar).contains(place))
        return next(found, None)
