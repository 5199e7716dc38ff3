"""Dates are read with their value in ISO 8601 and with how exactly they are stated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import DatePrecision
from workbench.extract.dates import find_dates

PUBLISHED = "2025-02-26"
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "words", "value", "precision"),
    [
        ("It was signed on 12 March 2024.", "12 March 2024", "2024-03-12", DatePrecision.DAY),
        ("It was signed on March 12, 2024.", "March 12, 2024", "2024-03-12", DatePrecision.DAY),
        ("They met in April 2021.", "April 2021", "2021-04", DatePrecision.MONTH),
        ("They met yesterday.", "yesterday", "2025-02-25", DatePrecision.DAY),
        ("They will meet tomorrow.", "tomorrow", "2025-02-27", DatePrecision.DAY),
        ("They met on Monday.", "Monday", "2025-02-24", DatePrecision.DAY),
        ("It began in 2014.", "2014", "2014", DatePrecision.YEAR),
        ("It fell last year.", "last year", "2024", DatePrecision.YEAR),
    ],
)
def test_dates_are_counted_from_publication(
    text: str, words: str, value: str, precision: DatePrecision
) -> None:
    (one,) = find_dates(text, PUBLISHED)

    assert text[one.span.start : one.span.end].removeprefix("on ") == words
    assert one.value == value
    assert one.precision is precision


def test_without_publication_a_relative_date_has_no_value_of_its_own() -> None:
    found = find_dates("They met yesterday.")

    assert all(one.value is None or "2" not in one.value[:1] for one in found)


def test_a_vague_time_has_no_day() -> None:
    (one,) = find_dates("It will be signed in the coming days.", PUBLISHED)

    assert one.precision is DatePrecision.VAGUE


@given(
    st.lists(
        st.sampled_from(
            [
                "last ",
                "Monday",
                "May ",
                "31",
                "30 ",
                "February",
                ", ",
                "2024",
                "the ",
                "quarter",
                " of ",
                "now",
                "-",
                "12/13/",
                "\n",
                "0000",
            ]
        ),
        max_size=40,
    ).map("".join),
    st.sampled_from(
        [None, "2025-02-26", "0001-01-01", "9999-12-31", "2024-02-29", "soon", "2024", "2024-02"]
    ),
)
def test_no_text_and_no_date_of_publication_stops_the_reading(
    text: str, published: str | None
) -> None:
    last = 0
    for one in find_dates(text, published):
        assert last <= one.span.start < one.span.end <= len(text)
        last = one.span.end
