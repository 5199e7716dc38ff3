"""Laws of reading figures: whatever way a quantity is written, it is read as what it is.

And whatever a text holds, reading ends soon and with finite numbers in their places.
"""

import math
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.domain import Qualifier, Quantity
from workbench.extract import find_quantities, parse_quantity

SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = SMALL_WORDS.split(), TENS_WORDS.split()
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ABBREVIATED = {"bn": 10**9, " bn": 10**9, "mn": 10**6, "tn": 10**12, "m": 10**6, "k": 1000}
UNITS = {
    "tonnes": "tonne",
    "metric tons": "tonne",
    "square kilometers": "square kilometre",
    "sq km": "square kilometre",
    "barrels per day": "barrel per day",
    "barrels a day": "barrel per day",
    "percent": "percent",
    "per cent": "percent",
    "percentage points": "percentage point",
    "pounds": "pound",
    "years": "year",
}
GLUED_UNITS = {
    "%": "percent",
    " %": "percent",
    " kg": "kilogram",
    "kg": "kilogram",
    " km": "kilometre",
}
BEFORE = {"$": "USD", "US$": "USD", "C$": "CAD", "€": "EUR", "£": "GBP", "USD ": "USD", "₴": "UAH"}
BEHIND = {" dollars": "USD", " euros": "EUR", " EUR": "EUR", " hryvnias": "UAH", " yen": "JPY"}
QUALIFIERS = {
    "": Qualifier.EXACT,
    "about ": Qualifier.ABOUT,
    "an estimated ": Qualifier.ABOUT,
    "nearly ": Qualifier.ABOUT,
    "over ": Qualifier.ABOVE,
    "more than ": Qualifier.ABOVE,
    "at least ": Qualifier.AT_LEAST,
    "up to ": Qualifier.AT_MOST,
    "less than ": Qualifier.BELOW,
}


def spelled(number: int) -> str:
    """An English name of a whole number below a thousand million million."""
    for word, scale in reversed(SCALES.items()):
        if number >= scale:
            rest = f" {spelled(number % scale)}" if number % scale else ""
            return f"{spelled(number // scale)} {word}{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@given(st.integers(0, 10**15 - 1))
def test_any_whole_number_in_words(number: int) -> None:
    assert parse_quantity(spelled(number)) == Quantity(float(number))


@given(
    st.integers(0, 10**18),
    st.sampled_from([",", "\u00a0", "\u202f", "\u2009", " ", "'", "’", ""]),
    st.sampled_from(["", ".5", ".25"]),
)
def test_any_number_in_digits_however_it_is_grouped(
    number: int, separator: str, decimals: str
) -> None:
    words = f"{number:,}".replace(",", separator) + decimals
    assert parse_quantity(words) == Quantity(float(f"{number}{decimals}"))


amounts = st.decimals("0.1", "999", places=1).map(lambda number: f"{number.normalize():f}")


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, float, str | None, str | None]:
    """Words around a number: what stands before it, behind it, its factor, unit, currency."""
    scale, factor = draw(
        st.sampled_from([("", 1), *((f" {word}", scale) for word, scale in SCALES.items())])
    )
    kind = draw(st.sampled_from(["before", "behind", "unit", "none"]))
    if kind == "before":
        sign, currency = draw(st.sampled_from(sorted(BEFORE.items())))
        scale, factor = draw(st.sampled_from([(scale, factor), *ABBREVIATED.items()]))
        return sign, scale, factor, None, currency
    if kind == "behind":
        name, currency = draw(st.sampled_from(sorted(BEHIND.items())))
        return "", scale + name, factor, None, currency
    if kind == "unit":
        form, unit = draw(st.sampled_from(sorted(UNITS.items())))
        if factor == 1 and draw(st.booleans()):
            form, unit = draw(st.sampled_from(sorted(GLUED_UNITS.items())))
            return "", form, factor, unit, None
        return "", f"{scale} {form}", factor, unit, None
    return "", scale, factor, None, None


