from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.models.facets import (
    FACETS,
    excluded,
    excluded_terms,
    has_term,
    shown_value,
    term,
    toggled,
    with_term,
    without_term,
)
from ui.models.query_hints import examples, wider
from workbench.domain import Article, DateBasis
from workbench.index.parser import parse
from workbench.index.words import folded

FACET = {facet.name: facet for facet in FACETS}
VALUES = st.text(min_size=1, max_size=30).filter(lambda v: bool(folded(v)))


def article(number: int, title: str, **fields: Any) -> Article:
    known: dict[str, Any] = {
        "uid": str(number), "author": None, "published": "2025-02-26",
        "date_basis": DateBasis.STATED, "source": "Harbour Ledger", "url": None, "language": "en",
        "path": f"/a/{number}.txt", "characters": 10, "story": number, "text_sha256": "",
        "imported": "", "import_id": 1,
    }  # fmt: skip
    return Article(id=number, title=title, **{**known, **fields})


def test_a_value_is_quoted_where_it_has_to_be() -> None:
    assert term(FACET["source"], "Meridian Wire") == 'outlet:"Meridian Wire"'
    assert term(FACET["kind"], "claim") == "kind:claim"
    assert term(FACET["tag"], 'so-called "allies"') == 'tag:"so-called allies"'


def test_a_click_narrows_and_the_same_click_takes_it_back() -> None:
    part = 'outlet:"Meridian Wire"'
    assert with_term("rare earth", part) == f"rare earth {part}"
    assert with_term("", part) == part
    assert with_term(f"rare {part}", part) == f"rare {part}"
    assert with_term("rare OR earth", part) == f"(rare OR earth) {part}"
    assert without_term(f"(rare OR earth) {part}", part) == "rare OR earth"
    assert without_term(f"rare {part} earth", part) == "rare earth"
    assert without_term(f"(a OR b) c {part} (d)", part) == "(a OR b) c (d)"
    assert has_term(f"rare {part}", part)
    assert not has_term("date:2025-021", "date:2025-02")


@given(st.sampled_from(["source", "tag", "speaker"]), VALUES)
def test_every_narrowed_query_can_be_read(name: str, value: str) -> None:
    parse(with_term("rare OR earth", term(FACET[name], value)))


def test_values_are_written_as_the_window_writes_them() -> None:
    assert shown_value(FACET["kind"], "claim") == "Claim"
    assert shown_value(FACET["kind"], "other") == "other"
    assert shown_value(FACET["tag"], "claim") == "claim"


def test_examples_come_from_the_articles_and_can_be_read() -> None:
    found = examples(
        [
            article(1, "Rare earth prices climb"),
            article(2, "Rare earth talks stall", published="2025-03-01"),
            article(3, "Forecast", source="Other", published=None),
        ]
    )
    queries = [query for query, _ in found]
    assert queries == ["earth*", '"rare earth"', 'outlet:"Harbour Ledger" date:2025']
    for query in queries:
        parse(query)


def test_examples_do_without_what_there_is_not() -> None:
    assert examples([]) == []
    assert examples([article(1, "", source=None)]) == []


@pytest.mark.parametrize(
    ("query", "wide"),
    [
        ("rare earth", "rare OR earth"),
        ('"rare earth" oxide', "rare earth oxide"),
        ('minerals outlet:"Other Paper" date:2025', "minerals"),
        ("minerals", "minera*"),
    ],
)
def test_a_query_without_hits_is_made_wider(query: str, wide: str) -> None:
    assert [each for each, _ in wider(query)] == [wide]
    parse(wide)


@pytest.mark.parametrize("query", ["", "a", "rare AND earth", "outlet:Other", "kind:claim"])
def test_where_nothing_can_be_dropped_nothing_is_suggested(query: str) -> None:
    assert wider(query) == []


def test_a_value_can_be_left_out_and_let_in_again() -> None:
    part = term(FACET["source"], "Meridian Wire")
    without = toggled("oil", excluded(part))
    assert without == 'oil -outlet:"Meridian Wire"'
    assert excluded_terms(FACET["source"], without) == [("Meridian Wire", excluded(part))]
    assert excluded_terms(FACET["author"], without) == []
    assert toggled(without, excluded(part)) == "oil"
    # Asking for what was left out takes the place of leaving it out.
    assert toggled(without, part) == 'oil outlet:"Meridian Wire"'
    assert toggled(toggled(without, part), excluded(part)) == without
    parse(without)
