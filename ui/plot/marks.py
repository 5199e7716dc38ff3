"""What draws a series: line, bars of ranges, arrows of bounds, marks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QBrush, QColor, QPen

from ui.plot.lines import Line
from ui.plot.look import MARK, Look, arrow, cap
from ui.plot.placed import Array, Flags, PlacedSeries

_ARROW = 44
_LIGHTER = 0.4
_UP, _DOWN, _CAP = arrow(up=True), arrow(up=False), cap()


def series_items(each: PlacedSeries, look: Look, *, cached: bool) -> list[Any]:
    """The items from the back to the front; what is only suggested is lighter and has no line.

    Marks that are `cached` are pictures: quick on the screen, coarse in a file.
    """
    if not each.points:
        return []
    accepted = ~each.suggested
    draw = _Draw(each, look, cached)
    items: list[Any] = []
    if accepted.any():
        pen = each.style.line_pen(look)
        items.append(Line(each.x[accepted], each.y[accepted], pen=pen))
    lighter = draw.all_of(each.suggested)
    for item in lighter:
        item.setOpacity(_LIGHTER)
    return [*items, *lighter, *draw.all_of(accepted)]


@dataclass(frozen=True)
class _Draw:
    each: PlacedSeries
    look: Look
    cached: bool

    def all_of(self, which: Flags) -> list[Any]:
        """What draws these points."""
        if not which.any():
            return []
        return [*self._ranges(which), *self._bounds(which), *self._marks_of(which)]

    def _ranges(self, which: Flags) -> list[Any]:
        each = self.each
        chosen = each.ranges() & which
        if not chosen.any():
            return []
        x = np.repeat(each.x[chosen], 2)
        y = np.column_stack((each.lower[chosen], each.upper[chosen])).ravel()
        pen = each.style.bar_pen(self.look)
        return [Line(x, y, connect="pairs", pen=pen), self._marks(x, y, _CAP, pen=pen, size=MARK)]

    def _bounds(self, which: Flags) -> list[Any]:
        each, pen = self.each, self.each.style.bar_pen(self.look)
        return [
            self._marks(each.x[chosen], each.y[chosen], symbol, pen=pen, size=_ARROW)
            for chosen, symbol in ((each.at_least & which, _UP), (each.at_most & which, _DOWN))
            if chosen.any()
        ]

    def _marks_of(self, which: Flags) -> list[Any]:
        each, about = self.each, self.each.approximate
        pen, hollow = each.style.outline_pen(self.look), QBrush(QColor(self.look.surface))
        return [
            self._marks(
                each.x[chosen], each.y[chosen], each.style.shape, pen=pen, size=MARK, brush=brush
            )
            for chosen, brush in ((~about & which, each.style.fill()), (about & which, hollow))
            if chosen.any()
        ]

    def _marks(
        self, x: Array, y: Array, symbol: Any, *, pen: QPen, size: int, brush: QBrush | None = None
    ) -> Any:
        return pg.ScatterPlotItem(
            x,
            y,
            symbol=symbol,
            size=size,
            pen=pen,
            brush=brush,
            useCache=self.cached,
            antialias=True,
        )
