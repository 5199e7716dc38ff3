"""Counts by month as bars of a histogram, and ranges of months in a query."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ui.formats import format_day

_MONTH = re.compile(r"\d{4}-\d{2}")
_DATES = re.compile(r"(?<!\S)date:(\d{4}-\d{2})(?:\.\.(\d{4}-\d{2}))?(?!\S)")
_ANY_DATES = re.compile(r"(?<!\S)date:[^\s()*]+(?!\S)")
_STEPS = (1, 3, 12, 60, 120)
"""Months of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some months one after the other, "2025-02" to "2025-04", and how many articles they have."""

    first: str
    last: str
    count: int

    @property
    def name(self) -> str:
        """The months as the window writes them."""
        if self.first == self.last:
            return format_day(self.first)
        return f"{format_day(self.first)} to {format_day(self.last)}"


def bars(counts: Sequence[tuple[str, int]], most: int) -> list[Bar]:
    """The counts as at most `most` bars without gaps, from the first month to the last.

    What is only known by its year is in none of them.
    """
    known = {_number(month): count for month, count in counts if _MONTH.fullmatch(month)}
    if not known:
        return []
    first, last = min(known), max(known)
    step = next((s for s in _STEPS if (last // s) - (first // s) < most), _STEPS[-1])
    found: list[Bar] = []
    for start in range(first // step * step, last + 1, step):
        months = range(start, start + step)
        count = sum(known.get(month, 0) for month in months)
        found.append(Bar(_written(months[0]), _written(months[-1]), count))
    return found


def term_of(first: Bar, last: Bar) -> str:
    """The part of a query that asks for the months from one bar to another."""
    return f"date:{first.first}" if first.first == last.last else f"date:{first.first}..{last.last}"


def chosen_months(query: str) -> tuple[str, str] | None:
    """The first and last month of the range that `query` asks for, if it asks for months."""
    match = _DATES.search(query)
    return None if match is None else (match[1], match[2] or match[1])


def has_dates(query: str) -> bool:
    """Whether `query` asks for dates."""
    return _ANY_DATES.search(query) is not None


def without_dates(query: str) -> str:
    """`query` for any date."""
    return " ".join(_ANY_DATES.sub(" ", query).split())


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _written(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
