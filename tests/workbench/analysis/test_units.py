"""Numbers become comparable only where the factor is sure, and money only where a rate is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.units import Measure, Rates, common, converted, factor
from workbench.domain import Qualifier, Quantity, Rate
from workbench.extract.lexicon import lexicon

TONNE, KILO = Measure(None, "tonne"), Measure(None, "kilogram")
EURO, DOLLAR = Measure("EUR", None), Measure("USD", None)
RATES = Rates.given([Rate(1, "EUR", "USD", 1.25, "bank")])

KNOWN = [Measure(None, unit.name) for unit in lexicon().measures.values() if unit.factor]


def test_a_tonne_is_a_thousand_kilograms() -> None:
    assert factor(TONNE, KILO) == pytest.approx(1000)
    assert factor(KILO, TONNE) == pytest.approx(0.001)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tonne", "kilometre"),
        ("ton", "tonne"),
        ("percent", "percentage point"),
        ("gallon", "litre"),
        ("month", "day"),
        ("degree Celsius", "kelvin"),
        ("tonne", None),
    ],
)
def test_what_cannot_be_compared_for_sure_is_not(one: str, other: str | None) -> None:
    assert factor(Measure(None, one), Measure(None, other)) is None


def test_a_rate_is_converted_part_by_part() -> None:
    a_day, an_hour = Measure(None, "tonne per day"), Measure(None, "kilogram per hour")
    assert factor(a_day, an_hour) == pytest.approx(1000 / 24)
    assert factor(a_day, TONNE) is None
    barrels = Measure(None, "barrel per day"), Measure(None, "barrel per hour")
    assert factor(*barrels) == pytest.approx(1 / 24)
    prices = Measure("USD", "per kilogram"), Measure("USD", "per tonne")
    assert factor(*prices) == pytest.approx(1000)


def test_currencies_stay_apart_until_a_rate_is_given() -> None:
    assert factor(EURO, DOLLAR) is None
    assert factor(EURO, DOLLAR, RATES) == pytest.approx(1.25)
    assert factor(DOLLAR, EURO, RATES) == pytest.approx(0.8)
    assert factor(EURO, Measure(None, None), RATES) is None


def test_what_is_comparable_stands_in_what_most_figures_are_stated_in() -> None:
    metre = Measure(None, "metre")
    chosen = common([KILO, TONNE, TONNE, metre, EURO, DOLLAR, DOLLAR], RATES)
    assert chosen == {KILO: TONNE, TONNE: TONNE, metre: metre, EURO: DOLLAR, DOLLAR: DOLLAR}
    assert common([EURO, DOLLAR]) == {EURO: EURO, DOLLAR: DOLLAR}


def test_the_ends_of_a_range_are_converted_with_it() -> None:
    stated = Quantity(2.0, 1.0, 3.0, unit="tonne", qualifier=Qualifier.ABOUT)
    assert converted(stated, KILO) == Quantity(
        2000.0, 1000.0, 3000.0, unit="kilogram", qualifier=Qualifier.ABOUT
    )
    assert converted(stated, DOLLAR) is None


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_there_and_back_is_the_same_and_so_is_a_way_round(
    first: Measure, second: Measure, third: Measure
) -> None:
    there, back, on = factor(first, second), factor(second, first), factor(second, third)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there * back == pytest.approx(1)
        if on is not None:
            assert factor(first, third) == pytest.approx(there * on)
