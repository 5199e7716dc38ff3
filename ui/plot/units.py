"""The units of series: which share an axis, and how their numbers are written."""

from collections.abc import Callable, Sequence

from ui.formats import format_quantity
from ui.plot.placed import PlacedSeries
from workbench.domain import Quantity, Series, SeriesPoint

SeriesKey = tuple[str, str | None, str | None]


def series_key(series: Series) -> SeriesKey:
    """Metric, unit and group: what a series is known by when its points have changed."""
    return series.metric, series.unit, series.group


def by_unit(placed: Sequence[PlacedSeries]) -> list[list[PlacedSeries]]:
    """The series with something to show, those of one unit together, in their order."""
    groups: dict[str | None, list[PlacedSeries]] = {}
    for each in placed:
        if each.points:
            groups.setdefault(each.series.unit, []).append(each)
    return list(groups.values())


def by_metric(placed: Sequence[PlacedSeries]) -> list[list[PlacedSeries]]:
    """The same, but each metric apart."""
    groups: dict[tuple[str, str | None], list[PlacedSeries]] = {}
    for each in placed:
        if each.points:
            groups.setdefault((each.series.metric, each.series.unit), []).append(each)
    return list(groups.values())


def unit_title(placed: Sequence[PlacedSeries], *, named: bool = False) -> str:
    """What the numbers of a panel are; with `named` the metric is said in any case."""
    unit = placed[0].series.unit
    metrics = {each.series.metric for each in placed}
    split = any(each.series.group is not None for each in placed)
    name = "number" if unit is None else unit
    return f"{metrics.pop()}, {name}" if (split or named) and len(metrics) == 1 else name


def money_and_unit(label: str | None) -> tuple[str | None, str | None]:
    """A series' unit as currency code and unit name: "USD tonne" is USD and tonne."""
    first, _, rest = (label or "").partition(" ")
    if len(first) == 3 and first.isascii() and first.isupper():
        return first, rest or None
    return None, label


def stated(series: Series, point: SeriesPoint) -> str:
    """A point's number as drawn: "≥ 70 %", "$110–130 bn"; if converted, also as stated."""
    currency, unit = money_and_unit(series.unit)
    drawn = format_quantity(
        Quantity(
            value=point.value,
            lower=point.lower,
            upper=point.upper,
            unit=unit,
            currency=currency,
            qualifier=point.qualifier,
        )
    )
    return drawn if point.stated is None else f"{drawn} (stated: {format_quantity(point.stated)})"


def tick_writer(label: str | None) -> Callable[[float], str]:
    """What writes an axis' numbers; a unit without a short sign stands in the title alone."""
    currency, unit = money_and_unit(label)
    shown = unit if unit == "percent" else None
    return lambda value: format_quantity(Quantity(value=value, unit=shown, currency=currency))
