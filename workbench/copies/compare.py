"""How much of each of two texts stands in the other, and whether that makes them one story."""

from dataclasses import dataclass

import numpy as np

from workbench.copies.shingles import WIDTH, shingles, word_places
from workbench.domain import Span

SHARED = 0.5
"""Share of the shorter text that stands in the longer one, from which it is its copy."""

SHARED_OF_LONGER = 0.3
"""Share of the longer text that it must make up: else it is only quoted there."""

SHORT = 40
"""Shingles below which a text is short: outlets' standing phrases could make up half of it."""

SHARED_SHORT = 0.8
"""Share that short texts must have in common, both ways."""

_LOOSE = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts have in common: the share, from 0 to 1, of the first text's runs of
    words that stand in the second, and of the second's that stand in the first."""

    of_first: float
    of_second: float
    shortest: int
    """Runs of words of the shorter text."""

    @property
    def is_copy(self) -> bool:
        """Whether one of the texts is a copy of the other, cut or edited perhaps."""
        low, high = sorted((self.of_first, self.of_second))
        if self.shortest < SHORT:
            return low >= SHARED_SHORT
        return high >= SHARED and low >= SHARED_OF_LONGER


def likeness(first: str, second: str) -> Likeness:
    """Compare two texts by their runs of words."""
    a, b = np.unique(shingles(first)), np.unique(shingles(second))
    if not len(a) or not len(b):
        return Likeness(0.0, 0.0, 0)
    common = len(np.intersect1d(a, b, assume_unique=True))
    return Likeness(common / len(a), common / len(b), min(len(a), len(b)))


def common_spans(text: str, other: str) -> list[Span]:
    """The stretches of `text` whose runs of words stand in `other` too, in code points."""
    places = word_places(text)
    hashes = shingles(text)
    if len(hashes) == 0 or len(places) < WIDTH:
        return []
    in_other = np.isin(hashes, shingles(other))
    covered = np.zeros(len(places), bool)
    for offset in range(WIDTH):
        covered[offset : offset + len(in_other)] |= in_other
    spans: list[Span] = []
    last = -_LOOSE
    for number in np.flatnonzero(covered).tolist():
        start, end = places[number]
        if number - last < _LOOSE:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
        last = number
    return spans


def own_spans(text: str, other: str) -> list[Span]:
    """The stretches of `text` that do not stand in `other`: the rest beside `common_spans`."""
    own: list[Span] = []
    start = 0
    for common in [*common_spans(text, other), Span(len(text), len(text))]:
        between = text[start : common.start]
        first = start + len(between) - len(between.lstrip())
        # A full stop or a quotation mark by itself is no difference to look at.
        if any(character.isalnum() for character in between):
            own.append(Span(first, start + len(between.rstrip())))
        start = common.end
    return own
