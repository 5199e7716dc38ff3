import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.plot.axes import spread
from ui.plot.time_scale import day_number, ticks
from ui.plot.value_scale import ValueScale

DAYS = st.integers(1, 3_650_000)
FINITE = st.floats(-1e15, 1e15)


def test_a_date_is_its_day_whatever_stands_behind_it() -> None:
    day = day_number("2025-02-26")
    assert day is not None
    assert day_number("2025-02-26T23:59:00+02:00") == day
    assert day_number("2025-02-27") == day + 1
    assert day_number("2025-02") == day_number("2025-02-01")
    assert day_number("2025") == day_number("2025-01-01")


def test_what_is_no_date_has_no_day() -> None:
    for text in ("", "yesterday", "2025-13", "2025-02-30", "20250226", "2025-W09", "0000-01-01"):
        assert day_number(text) is None, text


def test_dates_are_labelled_in_one_form() -> None:
    january, june = day_number("2025-01-10") or 0, day_number("2025-06-20") or 0
    assert [label for _, label in ticks(january, june, 8)] == [
        "Feb 2025",
        "Mar 2025",
        "Apr 2025",
        "May 2025",
        "Jun 2025",
    ]
    assert [label for _, label in ticks(january, january + 4, 8)] == [
        "10 Jan 2025",
        "11 Jan 2025",
        "12 Jan 2025",
        "13 Jan 2025",
        "14 Jan 2025",
    ]
    assert [label for _, label in ticks(january, january + 365 * 9, 6)] == [
        "2026",
        "2028",
        "2030",
        "2032",
        "2034",
    ]


@given(DAYS, st.integers(0, 400_000), st.integers(1, 40))
def test_date_ticks_lie_in_range_in_order_and_are_not_many(
    low: int, length: int, most: int
) -> None:
    found = [at for at, _ in ticks(low, low + length, most)]
    assert found == sorted(set(found))
    assert all(low <= at <= low + length for at in found)
    assert len(found) <= 2 * most + 2


@given(FINITE, st.floats(1e-6, 1e15), st.integers(1, 40))
def test_value_ticks_lie_in_range_in_order_and_are_not_many(
    low: float, length: float, most: int
) -> None:
    high = low + length
    found = ValueScale().ticks(low, high, most)
    assert found == sorted(found)
    assert len(found) <= 2 * most + 2
    slack = length * 1e-6 + 8 * math.ulp(max(abs(low), abs(high)))
    assert all(low - slack <= value <= high + slack for value in found)


@given(st.floats(-300, 300), st.floats(1e-3, 600), st.integers(1, 40))
def test_logarithmic_ticks_lie_in_range(low: float, length: float, most: int) -> None:
    scale = ValueScale(logarithmic=True)
    places = [scale.place(value) for value in scale.ticks(low, low + length, most)]
    assert all(at is not None and low - 1e-6 <= at <= low + length + 1e-6 for at in places)


def test_value_ticks_are_round() -> None:
    assert ValueScale().ticks(0, 1, 5) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ValueScale().ticks(67, 97, 3) == [70, 80, 90]
    assert ValueScale(logarithmic=True).ticks(0, 3, 4) == [1, 10, 100, 1000]
    assert ValueScale(logarithmic=True).ticks(0, 2, 8) == [1, 2, 5, 10, 20, 50, 100]


@given(st.floats(1e-300, 1e300))
def test_a_logarithmic_scale_goes_there_and_back(value: float) -> None:
    scale = ValueScale(logarithmic=True)
    place = scale.place(value)
    assert place is not None
    assert math.isclose(scale.value(place), value, rel_tol=1e-9)


def test_what_has_no_logarithm_has_no_place() -> None:
    for value in (0.0, -1.0, math.nan, math.inf):
        assert ValueScale(logarithmic=True).place(value) is None
    assert ValueScale().place(-1.0) == -1.0
    assert ValueScale().place(math.nan) is None


@given(st.lists(st.floats(0, 300), max_size=12), st.floats(200, 400))
def test_labels_are_kept_apart_in_their_order(wanted: list[float], height: float) -> None:
    rows = spread(sorted(wanted), 16, height)
    assert len(rows) == len(wanted)
    assert all(b - a >= 16 - 1e-6 for a, b in pairwise(rows))
    assert all(row >= 8 - 1e-6 for row in rows)
    if len(wanted) * 16 <= height:
        assert all(row <= height - 8 + 1e-6 for row in rows)
