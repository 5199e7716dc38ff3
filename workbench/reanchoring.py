"""Where a passage stands in a text that has changed: silently only where there is no doubt.

The candidates are scored as Hypothesis scores them (words, what stands before and behind,
position), but with limits that it does not have: words that are not exactly there, or stand
in other surroundings, are only ever proposed to the analyst, and what fits badly is left
alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from workbench.domain import AnchorState, Kind, Span
from workbench.text import CONTEXT, Anchor, anchor

CERTAIN = 0.8
"""From this similarity of the surroundings on, exact words are re-anchored without asking."""

PROPOSED = 0.6
"""From this score on, a place is proposed."""

MOST_ERRORS = 0.2
"""Share of the words' characters that may differ in a place that is proposed."""

SHORTEST_CHANGED = 12
"""Code points of words that may differ at all: in shorter ones another word is soon as near."""

MOST_COMPARED = 200
"""Occurrences whose context is compared: bounds the time for a single letter in a long text."""

_AMBIGUOUS = 0.05
_WORDS, _BEFORE, _BEHIND, _POSITION = 50, 20, 20, 2
_EDGE = re.compile(r"\b")
_NUMBER = re.compile(r"\d+")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands or may stand: `score` runs from 0 to 1, an orphan has no span."""

    state: AnchorState
    span: Span | None
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    words: float
    surroundings: float
    score: float


def reanchor(text: str, old: Anchor, position: int, kind: Kind) -> Placement:
    """Where the passage `old`, which stood at `position`, stands in the changed `text`.

    `ANCHORED` only where the exact words stand in surroundings of similarity `CERTAIN` or
    more and no second place fits as well; `REVIEW` with a proposal from the score `PROPOSED`
    on; else `ORPHAN`. Changed words are proposed with at most `MOST_ERRORS`, and of a figure
    only with the same digits.
    """
    whole = old.prefix + old.exact + old.suffix
    if len(whole) >= CONTEXT and (same := _nearest(text, whole, position - len(old.prefix), 2)):
        start = same[0] + len(old.prefix)
        unmoved = start == position
        state = AnchorState.ANCHORED if len(same) == 1 or unmoved else AnchorState.REVIEW
        return Placement(state, Span(start, start + len(old.exact)), 1.0)
    candidates = sorted(
        (_candidate(text, old, position, span) for span in _places(text, old, position, kind)),
        key=lambda candidate: candidate.score,
        reverse=True,
    )
    if not candidates or candidates[0].score < PROPOSED:
        return Placement(AnchorState.ORPHAN, None, candidates[0].score if candidates else 0.0)
    best = candidates[0]
    certain = best.words == 1.0 and best.surroundings >= CERTAIN
    unmoved = best.span.start == position and best.surroundings == 1.0
    rivals = [one for one in candidates[1:] if best.surroundings - one.surroundings < _AMBIGUOUS]
    silent = certain and (unmoved or not rivals)
    state = AnchorState.ANCHORED if silent else AnchorState.REVIEW
    return Placement(state, best.span, best.score)


def _places(text: str, old: Anchor, position: int, kind: Kind) -> Iterator[Span]:
    """Where the words stand, or else where they stand with few changes."""
    exact = _nearest(text, old.exact, position, MOST_COMPARED)
    for start in exact:
        yield Span(start, start + len(old.exact))
    if exact or len(old.exact) < SHORTEST_CHANGED:
        return
    span = _similar(text, old.exact)
    if span is None:
        return
    changed = text[span.start : span.end]
    if kind is Kind.FIGURE and _NUMBER.findall(changed) != _NUMBER.findall(old.exact):
        return
    if Levenshtein.normalized_similarity(old.exact, changed) >= 1 - MOST_ERRORS:
        yield span


def _similar(text: str, words: str) -> Span | None:
    """The stretch of `text` most like `words`, from word to word."""
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=100 * (1 - 2 * MOST_ERRORS))
    if found is None:
        return None
    starts = _edges_around(text, found.dest_start) | {found.dest_start}
    ends = _edges_around(text, found.dest_end) | {found.dest_end}
    spans = [Span(start, end) for start in starts for end in ends if start < end]
    return min(spans, key=lambda span: Levenshtein.distance(words, text[span.start : span.end]))


def _edges_around(text: str, place: int) -> set[int]:
    first = max(0, place - _REACH)
    return {first + edge.start() for edge in _EDGE.finditer(text[first : place + _REACH])}


def _candidate(text: str, old: Anchor, position: int, span: Span) -> _Candidate:
    here = anchor(text, span)
    words = Levenshtein.normalized_similarity(old.exact, here.exact)
    before, behind = _similarity(here.prefix, old.prefix), _similarity(here.suffix, old.suffix)
    near = 1 - abs(span.start - position) / max(len(text), position, 1)
    score = (_WORDS * words + _BEFORE * before + _BEHIND * behind + _POSITION * near) / (
        _WORDS + _BEFORE + _BEHIND + _POSITION
    )
    return _Candidate(span, words, (before + behind) / 2, score)


def _nearest(text: str, words: str, position: int, most: int) -> list[int]:
    """Where `words` occur in `text`, the places nearest to `position` first."""
    places: list[int] = []
    start = text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return sorted(places, key=lambda place: abs(place - position))[:most]


def _similarity(a: str, b: str) -> float:
    return fuzz.ratio(a, b) / 100
