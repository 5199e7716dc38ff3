"""How far a stated number reaches, and when two subjects are one."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.stated import (
    StatedFigure,
    has_zero,
    interval,
    known_value,
    measure,
    metric_key,
    rounding,
    subject_key,
)


def figure(value: float | None = None, qualifier: str = "", **changes: Any) -> StatedFigure:
    """A figure of some article."""
    said: dict[str, Any] = {
        "article_id": 1,
        "story": 1,
        "outlet": "Harbour Ledger",
        "day": "2025-02-26",
        "start": 0,
        "end": 5,
        "value": value,
        "lower": None,
        "upper": None,
        "unit": "percent",
        "currency": None,
        "qualifier": qualifier,
        "as_of": None,
        "metric": "share",
        "subject": None,
        "who": None,
        "status": None,
        **changes,
    }
    return StatedFigure(**said)


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        (figure(72), 71.5, 72.5),
        (figure(70, "~"), 63, 77),
        (figure(70, ">"), 70, math.inf),
        (figure(70, ">="), 70, math.inf),
        (figure(70, "<"), -math.inf, 70),
        (figure(None, lower=60.0), 60, math.inf),
        (figure(None, upper=60.0), -math.inf, 60),
        (figure(65, lower=60.0, upper=70.0), 58.5, 71.75),
        (figure(14.8e12), 14.75e12, 14.85e12),
    ],
)
def test_a_stated_number_reaches_as_far_as_its_words(
    stated: StatedFigure, low: float, high: float
) -> None:
    ends = interval(stated)
    assert ends is not None
    assert ends == pytest.approx((low, high))


def test_without_a_number_nothing_is_stated() -> None:
    assert interval(figure(None)) is None
    assert interval(figure(math.nan)) is None
    assert known_value(figure(None, lower=2.0, upper=4.0)) == 3


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_rounding_is_small_and_the_number_lies_in_its_interval(value: float) -> None:
    assert 0 <= rounding(value) <= 0.025 * abs(value) + 1e-12
    for sign in ("", "~", "<", "<=", ">", ">="):
        ends = interval(figure(value, sign))
        assert ends is not None
        assert ends[0] <= value <= ends[1]


def test_metrics_are_one_whatever_their_order_and_number() -> None:
    assert subject_key("Share of processing") == subject_key("the processing shares")
    assert subject_key("Reserves of companies") == ("company", "reserve")
    assert subject_key("mln dlrs vs") == ()
    assert subject_key(None) == ()
    assert metric_key("the share of processing") == subject_key("processing shares")
    assert metric_key("output, first half") != metric_key("output, second half")
    assert metric_key("Total") == ("total",)


def test_units_of_one_dimension_can_be_compared() -> None:
    tonne, kilogram = measure("tonne", None), measure("kilogram", None)
    assert tonne[0] == kilogram[0]
    assert tonne[1] == 1000 * kilogram[1]
    assert measure(None, "USD")[0] != measure(None, "EUR")[0]
    assert measure("wombat", None) == ("wombat", 1.0)
    assert has_zero("tonne")
    assert not has_zero("degree Celsius")
