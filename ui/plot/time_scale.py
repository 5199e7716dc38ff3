"""Dates on an axis: ISO 8601 to a number, and the dates that deserve a label."""

import functools
import re
from collections.abc import Iterator
from datetime import date

from ui.formats import MONTHS

FIRST_YEAR = date.min.year
LAST_YEAR = date.max.year

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])")

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


@functools.lru_cache(maxsize=100_000)
def day_number(t: str) -> float | None:
    """The day of ISO 8601 `t`, counted from 1 January of year 1; None when `t` is no date.

    A year or a month alone stands at its first day.
    """
    match = _ISO.match(t)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return float(date(year, month, day).toordinal())
    except ValueError:
        return None


def ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """At most about `most` dates between the day numbers `low` and `high`, with their labels.

    All labels have the same form: "2025", "Feb 2025" or "26 Feb 2025".
    """
    low, high = max(low, 1.0), min(high, float(date.max.toordinal()))
    if high < low:
        return []
    days = max(high - low, 1e-9) / max(most, 1)
    for step in _DAY_STEPS:
        if step >= days:
            return [(float(day), day_label(day)) for day in _days(low, high, step)]
    for step in _MONTH_STEPS:
        if step * _DAYS_A_MONTH >= days:
            return [(place, _month_label(place)) for place in _months(low, high, step)]
    step = next((s for s in _YEAR_STEPS if s * _DAYS_A_YEAR >= days), _YEAR_STEPS[-1])
    return [(place, str(_date(place).year)) for place in _months(low, high, step * 12)]


def _days(low: float, high: float, step: int) -> Iterator[int]:
    # Weeks start on a Monday, and 1 January of year 1 was one.
    first = int(-(-(low - 1) // step)) * step + 1
    yield from range(first, int(high) + 1, step)


def _months(low: float, high: float, step: int) -> Iterator[float]:
    month = (_date(low).year * 12 + _date(low).month - 1) // step * step
    while month // 12 <= LAST_YEAR:
        if month // 12 >= FIRST_YEAR:
            place = float(date(month // 12, month % 12 + 1, 1).toordinal())
            if place > high:
                return
            if place >= low:
                yield place
        month += step


def _date(number: float) -> date:
    return date.fromordinal(int(number))


def _month_label(number: float) -> str:
    day = _date(number)
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_label(number: float) -> str:
    """A day number as a day: "26 Feb 2025"."""
    return f"{_date(number).day} {_month_label(number)}"
