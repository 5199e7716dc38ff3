"""Canonical text, offsets and anchors: the only place that counts characters.

Everywhere in Lode an offset is a Unicode code point in canonical text. Qt counts UTF-16 code
units; `Utf16Map` converts at that one edge.
"""

import bisect
import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.domain import AnchorState, Span
from workbench.errors import SpanError

CANONICALISER = 1
"""Version of `canonical`, stored beside every text."""

CONTEXT = 32
"""Code points of context kept on both sides of a passage."""

CERTAIN = 0.8
"""From this context similarity on an exact quotation is re-anchored without asking."""

MOST_COMPARED = 200
"""Occurrences whose context is compared: bounds the time for a single letter in a long text."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
# NUL, lone surrogates and noncharacters: SQLite, Qt and JSON each treat some of them
# differently, so that one of them would move every offset behind it.
_UNSTORABLE = re.compile(
    "[\x00\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def canonical(text: str) -> str:
    """The text as Lode stores it: no BOM, LF line ends, nothing that a library would alter.

    Idempotent. Spaces, case and normalisation form are kept as they are.
    """
    return _UNSTORABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text.lstrip("\ufeff")))


def one_line(words: str | None) -> str | None:
    """Canonical words with single spaces between them; None when there are none."""
    return " ".join(canonical(words).split()) or None if words else None


def sha256(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a passage and what stands around them."""

    exact: str
    prefix: str
    suffix: str


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of `span` in `text`; raises `SpanError` when it lies outside or is empty."""
    if not 0 <= span.start < span.end <= len(text):
        raise SpanError(
            f"Offsets {span.start}–{span.end} do not lie in the text, "
            f"which has {len(text):,} characters."
        )
    return Anchor(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def trim(text: str, span: Span) -> Span:
    """`span` without the white space at its ends (unchanged when it is all white space)."""
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip())
    if left == len(words):
        return span
    return Span(span.start + left, span.start + len(words.rstrip()))


def reanchor(text: str, old: Anchor, position: int) -> tuple[Span, AnchorState]:
    """Where a passage stands in a changed text.

    Only an exact occurrence of the words is ever proposed: with a context similarity of
    `CERTAIN` or more it is `ANCHORED`, with less it is put up for `REVIEW`, and without any
    occurrence the passage is an `ORPHAN` (its span is then the old one). Of several occurrences
    the one with the most similar context wins, then the nearest to `position`; of very many,
    the `MOST_COMPARED` nearest are compared, unless one has the very same context.
    """
    whole = old.prefix + old.exact + old.suffix
    if (same := _nearest(text, whole, position - len(old.prefix), 1)) and len(whole) >= CONTEXT:
        start = same[0] + len(old.prefix)
        return Span(start, start + len(old.exact)), AnchorState.ANCHORED
    best: tuple[float, int] | None = None
    for start in _nearest(text, old.exact, position, MOST_COMPARED):
        here = anchor(text, Span(start, start + len(old.exact)))
        score = (_similarity(here.prefix, old.prefix) + _similarity(here.suffix, old.suffix)) / 2
        if best is None or score > best[0]:
            best = (score, start)
    if best is None:
        return Span(position, position + len(old.exact)), AnchorState.ORPHAN
    score, start = best
    state = AnchorState.ANCHORED if score >= CERTAIN else AnchorState.REVIEW
    return Span(start, start + len(old.exact)), state


def _nearest(text: str, words: str, position: int, most: int) -> list[int]:
    """Where `words` occur in `text`, the places nearest to `position` first."""
    places: list[int] = []
    start = text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return sorted(places, key=lambda place: abs(place - position))[:most]


def _similarity(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


class Utf16Map:
    """Converts offsets of one text between code points and UTF-16 code units.

    Costs memory only for the characters outside the Basic Multilingual Plane.
    """

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_units = [place + n for n, place in enumerate(self._astral)]

    def to_units(self, point: int) -> int:
        """The UTF-16 offset of code point offset `point`."""
        return point + bisect.bisect_left(self._astral, point)

    def to_points(self, unit: int) -> int:
        """The code point offset of UTF-16 offset `unit`.

        An offset inside a surrogate pair counts as the one before the pair.
        """
        before = bisect.bisect_left(self._astral_units, unit)
        if before and self._astral_units[before - 1] == unit - 1:
            return unit - before
        return unit - before
