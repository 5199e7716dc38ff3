"""The pieces of a text that show best why an article answers a query."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from workbench.domain import Snippet, Span
from workbench.index.marks import Mark, Marker, merged

WIDTH = 200
"""Code points that a snippet is made to have, more or less a word."""

MOST = 3
SCANNED = (16_000, 200_000)
"""Code points of a long text that are looked at first, and then, if they do not have all that
the query asks for; the rest only if those hold nothing."""

_MARGIN = 24


class _Group(NamedTuple):
    """Marks that fit into one snippet, `first` to before `end`; the better sorts first."""

    parts: int
    """How many parts of the query are among them, as a negative number."""
    marks: int
    """How many marks there are, as a negative number."""
    first: int
    end: int


def snippets(text: str, marker: Marker) -> tuple[Snippet, ...]:
    """Up to `MOST` snippets, the best first; the text's beginning when nothing is marked.

    The better one shows more parts of the query, then more matches.
    """
    marks = _marks(text, marker)
    if not marks:
        lead = _window(text, Span(0, 0))
        return (_snippet(text, lead, ()),) if lead.start < lead.end else ()
    chosen: list[Span] = []
    for group in sorted(_groups(marks)):
        inside = marks[group.first : group.end]
        window = _window(text, Span(inside[0].start, max(mark.end for mark in inside)))
        if all(window.end <= other.start or other.end <= window.start for other in chosen):
            chosen.append(window)
            if len(chosen) == MOST:
                break
    matches = merged(marks)
    return tuple(_snippet(text, window, matches) for window in chosen)


def _marks(text: str, marker: Marker) -> list[Mark]:
    """The marks of as much of a text as it takes."""
    for number, length in enumerate(SCANNED):
        if len(text) <= length:
            break
        marks = marker.marks(text[: _border_before(text, length)])
        enough = marker.parts if number == 0 else 1
        if len({mark.part for mark in marks}) >= enough:
            return marks
    return marker.marks(text)


def _groups(marks: Sequence[Mark]) -> list[_Group]:
    """For each mark the group that begins with it."""
    groups: list[_Group] = []
    parts: Counter[int] = Counter()
    longest = WIDTH - 2 * _MARGIN
    end = 0
    for first, mark in enumerate(marks):
        while end < len(marks) and (end == first or marks[end].end - mark.start <= longest):
            parts[marks[end].part] += 1
            end += 1
        groups.append(_Group(-len(parts), first - end, first, end))
        parts[mark.part] -= 1
        if not parts[mark.part]:
            del parts[mark.part]
    return groups


def _window(text: str, wanted: Span) -> Span:
    """About `WIDTH` code points around `wanted`, from a word's beginning to a word's end.

    It begins where a sentence or paragraph does, when one does shortly before `wanted`.
    """
    room = max(0, WIDTH - (wanted.end - wanted.start))
    start = max(0, wanted.start - room // 2)
    if start:
        opening = max(text.rfind(mark, start, wanted.start) for mark in ("\n", ". ", "? ", "! "))
        start = opening + 1 if opening >= 0 else _border_after(text, start, wanted.start)
    end = min(len(text), max(start + WIDTH, wanted.end))
    if end < len(text):
        end = max(_border_before(text, end), wanted.end)
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Span(start, max(start, end - (len(inside) - len(inside.rstrip()))))


def _border_after(text: str, start: int, limit: int) -> int:
    """The first beginning of a word at or after `start`; `start` when there is none."""
    if text[start - 1].isspace():
        return start
    for place in range(start, limit):
        if text[place].isspace():
            return place + 1
    return start


def _border_before(text: str, end: int) -> int:
    """The last end of a word at or before `end`; `end` when there is none near."""
    if text[end].isspace():
        return end
    for place in range(end - 1, max(0, end - WIDTH // 2), -1):
        if text[place].isspace():
            return place
    return end


def _snippet(text: str, window: Span, matches: Sequence[Span]) -> Snippet:
    inside = tuple(
        match for match in matches if window.start <= match.start and match.end <= window.end
    )
    return Snippet(window, text[window.start : window.end], inside)
