from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.formats import (
    KIND_LETTER,
    QUALIFIER_SIGN,
    QUALIFIER_WORDS,
    elide,
    format_day,
    format_number,
    format_published,
    format_quantity,
    plain_tool_tip,
    plural,
    short_published,
)
from workbench.domain import Article, DateBasis, Kind, Qualifier, Quantity
from workbench.project import Project


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (Quantity(70, unit="percent", qualifier=Qualifier.AT_LEAST), "≥ 70 %"),
        (Quantity(120e9, 110e9, 130e9, currency="USD"), "$110–130 bn"),
        (Quantity(14.8e12, currency="USD"), "$14.8 tn"),
        (Quantity(1_234_567, currency="USD"), "$1,234,567"),
        (Quantity(1.2e6, unit="tonne"), "1.2 million t"),
        (Quantity(12_000, unit="tonne", qualifier=Qualifier.ABOUT), "≈ 12,000 t"),
        (Quantity(-3.5, unit="percent"), "−3.5 %"),
        (Quantity(-2e9, currency="EUR"), "−€2 bn"),
        (Quantity(-4, -5, -3, unit="percent"), "−5 to −3 %"),
        (Quantity(3.2e9, currency="CHF"), "CHF 3.2 bn"),
        (Quantity(28, unit="aircraft"), "28 aircraft"),
        (Quantity(1, unit="country"), "1 country"),
        (Quantity(5, unit="country"), "5 countries"),
        (Quantity(40, unit="tank battalion"), "40 tank battalions"),
        (Quantity(6, unit="dollar per kilogram"), "6 dollars per kilogram"),
        (Quantity(12_000, unit="tonne per year"), "12,000 t per year"),
        (Quantity(340, currency="USD", unit="per kilogram"), "$340/kg"),
        (Quantity(76.4, currency="USD", unit="per kilogram"), "$76.40/kg"),
        (Quantity(70, currency="USD", unit="per barrel"), "$70 per barrel"),
        (Quantity(20, unit="part per million"), "20 ppm"),
        (Quantity(None, 70, None, unit="percent"), "≥ 70 %"),
        (Quantity(None, None, 70, unit="percent"), "≤ 70 %"),
        (Quantity(0.1 + 0.2), "0.3"),
        (Quantity(17), "17"),
        (Quantity(), ""),
    ],
)
def test_a_quantity_is_written_short_and_exact(quantity: Quantity, shown: str) -> None:
    assert format_quantity(quantity) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (-0.0, "0"), (1234.5, "1,234.5"), (-1200, "−1,200"), (1e-7, "1e−07"), (3, "3")],
)
def test_a_number_has_thousands_separators(value: float, shown: str) -> None:
    assert format_number(value) == shown


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_written_in_full(value: int) -> None:
    assert int(format_number(value).replace(",", "").replace("−", "-")) == value


@given(st.integers(1, 10**13), st.sampled_from(["USD", "CHF", None]))
def test_a_scaled_number_is_never_rounded(value: int, currency: str | None) -> None:
    shown = format_quantity(Quantity(float(value), currency=currency))
    number, _, scale = shown.removeprefix("$").removeprefix("CHF ").partition(" ")
    size = {"tn": 1e12, "bn": 1e9, "m": 1e6, "million": 1e6, "": 1}[scale]
    assert round(float(number.replace(",", "")) * size) == value


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2025-02-26", "26 Feb 2025"),
        ("2025-02-06T10:00:00+00:00", "6 Feb 2025"),
        ("2025-02", "Feb 2025"),
        ("2025", "2025"),
        ("2025-02-31", "2025-02-31"),
        ("last week", "last week"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_day_is_written_with_its_month_in_letters(iso: str | None, shown: str) -> None:
    assert format_day(iso) == shown


def test_a_tool_tip_shows_markup_as_letters_and_keeps_lines() -> None:
    assert plain_tool_tip("a <b>\nc") == "<p>a &lt;b&gt;<br>c</p>"


@pytest.mark.parametrize(
    ("basis", "shown"),
    [
        (DateBasis.STATED, "26 Feb 2025"),
        (DateBasis.URL, "26 Feb 2025, guessed from the address"),
        (DateBasis.FILE, "26 Feb 2025, guessed from the file"),
        (DateBasis.UNKNOWN, "26 Feb 2025, guessed"),
    ],
)
def test_a_guessed_date_says_so(basis: DateBasis, shown: str) -> None:
    article = Article(
        1, "u", "T", None, "2025-02-26", basis, None, None, None, "/a", 1, 1, "x", "2025", 1
    )
    assert format_published(article) == shown


def test_every_kind_and_qualifier_has_its_words() -> None:
    assert set(KIND_LETTER) == set(Kind)
    assert set(QUALIFIER_WORDS) == set(QUALIFIER_SIGN) == set(Qualifier)
    assert len(set(KIND_LETTER.values())) == len(Kind)


@given(st.text(), st.integers(1, 60))
def test_an_elided_text_is_one_short_line(text: str, limit: int) -> None:
    shown = elide(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown


def test_plural() -> None:
    assert plural(1, "passage") == "1 passage"
    assert plural(1400, "passage") == "1,400 passages"
    assert plural(2, "match", "matches") == "2 matches"


@pytest.mark.parametrize(
    ("basis", "shown"),
    [
        (DateBasis.STATED, "26 Feb 2025"),
        (DateBasis.URL, "≈ 26 Feb 2025"),
        (DateBasis.FILE, "≈ 26 Feb 2025"),
    ],
)
def test_a_guessed_date_is_told_in_lists(
    basis: DateBasis, shown: str, add_article: Callable[..., int], project: Project
) -> None:
    article = project.article(add_article("Some words.", date_basis=basis))
    assert short_published(article) == shown


def test_a_missing_date_is_no_guess(add_article: Callable[..., int], project: Project) -> None:
    undated = add_article("Some words.", published=None, date_basis=DateBasis.UNKNOWN)
    assert short_published(project.article(undated)) == ""
