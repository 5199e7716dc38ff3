"""Where the words of a query stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.languages import stem
from workbench.index.marks import Marker, merged
from workbench.index.parser import parse
from workbench.index.words import folded

TEXT = (
    "Ukraine’s minerals: China supplies over 70% of rare earths, 70 percent of the earth’s rare "
    "earths and 14.8 trillion. Нефть и кафе́; CAFÉ. The U.S. said so. Miners say no deal."
)


def matches(query: str, text: str = TEXT) -> list[str]:
    return [text[span.start : span.end] for span in merged(Marker(parse(query)).marks(text))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mineral", ["minerals"]),
        ("=mineral", []),
        ("=MINERALS", ["minerals"]),
        ("ukraine", ["Ukraine’s"]),
        ("cafe", ["CAFÉ"]),
        ("нефть", ["Нефть"]),
        ("14.8", ["14.8"]),
        ("70%", ["70%", "70 percent"]),
        ("u.s.", ["U.S"]),
        ('"rare earth"', ["rare earths", "rare earths"]),
        ('"earth rare"', ["earth’s rare"]),
        ('"china 70"~2', ["China", "70"]),
        ('"china 70"~1', []),
        ("mine*", ["minerals", "Miners"]),
        ("m?ners", ["Miners"]),
        ("tril*on", ["trillion"]),
        ("trilion~1", ["trillion"]),
        ("china OR deal", ["China", "deal"]),
        ("china -deal", ["China"]),
        ("-(china -deal)", []),
        ("title:china tag:deal", []),
        ("*", []),
        ("date:2025 deal", ["deal"]),
        ('rare "rare earths"', ["rare earths", "rare earths"]),
    ],
)
def test_matches(query: str, expected: list[str]) -> None:
    assert matches(query) == expected


def test_an_emoji_moves_nothing() -> None:
    text = "🚜 The deal 🚜🚜 deals"
    assert [(s.start, s.end) for s in merged(Marker(parse("deal")).marks(text))] == [
        (6, 10),
        (14, 19),
    ]


vocabulary = st.sampled_from(["deal", "Deals", "oil’s", "oil", "café", "🚜", "—", "70%", "и"])


@given(text=st.lists(vocabulary, max_size=30).map(" ".join), query=st.sampled_from(["deal", "oil"]))
def test_every_word_with_the_stem_is_marked_and_no_other(text: str, query: str) -> None:
    found = matches(query, text)
    assert [stem(folded(one)[0]) for one in found] == [
        stem(word) for word in folded(text) if stem(word) == query
    ]


@given(text=st.text(alphabet="ab ’.é", max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    end = 0
    for span in merged(Marker(parse('a OR "a b" OR "b a"~3 OR ab*')).marks(text)):
        assert end <= span.start < span.end <= len(text)
        end = span.end
