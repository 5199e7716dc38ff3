"""What is read as a figure, with its number, its bounds and what its sentence says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import FigureForm, FigureStatus, Qualifier, SuggestedFigure
from workbench.extract.figures import find_figures


def only(text: str) -> SuggestedFigure:
    found = find_figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("The deal is worth $500 billion.", 5e11, Qualifier.EXACT),
        ("China refines over 70% of them.", 70, Qualifier.ABOVE),
        ("China refines about 70 percent of them.", 70, Qualifier.ABOUT),
        ("Two million people left.", 2e6, Qualifier.EXACT),
        ("Output was nearly 816,000 tonnes.", 816_000, Qualifier.ABOUT),
        ("At least 40 sanctions remain.", 40, Qualifier.AT_LEAST),
        ("They pay up to $3.5m.", 3.5e6, Qualifier.AT_MOST),
    ],
)
def test_numbers_are_read_with_what_qualifies_them(
    text: str, value: float, qualifier: Qualifier
) -> None:
    quantity = only(text).quantity

    assert quantity.value == pytest.approx(value)
    assert quantity.qualifier is qualifier


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("It costs between $30 and $40 million.", 30e6, 40e6),
        ("It is worth $300–500bn.", 3e11, 5e11),
    ],
)
def test_a_range_has_both_its_ends(text: str, lower: float, upper: float) -> None:
    quantity = only(text).quantity

    assert quantity.lower == pytest.approx(lower)
    assert quantity.upper == pytest.approx(upper)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("It cost 3 dollars 50 cents.", 3.5, "USD"),
        ("It cost thirteen dollars and forty-five cents.", 13.45, "USD"),
        ("It cost 2 roubles and 5 kopecks.", 2.05, "RUB"),
    ],
)
def test_small_change_is_a_part_of_its_amount(text: str, value: float, currency: str) -> None:
    quantity = only(text).quantity

    assert quantity.value == pytest.approx(value)
    assert quantity.currency == currency


def test_a_currency_of_several_countries_is_a_unit() -> None:
    quantity = only("The offer is worth 528 million francs.").quantity

    assert (quantity.value, quantity.unit, quantity.currency) == (528e6, "franc", None)


def test_when_a_figure_holds_is_not_what_it_counts() -> None:
    figure = only("The entire world mined about 390,000 tonnes last year.")

    assert figure.subject == "entire world"


def test_a_rank_and_a_factor_are_told_from_amounts() -> None:
    assert only("It is the second-largest economy.").form is FigureForm.RANK
    factor = only("Prices more than doubled.")
    assert factor.form is FigureForm.FACTOR
    assert factor.quantity.value == 2


def test_a_change_and_the_level_it_leads_to_are_two_figures() -> None:
    change, level = find_figures("Exports rose 3% to 40 million tonnes.")

    assert (change.form, change.direction, change.quantity.value) == (FigureForm.CHANGE, 1, 3)
    assert (level.form, level.quantity.value) == (FigureForm.AMOUNT, 40e6)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The ministry estimates that reserves hold 19 million tonnes.", FigureStatus.ESTIMATED),
        ("Trump demanded $500 billion.", FigureStatus.DEMANDED),
        ("Kyiv plans to build 12 mines.", FigureStatus.PLANNED),
    ],
)
def test_how_a_number_is_meant_is_read_from_its_sentence(text: str, status: FigureStatus) -> None:
    assert only(text).status is status


@pytest.mark.parametrize(
    "text",
    [
        "He spoke on 12 March 2025.",
        "In 2014 they met again.",
        "The F-35 was shown.",
        "It was on Rossiya 1 TV.",
        "Call +1 202 555 0143 now.",
        "They met at 10:30.",
    ],
)
def test_what_only_looks_like_a_figure_is_not_offered(text: str) -> None:
    assert find_figures(text) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "about ",
                "70",
                "%",
                " $",
                "5 billion",
                "–",
                "half ",
                "a dozen",
                ". ",
                "\n",
                "ß🙂",
                "to ",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_figures_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for one in find_figures(text):
        assert last <= one.span.start < one.span.end <= len(text)
        assert 0 <= one.score <= 1
        last = one.span.end


@given(st.text(max_size=300))
def test_a_figure_does_not_depend_on_the_paragraphs_around_it(noise: str) -> None:
    def read(text: str, offset: int) -> list[tuple[int, float | None]]:
        return [(one.span.start - offset, one.quantity.value) for one in find_figures(text)]

    said = "The deal is worth $500 billion."
    before = noise + "\n\n"
    assert (18, 5e11) in read(said, 0)
    assert (18, 5e11) in read(before + said, len(before))


@pytest.mark.parametrize(
    ("sentence", "value", "currency"),
    [
        ("They lost 75 USD million last year.", 75e6, "USD"),
        ("A loss of 30 MUSD was reported.", 30e6, "USD"),
        ("Revenue was about MAUD 60.", 60e6, "AUD"),
        ("Profit improved to 361 million pounds.", 361e6, "GBP"),
        ("It costs 15 dollars 50.", 15.5, "USD"),
        ("The dish is 100,000 ₭.", 100_000, "LAK"),
    ],
)
def test_sums_of_money_in_ways_that_are_less_usual(
    sentence: str, value: float, currency: str
) -> None:
    [figure] = [one for one in find_figures(sentence) if one.quantity.currency]
    assert (figure.quantity.value, figure.quantity.currency) == (value, currency)


@pytest.mark.parametrize(
    "sentence", ["It weighs 5.5 pounds.", "They mined 5 million pounds of ore.", "20 pounds of it."]
)
def test_pounds_are_a_mass_where_they_are_of_something_or_few(sentence: str) -> None:
    [figure] = find_figures(sentence)
    assert (figure.quantity.unit, figure.quantity.currency) == ("pound", None)


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("China has 70% of rare earth production.", "Share of rare earth production"),
        ("Washington gave aid worth $500 billion.", "Aid"),
        ("Trump wants $500 billion in rare earths.", "Rare earths"),
        ("Rare earth imports fell 3%.", "Rare earth imports"),
        ("The price of neodymium rose to $80 a kilogram.", "Price of neodymium"),
        ("China's share of processing is about 90%.", "China's share of processing"),
        ("Demand for magnets will grow by 8%.", "Demand for magnets"),
        ("It cost $3 million.", None),
        ("He paid $5.", None),
    ],
)  # fmt: skip
def test_what_is_measured_is_named_by_the_sentence(sentence: str, metric: str | None) -> None:
    [figure] = find_figures(sentence)
    assert figure.metric == metric
