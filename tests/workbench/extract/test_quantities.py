"""Figures as articles state them, read from a selection and from running text."""

import pytest

from workbench.domain import Qualifier, Quantity, Span
from workbench.extract import find_quantities, parse_quantity

ABOUT, ABOVE, BELOW = Qualifier.ABOUT, Qualifier.ABOVE, Qualifier.BELOW
AT_LEAST, AT_MOST = Qualifier.AT_LEAST, Qualifier.AT_MOST


def money(value: float, currency: str = "USD", qualifier: Qualifier = Qualifier.EXACT) -> Quantity:
    return Quantity(value, currency=currency, qualifier=qualifier)


def percent(value: float, qualifier: Qualifier = Qualifier.EXACT) -> Quantity:
    return Quantity(value, unit="percent", qualifier=qualifier)


def between(lower: float, upper: float, middle: float, **more: object) -> Quantity:
    return Quantity(middle, lower, upper, **more)  # type: ignore[arg-type]  # keyword fields


def found(text: str) -> list[str]:
    return [text[figure.span.start : figure.span.end] for figure in find_quantities(text)]


AS_REPORTED = {
    "an estimated $14.8 trillion": money(14_800_000_000_000, qualifier=ABOUT),
    "over 70%": percent(70, ABOVE),
    "about 70%": percent(70, ABOUT),
    "up to 100% tariffs": percent(100, AT_MOST),
    "500% tariff rates": percent(500),
    "approximately 920 pounds": Quantity(920, unit="pound", qualifier=ABOUT),
    "up to 156,000 square kilometers": Quantity(
        156_000, unit="square kilometre", qualifier=AT_MOST
    ),
}


@pytest.mark.parametrize(("words", "quantity"), AS_REPORTED.items())
def test_figures_of_the_articles_lode_was_made_for(words: str, quantity: Quantity) -> None:
    assert parse_quantity(words) == quantity


@pytest.mark.parametrize(
    ("words", "quantity"),
    {
        "$5": money(5),
        "$1.2m": money(1_200_000),
        "$ 75 million": money(75_000_000),
        "$5 m": money(5_000_000),
        "$3bn": money(3e9),
        "$1.2t": money(1.2e12),
        "$10-million": money(10_000_000),
        "500bn": Quantity(5e11),
        "US$473 million": money(473e6),
        "US $473 million": money(473e6),
        "$US160 million": money(160e6),
        "C$4.5 million": money(4.5e6, "CAD"),
        "A$82,615,680": money(82_615_680, "AUD"),
        "HK$3.7 billion": money(3.7e9, "HKD"),
        "$5 CAD": money(5, "CAD"),
        "USD 14 million": money(14e6),
        "14 million USD": money(14e6),
        "€3.5bn": money(3.5e9, "EUR"),
        "€3,5 Mrd": money(3.5e9, "EUR"),
        "3,5 Mrd. €": money(3.5e9, "EUR"),
        "14m euros": money(14e6, "EUR"),
        "£2 billion": money(2e9, "GBP"),
        "2 billion pounds sterling": money(2e9, "GBP"),
        "¥500 million": money(5e8, "JPY"),
        "7,199 yuan": money(7199, "CNY"),
        "₽40 mn": money(4e7, "RUB"),
        "40 billion roubles": money(4e10, "RUB"),
        "₴140": money(140, "UAH"),
        "140 hryvnias": money(140, "UAH"),
        "50 trillion won": money(5e13, "KRW"),
        "Rs 1,50,000 crore": money(1.5e12, "INR"),
        "a billion dollars": money(1e9),
        "Five hundred billion dollars": money(5e11),
        "-$3 million": money(-3e6),
        "$-3 million": money(-3e6),
        "$.5 million": money(500_000),
        "more than $300 billion": money(3e11, qualifier=ABOVE),
    }.items(),
)
def test_money(words: str, quantity: Quantity) -> None:
    assert parse_quantity(words) == quantity


