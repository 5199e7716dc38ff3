"""Series over time as the window and the exported pictures show them."""

from collections.abc import Callable, Container, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ui.plot.brush import Brush
from ui.plot.look import Look, series_style
from ui.plot.order import Order, Place
from ui.plot.panel import Panel
from ui.plot.placed import place
from ui.plot.stack import PanelStack
from ui.plot.units import (
    SeriesKey,
    by_metric,
    by_unit,
    series_key,
)
from ui.plot.value_scale import ValueScale
from workbench.domain import Series, SeriesPoint

WITHIN = 14.0
"""How near to a point the pointer must be to mean it, in pixels."""

_ZOOM = 0.8
_PASSES = 2  # labels set the width of the axes, which sets what room the labels have
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_CLICK_SLOP = 4


class SeriesPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """Series over time, one panel for each unit, all over the same dates.

    Left and right go from point to point in time, Home and End to the first and the last,
    Enter opens, A accepts a suggestion, + − 0 zoom, Esc lets go. Shift with left and right, or
    with the pointer drawn over the panels, marks a stretch of time.

    `point_pointed` carries the `Series` and the `SeriesPoint` under the pointer or the keys, or
    None twice; `passage_chosen` the id of the passage behind it; `suggestion_chosen` and
    `accept_wanted` the `SeriesPoint` of a suggestion; `brushed` the first and the last day number
    of the marked time, or None for none.
    """

    point_pointed = Signal(object, object)
    passage_chosen = Signal(int)
    suggestion_chosen = Signal(object)
    accept_wanted = Signal(object)
    brushed = Signal(object)

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, for_file: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chart")
        self.setAntialiasing(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setContentsMargins(12, 4, 8, 4)
        self.ci.layout.setVerticalSpacing(8)
        self._look = look
        self._stack = PanelStack(self.ci, look, self._moved_by_hand, for_file=for_file)
        self._panels = self._stack.panels
        self._pointed: Place | None = None
        self._pressed: QPoint | None = None
        self._drawing = False
        self._order: Order | None = None
        self._tabbed = False
        self._fitted = True
        self._brush = Brush()
        self.brushing = False
        """Whether the pointer marks a stretch of time without Shift."""
        self.skipped = 0
        self.set_look(look)

    def show_series(
        self,
        series: Sequence[Series],
        *,
        logarithmic: bool = False,
        hidden: Container[SeriesKey] = (),
        apart: bool = False,
    ) -> None:
        """Draw `series` and zoom so that all of it is seen.

        Those that are `hidden` leave their colours unused. With `apart` every metric has a small
        chart of its own, all over the same dates.
        """
        scale = ValueScale(logarithmic=logarithmic)
        placed = [
            place(each, series_style(n), scale)
            for n, each in enumerate(series)
            if series_key(each) not in hidden
        ]
        self.skipped = sum(each.skipped for each in placed)
        self._point(None)
        self._order = None
        groups = by_metric(placed) if apart else by_unit(placed)
        self._stack.width = self.width()
        self._stack.show_groups(groups, scale, apart=apart)
        self._brush.show(self._panels, self._look)
        self.zoom_to_fit()

    def set_look(self, look: Look) -> None:
        """Draw in these colours from now on."""
        self._look = look
        self.setBackground(QColor(look.surface))
        self._stack.set_look(look)
        self._brush.show(self._panels, look)

    def zoom_to_fit(self) -> None:
        """Show every point of every panel, also when the size changes later."""
        self._fitted = True
        self._stack.fit()

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much time, around the pointed point or the middle."""
        if not self._panels:
            return
        at = self._pointed
        centre = None
        if at is not None:
            centre = (at.x, float(at.placed.y[at.number]))
        self._fitted = False
        self._panels[0].vb.scaleBy(x=factor, center=centre)

    def days(self) -> tuple[float, float] | None:
        """The day numbers in view; None while all of it is."""
        if self._fitted or not self._panels:
            return None
        first, last = self._panels[0].vb.viewRange()[0]
        return float(first), float(last)

    def show_days(self, days: tuple[float, float]) -> None:
        """Show the time from one day number to another."""
        if self._panels:
            self._fitted = False
            self._panels[0].vb.setXRange(*days, padding=0)

    def rows(self) -> int:
        """How many panels stand one below the other."""
        return -(-len(self._panels) // self._stack.columns)

    def brushed_days(self) -> tuple[float, float] | None:
        """The stretch of time that is marked."""
        return self._brush.days

    def brush(self, days: tuple[float, float] | None) -> None:
        """Mark the time from one day number to another, or none."""
        if days is None:
            self._brush.clear()
        else:
            self._brush.begin(days[0])
            self._brush.reach(days[1])
        self._brush.show(self._panels, self._look)
        self.brushed.emit(self._brush.days)

    def panels(self) -> list[Panel]:
        """The panels from top to bottom."""
        return list(self._panels)

    def pointed(self) -> SeriesPoint | None:
        """The point under the pointer or the keys."""
        return None if self._pointed is None else self._pointed.point

    def pointed_place(self) -> QPoint | None:
        """Where that point stands in this widget."""
        at = self._pointed
        if at is None:
            return None
        return QPoint(self.mapFromScene(self._panels[at.panel].scene_place(at.placed, at.number)))

    def background_colour(self) -> str:
        """What the chart stands on, as `#RRGGBB`."""
        return self._look.surface

    def settle(self, size: QSize) -> None:
        """Take `size` and lay everything out now: without a window no event would do it."""
        self.resize(size)
        self.resizeEvent(None)
        self._stack.width = size.width()
        for _ in range(_PASSES):
            self._stack.align()
            self.ci.layout.activate()
            for panel in self._panels:
                panel.layout.activate()
            self.zoom_to_fit()
        self.scene().prepareForPaint()

    def close(self) -> bool:
        """Close as any widget does."""
        # pyqtgraph empties the scene here, under Python objects that still know its items,
        # which ends the program now and then. Qt empties it when the widget goes.
        return QWidget.close(self)

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        act = self._keys(shift=shift).get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        act()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._brush.reach(self._day_at(event.position()))
            self._brush.show(self._panels, self._look)
            return
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self._point(self._place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = event.button() == Qt.MouseButton.LeftButton
        self._drawing = left and (self.brushing or shift) and bool(self._panels)
        if self._drawing:
            self._brush.begin(self._day_at(event.position()))
        else:
            super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        still = self._pressed is not None and (
            (at - self._pressed).manhattanLength() <= _CLICK_SLOP
        )
        if self._drawing:
            self._drawing = False
            if still:
                self._brush.clear()
            self._brush.show(self._panels, self._look)
            self.brushed.emit(self._brush.days)
        else:
            super().mouseReleaseEvent(event)
        event.accept()
        if still and event.button() == Qt.MouseButton.LeftButton:
            self._point(self._place_at(event.position()))
            self._open()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tabbed = event.reason() in _BY_KEY
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tabbed = False
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        if self._tabbed:
            painter.setPen(QPen(QColor(self._look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.sceneRect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None:
            return
        self._stack.width = self.width()
        if self._fitted:
            self.zoom_to_fit()
        else:
            self._stack.align()

    def _keys(self, *, shift: bool) -> dict[Qt.Key, Callable[[], None]]:
        walk = self._brush_on if shift else self._step
        return {
            Qt.Key.Key_Left: lambda: walk(-1),
            Qt.Key.Key_Right: lambda: walk(1),
            Qt.Key.Key_Home: lambda: self._go_to(0),
            Qt.Key.Key_End: lambda: self._go_to(-1),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_A: self._accept,
            Qt.Key.Key_Escape: self._let_go,
            Qt.Key.Key_Plus: lambda: self.zoom(_ZOOM),
            Qt.Key.Key_Equal: lambda: self.zoom(_ZOOM),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / _ZOOM),
            Qt.Key.Key_0: self.zoom_to_fit,
        }

    def _step(self, by: int) -> None:
        order = self._in_order()
        if self._pointed is None:
            self._go_to(0 if by > 0 else -1)
        else:
            self._go_to(min(max(order.position(self._pointed) + by, 0), len(order) - 1))

    def _brush_on(self, by: int) -> None:
        """Go on by a point, and mark the time from where that was begun."""
        at = self._pointed
        if self._brush.anchor is None and at is not None:
            self._brush.begin(at.x)
        self._step(by)
        if self._pointed is not None:
            self._brush.reach(self._pointed.x)
            self._brush.show(self._panels, self._look)
            self.brushed.emit(self._brush.days)

    def _let_go(self) -> None:
        if self._brush.days is not None:
            self.brush(None)
        else:
            self._point(None)

    def _accept(self) -> None:
        if self._pointed is not None and self._pointed.point.passage_id is None:
            self.accept_wanted.emit(self._pointed.point)

    def _go_to(self, number: int) -> None:
        order = self._in_order()
        if len(order):
            self._point(order.at(number))
            self._bring_into_view()

    def _in_order(self) -> Order:
        if self._order is None:
            self._order = Order(self._panels)
        return self._order

    def _bring_into_view(self) -> None:
        if self._pointed is None:
            return
        panel = self._panels[self._pointed.panel]
        x = self._pointed.x
        left, right = panel.vb.viewRange()[0]
        if not left <= x <= right:
            self._fitted = False
            half = (right - left) / 2
            panel.vb.setXRange(x - half, x + half, padding=0)

    def _open(self) -> None:
        if self._pointed is None:
            return
        point = self._pointed.point
        if point.passage_id is None:
            self.suggestion_chosen.emit(point)
        else:
            self.passage_chosen.emit(point.passage_id)

    def _day_at(self, position: QPointF) -> float:
        at = QPointF(self.mapToScene(position.toPoint()))
        panels = self._panels
        over = next((one for one in panels if one.sceneBoundingRect().contains(at)), panels[0])
        return float(over.vb.mapSceneToView(at).x())

    def _place_at(self, position: QPointF) -> Place | None:
        at = QPointF(self.mapToScene(position.toPoint()))
        for n, panel in enumerate(self._panels):
            if panel.vb.sceneBoundingRect().contains(at):
                found = panel.nearest(at, WITHIN)
                return None if found is None else Place(n, found[1], found[2])
        return None

    def _point(self, place: Place | None) -> None:
        if place == self._pointed:
            return
        self._pointed = place
        for n, panel in enumerate(self._panels):
            here = place is not None and place.panel == n
            panel.point_out(*(place.placed, place.number) if place and here else (None,))
        self.viewport().setCursor(
            Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
        )
        if place is None:
            self.point_pointed.emit(None, None)
        else:
            self.point_pointed.emit(place.placed.series, place.point)

    def _moved_by_hand(self) -> None:
        self._fitted = False
