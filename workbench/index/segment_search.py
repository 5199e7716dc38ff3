"""One segment as searches see it: words become arrays with a number for each document."""

from functools import lru_cache

import numpy as np

from workbench.index.codec import length_bytes
from workbench.index.phrases import Line, Occurrences
from workbench.index.questions import Term
from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array
from workbench.index.segments.postings import starts_of
from workbench.index.segments.segment import Segment

_KEPT_WORDS = 64
"""Words whose counts are kept between two keys, at 65 KB each."""
_KEPT_NUMBERS = 2_048


class SegmentSearch:
    """One segment with what was worked out for it; nothing here changes with other segments.

    Not for several threads.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.documents
        self.number = lru_cache(maxsize=_KEPT_NUMBERS)(self._number)
        self.counts = lru_cache(maxsize=_KEPT_WORDS)(self._counts)
        self.frequency = lru_cache(maxsize=_KEPT_NUMBERS)(self._frequency)
        self.length_bytes = lru_cache(maxsize=64)(self._length_bytes)
        self.line = lru_cache(maxsize=8)(self._line)

    def field(self, name: str) -> Field | None:
        """A field, or None when no document has anything in it."""
        return self.segment.field(name)

    def _number(self, term: Term) -> int:
        """The number of a word in its field, or -1."""
        field = self.field(term.field)
        if field is None:
            return -1
        return (field.words if term.written else field.terms).find(term.word)

    def postings(self, term: Term) -> tuple[Array, Array] | None:
        """The documents that have a word and how often; None when there are none."""
        number = self.number(term)
        field = self.field(term.field)
        if field is None or number < 0:
            return None
        if term.written:
            return field.as_written(number)[:2]
        return field.documents_of(number), field.counts_of(number)

    def occurrences(self, term: Term) -> Occurrences | None:
        """Where a word stands; None when it does not occur."""
        number = self.number(term)
        field = self.field(term.field)
        if field is None or number < 0:
            return None
        if term.written:
            return Occurrences(*field.as_written(number))
        return Occurrences(
            field.documents_of(number), field.counts_of(number), field.places_of(number)
        )

    def _counts(self, term: Term) -> Array | None:
        """How often each document has a word, unsigned[documents]; None when none has it."""
        found = self.postings(term)
        if found is None:
            return None
        documents, counts = found
        dense = np.zeros(self.size, counts.dtype)
        dense[documents.astype(np.intp)] = counts
        return dense

    def _frequency(self, term: Term) -> int:
        """How many documents have a word."""
        number = self.number(term)
        field = self.field(term.field)
        if field is None or number < 0:
            return 0
        return len(field.as_written(number)[0]) if term.written else field.frequency(number)

    def _length_bytes(self, field: str) -> Array:
        found = self.field(field)
        if found is None:
            return np.zeros(self.size, np.uint8)
        return length_bytes(found.lengths)

    def _line(self, name: str) -> Line:
        field = self.field(name)
        if field is None:
            return Line(np.zeros(self.size, np.int64))
        return Line(field.lengths if field.has_forms else _last_places(field))


def _last_places(field: Field) -> Array:
    """Behind the last position of each document: values stand apart from each other."""
    last = np.zeros(len(field.lengths), np.int64)
    terms = len(field.terms)
    ends = starts_of(field.counts(0, terms))[1:] - 1
    np.maximum.at(last, field.documents, field.places(0, terms)[ends].astype(np.int64) + 1)
    return last
