"""Canonical text, offsets and re-anchoring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import AnchorState, Span
from workbench.errors import SpanError
from workbench.text import CONTEXT, Anchor, Utf16Map, anchor, canonical, reanchor, trim

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("original", "stored"),
    [
        ("\ufeffBOM", "BOM"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("nul \x00, lone \ud800", "nul \ufffd, lone \ufffd"),
        ("none \ufdd0 \U0001ffff", "none \ufffd \ufffd"),
        ("e\u0301 stays, so does \u00a0", "e\u0301 stays, so does \u00a0"),
    ],
)
def test_canonical_text_replaces_what_libraries_would_alter(original: str, stored: str) -> None:
    assert canonical(original) == stored


@given(ANY_TEXT)
def test_canonical_text_is_stable_and_can_be_stored(original: str) -> None:
    stored = canonical(original)
    assert canonical(stored) == stored
    assert stored.encode().decode() == stored
    assert len(stored) <= len(original)


@given(ANY_TEXT.map(canonical))
def test_utf16_offsets_agree_with_the_encoding(text: str) -> None:
    units = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert units.to_units(point) == unit
        assert units.to_points(unit) == point


def test_an_offset_inside_a_surrogate_pair_counts_as_the_one_before() -> None:
    assert Utf16Map("a🚜b").to_points(2) == 1


def test_an_anchor_keeps_the_words_and_their_surroundings() -> None:
    text = "x" * 100 + "over 70%" + "y" * 100
    assert anchor(text, Span(100, 108)) == Anchor("over 70%", "x" * CONTEXT, "y" * CONTEXT)


@pytest.mark.parametrize("span", [Span(-1, 2), Span(3, 3), Span(4, 2), Span(0, 6)])
def test_offsets_outside_the_text_are_refused(span: Span) -> None:
    with pytest.raises(SpanError, match="do not lie in the text"):
        anchor("12345", span)


def test_trim_leaves_white_space_at_the_ends_out() -> None:
    assert trim("a  b\n c ", Span(1, 8)) == Span(3, 7)
    assert trim("a   b", Span(1, 4)) == Span(1, 4)


BEFORE = "In March the ministry said that over 70% of the deposits lie in the east of the country."


def test_words_that_moved_with_their_surroundings_are_found_again() -> None:
    span = Span(BEFORE.index("over"), BEFORE.index("over") + 8)
    changed = "A new first paragraph.\n" + BEFORE
    found, state = reanchor(changed, anchor(BEFORE, span), span.start)
    assert state is AnchorState.ANCHORED
    assert changed[found.start : found.end] == "over 70%"


def test_the_same_words_elsewhere_are_only_proposed() -> None:
    span = Span(BEFORE.index("over"), BEFORE.index("over") + 8)
    changed = "Nothing alike, yet here too it says over 70% but of something else altogether."
    found, state = reanchor(changed, anchor(BEFORE, span), span.start)
    assert state is AnchorState.REVIEW
    assert changed[found.start : found.end] == "over 70%"


def test_a_changed_number_makes_an_orphan() -> None:
    span = Span(BEFORE.index("over"), BEFORE.index("over") + 8)
    _, state = reanchor(BEFORE.replace("70", "80"), anchor(BEFORE, span), span.start)
    assert state is AnchorState.ORPHAN


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    text = "Costs rose by about 5 % in May. Wages rose by about 5 % in June."
    second = text.rindex("about")
    words = anchor(text, Span(second, second + 9))
    changed = "A first word. " + text
    found, state = reanchor(changed, words, 10)
    assert state is AnchorState.ANCHORED
    assert found.start == changed.rindex("about")


@given(st.text(min_size=1, max_size=200).map(canonical), st.data())
def test_an_unchanged_text_keeps_every_passage_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert reanchor(text, anchor(text, Span(start, end)), start) == (
        Span(start, end),
        AnchorState.ANCHORED,
    )
