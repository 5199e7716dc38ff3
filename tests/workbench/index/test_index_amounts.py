"""Numbers in queries: what is read, and which articles have such a figure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.index.conftest import Ask, document
from workbench.index.amounts import read
from workbench.index.query import Valued


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (">=1bn", 1e9, math.inf),
        ("<=1.5m", -math.inf, 1.5e6),
        ("500..700", 500, 700),
        ("5..10m", 5e6, 10e6),
        ("5k..10m", 5e3, 10e6),
        ("..1,000", -math.inf, 1_000),
        ("1tn..", 1e12, math.inf),
        ("-3..2", -3, 2),
        ("*", -math.inf, math.inf),
    ],
)
def test_ranges_and_bounds(value: str, least: float, most: float) -> None:
    assert read(value) == Valued(least, most)


def test_a_bound_without_equality_leaves_its_number_out() -> None:
    above, below = read(">1bn"), read("<1bn")
    assert above.least > 1e9 > below.most
    assert above.least == pytest.approx(1e9) == below.most


@pytest.mark.parametrize("value", ["70", "70%", "14.8", "14.8 trillion".replace(" ", ""), "-2"])
def test_a_number_means_itself_but_for_rounding(value: str) -> None:
    found = read(value)
    assert found.least <= found.most
    assert found.most - found.least <= 3e-9 * max(1, abs(found.most))


@pytest.mark.parametrize("value", ["", ">", "much", "5..2", "..", "1e400", "9" * 50, "1.5.2", "½"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read(value)


@given(value=st.text(alphabet="0123456789.,<>=kmbnt*%- ", max_size=40))
def test_anything_is_read_or_refused(value: str) -> None:
    try:
        found = read(value)
    except ValueError:
        return
    assert found.least <= found.most


def test_articles_are_found_by_their_figures(ask: Ask) -> None:
    answer = ask(
        document(1, amounts=(5e11, 70.0), currencies=("USD",), units=("percent",)),
        document(2, amounts=(1.2e6,), units=("tonne",)),
        document(3, "500 without a figure"),
    )
    assert sorted(answer("value:>1bn")) == [1]
    assert sorted(answer("value:70")) == [1]
    assert sorted(answer("value:1..2m")) == [2]
    assert sorted(answer("value:*")) == [1, 2]
    assert sorted(answer("-value:*")) == [3]
    assert sorted(answer("value:>1bn currency:usd")) == [1]
    assert sorted(answer("unit:tonne OR value:<100")) == [1, 2]
    assert sorted(answer("value:500")) == []