@pytest.mark.parametrize(
    ("words", "quantity"),
    {
        "70 percent": percent(70),
        "70 per cent": percent(70),
        "70 pct": percent(70),
        "24pc": percent(24),
        "seventy percent": percent(70),
        "three and a half per cent": percent(3.5),
        "2½ percent": percent(2.5),
        ".001 per cent": percent(0.001),
        "-3.5%": percent(-3.5),
        "−3 percent": percent(-3),
        "minus 3 percent": percent(-3),
        "three quarters of a percent": percent(0.75),
        "70 percentage points": Quantity(70, unit="percentage point"),
        "a 25-basis-point cut": Quantity(25, unit="basis point"),
        "25 basis points": Quantity(25, unit="basis point"),
        "3 percent a year": Quantity(3, unit="percent per year"),
    }.items(),
)
def test_percentages(words: str, quantity: Quantity) -> None:
    assert parse_quantity(words) == quantity


@pytest.mark.parametrize(
    ("words", "value"),
    {
        "two million": 2e6,
        "a dozen": 12,
        "half a dozen": 6,
        "half a million": 5e5,
        "quarter of a million": 250_000,
        "a quarter of a million": 250_000,
        "two and a half million": 2.5e6,
        "a million and a half": 1.5e6,
        "one point five billion": 1.5e9,
        "fifteen hundred": 1500,
        "one hundred and twenty-three thousand four hundred and five": 123_405,
        "three quarters": 0.75,
        "two-thirds": 2 / 3,
        "1/3": 1 / 3,
        "half": 0.5,
        "one in five": 0.2,
        "four out of ten": 0.4,
        "816 000": 816_000,
        "816\u202f000": 816_000,
        "1'200'000": 1_200_000,
        "1’200’000": 1_200_000,
        "1.200.000": 1_200_000,
        "1,234,567.89": 1_234_567.89,
        "1.234.567,89": 1_234_567.89,
        "1.234,56": 1234.56,
        "1 234,5": 1234.5,
        "0,125": 0.125,
        "3,5": 3.5,
        "3,500": 3500,
        "3.500": 3.5,
        "2 1/2": 2.5,
        "5k": 5000,
        "1.2m": 1_200_000,
        "3.8 billion": 3.8e9,
    }.items(),
)
def test_numbers_in_digits_and_words(words: str, value: float) -> None:
    assert parse_quantity(words) == Quantity(pytest.approx(value))


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("816 000 t", 816_000, "tonne"),
        ("2 million metric tons", 2e6, "tonne"),
        ("2 million tonnes", 2e6, "tonne"),
        ("12m deep", 12, "metre"),
        ("37m (121ft)", 37, "metre"),
        ("32 km²", 32, "square kilometre"),
        ("32 km2", 32, "square kilometre"),
        ("40-kilometre", 40, "kilometre"),
        ("11-year-old", 11, "year"),
        ("four-and-a-half-hour", 4.5, "hour"),
        ("half an hour", 0.5, "hour"),
        ("minus-5 degrees Celsius", -5, "degree Celsius"),
        ("1.1 million barrels per day", 1.1e6, "barrel per day"),
        ("800,000 barrels of oil a day", 8e5, "barrel per day"),
        ("800,000 bpd", 8e5, "barrel per day"),
        ("4,500 tonnes annually", 4500, "tonne per year"),
        ("90 km/h", 90, "kilometre per hour"),
        ("300 a day", 300, "per day"),
        ("30 or more tonnes", 30, "tonne"),
    ],
)
def test_units_of_measure(words: str, value: float, unit: str) -> None:
    quantity = parse_quantity(words)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.currency) == (value, unit, None)


