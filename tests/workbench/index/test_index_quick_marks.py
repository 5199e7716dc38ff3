"""Marks that are found by looking only at likely words are those of reading every word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.languages import stem
from workbench.index.marks import Marker
from workbench.index.parser import parse
from workbench.index.query import Words
from workbench.index.quick_marks import candidates, sought_heads
from workbench.index.words import folded

PIECES = [
    "happy", "happier", "Happily", "dying", "die", "using", "use", "prices", "price,", "pricing",
    "café", "CAFÉ", "cafe\u0301", "na\xadtion", "nation", "Straße", "strasse", "1,000", "1000",
    "14.8", "4.8", "70%", "170", "70th", "G70", "U.S.", "minister's", "minister’s", "O’Brien",
    "brien", "нефть", "ﬁne", "fine", "ª", "x²", "İstanbul", "istanbul", "oil-price", "oil_price",
    "oil", "price", ".", "..7a.7a", "7", "a7", "'s", "“oil", "ł", "l", "Ωmega", "the", "of",
]  # fmt: skip
QUERIES = [
    "happy", "dying", "using", "price", "cafe", "nation", "strasse", "1000", "14.8", "7", "70%",
    "minister", "brien", "нефть", "fine", "istanbul", "oil", "pri*", "=prices", "us", "omega",
    '"oil price"', '"of the"', '"the price of"', '="oil price"', "l", "a", "die price", "a7",
    '"o brien" OR 70', "straße OR use", "pri* 1000", '"u s"', "s",
]  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), min_size=1, max_size=12
).flatmap(
    lambda pieces: st.sampled_from(["", " ", " ", "\n", "-", "_", "."]).map(
        lambda between: between.join(pieces)
    )
)


@given(query=st.sampled_from(QUERIES), text=texts)
def test_both_ways_find_the_same(query: str, text: str) -> None:
    marker = Marker(parse(query))
    assert marker.marks(text) == sorted(set(marker._among_all(text)))


@given(word=st.one_of(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.sampled_from(PIECES)))
def test_a_word_begins_like_its_stem(word: str) -> None:
    for one in folded(word):
        heads = sought_heads([Words((one,))])
        if heads is not None:
            assert heads.match(one), stem(one)


@pytest.mark.parametrize("text", ["7" * 200_000, ".7a" * 70_000, "7," * 100_000, "a7" * 100_000])
def test_it_takes_linear_time(text: str) -> None:
    heads = sought_heads([Words(("7",))])
    assert heads is not None
    started = time.perf_counter()
    found = candidates(text, heads)
    assert found is not None
    count = sum(1 for _ in found)
    assert count in (0, 1, 70_000, 100_000)
    # A quadratic way takes minutes.
    assert time.perf_counter() - started < 10
