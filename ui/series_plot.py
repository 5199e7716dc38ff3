"""Series over time as the window and the exported pictures show them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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

from ui.plot.look import Look, series_style
from ui.plot.panel import Panel
from ui.plot.placed import PlacedSeries, bounds, place
from ui.plot.units import by_unit, tick_writer, unit_title
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A point of a panel."""

    panel: int
    placed: PlacedSeries
    number: int

    @property
    def point(self) -> SeriesPoint:
        return self.placed.points[self.number]

    @property
    def rank(self) -> tuple[float, int, float, int]:
        """By time, then from the top panel down, then by value."""
        x, y = float(self.placed.x[self.number]), float(self.placed.y[self.number])
        return x, self.panel, y, self.point.passage_id


class SeriesPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """Series over time, one panel for each unit, all over the same dates.

    Left and right go from point to point in time, Home and End to the first and the last,
    Enter opens, + − 0 zoom, Esc lets go. `point_pointed` carries the
    `Series` and the `SeriesPoint` under the pointer or the keys, or None twice;
    `passage_chosen` the id of the passage behind it.
    """

    point_pointed = Signal(object, object)
    passage_chosen = Signal(int)

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, for_file: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chart")
        self.setAntialiasing(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setContentsMargins(12, 4, 8, 4)
        self.ci.layout.setVerticalSpacing(8)
        self._for_file = for_file
        self._look = look
        self._panels: list[Panel] = []
        self._pointed: _Place | None = None
        self._pressed: QPoint | None = None
        self._order: list[_Place] = []
        self._tabbed = False
        self._fitted = True
        self.skipped = 0
        self.set_look(look)

    def show_series(self, series: Sequence[Series], *, logarithmic: bool = False) -> None:
        """Draw `series` and zoom so that all of it is seen."""
        scale = ValueScale(logarithmic=logarithmic)
        placed = [place(each, series_style(n), scale) for n, each in enumerate(series)]
        self.skipped = sum(each.skipped for each in placed)
        self._point(None)
        self._order = []
        self._lay_out(by_unit(placed), scale)
        self.zoom_to_fit()

    def set_look(self, look: Look) -> None:
        """Draw in these colours from now on."""
        self._look = look
        self.setBackground(QColor(look.surface))
        for panel in self._panels:
            panel.set_look(look)

    def zoom_to_fit(self) -> None:
        """Show every point of every panel, also when the size changes later."""
        self._fitted = True
        around = bounds([each for panel in self._panels for each in panel.placed])
        if around is None:
            return
        for panel in self._panels:
            panel.fit(around[:2])
        self._align()

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much time, around the pointed point or the middle."""
        if not self._panels:
            return
        at = self._pointed
        centre = None
        if at is not None:
            centre = (float(at.placed.x[at.number]), float(at.placed.y[at.number]))
        self._fitted = False
        self._panels[0].vb.scaleBy(x=factor, center=centre)

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
        for _ in range(_PASSES):
            self._align()
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
        act = self._keys().get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        act()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self._point(self._place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()
        self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        at = event.position().toPoint()
        still = self._pressed is not None and (
            (at - self._pressed).manhattanLength() <= _CLICK_SLOP
        )
        if still and event.button() == Qt.MouseButton.LeftButton:
            place = self._place_at(event.position())
            self._point(place)
            if place is not None:
                self.passage_chosen.emit(place.point.passage_id)

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
        if self._fitted:
            self.zoom_to_fit()
        else:
            self._align()

    def _keys(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Home: lambda: self._go_to(0),
            Qt.Key.Key_End: lambda: self._go_to(-1),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Escape: lambda: self._point(None),
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
            n = bisect_left(order, self._pointed.rank, key=lambda at: at.rank) + by
            self._go_to(min(max(n, 0), len(order) - 1))

    def _go_to(self, number: int) -> None:
        order = self._in_order()
        if order:
            self._point(order[number])
            self._bring_into_view()

    def _in_order(self) -> list[_Place]:
        if not self._order:
            places = (
                _Place(n, each, number)
                for n, panel in enumerate(self._panels)
                for each in panel.placed
                for number in range(len(each.points))
            )
            self._order = sorted(places, key=lambda at: at.rank)
        return self._order

    def _bring_into_view(self) -> None:
        if self._pointed is None:
            return
        panel = self._panels[self._pointed.panel]
        x = float(self._pointed.placed.x[self._pointed.number])
        left, right = panel.vb.viewRange()[0]
        if not left <= x <= right:
            self._fitted = False
            half = (right - left) / 2
            panel.vb.setXRange(x - half, x + half, padding=0)

    def _open(self) -> None:
        if self._pointed is not None:
            self.passage_chosen.emit(self._pointed.point.passage_id)

    def _place_at(self, position: QPointF) -> _Place | None:
        at = QPointF(self.mapToScene(position.toPoint()))
        for n, panel in enumerate(self._panels):
            if panel.vb.sceneBoundingRect().contains(at):
                found = panel.nearest(at, WITHIN)
                return None if found is None else _Place(n, found[1], found[2])
        return None

    def _point(self, place: _Place | None) -> None:
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

    # Panels

    def _lay_out(self, groups: list[list[PlacedSeries]], scale: ValueScale) -> None:
        while len(self._panels) > len(groups):
            self.ci.removeItem(self._panels.pop())
        while len(self._panels) < len(groups):
            self._add_panel()
        for n, (panel, placed) in enumerate(zip(self._panels, groups, strict=True)):
            unit = placed[0].series.unit
            panel.show_series(placed, unit_title(placed), scale, tick_writer(unit))
            panel.showAxis("bottom", n == len(groups) - 1)
        self._align()

    def _add_panel(self) -> None:
        panel = Panel(for_file=self._for_file)
        panel.set_look(self._look)
        panel.vb.sigYRangeChanged.connect(self._align)
        panel.vb.sigXRangeChanged.connect(self._share_days)
        panel.vb.sigRangeChangedManually.connect(self._moved_by_hand)
        self.ci.addItem(panel, row=len(self._panels), col=0)
        self._panels.append(panel)

    def _share_days(self, view: object, days: tuple[float, float]) -> None:
        # pyqtgraph's own links shift a range where views do not lie exactly below each other,
        # which they do not while the window is being laid out.
        for panel in self._panels:
            if panel.vb is not view and panel.vb.viewRange()[0] != list(days):
                panel.vb.setXRange(*days, padding=0)

    def _moved_by_hand(self, *_: object) -> None:
        self._fitted = False

    def _align(self, *_: object) -> None:
        # The same width beside every panel, so that a day stands below itself.
        if not self._panels:
            return
        left = max(p.values.needed_width(*p.vb.viewRange()[1]) for p in self._panels)
        right = max(panel.ends.needed_width() for panel in self._panels)
        for panel in self._panels:
            panel.values.setWidth(left)
            panel.ends.setWidth(min(right, max(self.width() // 4, 40)))
