"""Canonical text, offsets and re-anchoring."""

import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Span
from workbench.errors import SpanError
from workbench.text import CONTEXT, Anchor, Utf16Map, anchor, canonical, trim

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


# Characters at the edges of what is replaced, so that a quick test for them cannot miss one.
EDGES = (
    "\ufeff\r\n\u2028\u2029\x00\ud7ff\ud800\udfff\ue000\ufdcf\ufdd0\ufdef\ufdf0\ufffd\ufffe\uffff"
)


@given(
    st.text(alphabet=EDGES + "".join(map(chr, range(0x1FFFD, 0x110000, 0x10000))) + "a\xbf")
    | st.text(
        alphabet=[chr(c) for p in range(0, 0x110000, 0x10000) for c in (p + 0xFFFE, p + 0xFFFF)]
    )
    | ANY_TEXT
)
def test_canonical_text_is_what_its_definition_says(original: str) -> None:
    ends = re.sub("\r\n|[\r\u2028\u2029]", "\n", original.lstrip("\ufeff"))
    assert canonical(original) == "".join(
        "\ufffd" if c == "\x00" or category(c) == "Cs" or noncharacter(ord(c)) else c for c in ends
    )


def noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


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
