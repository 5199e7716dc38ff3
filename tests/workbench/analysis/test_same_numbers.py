"""One number with several meanings."""

from typing import Any

from tests.workbench.analysis.test_conflicts import told
from workbench.analysis.same_numbers import same_numbers
from workbench.analysis.stated import StatedFigure


def dollars(number: int, value: float, metric: str, sign: str = "", **changes: Any) -> StatedFigure:
    return told(number, value, sign, metric=metric, unit=None, currency="USD", **changes)


def test_aid_given_and_resources_demanded_are_told_apart() -> None:
    [found] = same_numbers(
        [
            dollars(1, 500e9, "aid given"),
            dollars(2, 500e9, "aid given", ">"),
            dollars(3, 500e9, "resources demanded"),
        ]
    )
    assert [(one.label, one.stories) for one in found.meanings] == [
        ("aid given", 2),
        ("resources demanded", 1),
    ]
    assert (found.value, found.currency, found.stories) == (500e9, "USD", 3)


def test_what_is_stated_and_what_is_demanded_are_two_meanings_of_one_subject() -> None:
    [found] = same_numbers(
        [
            dollars(1, 500e9, "minerals", status="reported"),
            dollars(2, 500e9, "minerals", status="demanded"),
            dollars(3, 500e9, "minerals", status="estimated"),
        ]
    )
    assert [(one.status, one.stories) for one in found.meanings] == [("", 2), ("demanded", 1)]


def test_one_meaning_is_none() -> None:
    assert same_numbers([dollars(1, 500e9, "aid"), dollars(2, 500e9, "aid to Ukraine")]) == []


def test_a_round_number_stands_for_those_near_it_and_not_for_others() -> None:
    near = [dollars(1, 500e9, "aid"), dollars(2, 498.9e9, "resources demanded")]
    assert len(same_numbers(near)) == 1
    assert same_numbers([near[0], dollars(2, 480e9, "resources demanded")]) == []


def test_currencies_and_ranges_are_other_numbers() -> None:
    aid = dollars(1, 500e9, "aid")
    assert same_numbers([aid, told(2, 500e9, metric="loans", unit=None, currency="EUR")]) == []
    wide = dollars(2, 500e9, "loans", lower=400e9, upper=600e9)
    assert same_numbers([aid, wide]) == []


def test_units_are_compared() -> None:
    [found] = same_numbers(
        [told(1, 12, metric="ore", unit="tonne"), told(2, 12_000, metric="steel", unit="kilogram")]
    )
    assert {one.label for one in found.meanings} == {"ore", "steel"}


def test_suggestions_alone_need_two_stories_for_two_meanings() -> None:
    def offered(number: int, subject: str) -> StatedFigure:
        return dollars(number, 500e9, subject, passage_id=None, subject=subject)

    two = [offered(1, "Military aid"), offered(2, "Mineral resources")]
    assert same_numbers(two) == []
    [found] = same_numbers([*two, offered(3, "Military aid"), offered(4, "Mineral resources")])
    assert found.suggested
    assert len(same_numbers([*two, dollars(5, 500e9, "aid")])) == 1


def test_of_copies_the_first_is_shown() -> None:
    copies = [
        dollars(n, 500e9, "Military aid", passage_id=None, story=1, day=f"2025-02-0{n}")
        for n in (2, 1, 3)
    ]
    [found] = same_numbers([*copies, dollars(9, 500e9, "Mineral resources")])
    aid = next(one for one in found.meanings if one.label == "Military aid")
    assert [one.article_id for one in aid.figures] == [1]
