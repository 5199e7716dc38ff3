"""Canonical text, offsets and anchors: the only place that counts characters.

Everywhere in Lode an offset is a Unicode code point in canonical text. Qt counts UTF-16 code
units; `Utf16Map` converts at that one edge.
"""

import bisect
import hashlib
import re
from dataclasses import dataclass

from workbench.domain import Span
from workbench.errors import SpanError

CANONICALISER = 1
"""Version of `canonical`, stored beside every text."""

CONTEXT = 32
"""Code points of context kept on both sides of a passage."""

_SEPARATORS = re.compile("[\u2028\u2029]")
_RARE = (b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")
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
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" not in text and (text.isascii() or not _is_rare(text)):
        return text
    return _UNSTORABLE.sub("\ufffd", _SEPARATORS.sub("\n", text))


def _is_rare(text: str) -> bool:
    """Whether the text may hold what is replaced: the expressions take 30 ns a character."""
    try:
        encoded = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    # Separators and noncharacters begin or end like this in UTF-8, and hardly anything else.
    return any(part in encoded for part in _RARE)


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
