"""Passages in changed texts: silent only without doubt, proposed with some, else left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import AnchorState, Kind, Span
from workbench.reanchoring import Placement, reanchor
from workbench.text import anchor, canonical

BEFORE = (
    "In March the ministry said that over 70% of the deposits lie in the east of the country. "
    "“We have seen no survey that would bear this out,” the geologist answered on Friday."
)


def placed(words: str, after: str, kind: Kind = Kind.CLAIM, before: str = BEFORE) -> Placement:
    """Where the passage on `words` of `before` comes to stand in `after`."""
    start = before.index(words)
    return reanchor(after, anchor(before, Span(start, start + len(words))), start, kind)


def test_words_that_moved_with_their_surroundings_are_found_again() -> None:
    changed = "A new first paragraph.\n" + BEFORE
    found = placed("over 70%", changed)
    assert found.state is AnchorState.ANCHORED
    assert found.span is not None
    assert changed[found.span.start : found.span.end] == "over 70%"


def test_the_same_words_elsewhere_are_only_proposed() -> None:
    changed = "Nothing alike, yet here too it says over 70% but of something else altogether."
    found = placed("over 70%", changed)
    assert found.state is AnchorState.REVIEW
    assert found.span is not None
    assert changed[found.span.start : found.span.end] == "over 70%"


def test_a_changed_number_makes_an_orphan() -> None:
    assert placed("over 70%", BEFORE.replace("70", "80")).state is AnchorState.ORPHAN


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.CLAIM, AnchorState.REVIEW), (Kind.FIGURE, AnchorState.ORPHAN)]
)
def test_a_figure_is_not_proposed_where_its_digits_differ(kind: Kind, state: AnchorState) -> None:
    words = "over 70% of the deposits lie in the east"
    assert placed(words, BEFORE.replace("70", "80"), kind).state is state


def test_lightly_edited_words_are_proposed_from_word_to_word() -> None:
    changed = BEFORE.replace("have seen no survey", "have not seen a survey")
    found = placed("We have seen no survey that would bear this out", changed, Kind.QUOTE)
    assert found.state is AnchorState.REVIEW
    assert found.span is not None
    proposed = changed[found.span.start : found.span.end]
    assert proposed == "We have not seen a survey that would bear this out"
    assert 0.6 <= found.score < 1


def test_words_with_more_than_a_fifth_changed_are_left_alone() -> None:
    changed = BEFORE.replace("have seen no survey that would bear", "were shown maps but none bore")
    found = placed("We have seen no survey that would bear this out", changed, Kind.QUOTE)
    assert (found.state, found.span) == (AnchorState.ORPHAN, None)


def test_short_words_are_never_proposed_where_they_differ() -> None:
    assert placed("ministry", BEFORE.replace("ministry", "minister")).state is AnchorState.ORPHAN


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    text = "Costs rose by about 5 % in May. Wages rose by about 5 % in June."
    second = text.rindex("about")
    words = anchor(text, Span(second, second + 9))
    changed = "A first word. " + text
    found = reanchor(changed, words, 10, Kind.FIGURE)
    assert found.state is AnchorState.ANCHORED
    assert found.span == Span(changed.rindex("about"), changed.rindex("about") + 9)


def test_of_two_places_that_fit_alike_none_is_taken_silently() -> None:
    sentence = "It repeats itself, as this report does: the share is about 5 % of the whole. "
    text = sentence * 3
    words = anchor(text, Span(text.index("about"), text.index("about") + 9))
    found = reanchor("A first word. " + text, words, text.index("about"), Kind.FIGURE)
    assert found.state is AnchorState.REVIEW
    assert reanchor(text, words, text.index("about"), Kind.FIGURE).state is AnchorState.ANCHORED


@given(st.text(min_size=1, max_size=200).map(canonical), st.data())
def test_an_unchanged_text_keeps_every_passage_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = reanchor(text, anchor(text, Span(start, end)), start, Kind.CLAIM)
    assert (found.state, found.span) == (AnchorState.ANCHORED, Span(start, end))


@given(
    st.text("ab1 .", min_size=1, max_size=60),
    st.text("ab1 .", min_size=1, max_size=60),
    st.data(),
    st.sampled_from(list(Kind)),
)
def test_nothing_is_moved_silently_to_other_words(
    before: str, after: str, data: st.DataObject, kind: Kind
) -> None:
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    found = reanchor(after, anchor(before, Span(start, end)), start, kind)
    if found.state is AnchorState.ANCHORED:
        assert found.span is not None
        assert after[found.span.start : found.span.end] == before[start:end]
    if found.state is AnchorState.REVIEW:
        assert found.span is not None
        assert 0 <= found.span.start < found.span.end <= len(after)
