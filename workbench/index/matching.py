"""Which documents of a segment answer a query, and how well: whole arrays at a time.

A word becomes an array with a number for each document: how often it stands there. AND, OR
and NOT are then one operation each on 65,536 bytes; only documents that match are scored.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np

from workbench.index.dates import ordinal
from workbench.index.deadline import Deadline
from workbench.index.expansion import expanded, mark_words
from workbench.index.query import (
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
from workbench.index.questions import Leaf, Question, Term
from workbench.index.schema import DAY_AFTER, FIRST_DAY, ID
from workbench.index.scoring import Scorer
from workbench.index.segment_search import SegmentSearch
from workbench.index.segments.files import Array

_RARE = 64
"""Fewer than one in so many documents are looked at one by one."""


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
        mask = self._nothing()
        for name in self._question.fields(scope):
            field = self._search.field(name)
            if field is not None:
                mask |= field.lengths > 0
        return mask

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
