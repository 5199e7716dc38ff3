"""Series as arrays of places on the axes: what the marks are drawn and the points found from."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, eq=False)
class PlacedSeries:
    """A series on the axes, by time.

    `x` are day numbers, `y` places on the value axis, `lower` and `upper` the ends of each
    point's range (nan without one); `skipped` counts points that have no place there: no
    date, or no logarithm.
    """

    series: Series
    style: SeriesStyle
    points: tuple[SeriesPoint, ...]
    x: Array
    y: Array
    lower: Array
    upper: Array
    skipped: int

    def chosen(self, qualifiers: frozenset[Qualifier]) -> NDArray[np.bool_]:
        """Which points carry one of `qualifiers`."""
        return np.array([p.qualifier in qualifiers for p in self.points], dtype=bool)

    def at_least(self) -> NDArray[np.bool_]:
        """Which points are bounds from below."""
        return self.chosen(_UP)

    def at_most(self) -> NDArray[np.bool_]:
        """Which points are bounds from above."""
        return self.chosen(_DOWN)

    def approximate(self) -> NDArray[np.bool_]:
        """Which points are approximate."""
        return self.chosen(frozenset({Qualifier.ABOUT}))

    def ranges(self) -> NDArray[np.bool_]:
        """Which points have a range to draw."""
        return ~np.isnan(self.lower) & ~np.isnan(self.upper)


def place(series: Series, style: SeriesStyle, scale: ValueScale) -> PlacedSeries:
    """`series` on the axes, its points by time and then by value."""
    found = []
    for point in series.points:
        x, y = day_number(point.t), scale.place(point.value)
        if x is not None and y is not None:
            found.append((x, y, point))
    found.sort(key=lambda each: (each[0], each[1], each[2].passage_id))
    points = tuple(point for _, _, point in found)
    return PlacedSeries(
        series=series,
        style=style,
        points=points,
        x=np.array([x for x, _, _ in found], dtype=float),
        y=np.array([y for _, y, _ in found], dtype=float),
        lower=_ends([point.lower for point in points], scale),
        upper=_ends([point.upper for point in points], scale),
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
    alike = len({each.metric for each in series}) == 1
    split = any(each.group is not None for each in series)
    if not split:
        return [each.metric for each in series]
    groups = [each.group or NO_GROUP for each in series]
    if alike:
        return groups
    return [f"{each.metric} · {group}" for each, group in zip(series, groups, strict=True)]


def _ends(values: list[float | None], scale: ValueScale) -> Array:
    places = [None if value is None else scale.place(value) for value in values]
    return np.array([np.nan if p is None else p for p in places], dtype=float)
