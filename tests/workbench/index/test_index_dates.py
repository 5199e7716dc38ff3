"""Dates in queries and what they cover."""

from datetime import date

import pytest

from workbench.index.dates import days, ordinal, read
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
    ("published", "first", "after"),
    [
        ("2025-02-24", date(2025, 2, 24), date(2025, 2, 25)),
        ("2025-02-24T23:30:00-05:00", date(2025, 2, 24), date(2025, 2, 25)),
        ("2025-02", date(2025, 2, 1), date(2025, 3, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025-W09", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_days_of_a_date(published: str, first: date, after: date) -> None:
    assert days(published) == (first.toordinal(), after.toordinal())


@pytest.mark.parametrize("published", ["2025-02-31", "in spring", "", None])
def test_what_is_no_date_has_no_days(published: str | None) -> None:
    assert days(published) is None


def test_open_ends_lie_before_and_behind_all_days() -> None:
    assert ordinal("") < date.min.toordinal()
    last = days("9999-12-31")
    assert last is not None
    assert last[1] == ordinal("~")
