"""What a saved chart has kept, read with care: a view may come from another version of Lode."""

from collections.abc import Sequence

from ui.plot.panel import Panel
from ui.plot.units import SeriesKey

_KEY = 3


def names_of(kept: object) -> list[str]:
    """Names of metrics."""
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def keys_of(kept: object) -> set[SeriesKey]:
    """Metric, unit and group of series."""
    found: set[SeriesKey] = set()
    for one in kept if isinstance(kept, list) else ():
        if isinstance(one, list) and len(one) == _KEY and isinstance(one[0], str):
            unit, group = (part if isinstance(part, str) else None for part in one[1:])
            found.add((one[0], unit, group))
    return found


def days_of(kept: object) -> tuple[float, float] | None:
    """The first and the last day number of a stretch of time."""
    if not isinstance(kept, list | tuple) or len(kept) != 2:
        return None
    if not all(isinstance(day, int | float) for day in kept):
        return None
    first, last = sorted(float(day) for day in kept)
    return (first, last) if last > first else None


def passages_between(panels: Sequence[Panel], days: tuple[float, float] | None) -> list[int]:
    """The passages whose points stand in a stretch of time, in the order of time."""
    if days is None:
        return []
    found: dict[int, None] = {}
    for panel in panels:
        for each in panel.placed:
            for point in each.points[each.between(*days)]:
                if point.passage_id is not None:
                    found[point.passage_id] = None
    return list(found)
