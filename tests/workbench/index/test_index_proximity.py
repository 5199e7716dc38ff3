"""Phrases and words near each other, against their definitions."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from workbench.index.proximity import near, phrase_starts

texts = st.lists(st.sampled_from("abc"), max_size=12)
phrases = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


def positions(text: list[str]) -> dict[str, list[int]]:
    return {word: [n for n, one in enumerate(text) if one == word] for word in "abc"}


@given(text=texts, phrase=phrases)
def test_a_phrase_begins_where_its_words_follow_each_other(
    text: list[str], phrase: list[str]
) -> None:
    expected = [n for n in range(len(text)) if text[n : n + len(phrase)] == phrase]
    assert phrase_starts(phrase, positions(text)) == expected


@given(text=texts, phrase=phrases, between=st.integers(0, 4))
def test_near_finds_a_stretch_whenever_there_is_one(
    text: list[str], phrase: list[str], between: int
) -> None:
    where = positions(text)
    fits = any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) < len(phrase) + between
        for chosen in product(*(where[word] for word in phrase))
    )
    found = near(phrase, where, between)
    assert bool(found) == fits
    for first, last in found:
        assert last - first < len(phrase) + between
        inside = text[first : last + 1]
        assert all(inside.count(word) >= phrase.count(word) for word in phrase)
