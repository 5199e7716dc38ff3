"""Which documents of a segment answer a query, and how well: whole arrays at a time.

A word becomes an array with a number for each document: how often it stands there. AND, OR
and NOT are then one operation each on 65,536 bytes; only documents that match are scored.
Scores are those of Whoosh's BM25F, from the same rounded lengths.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np

from workbench.index.codec import ROUNDED, length_bytes
from workbench.index.dates import ordinal
from workbench.index.deadline import Deadline
from workbench.index.expansion import expanded, mark_words
from workbench.index.phrases import Line, Occurrences
from workbench.index.query import (
    PROSE,
    All,
    Any,
    Every,
    Filled,
    Fuzzy,
    Like,
    Node,
    Pattern,
    Published,
    Scope,
    Several,
    Valued,
    Without,
    Words,
)
from workbench.index.schema import BODY, DAY_AFTER, FIRST_DAY, ID, whole
from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array
from workbench.index.segments.postings import starts_of
from workbench.index.segments.segment import Segment
from workbench.index.words import stem

K1 = 1.2
B = 0.75
TITLE_WEIGHT = 3.0

_KEPT_WORDS = 256
_RARE = 64
_DENSE = 3
"""One in so many documents: from there on all are looked at, which costs less a document."""


class Term(NamedTuple):
    """A word in a field: a stem, or with `written` a word as it stands in the text."""

    field: str
    word: bytes
    written: bool


class Leaf(NamedTuple):
    """What one part of a query seeks in one field, and what it is worth there."""

    field: str
    weight: float
    terms: tuple[Term, ...]
    """The words, in their order; none for a wildcard or a misspelling."""


class Question:
    """A query with its words as the index keeps them, worked out once for all segments."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._leaves: dict[int, tuple[Leaf, ...]] = {}
        self.is_scored = self._is_scored(node)
        """Whether anything in it makes one hit better than another."""
        self.union = self._union(node)
        """The words in their fields with their weights, when having any of them is all that
        the query asks for: whatever has a score then matches."""

    def leaves(self, node: Words | Pattern | Fuzzy) -> tuple[Leaf, ...]:
        """The fields in which a part of this query is sought."""
        # By identity: comparing parts takes as long as making their leaves.
        found = self._leaves.get(id(node))
        if found is None:
            found = tuple(
                Leaf(field, weight, _terms(node, field) if isinstance(node, Words) else ())
                for field, weight in _fields(node.scope)
            )
            self._leaves[id(node)] = found
        return found

    def _union(self, node: Node) -> list[tuple[Term, float]] | None:
        if isinstance(node, Words) and len(node.words) == 1:
            leaves = self.leaves(node)
            scored = all(leaf.weight for leaf in leaves)
            return [(leaf.terms[0], leaf.weight) for leaf in leaves] if scored else None
        if not isinstance(node, Any):
            return None
        found: list[tuple[Term, float]] = []
        for part in node.parts:
            own = self._union(part)
            if own is None:
                return None
            found += own
        return found

    def _is_scored(self, node: Node) -> bool:
        match node:
            case Every(parts) | Any(parts):
                return any(map(self._is_scored, parts))
            case Several():
                return True
            case Words() | Pattern() | Fuzzy():
                return any(leaf.weight for leaf in self.leaves(node))
        return False


class Statistics:
    """What scores need to know of all segments together."""

    def __init__(self, segments: Sequence["SegmentSearch"]) -> None:
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


