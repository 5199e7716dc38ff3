"""Metrics for which sources differ: what is a conflict and what is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.analysis.test_stated import figure
from workbench.analysis.conflicts import Difference, conflicts
from workbench.analysis.stated import StatedFigure

SHARE = "share of processing"


def told(number: int, value: float | None, qualifier: str = "", **changes: Any) -> StatedFigure:
    """A tagged figure in an article, a story and an outlet of its own."""
    said: dict[str, Any] = {
        "article_id": number,
        "story": number,
        "outlet": f"Outlet {number}",
        "metric": SHARE,
        "passage_id": number,
        **changes,
    }
    return figure(value, qualifier, **said)


def kinds(*figures: StatedFigure, **options: Any) -> list[Difference]:
    return [one.difference for one in conflicts(figures, **options)]


def test_two_sources_with_numbers_that_cannot_both_be_so_contradict_each_other() -> None:
    [found] = conflicts([told(1, 70), told(2, 85)])
    assert found.difference is Difference.VALUES
    assert (found.least, found.most, found.sources, found.stories) == (70, 85, 2, 2)
    assert found.spread == pytest.approx(15 / 70)
    assert [one.against for one in found.statements] == [1, 1]


@pytest.mark.parametrize(("value", "qualifier"), [(70, ">"), (70, "~"), (75, "<"), (72.4, "")])
def test_what_can_both_be_so_differs_in_its_bounds_only(value: float, qualifier: str) -> None:
    assert kinds(told(1, 72), told(2, value, qualifier)) == [Difference.BOUNDS]


def test_the_same_number_twice_is_no_difference() -> None:
    assert kinds(told(1, 72), told(2, 72)) == []


def test_numbers_of_different_dates_are_no_conflict() -> None:
    before, now = told(1, 60, as_of="2010"), told(2, 70, as_of="2024")
    assert kinds(before, now) == [Difference.DATES]
    assert kinds(told(1, 60, as_of="2024-03"), now) == [Difference.VALUES]


def test_numbers_without_dates_are_compared_within_a_time() -> None:
    before, now = told(1, 60, day="2019-02-26"), told(2, 70)
    assert kinds(before, now) == [Difference.DATES]
    assert kinds(before, now, within=None) == [Difference.VALUES]


def test_units_of_one_dimension_are_compared_and_currencies_are_not() -> None:
    tonnes = told(1, 12_000, unit="tonne"), told(2, 12_000_000, unit="kilogram")
    assert kinds(*tonnes) == []
    [found] = conflicts([told(1, 12_000, unit="tonne"), told(2, 20_000_000, unit="kilogram")])
    assert (found.difference, found.unit, found.most) == (Difference.VALUES, "tonne", 20_000)
    dollars, euros = (told(n, 5e8, unit=None, currency=c) for n, c in ((1, "USD"), (2, "EUR")))
    [units] = conflicts([dollars, euros])
    assert (units.difference, units.spread) == (Difference.UNITS, None)


def test_copies_of_a_story_are_one_statement() -> None:
    copy = told(3, 70, story=1)
    [found] = conflicts([told(1, 70), copy, told(2, 85)])
    assert [one.copies for one in found.statements] == [(3,), ()]
    assert found.stories == 2
    assert kinds(told(1, 70), copy) == []


def test_a_speaker_who_states_another_number_has_moved() -> None:
    first = told(1, 350, who="The president", day="2025-02-01")
    later = told(2, 500, who="the President", day="2025-02-10")
    [found] = conflicts([later, first])
    assert found.difference is Difference.MOVED
    assert [one.moved for one in found.statements] == [0, 1]
    assert found.movers == 1


def test_names_of_one_person_are_one_source() -> None:
    figures = [told(1, 350, who="Trump", day="2025-02-01"), told(2, 500, who="Donald Trump")]
    assert kinds(*figures) == [Difference.VALUES]
    assert kinds(*figures, who=lambda _name: "Donald Trump") == [Difference.MOVED]


def test_an_article_does_not_contradict_itself_but_its_speakers_do() -> None:
    here = {"article_id": 1, "story": 1, "outlet": "Outlet"}
    assert kinds(told(1, 70, **here), told(2, 85, **here)) == []
    said = told(1, 70, **here, who="A minister"), told(2, 85, **here, who="A geologist")
    assert kinds(*said) == [Difference.VALUES]


def test_contradictions_come_first_and_the_widest_of_them() -> None:
    found = conflicts(
        [
            *(told(n, v, metric="narrow") for n, v in ((1, 70), (2, 80))),
            *(told(n, v, metric="wide") for n, v in ((3, 10), (4, 80))),
            told(5, 70, ">", metric="bounds"),
            told(6, 72, metric="bounds"),
        ]
    )
    assert [one.metric for one in found] == ["wide", "narrow", "bounds"]


def test_a_suggestion_joins_a_metric_and_needs_telling_words_alone() -> None:
    offered = told(2, 85, passage_id=None, metric="Processing share", subject="processing share")
    [found] = conflicts([told(1, 70), offered])
    assert [one.figure.passage_id for one in found.statements] == [1, None]
    assert not found.suggested
    one_word = [told(n, v, passage_id=None, metric="People") for n, v in ((1, 70), (2, 85))]
    assert kinds(*one_word) == []
    two_words = [told(n, v, passage_id=None, metric="Lithium ore") for n, v in ((1, 70), (2, 85))]
    assert conflicts(two_words)[0].suggested


def test_ranks_and_changes_are_left_out() -> None:
    assert kinds(told(1, 70), told(2, 85, passage_id=None, form="change")) == []


def test_of_levels_without_a_zero_no_spread_is_told() -> None:
    hot = told(1, 20, unit="degree Celsius"), told(2, 40, unit="degree Celsius")
    assert conflicts(hot)[0].spread is None


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.floats(-1e9, 1e9), st.sampled_from(("", "~", "<", ">"))),
        min_size=2,
        max_size=12,
    ),
    st.randoms(),
)
def test_the_order_of_figures_does_not_matter(
    rows: list[tuple[int, float, str]], chance: Any
) -> None:
    figures = [
        told(number, value, sign, outlet=f"Outlet {source}")
        for number, (source, value, sign) in enumerate(rows)
    ]
    mixed = list(figures)
    chance.shuffle(mixed)
    assert conflicts(figures) == conflicts(mixed)


@given(st.lists(st.floats(1, 1e9), min_size=2, max_size=12))
def test_a_contradiction_is_a_pair_of_intervals_with_nothing_in_common(
    values: list[float],
) -> None:
    found = conflicts([told(number, value) for number, value in enumerate(values, 1)])
    for one in found:
        ends = [(each.low, each.high) for each in one.statements]
        apart = max(low for low, _ in ends) > min(high for _, high in ends) * (1 + 1e-9)
        assert (one.difference is Difference.VALUES) == apart
