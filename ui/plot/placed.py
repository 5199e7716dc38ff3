"""Series as arrays of places on the axes: what the marks are drawn and the points found from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ui.plot.look import SeriesStyle
from ui.plot.time_scale import day_number
from ui.plot.value_scale import ValueScale
from workbench.domain import Qualifier, Series, SeriesPoint

Array = NDArray[np.float64]

NO_GROUP = "not stated"
"""Stands for the group of figures that have no speaker, outlet or tag."""

_UP = frozenset({Qualifier.ABOVE, Qualifier.AT_LEAST})
_DOWN = frozenset({Qualifier.BELOW, Qualifier.AT_MOST})


Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PlacedSeries:
    """A series on the axes, by time.

    `x` are day numbers, `y` places on the value axis, `lower` and `upper` the ends of each
    point's range (nan without one); `skipped` counts points that have no place there: no
    date, or no logarithm. The flags say which points are bounds from below or above,
    approximate, and not accepted yet.
    """

    series: Series
    style: SeriesStyle
    points: tuple[SeriesPoint, ...]
    x: Array
    y: Array
    lower: Array
    upper: Array
    at_least: Flags
    at_most: Flags
    approximate: Flags
    suggested: Flags
    skipped: int = 0

    def ranges(self) -> Flags:
        """Which points have a range to draw."""
        return ~np.isnan(self.lower) & ~np.isnan(self.upper)

    def between(self, first: float, last: float) -> slice:
        """The points from one day number to another."""
        return slice(
            int(np.searchsorted(self.x, first, "left")), int(np.searchsorted(self.x, last, "right"))
        )

    def part(self, chosen: slice) -> "PlacedSeries":
        """Some of the points, to be drawn alone."""
        return replace(
            self,
            points=self.points[chosen],
            x=self.x[chosen],
            y=self.y[chosen],
            lower=self.lower[chosen],
            upper=self.upper[chosen],
            at_least=self.at_least[chosen],
            at_most=self.at_most[chosen],
            approximate=self.approximate[chosen],
            suggested=self.suggested[chosen],
        )


def place(series: Series, style: SeriesStyle, scale: ValueScale) -> PlacedSeries:
    """`series` on the axes, its points by time and then by value."""
    days = [day_number(point.t) for point in series.points]
    x = np.array([np.nan if day is None else day for day in days], dtype=float)
    y = scale.places([point.value for point in series.points])
    ids = np.array([point.passage_id or 0 for point in series.points], dtype=np.int64)
    order = np.lexsort((ids, y, x))
    order = order[np.isfinite(x[order]) & np.isfinite(y[order])]
    points = tuple([series.points[n] for n in order.tolist()])
    signs = [point.qualifier for point in points]
    return PlacedSeries(
        series=series,
        style=style,
        points=points,
        x=x[order],
        y=y[order],
        lower=scale.places([point.lower for point in points]),
        upper=scale.places([point.upper for point in points]),
        at_least=np.array([sign in _UP for sign in signs], dtype=bool),
        at_most=np.array([sign in _DOWN for sign in signs], dtype=bool),
        approximate=np.array([sign is Qualifier.ABOUT for sign in signs], dtype=bool),
        suggested=np.array([point.passage_id is None for point in points], dtype=bool),
        skipped=len(series.points) - len(points),
    )


def bounds(placed: Sequence[PlacedSeries]) -> tuple[float, float, float, float] | None:
    """The least and greatest x, then y, ranges included; None without any point."""
    some = [each for each in placed if each.points]
    if not some:
        return None
    xs = np.concatenate([each.x for each in some])
    ys = np.concatenate([part for each in some for part in (each.y, each.lower, each.upper)])
    return float(xs.min()), float(xs.max()), float(np.nanmin(ys)), float(np.nanmax(ys))


def labels(series: Sequence[Series]) -> list[str]:
    """A name for each series, no longer than it takes to tell it from the others."""
    units: dict[str, set[str | None]] = {}
    for each in series:
        units.setdefault(each.metric, set()).add(each.unit)
    alike = len(units) == 1
    split = any(each.group is not None for each in series)
    names = []
    for each in series:
        unit = each.unit or "number"
        metric = each.metric if len(units[each.metric]) == 1 else f"{each.metric}, {unit}"
        group = each.group or NO_GROUP
        if not split:
            names.append(metric)
        elif not alike:
            names.append(f"{metric} · {group}")
        else:
            names.append(group if len(units[each.metric]) == 1 else f"{group}, {unit}")
    return names