@pytest.mark.parametrize(
    "words",
    [
        "$340 per kilogram",
        "$340 a kilogram",
        "$340/kg",
        "340 dollars for each kilogram",
        "$340-a-kilo",
    ],
)
def test_a_price_has_a_currency_and_a_rate(words: str) -> None:
    assert parse_quantity(words) == Quantity(340, unit="per kilogram", currency="USD")


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        *[
            (f"{word} 30", ABOUT)
            for word in ("about", "around", "roughly", "some", "approximately")
        ],
        *[(f"{word} 30", ABOUT) for word in ("nearly", "almost", "close to", "an estimated", "~")],
        *[(f"{word} 30", ABOVE) for word in ("over", "more than", "above", "in excess of", ">")],
        *[(f"{word} 30", AT_LEAST) for word in ("at least", "no less than", "not fewer than", "≥")],
        *[(f"{word} 30", BELOW) for word in ("under", "less than", "below", "fewer than", "<")],
        *[(f"{word} 30", AT_MOST) for word in ("up to", "as much as", "at most", "no more than")],
        *[(f"30 {word}", AT_LEAST) for word in ("or more", "or higher", "and above")],
        *[("30+", AT_LEAST), ("30-plus", AT_LEAST), ("30%+", AT_LEAST), ("$30bn+", AT_LEAST)],
        *[("30 or so", ABOUT), ("30-odd", ABOUT), ("30 or less", AT_MOST)],
        *[("no more than about 30", AT_MOST), ("at least an estimated 30", AT_LEAST)],
        *[("just under 30", BELOW), ("well over 30", ABOVE), ("30", Qualifier.EXACT)],
    ],
)
def test_qualifiers(words: str, qualifier: Qualifier) -> None:
    quantity = parse_quantity(words)
    assert quantity is not None
    assert quantity.qualifier is qualifier


@pytest.mark.parametrize(
    ("words", "quantity"),
    {
        "between $110 billion and $130 billion": between(1.1e11, 1.3e11, 1.2e11, currency="USD"),
        "$300–500bn": between(3e11, 5e11, 4e11, currency="USD"),
        "$300bn-$500bn": between(3e11, 5e11, 4e11, currency="USD"),
        "60 to 70 percent": between(60, 70, 65, unit="percent"),
        "60%-70%": between(60, 70, 65, unit="percent"),
        "from 30 to 40": between(30, 40, 35),
        "between 5 and 10 million": between(5e6, 1e7, 7.5e6),
        "between 900,000 and 1.2 million": between(9e5, 1.2e6, 1.05e6),
        "between two hundred and three hundred": between(200, 300, 250),
        "two or three days": between(2, 3, 2.5, unit="day"),
        "about 30 to 40 tonnes": between(30, 40, 35, unit="tonne", qualifier=ABOUT),
        "between $340 and $390 per kilogram": between(
            340, 390, 365, unit="per kilogram", currency="USD"
        ),
        "an 8- to 16-metre telescope": between(8, 16, 12, unit="metre"),
        "some 85 to 90 per cent": between(85, 90, 87.5, unit="percent", qualifier=ABOUT),
        "5 ± 2 kg": between(3, 7, 5, unit="kilogram"),
        "between 10 and 5": between(5, 10, 7.5),
    }.items(),
)
def test_ranges(words: str, quantity: Quantity) -> None:
    assert parse_quantity(words) == quantity


def test_a_change_from_one_level_to_another_is_no_range() -> None:
    text = "The share rose from 30 to 40 percent."
    levels = [figure.quantity for figure in find_quantities(text)]
    assert levels == [percent(30), percent(40)]
    assert found("Output fell from 40 to 30 tonnes") == ["40", "30 tonnes"]
    assert found("It rose 60% in 2018 to 3.9 million headsets") == ["60%", "3.9 million"]
    assert found("prices range from 30 to 40 dollars") == ["from 30 to 40 dollars"]
    assert found("They paid $5 to 40 people.") == ["$5", "40"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "no figure here",
        "F-35",
        "2012–13",
        "March 18, 2025",
        "10:30 a.m.",
        "+1 202 555 0143",
        "https://example.com/2025/1234",
        "22nd",
        "5G",
        "3-1",
        "millions of dollars",
        "several hundred",
        "the quarter",
        "9" * 61,
        "1" + "0" * 26,
        "9,999,999,999,999,999,999,999,999,999 trillion dollars",
        "nan",
        "inf percent",
        "$",
        "%",
        "-",
        "~",
    ],
)
def test_a_selection_without_a_figure_has_none(words: str) -> None:
    assert parse_quantity(words) is None