@given(amounts, written(), st.sampled_from(sorted(QUALIFIERS)))
def test_any_amount_however_it_is_written(
    number: str, around: tuple[str, str, float, str | None, str | None], qualifier: str
) -> None:
    before, behind, factor, unit, currency = around
    # Pounds by the million are money.
    assume(not (behind.endswith("pounds") and factor >= 1_000_000))
    words = f"{qualifier}{before}{number}{behind}"
    assert parse_quantity(words) == Quantity(
        pytest.approx(float(number) * factor),
        unit=unit,
        currency=currency,
        qualifier=QUALIFIERS[qualifier],
    )


@given(
    st.integers(1, 400),
    st.integers(401, 999),
    written(),
    st.sampled_from(["between {} and {}", "from {} to {}", "{} to {}", "{}–{}", "{}-{}"]),
    st.booleans(),
)
def test_any_range_with_everything_stated_once_or_twice(
    lower: int,
    upper: int,
    around: tuple[str, str, float, str | None, str | None],
    form: str,
    twice: bool,
) -> None:
    before, behind, factor, unit, currency = around
    # "5 barrels a day–10 barrels a day" is not how anybody writes.
    assume(not (twice and behind.endswith("day") and form in {"{}–{}", "{}-{}"}))
    first = f"{before}{lower}{behind}" if twice else f"{before}{lower}"
    second = f"{before}{upper}{behind}" if twice else f"{upper}{behind}"
    assert parse_quantity(form.format(first, second)) == Quantity(
        pytest.approx((lower + upper) / 2 * factor),
        pytest.approx(lower * factor),
        pytest.approx(upper * factor),
        unit=unit,
        currency=currency,
    )


@given(amounts, written(), st.sampled_from(sorted(QUALIFIERS)))
def test_the_words_of_a_found_figure_state_the_same_figure(
    number: str, around: tuple[str, str, float, str | None, str | None], qualifier: str
) -> None:
    before, behind, *_ = around
    text = f"The report of last week spoke of {qualifier}{before}{number}{behind}; that was new."
    for figure in find_quantities(text):
        assert parse_quantity(text[figure.span.start : figure.span.end]) == figure.quantity


LONG = 30_000
pieces = st.sampled_from(
    [
        *"0123456789.,'’-–/:%$€+~±()[]# \n",
        *("1,234", "2014", "million ", "m", "bn ", "one ", "half ", "a ", "and ", "hundred "),
        *("between ", "from ", "to ", "or ", "about ", "at least ", "US$", "km", "percent "),
        *("½", "plus ", "May ", "No. ", "\u00a0", "more ", "per ", "minus ", "point ", "in "),
    ]
)


@settings(max_examples=300)
@given(st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=30).map("".join))
def test_anything_is_read_without_fail_into_finite_numbers_in_order(text: str) -> None:
    end = 0
    for figure in find_quantities(text):
        assert end <= figure.span.start < figure.span.end <= len(text)
        end = figure.span.end
        quantity = figure.quantity
        numbers = (quantity.value, quantity.lower, quantity.upper)
        assert quantity.value is not None
        assert all(math.isfinite(number) for number in numbers if number is not None)
        if quantity.lower is not None and quantity.upper is not None:
            assert quantity.lower <= quantity.value <= quantity.upper
    parse_quantity(text)


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1,111", ",111", "1.", "1 000 ", "1-", "1 - ", "1/2", "½", "1:", "+1 ", " 1", "1+"),
        *("one hundred and ", "million ", "half a ", "one point ", "one in ", "a ", "two "),
        *("$", "-", "US $", "±1", "about ", "at least ", "between 1 and ", "from 1 to ", "rose "),
        *("May ", "May 1 ", "1 Jan ", "10:30 p", "http://", "@", "(", "'1", "\n", "\n ", " ", "x"),
    ],
)
def test_long_hostile_text_takes_time_linear_in_its_length(piece: str) -> None:
    # What takes a second or less here would take many minutes if the time grew with the square.
    text = ("1" + piece * LONG)[:LONG]
    began = time.process_time()
    for _ in find_quantities(text):
        pass
    assert time.process_time() - began < 15
