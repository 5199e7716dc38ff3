"""Dates in queries and what they cover."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.dates import cover, limits, periods, read
from workbench.index.query import Published


@pytest.mark.parametrize(
    ("value", "first", "before"),
    [
        ("2025", "2025-01-01", "2026-01-01"),
        ("2025-02", "2025-02-01", "2025-03-01"),
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2025-02-24..2025-03-01", "2025-02-24", "2025-03-02"),
        ("2025..2025-03", "2025-01-01", "2025-04-01"),
        ("..2025", "", "2026-01-01"),
        ("2025..", "2025-01-01", "~"),
        (">2025-03", "2025-04-01", "~"),
        (">=2025-03", "2025-03-01", "~"),
        ("<2025", "", "2025-01-01"),
        ("<=2025", "", "2026-01-01"),
        ("9999", "9999-01-01", "~"),
        ("9999-12", "9999-12-01", "~"),
        ("9999-12-31", "9999-12-31", "~"),
        ("0001-01-01", "0001-01-01", "0001-01-02"),
    ],
)
def test_read(value: str, first: str, before: str) -> None:
    assert read(value) == Published(first, before)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("soon", "not a date"),
        ("2025-2", "not a date"),
        ("24.02.2025", "not a date"),
        ("2025-13", "calendar"),
        ("2025-02-29", "calendar"),
        ("0000", "calendar"),
        ("2025-03..2025-01", "before it begins"),
        ("..", "at least one end"),
        (">", "right after"),
        ("", "not a date"),
        (">>2025", "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(value)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-02-24", ["2025", "2025-02", "2025-02-24"]),
        ("2025-02-24T23:30:00-05:00", ["2025", "2025-02", "2025-02-24"]),
        ("2025-02", ["2025", "2025-02"]),
        ("2025", ["2025"]),
        ("2025-W09", ["2025"]),
        ("2025-02-31", []),
        ("in spring", []),
        (None, []),
    ],
)
def test_periods(published: str | None, expected: list[str]) -> None:
    assert periods(published) == expected


days = st.dates(min_value=date(2023, 11, 1), max_value=date(2025, 3, 1))


@given(first=days, length=st.integers(0, 500), published=st.lists(days, max_size=30))
def test_a_cover_holds_the_days_of_the_range_and_no_others(
    first: date, length: int, published: list[date]
) -> None:
    last = first + timedelta(days=length)
    known = {period for day in published for period in periods(day.isoformat())}
    chosen = cover(read(f"{first}..{last}"), known)
    for day in published:
        inside = first <= day <= last
        assert bool(set(periods(day.isoformat())) & set(chosen)) == inside


def test_a_long_range_is_covered_by_few_periods() -> None:
    known = {
        p for n in range(1_000) for p in periods((date(2022, 1, 1) + timedelta(n)).isoformat())
    }
    assert cover(read("2022-01-30..2024-02-02"), known) == [
        "2022-01-30",
        "2022-01-31",
        *(f"2022-{month:02}" for month in range(2, 13)),
        "2023",
        "2024-01",
        "2024-02-01",
        "2024-02-02",
    ]


@given(days)
def test_the_limits_of_a_day_are_that_day_and_the_next(day: date) -> None:
    assert limits(day.isoformat()) == (day.isoformat(), (day + timedelta(days=1)).isoformat())
