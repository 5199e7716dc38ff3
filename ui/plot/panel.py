"""One panel of a chart: the series of one unit over one value axis."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPen

from ui.plot.axes import DateAxis, EndLabels, PanelTitle, ValueAxis
from ui.plot.lines import Line
from ui.plot.look import MARK, Look, arrow, cap
from ui.plot.placed import Array, PlacedSeries, bounds
from ui.plot.value_scale import ValueScale

_ARROW = 44
_RING = 17
_SIDE = 0.04
_FOR_MARK, _FOR_ARROW = 8.0, 26.0  # pixels beyond the outermost value
_LEAST_HEIGHT = 80.0
_LEAST_DAYS = 2.0
_LONGEST = 3_700_000.0
_LONE_SIDE = 45.0
_CROWD = 5_000  # from here on marks hide each other, and a dot says as much as they do
_DOT = 2
_UP, _DOWN, _CAP = arrow(up=True), arrow(up=False), cap()


class _View(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """Wheel and pinch zoom in time; over the value axis, in value."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setLimits(xMin=1, xMax=_LONGEST, minXRange=_LEAST_DAYS)
        self.disableAutoRange()

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        super().wheelEvent(ev, axis=0 if axis is None else axis)


class Panel(pg.PlotItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws series of one unit; the chart gives it its series, colours and dates."""

    def __init__(self, *, for_file: bool) -> None:
        self.values, self.dates = ValueAxis(), DateAxis()
        self.ends, self.title = EndLabels(), PanelTitle()
        super().__init__(
            viewBox=_View(),
            enableMenu=False,
            axisItems={
                "left": self.values,
                "bottom": self.dates,
                "right": self.ends,
                "top": self.title,
            },
        )
        self.hideButtons()
        # Marks before the grid, which the axes draw.
        self.vb.setZValue(1)
        self.placed: list[PlacedSeries] = []
        # Marks from pyqtgraph's cache are pictures: quick on the screen, coarse in a file.
        self._cached = not for_file
        self._look: Look | None = None
        self._drawn: list[Any] = []
        self._ring = pg.ScatterPlotItem(size=_RING, brush=None, pxMode=True)
        self._ring.setZValue(10)
        self.vb.addItem(self._ring, ignoreBounds=True)

    def show_series(
        self,
        placed: Sequence[PlacedSeries],
        title: str,
        scale: ValueScale,
        write: Callable[[float], str],
    ) -> None:
        """Draw `placed`, whose values `scale` has placed and `write` writes."""
        self.placed = list(placed)
        self.title.set_text(title)
        self.values.show_values(scale, write)
        self.ends.show_series(placed)
        self._draw()

    def set_look(self, look: Look) -> None:
        """Draw in these colours."""
        self._look = look
        for axis in (self.values, self.dates, self.ends, self.title):
            axis.set_look(look)
        self._ring.setPen(look.pen(look.accent, 2))
        self._draw()

    def fit(self, days: tuple[float, float]) -> None:
        """Show all values, and the time from the first to the second of `days`."""
        first, last = days
        side = max((last - first) * _SIDE, 1.0) if last > first else _LONE_SIDE
        self.vb.setXRange(first - side, last + side, padding=0)
        logarithmic = self.values.scale_of_values.logarithmic
        height = max(self.vb.height(), _LEAST_HEIGHT)
        low, high = _value_range(self.placed, height, logarithmic=logarithmic)
        self.vb.setYRange(low, high, padding=0)

    def nearest(self, at: QPointF, within: float) -> tuple[float, PlacedSeries, int] | None:
        """The point nearest to scene position `at`: its distance in pixels, series, number."""
        best: tuple[float, PlacedSeries, int] | None = None
        for each in self.placed:
            if not each.points:
                continue
            distances = np.hypot(*self._pixels_from(each, at))
            n = int(distances.argmin())
            if distances[n] <= (within if best is None else best[0]):
                best = (float(distances[n]), each, n)
        return best

    def scene_place(self, each: PlacedSeries, number: int) -> QPointF:
        """Where that point stands in the scene."""
        return QPointF(self.vb.mapViewToScene(QPointF(each.x[number], each.y[number])))

    def point_out(self, each: PlacedSeries | None, number: int = 0) -> None:
        """Put a ring around that point, or around none."""
        if each is None:
            self._ring.setData(x=[], y=[])
        else:
            self._ring.setData(x=[each.x[number]], y=[each.y[number]])

    def _pixels_from(self, each: PlacedSeries, at: QPointF) -> tuple[Any, Any]:
        rect = self.vb.sceneBoundingRect()
        (left, right), (bottom, top) = self.vb.viewRange()
        x = rect.left() + (each.x - left) / (right - left) * rect.width()
        y = rect.top() + (top - each.y) / (top - bottom) * rect.height()
        return x - at.x(), y - at.y()

    def _draw(self) -> None:
        for item in self._drawn:
            self.vb.removeItem(item)
        self._drawn = []
        if self._look is None:
            return
        crowd = sum(len(each.points) for each in self.placed) >= _CROWD
        for each in self.placed:
            self._drawn += _items(each, self._look, crowd=crowd, cached=self._cached)
        for item in self._drawn:
            self.vb.addItem(item, ignoreBounds=True)


def _items(each: PlacedSeries, look: Look, *, crowd: bool, cached: bool) -> list[Any]:
    """What draws a series, from the back to the front."""
    if not each.points:
        return []
    if crowd:
        fill = each.style.fill()
        pen = look.pen(fill.color())
        return [_marks(each.x, each.y, "s", _DOT, pen=pen, brush=fill, cached=cached)]
    line = Line(each.x, each.y, pen=each.style.line_pen(look))
    return [
        line,
        *_range_items(each, look, cached=cached),
        *_bound_items(each, look, cached=cached),
        *_mark_items(each, look, cached=cached),
    ]


def _range_items(each: PlacedSeries, look: Look, *, cached: bool) -> list[Any]:
    chosen = each.ranges()
    if not chosen.any():
        return []
    x = np.repeat(each.x[chosen], 2)
    y = np.column_stack((each.lower[chosen], each.upper[chosen])).ravel()
    pen = each.style.bar_pen(look)
    return [
        Line(x, y, connect="pairs", pen=pen),
        _marks(x, y, _CAP, MARK, pen=pen, brush=None, cached=cached),
    ]


def _bound_items(each: PlacedSeries, look: Look, *, cached: bool) -> list[Any]:
    pen = each.style.bar_pen(look)
    return [
        _marks(each.x[chosen], each.y[chosen], symbol, _ARROW, pen=pen, brush=None, cached=cached)
        for chosen, symbol in ((each.at_least(), _UP), (each.at_most(), _DOWN))
        if chosen.any()
    ]


def _mark_items(each: PlacedSeries, look: Look, *, cached: bool) -> list[Any]:
    hollow, about = QBrush(QColor(look.surface)), each.approximate()
    pen, shape = each.style.outline_pen(look), each.style.shape
    return [
        _marks(each.x[chosen], each.y[chosen], shape, MARK, pen=pen, brush=brush, cached=cached)
        for chosen, brush in ((~about, each.style.fill()), (about, hollow))
        if chosen.any()
    ]


def _marks(
    x: Array, y: Array, symbol: Any, size: int, *, pen: QPen, brush: QBrush | None, cached: bool
) -> Any:
    return pg.ScatterPlotItem(
        x, y, symbol=symbol, size=size, pen=pen, brush=brush, useCache=cached, antialias=True
    )


def _value_range(
    placed: Sequence[PlacedSeries], height: float, *, logarithmic: bool
) -> tuple[float, float]:
    """What the value axis of that height in pixels has to reach from and to."""
    around = bounds(placed)
    if around is None:
        return 0.0, 1.0
    low, high = around[2:]
    if low == high:
        side = 0.5 if logarithmic else max(abs(low) * 0.5, 1.0)
        return low - side, high + side
    # A zero line that is near belongs to the picture: without it 69 % to 71 % looks like a
    # landslide, and with it always, prices of 1,200 to 1,300 would look like nothing.
    if not logarithmic and 0 <= low < high * 0.5:
        low = 0.0
    arrows_up = any(each.at_least().any() for each in placed)
    arrows_down = any(each.at_most().any() for each in placed)
    below, above = (_FOR_ARROW if arrows else _FOR_MARK for arrows in (arrows_down, arrows_up))
    pixel = (high - low) / (height - below - above)
    return low - below * pixel, high + above * pixel
