"""Passages of several parts: what is left out of one, and what is added to it.

A list of parts is in order, its parts are not empty, and between two of them stands something
else than white space. A passage keeps them as the stretch from the first to the last, and the
gaps between them, counted from its start: so it is anchored as one of a single part is.
"""

import itertools
from collections.abc import Iterable, Sequence

from workbench.domain import Span
from workbench.errors import SpanError
from workbench.text import trim


def tidy(text: str, parts: Iterable[Span]) -> list[Span]:
    """The same words as a list of parts: in order, united where they touch or only white space
    stands between them, without white space at their ends."""
    found: list[Span] = []
    for part in sorted(parts):
        if not text[part.start : part.end].strip():
            continue
        inner = trim(text, part)
        if found and not text[found[-1].end : inner.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, inner.end))
        else:
            found.append(inner)
    return found


def without(text: str, parts: Sequence[Span], span: Span) -> list[Span]:
    """The parts with `span` left out."""
    kept = []
    for part in parts:
        kept.append(Span(part.start, min(part.end, max(part.start, span.start))))
        kept.append(Span(max(part.start, min(part.end, span.end)), part.end))
    return tidy(text, (part for part in kept if part.start < part.end))


def within(text: str, parts: Sequence[Span], hull: Span) -> list[Span]:
    """The parts as they are when the ends of the whole move to those of `hull`."""
    # What lies beyond the old ends belongs to the part beside it.
    moved = [
        Span(
            hull.start if number == 0 else max(part.start, hull.start),
            hull.end if number == len(parts) - 1 else min(part.end, hull.end),
        )
        for number, part in enumerate(parts)
    ]
    return tidy(text, (part for part in moved if part.start < part.end)) or [hull]


def packed(parts: Sequence[Span]) -> tuple[Span, tuple[Span, ...]]:
    """The stretch that holds all parts, and its gaps, counted from its start.

    Raises `SpanError` when there are no parts.
    """
    if not parts:
        raise SpanError("Nothing would be left of the passage. Delete it instead.")
    hull = Span(parts[0].start, parts[-1].end)
    gaps = tuple(
        Span(before.end - hull.start, after.start - hull.start)
        for before, after in itertools.pairwise(parts)
    )
    return hull, gaps


def joined(text: str, span: Span, gaps: Sequence[Span]) -> str:
    """The words of a stretch of text without its gaps, which are counted from its start."""
    ends = [span.start + offset for gap in gaps for offset in (gap.start, gap.end)]
    bounds = [span.start, *ends, span.end]
    parts = [text[bounds[i] : bounds[i + 1]].strip() for i in range(0, len(bounds), 2)]
    return " […] ".join(parts) if gaps else text[span.start : span.end]
