"""Every point of a chart in one order, to be walked through with the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ui.plot.panel import Panel
from ui.plot.placed import PlacedSeries
from workbench.domain import SeriesPoint


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a panel: by the number of the panel, its series, and its number in that."""

    panel: int
    placed: PlacedSeries
    number: int

    @property
    def point(self) -> SeriesPoint:
        """The point that stands there."""
        return self.placed.points[self.number]

    @property
    def x(self) -> float:
        """Its day number."""
        return float(self.placed.x[self.number])


class Order:
    """By time, then from the first panel on, then by value, then by passage."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        self._series = [(n, each) for n, panel in enumerate(panels) for each in panel.placed]
        sizes = np.array([len(each.points) for _, each in self._series], dtype=np.int64)
        placed = [each for _, each in self._series]
        none = np.empty(0)
        x = np.concatenate([none, *(each.x for each in placed)])
        y = np.concatenate([none, *(each.y for each in placed)])
        of = np.repeat(np.arange(len(placed)), sizes)
        panel = np.repeat(np.array([n for n, _ in self._series], dtype=np.int64), sizes)
        number = np.concatenate([none, *(np.arange(size) for size in sizes)]).astype(np.int64)
        # Within a series the points stand by passage already.
        order = np.lexsort((number, of, y, panel, x))
        self._x, self._of, self._number = x[order], of[order], number[order]

    def __len__(self) -> int:
        return len(self._x)

    def at(self, position: int) -> Place:
        """The point that stands at `position`; -1 is the last one."""
        panel, placed = self._series[int(self._of[position])]
        return Place(panel, placed, int(self._number[position]))

    def position(self, place: Place) -> int:
        """Where a point stands."""
        series = next(n for n, (_, each) in enumerate(self._series) if each is place.placed)
        first = int(np.searchsorted(self._x, place.x, "left"))
        last = int(np.searchsorted(self._x, place.x, "right"))
        same = (self._of[first:last] == series) & (self._number[first:last] == place.number)
        return first + int(same.argmax())
