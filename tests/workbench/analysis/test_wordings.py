"""Words as they are compared, and how much wordings have in common."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.wordings import key, likeness, words


def test_marks_and_case_do_not_count() -> None:
    assert key("“We’re the WELL-known 1,000!”") == key("we're – the well known 1,000")


@given(st.text())
def test_the_words_as_shown_are_the_text(text: str) -> None:
    found = words(text)
    assert not found or "".join(word.shown for word in found) == text
    assert tuple(word.same_as for word in found) == key(text)


def test_a_part_is_like_the_whole_and_chance_is_not() -> None:
    whole = key("as I said we will not ever surrender to those who attack our country, God help us")
    assert likeness(key("not ever surrender to those who attack"), whole) == 1
    assert likeness(key("the price of those who do not work in the country"), whole) < 0.5


WORD = st.sampled_from(["we", "will", "not", "surrender", "to", "the", "people", "ever"])
WORDS = st.lists(WORD, max_size=12)


@given(WORDS, WORDS)
def test_likeness_is_the_same_in_either_order(first: list[str], second: list[str]) -> None:
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert not first or likeness(first, first) == 1
