"""How well documents answer: Whoosh's BM25F, from the same rounded lengths."""

from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np

from workbench.index.codec import ROUNDED
from workbench.index.questions import Term
from workbench.index.segment_search import SegmentSearch
from workbench.index.segments.files import Array

K1 = 1.2
B = 0.75

_DENSE = 3
"""One in so many documents: from there on all are looked at, which costs less a document."""


class Statistics:
    """What scores need to know of all segments together."""

    def __init__(self, segments: Sequence[SegmentSearch]) -> None:
        self._segments = segments
        self._documents = sum(one.segment.documents for one in segments)
        self.rarity = lru_cache(maxsize=1_024)(self._rarity)
        self.average_length = lru_cache(maxsize=64)(self._average_length)

    def _rarity(self, term: Term) -> float:
        having = sum(one.frequency(term) for one in self._segments)
        return log(self._documents / (having + 1)) + 1

    def _average_length(self, field: str) -> float:
        found = (one.segment.field(field) for one in self._segments)
        total = sum(one.total_length for one in found if one is not None)
        return total / max(1, self._documents) or 1.0


class Scorer:
    """The parts of BM25 that depend on all segments: for one state of the index."""

    def __init__(self, search: SegmentSearch, statistics: Statistics) -> None:
        self._search = search
        self._statistics = statistics
        self._norms: dict[str, Array] = {}

    def add(self, term: Term, weight: float, total: Array) -> None:
        """Add the scores of a word to those of all documents, float32[documents]."""
        frequency = self._search.frequency(term)
        if not frequency:
            return
        norms = self._norms_of(term.field)
        factor = self._factor(term, weight)
        if frequency * _DENSE > self._search.size:
            counts = self._search.counts(term)
            if counts is not None:
                total += _scored(counts, norms, factor)
            return
        found = self._search.postings(term)
        if found is not None:
            # Any other type of index would be converted piece by piece.
            documents = found[0].astype(np.intp)
            total[documents] += _scored(found[1], norms[documents], factor)

    def add_to(self, documents: Array, term: Term, weight: float, total: Array) -> None:
        """Add the scores of a word to those of some documents."""
        counts = self._search.counts(term)
        if counts is not None:
            norms = self._norms_of(term.field)[documents]
            total += _scored(counts[documents], norms, self._factor(term, weight))

    def _factor(self, term: Term, weight: float) -> np.float32:
        return np.float32(weight * self._statistics.rarity(term) * (K1 + 1))

    def _norms_of(self, field: str) -> Array:
        """What stands under the fraction beside the count, float32[documents]."""
        if field not in self._norms:
            average = self._statistics.average_length(field)
            of_bytes = (K1 * ((1 - B) + B * ROUNDED / average)).astype(np.float32)
            self._norms[field] = of_bytes[self._search.length_bytes(field)]
        return self._norms[field]


def _scored(counts: Array, norms: Array, factor: np.float32) -> Array:
    scores = counts.astype(np.float32)
    under = norms + scores
    scores *= factor
    scores /= under
    return scores
