"""A text as the reader's widget is given it, with the way back to the text's own offsets.

Two things differ. Lines of millions of characters are broken, because Qt lays out a line as
a whole. And characters that Qt would act upon or draw as boxes stand there as a space or as
U+FFFD, one for one. The text itself is never read back from Qt.
"""

import bisect
import re
import unicodedata
from itertools import count

from workbench.domain import Span
from workbench.text import Utf16Map

LONGEST_LINE = 10_000
"""Code points in a displayed line; one without a space takes some 20 ms to lay out."""

_SEEK_SPACE = 200
_JOINERS = "\u200d\ufe0e\ufe0f"
# Form feeds and other controls are blank in print; U+FFFC would make Qt look for an object.
_SHOWN_AS = str.maketrans(
    {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
    | {0xFFFC: "\ufffd"}
)


class DisplayText:
    """What Qt shows of a text, and offsets between the two.

    A `point` is a code point offset in the text, a `unit` a UTF-16 offset in `shown`.
    """

    def __init__(self, text: str, longest_line: int = LONGEST_LINE) -> None:
        self.text = text
        self._breaks = _breaks(text, longest_line)
        # The n-th break stands n places further right than where it was put in.
        self._broken = [place + n for n, place in zip(count(), self._breaks, strict=False)]
        self.shown = _broken(text, self._breaks).translate(_SHOWN_AS)
        self._units = Utf16Map(self.shown)

    def unit(self, point: int) -> int:
        """Where the character at `point` is shown."""
        return self._units.to_units(point + bisect.bisect_right(self._breaks, point))

    def units(self, span: Span) -> tuple[int, int]:
        """First and last + 1 unit that show `span`."""
        end = span.end + bisect.bisect_left(self._breaks, span.end)
        return self.unit(span.start), max(self.unit(span.start), self._units.to_units(end))

    def point(self, unit: int) -> int:
        """The text's offset that is shown at `unit`."""
        shown = self._units.to_points(unit)
        return min(shown - bisect.bisect_left(self._broken, shown), len(self.text))

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text shown between two units."""
        return Span(self.point(start), self.point(end))


def _breaks(text: str, longest: int) -> list[int]:
    places = []
    # Anchored, so that a line is looked at from its start alone and not from each character.
    for line in re.finditer(f"(?m)^[^\n]{{{longest + 1},}}", text):
        start = line.start()
        while line.end() - start > longest:
            start = _cut(text, start, start + longest)
            places.append(start)
    return places


def _cut(text: str, start: int, limit: int) -> int:
    """Behind the last space before `limit`, or where at least no character is torn apart."""
    space = text.rfind(" ", max(start, limit - _SEEK_SPACE), limit)
    if space >= 0:
        return space + 1
    for place in range(limit, max(start, limit - _SEEK_SPACE), -1):
        if not unicodedata.combining(text[place]) and text[place] not in _JOINERS:
            return place
    return limit


def _broken(text: str, breaks: list[int]) -> str:
    if not breaks:
        return text
    starts = [0, *breaks]
    return "\n".join(text[a:b] for a, b in zip(starts, [*breaks, len(text)], strict=True))