class SegmentSearch:
    """One segment with what was worked out for it; nothing here changes with other segments.

    Not for several threads.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.documents
        self.number = lru_cache(maxsize=8 * _KEPT_WORDS)(self._number)
        self.counts = lru_cache(maxsize=_KEPT_WORDS)(self._counts)
        self.frequency = lru_cache(maxsize=8 * _KEPT_WORDS)(self._frequency)
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


class Matching:
    """One query on one segment. Every step looks at the deadline: raises `SearchTimeout`."""

    def __init__(
        self, question: Question, search: SegmentSearch, scorer: Scorer, deadline: Deadline
    ) -> None:
        self._question = question
        self._search = search
        self._scorer = scorer
        self._deadline = deadline
        self._masks: dict[int, Array] = {}
        self._leaf_masks: dict[tuple[int, str], Array] = {}

    # ── Which documents ──────────────────────────────────────────────────────────────────

    def mask(self) -> Array:
        """The documents that match, bool[documents]; not to be changed."""
        return self._mask_of(self._question.node)

    def _mask_of(self, node: Node) -> Array:
        found = self._masks.get(id(node))
        if found is None:
            self._deadline.check()
            found = self._masks[id(node)] = self._mask(node)
        return found

    def _mask(self, node: Node) -> Array:
        match node:
            case Words() | Pattern() | Fuzzy():
                mask = self._any_field(node)
            case Several(parts, least, other_than):
                counts = np.zeros(self._search.size, np.uint8)
                for part in parts:
                    counts += self._mask_of(part)
                mask = counts >= least
                mask &= self._search.segment.column(ID) != other_than
            case Like():
                raise TypeError("a Like is to be resolved before")
            case Every(parts):
                mask = _combined(np.bitwise_and, [self._mask_of(part) for part in parts])
            case Any(parts):
                mask = _combined(np.bitwise_or, [self._mask_of(part) for part in parts])
            case Without(part):
                mask = ~self._mask_of(part)
            case All():
                mask = np.ones(self._search.size, bool)
            case Filled(scope):
                mask = self._filled(scope)
            case Published():
                mask = self._published(node)
            case Valued(least, most):
                mask = self._nothing()
                documents, values = self._search.segment.amounts
                mask[documents[(values >= least) & (values <= most)]] = True
        return mask

    def _any_field(self, node: Words | Pattern | Fuzzy) -> Array:
        leaves = self._question.leaves(node)
        masks = [self._leaf(node, leaf) for leaf in leaves]
        return masks[0] if len(masks) == 1 else _combined(np.bitwise_or, masks)

    def _filled(self, scope: Scope | None) -> Array:
        if scope is None:
            return self._search.segment.column(FIRST_DAY) > 0
        field = self._search.field(scope)
        return self._nothing() if field is None else field.lengths > 0

    def _published(self, node: Published) -> Array:
        first, before = max(1, ordinal(node.first)), ordinal(node.before)
        starts = self._search.segment.column(FIRST_DAY)
        # The newest come first: what begins in time is one run of documents.
        low = bisect_left(range(self._search.size), True, key=lambda n: int(starts[n]) < before)
        high = bisect_left(range(self._search.size), True, key=lambda n: int(starts[n]) < first)
        mask = self._nothing()
        if low < high:
            mask[low:high] = self._search.segment.column(DAY_AFTER)[low:high] <= before
        return mask

    def _leaf(self, node: Words | Pattern | Fuzzy, leaf: Leaf) -> Array:
        key = id(node), leaf.field
        found = self._leaf_masks.get(key)
        if found is None:
            found = self._leaf_masks[key] = self._leaf_mask(node, leaf)
        return found

    def _leaf_mask(self, node: Words | Pattern | Fuzzy, leaf: Leaf) -> Array:
        if not isinstance(node, Words):
            return self._any_word(node, leaf.field)
        masks: list[Array] = []
        for term in leaf.terms:
            counts = self._search.counts(term)
            if counts is None:
                return self._nothing()
            masks.append(counts != 0)
        if len(masks) == 1:
            return masks[0]
        return self._together(node, leaf, _combined(np.bitwise_and, masks))

    def _together(self, node: Words, leaf: Leaf, candidates: Array) -> Array:
        line = self._search.line(leaf.field)
        found = {term: self._search.occurrences(term) for term in leaf.terms}
        words = [one for one in map(found.get, leaf.terms) if one is not None]
        self._deadline.check()
        if node.within is None:
            documents = line.phrase(words, candidates, self._deadline)
        else:
            documents = line.near(words, leaf.terms, node.within, candidates, self._deadline)
        mask = self._nothing()
        mask[documents] = True
        return mask

    def _any_word(self, node: Pattern | Fuzzy, name: str) -> Array:
        mask = self._nothing()
        field = self._search.field(name)
        if field is not None:
            words = expanded(field.words, node, self._deadline)
            self._deadline.check()
            mark_words(mask, field, words, self._deadline)
        return mask

    def _nothing(self) -> Array:
        return np.zeros(self._search.size, bool)

    # ── How well ─────────────────────────────────────────────────────────────────────────

    def scores(self, documents: Array) -> Array:
        """The scores of these documents, which must match, as float32.

        What restricts but does not describe (values, dates) adds nothing; a wildcard or a
        misspelling adds the same to every document.
        """
        total = np.zeros(len(documents), np.float32)
        self._add(self._question.node, documents, total)
        return total

    def union_scores(self) -> Array | None:
        """The scores of all documents, float32[documents], when whatever has one matches; None
        when the query asks for more than that, or when few documents have one."""
        if self._question.union is None:
            return None
        self._deadline.check()
        if self._is_rare():
            return None
        total = np.zeros(self._search.size, np.float32)
        for term, weight in self._question.union:
            self._scorer.add(term, weight, total)
        return total

    def _is_rare(self) -> bool:
        """Whether so few documents can match that each is better looked at by itself."""
        terms = self._question.union or ()
        having = sum(self._search.frequency(term) for term, _ in terms)
        return having * _RARE < self._search.size

    def all_scores(self) -> Array:
        """The scores of all documents, float32[documents]; 0 where the query does not match."""
        total = np.zeros(self._search.size, np.float32)
        node = self._question.node
        self._add(node, None, total)
        if not isinstance(node, Words | Pattern | Fuzzy):
            total *= self._mask_of(node)
        return total

    def _add(self, node: Node, documents: Array | None, total: Array) -> None:
        match node:
            case Every(parts):
                for part in parts:
                    self._add(part, documents, total)
            case Several(parts):
                for part in parts:
                    self._add(part, documents, total)
            case Any(parts):
                for part in parts:
                    if isinstance(part, Every | Any | Several):
                        own = np.zeros_like(total)
                        self._add(part, documents, own)
                        own *= _at(self._mask_of(part), documents)
                        total += own
                    else:
                        self._add(part, documents, total)
            case Words() | Pattern() | Fuzzy():
                for leaf in self._question.leaves(node):
                    if leaf.weight:
                        self._add_leaf(node, leaf, documents, total)
            case _:
                pass

    def _add_leaf(
        self, node: Words | Pattern | Fuzzy, leaf: Leaf, documents: Array | None, total: Array
    ) -> None:
        if not isinstance(node, Words):
            total += _at(self._leaf(node, leaf), documents) * np.float32(leaf.weight)
        elif len(leaf.terms) == 1:
            self._add_term(leaf.terms[0], leaf.weight, documents, total)
        else:
            own = np.zeros_like(total)
            for term in leaf.terms:
                self._add_term(term, leaf.weight, documents, own)
            own *= _at(self._leaf(node, leaf), documents)
            total += own

    def _add_term(self, term: Term, weight: float, documents: Array | None, total: Array) -> None:
        if documents is None:
            self._scorer.add(term, weight, total)
        else:
            self._scorer.add_to(documents, term, weight, total)


def _at(numbers: Array, documents: Array | None) -> Array:
    return numbers if documents is None else numbers[documents]


def _combined(operation: Callable[..., Array], masks: Sequence[Array]) -> Array:
    if len(masks) == 1:
        return masks[0]
    combined = operation(masks[0], masks[1])
    for mask in masks[2:]:
        operation(combined, mask, out=combined)
    return combined


def _terms(node: Words, field: str) -> tuple[Term, ...]:
    if node.scope is not None and node.scope not in PROSE:
        words = (whole(node.words),) if node.exact else node.words
        return tuple(Term(field, word.encode(), False) for word in words)
    if node.exact:
        return tuple(Term(field, word.encode(), True) for word in node.words)
    return tuple(Term(field, stem(word).encode(), False) for word in node.words)


def _fields(scope: Scope | None) -> tuple[tuple[str, float], ...]:
    """The fields that a scope stands for, each with its weight in the score."""
    if scope is None:
        return (Scope.TITLE, TITLE_WEIGHT), (BODY, 1.0)
    return ((scope, 1.0 if scope in PROSE else 0.0),)
