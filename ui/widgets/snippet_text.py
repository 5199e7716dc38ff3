"""A snippet made ready to paint: on one line, its first match in view, spans kept right."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from workbench.domain import Snippet, Span

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_OBJECT = "\ufffc"
_LEAD = 0.3
"""The share of the room that the words before the first match may take."""


@dataclass(frozen=True, slots=True)
class ShownSnippet:
    """What is painted; `matches` are code points in `text`."""

    text: str
    matches: tuple[Span, ...]


def shown(snippet: Snippet, room: int, *, goes_on: bool = True) -> ShownSnippet:
    """`snippet` on one line, cut at its start when its first match lay beyond `room` characters.

    An ellipsis stands where the article goes on before it; of a passage (not `goes_on`) only
    where something was cut.
    """
    matches = [
        Span(m.start - snippet.span.start, m.end - snippet.span.start) for m in snippet.matches
    ]
    text, matches = on_one_line(snippet.text, matches)
    start = 0
    if matches and matches[0].end > room:
        start = _word_start(text, matches[0].start, int(room * _LEAD))
    lead = "… " if start or (goes_on and snippet.span.start) else ""
    moved = len(lead) - start
    return ShownSnippet(
        lead + text[start:],
        tuple(Span(m.start + moved, m.end + moved) for m in matches),
    )


def on_one_line(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """`text` with each run of white space and controls as one space, and `spans` moved along."""
    runs = list(_BLANK.finditer(text))
    starts, ends = [run.start() for run in runs], [run.end() for run in runs]
    lost = list(accumulate((run.end() - run.start() - 1 for run in runs), initial=0))

    def moved(point: int) -> int:
        n = bisect_right(ends, point)
        inside = n < len(runs) and starts[n] < point
        # Of a run there is only its one space left, and what lay inside lies behind it.
        return (starts[n] + 1 if inside else point) - lost[n]

    line = _BLANK.sub(" ", text).replace(_OBJECT, "\ufffd")
    return line, [Span(moved(s.start), moved(s.end)) for s in spans]


def cut(matches: Sequence[Span], length: int) -> list[Span]:
    """The parts of `matches` within the first `length` characters."""
    return [Span(m.start, min(m.end, length)) for m in matches if m.start < min(m.end, length)]


def _word_start(text: str, match: int, before: int) -> int:
    """The start of a word at most `before` characters before `match`."""
    start = max(0, match - before)
    if start == 0:
        return 0
    space = text.find(" ", start, match)
    return match if space < 0 else space + 1
