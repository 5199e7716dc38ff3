"""Dates in queries: years, months and days, ranges of them and bounds.

A period is a year, month or day as ISO 8601 writes it ("2025", "2025-02", "2025-02-24"). An
article lies in a range when the whole period that its date names does.
"""

import re
from datetime import date, timedelta

from workbench.index.query import Published

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_BOUND = re.compile(r"(>=|<=|>|<)(.*)")
_DAY_OF_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?!\d))?)?")
_END = "~"


def read(value: str) -> Published:
    """What "2025", "2025-02..2025-03", ">2025-03" and so on mean.

    Raises `ValueError` with the reason in words.
    """
    bound = _BOUND.fullmatch(value)
    if bound:
        if not bound[2]:
            raise ValueError(f"Write a date right after “{bound[1]}”: {bound[1]}2025-02.")
        first, before = limits(bound[2])
        return {
            ">": Published(first=before),
            ">=": Published(first=first),
            "<": Published(before=first),
            "<=": Published(before=before),
        }[bound[1]]
    if ".." in value:
        start, _, end = value.partition("..")
        if not start and not end:
            raise ValueError("A range of dates needs at least one end.")
        first = limits(start)[0] if start else ""
        before = limits(end)[1] if end else _END
        if first >= before:
            raise ValueError(f"The range ends before it begins: “{value}”.")
        return Published(first, before)
    return Published(*limits(value))


def limits(period: str) -> tuple[str, str]:
    """The first day of a period and the first day after it.

    Raises `ValueError` with the reason in words.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(
            f"“{period}” is not a date. Write a year, a month or a day: 2025, 2025-02 or "
            "2025-02-24; a range as 2025-02..2025-03; a bound as >2025-02."
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"There is no date {period} in the calendar.") from None
    return first.isoformat(), _day_after(first, month, day)


def days(published: str | None) -> tuple[int, int] | None:
    """The first day of the year, month or day that an ISO 8601 date or time says, and the one
    after its last; None when it says no date. Days are numbered as by `date.toordinal`."""
    match = _DAY_OF_ISO.match(published or "")
    if match is None:
        return None
    try:
        first, before = limits(match[0])
    except ValueError:
        return None
    return ordinal(first), ordinal(before)


def ordinal(day: str) -> int:
    """The number of a day as in `Published`: "" comes before all days, "~" behind them."""
    if day == _END:
        return date.max.toordinal() + 1
    return date.fromisoformat(day).toordinal() if day else 0


def _day_after(first: date, month: int | None, day: int | None) -> str:
    if first.year == date.max.year and (month in (None, 12)) and day in (None, 31):
        return _END
    if day is not None:
        return (first + timedelta(days=1)).isoformat()
    if month is None:
        return first.replace(year=first.year + 1).isoformat()
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1).isoformat()
