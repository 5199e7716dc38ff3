"""Where the ends of a stretch of text go when they are moved by a word or by a character."""

import re
import unicodedata
from enum import StrEnum

from workbench.domain import Span

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")
_REACH = 2_000
"""Code points looked at for the next word; no word is longer."""

_JOINER = "\u200d"
_VARIANTS = range(0xFE00, 0xFE10)
_SKINS = range(0x1F3FB, 0x1F400)


class End(StrEnum):
    """One of the two ends of a stretch."""

    FIRST = "beginning"
    LAST = "end"


def moved_end(text: str, span: Span, end: End, *, by: int, words: bool) -> Span:
    """`span` with one end moved on (`by` 1) or back (-1), by a word or by a character.

    It never becomes empty and never leaves the text; where it cannot go it stays. A character
    is what a reader sees as one: an accent or the parts of an emoji are not torn off.
    """
    point = span.start if end is End.FIRST else span.end
    if words:
        place = _word_on(text, point, end) if by > 0 else _word_back(text, point, end)
    else:
        place = _character_on(text, point) if by > 0 else _character_back(text, point)
    moved = Span(place, span.end) if end is End.FIRST else Span(span.start, place)
    return moved if moved.start < moved.end else span


def _word_on(text: str, point: int, end: End) -> int:
    """Where the next word begins, for a beginning, or ends, for an end."""
    for match in _WORD.finditer(text, point, min(len(text), point + _REACH)):
        place = match.start() if end is End.FIRST else match.end()
        if place > point:
            return place
    return point


def _word_back(text: str, point: int, end: End) -> int:
    found = point
    for match in _WORD.finditer(text, max(0, point - _REACH), point):
        place = match.start() if end is End.FIRST else match.end()
        if place < point:
            found = place
    return found


def _character_on(text: str, point: int) -> int:
    place = min(len(text), point + 1)
    while place < len(text) and not _is_border(text, place):
        place += 1
    return place


def _character_back(text: str, point: int) -> int:
    place = max(0, point - 1)
    while place > 0 and not _is_border(text, place):
        place -= 1
    return place


def _is_border(text: str, place: int) -> bool:
    """Whether a character that a reader sees begins at `place`."""
    code = ord(text[place])
    goes_on = (
        unicodedata.combining(text[place]) != 0
        or unicodedata.category(text[place]) in ("Me", "Mn", "Mc")
        or text[place] == _JOINER
        or code in _VARIANTS
        or code in _SKINS
    )
    return not goes_on and text[place - 1] != _JOINER