def test_of_several_figures_the_first_that_measures_something_counts() -> None:
    assert parse_quantity("In 2023 three firms held about 70% and $5") == percent(70, ABOUT)
    assert parse_quantity("Each F-35 requires 920 pounds") == Quantity(920, unit="pound")
    assert parse_quantity("three of 17 metals") == Quantity(3)


def test_what_a_text_leaves_in_doubt_an_analyst_may_select() -> None:
    assert found("It was so in 2014, and one of them left Section 5.") == []
    assert parse_quantity("2014") == Quantity(2014)
    assert parse_quantity("one of them") == Quantity(1)


@pytest.mark.parametrize(
    "text",
    [
        "The law of February 24, 2022 and the decree of 3 March.",
        "It opened in 2014, closed in 2020-21 and from 1986 to 2010 it was empty.",
        "By 2030, output in the 1990s and '90s was down on 2019 levels.",
        "Between 1600 and 1900 world trade grew.",
        "They met at 10:30, again at 5 p.m. and at 7 o'clock, 1530 GMT.",
        "Call +44 20 7946 0958 or (555) 123-4567 or 800-555-0199.",
        "F-35, Su-27, COVID-19, MI5, A320, G7, 4x4 and the 737s.",
        "Rossiya 1 TV, Section 427, Row 21, No. 10, #3, Chapter 11, page 7.",
        "They live at 10 Downing Street and 209 West Houston St.",
        "Version 1.2.3, file 007, ISBN 978-3-16-148410-0, 192.168.0.1",
        "1. First\n2. Second\n  3) Third",
        "as shown before [12], [25] and here (3)",
        "The 22nd, 1st and third amendments; the second half; a third-party firm.",
        "They won 3-1 and lost 2-2.",
        "No one, not one of them, one another, this one.",
        "on monday, march 24, 2025 it began",
        "See https://a.example/x/2025/500-million or mail 300@a.example.",
        "A 24/7 service since 9/11.",
    ],
)
def test_what_looks_like_a_figure_and_is_none(text: str) -> None:
    assert found(text) == []


def test_a_running_text_gives_its_figures_with_their_words() -> None:
    text = (
        "Ukraine’s ground is valued at an estimated $14.8 trillion, and about 70% of it lies in "
        "the east. Each F-35 takes approximately 920 pounds.\n\nOn March 18, 2025 two ministers "
        "met; up to 156,000 square kilometers are mined, 8 miles (13 kilometers) from 2,000 homes."
    )
    assert found(text) == [
        "an estimated $14.8 trillion",
        "about 70%",
        "approximately 920 pounds",
        "two",
        "up to 156,000 square kilometers",
        "8 miles",
        "13 kilometers",
        "2,000",
    ]


def test_lines_wrapped_in_mid_figure_are_read_through_but_paragraphs_are_not() -> None:
    assert parse_quantity("$14.8\ntrillion") == money(14.8e12)
    assert parse_quantity("5\n\nmillion people") == Quantity(5)


def test_over_before_a_time_may_only_tell_how_long_it_took() -> None:
    assert found("They spent $5 million over five years.") == ["$5 million", "five years"]
    assert found("It lasted for over five years.") == ["over five years"]
    assert parse_quantity("over five years") == Quantity(5, unit="year", qualifier=ABOVE)


def test_spans_count_code_points() -> None:
    text = "😀😀 costs $5"
    (figure,) = find_quantities(text)
    assert figure.span == Span(9, 11)


def test_other_scripts_digits_are_left_alone() -> None:
    assert found("٣٤ or ５０ percent") == []
