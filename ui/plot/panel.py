"""One panel of a chart: the series of one unit over one value axis."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from ui.plot.axes import DateAxis, EndLabels, PanelTitle, ValueAxis
from ui.plot.crowd import Crowd
from ui.plot.look import Look
from ui.plot.marks import series_items
from ui.plot.placed import PlacedSeries, bounds
from ui.plot.value_scale import ValueScale

_RING = 17
_SIDE = 0.04
_FOR_MARK, _FOR_ARROW = 8.0, 26.0  # pixels beyond the outermost value
_LEAST_HEIGHT = 80.0
_LEAST_DAYS = 2.0
_LONGEST = 3_700_000.0
_LONE_SIDE = 45.0
CROWD = 5_000
"""Points in view from which on marks hide each other, and a dot says as much as they do."""


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
        self._in_detail: tuple[float, float] | None = None
        """The days whose points are drawn as marks, where there are too many for all."""
        self._ring = pg.ScatterPlotItem(size=_RING, brush=None, pxMode=True)
        self._ring.setZValue(10)
        self.vb.addItem(self._ring, ignoreBounds=True)
        self.vb.sigXRangeChanged.connect(self._look_closer)

    def show_series(
        self,
        placed: Sequence[PlacedSeries],
        title: str,
        scale: ValueScale,
        write: Callable[[float], str],
        *,
        named: bool = True,
    ) -> None:
        """Draw `placed`, whose values `scale` has placed and `write` writes.

        Without `named` the title alone says what they are.
        """
        self.placed = list(placed)
        self.title.set_text(title)
        self.values.show_values(scale, write)
        self.ends.show_series(placed if named else ())
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
        self._drawn, self._in_detail = [], None
        if self._look is None:
            return
        days = self.vb.viewRange()[0]
        shown = self.placed
        if _number(shown, *days) >= CROWD:
            items: list[Any] = [Crowd(shown, self._look, for_file=not self._cached)]
        else:
            if sum(len(each.points) for each in shown) >= CROWD:
                # Somewhat more than is in view, so that a small move needs no new marks.
                side = (days[1] - days[0]) / 2
                self._in_detail = days[0] - side, days[1] + side
                shown = [each.part(each.between(*self._in_detail)) for each in shown]
            items = [
                item
                for each in shown
                for item in series_items(each, self._look, cached=self._cached)
            ]
        self._drawn = items
        for item in items:
            self.vb.addItem(item, ignoreBounds=True)

    def _look_closer(self, *_: object) -> None:
        """Draw marks or dots, whichever what is in view wants now."""
        if sum(len(each.points) for each in self.placed) < CROWD:
            return
        first, last = self.vb.viewRange()[0]
        crowded = _number(self.placed, first, last) >= CROWD
        here = self._in_detail
        if crowded != (here is None) or (here and (first < here[0] or last > here[1])):
            self._draw()


def _number(placed: Sequence[PlacedSeries], first: float, last: float) -> int:
    parts = [each.between(first, last) for each in placed]
    return sum(part.stop - part.start for part in parts)


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
    arrows_up = any(each.at_least.any() for each in placed)
    arrows_down = any(each.at_most.any() for each in placed)
    below, above = (_FOR_ARROW if arrows else _FOR_MARK for arrows in (arrows_down, arrows_up))
    pixel = (high - low) / (height - below - above)
    return low - below * pixel, high + above * pixel
