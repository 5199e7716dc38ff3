"""The units of series: which share an axis, and how their numbers are written."""

from collections.abc import Callable, Sequence

from ui.formats import format_quantity
from ui.plot.placed import PlacedSeries
from workbench.domain import Quantity, Series, SeriesPoint


def by_unit(placed: Sequence[PlacedSeries]) -> list[list[PlacedSeries]]:
    """The series with something to show, those of one unit together, in their order."""
    groups: dict[str | None, list[PlacedSeries]] = {}
    for each in placed:
        if each.points:
            groups.setdefault(each.series.unit, []).append(each)
    return list(groups.values())


def unit_title(placed: Sequence[PlacedSeries]) -> str:
    """What the numbers of a panel are."""
    unit = placed[0].series.unit
    metrics = {each.series.metric for each in placed}
    split = any(each.series.group is not None for each in placed)
    name = "number" if unit is None else unit
    return f"{metrics.pop()}, {name}" if split and len(metrics) == 1 else name


def money_and_unit(label: str | None) -> tuple[str | None, str | None]:
    """A series' unit as currency code and unit name: "USD tonne" is USD and tonne."""
    first, _, rest = (label or "").partition(" ")
    if len(first) == 3 and first.isascii() and first.isupper():
        return first, rest or None
    return None, label


def stated(series: Series, point: SeriesPoint) -> str:
    """A point's number as its passage states it: "≥ 70 %", "$110–130 bn"."""
    currency, unit = money_and_unit(series.unit)
    return format_quantity(
        Quantity(
            value=point.value,
            lower=point.lower,
            upper=point.upper,
            unit=unit,
            currency=currency,
            qualifier=point.qualifier,
        )
    )


def tick_writer(label: str | None) -> Callable[[float], str]:
    """What writes an axis' numbers; a unit without a short sign stands in the title alone."""
    currency, unit = money_and_unit(label)
    shown = unit if unit == "percent" else None
    return lambda value: format_quantity(Quantity(value=value, unit=shown, currency=currency))
