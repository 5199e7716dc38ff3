import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.passage_fields import NUMBERS, QUANTITY, WORDS, Unreadable, edited, shown
from workbench.domain import PassageDetails, Qualifier, Quantity

STATED = {
    "14.8tn": Quantity(14.8e12),
    "$14.8 tn": Quantity(14.8e12, currency="USD"),
    "over 70%": Quantity(70, unit="percent", qualifier=Qualifier.ABOVE),
    "110-130 bn": Quantity(120e9, 110e9, 130e9),
    "1e999": Quantity(float("inf")),
}
"""Stands in for the reading of words, which has tests of its own."""

read: Callable[[str], Quantity | None] = STATED.get


def typed(before: Quantity | None, field: str, text: str) -> Quantity | None:
    return edited(PassageDetails(quantity=before), field, text, read).quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [("70", 70), ("1 200", 1200), ("1,200,000", 1.2e6), ("-4.5", -4.5), ("−4.5", -4.5),
     ("1\u202f200.5", 1200.5), ("1e3", 1000), ("  14.8tn ", 14.8e12)],
)  # fmt: skip
def test_numbers_are_read_as_analysts_type_them(text: str, value: float) -> None:
    for field in NUMBERS:
        quantity = typed(None, field, text)
        assert quantity is not None
        assert getattr(quantity, field) == value


@pytest.mark.parametrize("text", ["lots", "1,20", "12 34", "nan", "inf", "1e999", "--5"])
def test_what_is_no_number_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(Unreadable, match=re.escape("No number can be read from")):
        typed(Quantity(70), "value", text)


def test_a_value_that_says_more_sets_more_and_keeps_the_rest() -> None:
    before = Quantity(5, unit="tonne", qualifier=Qualifier.ABOUT, as_of="2025-02-26")
    assert typed(before, "value", "$14.8 tn") == Quantity(
        14.8e12, unit="tonne", currency="USD", qualifier=Qualifier.ABOUT, as_of="2025-02-26"
    )
    assert typed(None, "value", "over 70%") == STATED["over 70%"]
    assert typed(before, "value", "110-130 bn") == Quantity(
        120e9, 110e9, 130e9, unit="tonne", qualifier=Qualifier.ABOUT, as_of="2025-02-26"
    )


def test_the_value_of_a_range_is_its_middle_unless_it_was_stated() -> None:
    ranged = typed(typed(None, "lower", "110"), "upper", "130")
    assert ranged == Quantity(120, 110, 130)
    assert typed(ranged, "upper", "150") == Quantity(130, 110, 150)
    stated = typed(typed(Quantity(70), "lower", "60"), "upper", "90")
    assert stated == Quantity(70, 60, 90)
    assert typed(ranged, "lower", "") == Quantity(120, None, 130)


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("value", "200", "above the range, which ends at 130"),
        ("value", "100", "below the range, which begins at 110"),
        ("lower", "140", "not from 140 to 130"),
        ("currency", "dollars", "three letters"),
        ("as_of", "yesterday", "26 Feb 2025 or 2025-02-26"),
        ("as_of", "31 Feb 2025", "26 Feb 2025 or 2025-02-26"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(field: str, text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        typed(Quantity(120, 110, 130), field, text)


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        ("currency", "eur", "EUR"),
        ("currency", "$", "USD"),
        ("unit", "%", "percent"),
        ("unit", " tank  battalion ", "tank battalion"),
        ("as_of", "26 Feb 2025", "2025-02-26"),
        ("as_of", "6. february 2025", "2025-02-06"),
        ("as_of", "2025-02-26", "2025-02-26"),
        ("qualifier", ">=", Qualifier.AT_LEAST),
    ],
)
def test_short_forms_are_understood(field: str, text: str, stored: object) -> None:
    quantity = typed(Quantity(1), field, text)
    assert quantity is not None
    assert getattr(quantity, field) == stored


def test_an_emptied_field_is_no_longer_said() -> None:
    details = PassageDetails(speaker="Dr. Vogel", metric="Reserves", quantity=Quantity(5))
    for field in ("speaker", "metric", "value"):
        details = edited(details, field, "  ", read)
    assert details == PassageDetails()


def test_a_memo_is_kept_as_it_is_typed_but_for_blanks_at_its_end() -> None:
    memo = "  one\n\n\ttwo"
    assert edited(PassageDetails(), "memo", f"{memo} \n", read).memo == memo


NAMES = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=6)
FLOATS = st.floats(-1e15, 1e15).map(lambda value: round(value, 3))


@given(
    st.builds(
        PassageDetails,
        memo=NAMES,
        speaker=st.none() | NAMES,
        claimant=st.none() | NAMES,
        metric=st.none() | NAMES,
        quantity=st.builds(
            Quantity,
            value=FLOATS,
            unit=st.sampled_from([None, "percent", "tonne", "tank"]),
            currency=st.sampled_from([None, "USD", "CHF"]),
            qualifier=st.sampled_from(Qualifier),
            as_of=st.dates().map(lambda day: day.isoformat()) | st.none(),
        ),
    )
)
def test_what_is_shown_can_be_typed_back(details: PassageDetails) -> None:
    def read_scaled(words: str) -> Quantity:
        number, scale = words.rsplit(" ", 1)
        size = {"tn": 1e12, "bn": 1e9, "million": 1e6}[scale]
        return Quantity(round(float(number.replace(",", "")) * size, 3))

    for field in (*WORDS, *QUANTITY):
        assert edited(details, field, shown(details, field), read_scaled) == details


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("value", "41", None),
        ("lower", "60", None),
        ("value", "", None),
        ("value", "70", "over 70%"),
        ("unit", "percent", "over 70%"),
        ("qualifier", "~", "over 70%"),
    ],
)
def test_a_number_that_is_typed_was_read_from_no_words(
    field: str, text: str, kept: str | None
) -> None:
    before = PassageDetails(quantity=Quantity(70), read_from="over 70%")
    assert edited(before, field, text, read).read_from == kept
