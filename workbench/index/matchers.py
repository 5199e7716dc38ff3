"""Three kinds of Whoosh query that Whoosh itself does not have in a usable form.

`Except` is NOT: Whoosh's AndNot lets the first posting of a segment through when those of
the excluded words begin before it, and its Not can bring a deleted document back. `Together`
finds phrases and words near each other, in any order too, with repeated words told apart.
`Union` stands for many words at once and scores them as if they were one; Whoosh's own tree
of unions takes seconds for a short prefix.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from math import log
from typing import Any

from whoosh.matching.mcore import ListMatcher, NullMatcher
from whoosh.matching.wrappers import FilterMatcher
from whoosh.query import Query

from workbench.index.deadline import Deadline
from workbench.index.proximity import near, phrase_starts

K1 = 1.2
B = 0.75
_CHECK_EVERY = 512


class Except(Query):  # type: ignore[misc] # Whoosh is not typed
    """What matches `wanted`, or all documents when that is None, and not `unwanted`."""

    def __init__(self, wanted: Any, unwanted: Any, end: Deadline) -> None:
        self._wanted = wanted
        self._unwanted = unwanted
        self._end = end

    def estimate_size(self, reader: Any) -> int:
        """At most as many documents as the wanted part has."""
        if self._wanted is None:
            return int(reader.doc_count())
        return int(self._wanted.estimate_size(reader))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The matching documents of one segment."""
        excluded = set(_ids(self._unwanted.matcher(searcher, context), self._end))
        if self._wanted is not None:
            return FilterMatcher(self._wanted.matcher(searcher, context), excluded, exclude=True)
        ids = [one for one in searcher.reader().all_doc_ids() if one not in excluded]
        return ListMatcher(ids, [0.0] * len(ids))


class Together(Query):  # type: ignore[misc] # Whoosh is not typed
    """Words of one field as a phrase, or with at most `within` others between them."""

    def __init__(
        self, field: str, words: Sequence[str], within: int | None, weight: float, end: Deadline
    ) -> None:
        self._field = field
        self._words = tuple(words)
        self._within = within
        self._weight = weight
        self._end = end

    def estimate_size(self, reader: Any) -> int:
        """At most as many documents as the rarest word has."""
        return min(int(reader.doc_frequency(self._field, word)) for word in self._words)

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """The matching documents of one segment, found at once."""
        reader = searcher.reader()
        if any((self._field, word.encode()) not in reader for word in self._words):
            return NullMatcher()
        distinct = sorted(set(self._words), key=lambda w: int(reader.doc_frequency(self._field, w)))
        postings = {word: searcher.postings(self._field, word) for word in distinct}
        ids: list[int] = []
        scores: list[float] = []
        rarest = postings[distinct[0]]
        others = [postings[word] for word in distinct[1:]]
        seen = 0
        while rarest.is_active():
            seen += 1
            if seen % _CHECK_EVERY == 1:
                self._end.check()
            document = rarest.id()
            if _all_at(others, document) and self._stand_together(postings):
                ids.append(document)
                score = sum(found.score() for found in postings.values()) if self._weight else 0.0
                scores.append(score * self._weight)
            rarest.next()
        return ListMatcher(ids, scores)

    def _stand_together(self, postings: Mapping[str, Any]) -> bool:
        positions = {word: found.value_as("positions") for word, found in postings.items()}
        if self._within is None:
            return bool(phrase_starts(self._words, positions))
        return bool(near(self._words, positions, self._within))


class Union(Query):  # type: ignore[misc] # Whoosh is not typed
    """Any of many words of one field, scored as one word that stands for all of them."""

    def __init__(self, field: str, words: Sequence[str], weight: float, end: Deadline) -> None:
        self._field = field
        self._words = tuple(words)
        self._weight = weight
        self._end = end

    def estimate_size(self, reader: Any) -> int:
        """At most as many documents as the words have together."""
        return sum(int(reader.doc_frequency(self._field, word)) for word in self._words)

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """The matching documents of one segment, found at once."""
        counts: dict[int, float] = defaultdict(float)
        reader = searcher.reader()
        for word in self._words:
            if (self._field, word.encode()) not in reader:
                continue
            self._end.check()
            found = reader.postings(self._field, word)
            while found.is_active():
                counts[found.id()] += found.weight()
                found.next()
        ids = sorted(counts)
        return ListMatcher(ids, self._scores(searcher, ids, counts))

    def _scores(self, searcher: Any, ids: list[int], counts: Mapping[int, float]) -> list[float]:
        if not self._weight or not ids:
            return [0.0] * len(ids)
        whole = searcher.get_parent()
        documents = whole.doc_count_all()
        # Documents with several of the words are counted more than once; never above all.
        holding = min(documents, self.estimate_size(whole.reader()))
        rarity = self._weight * (log(documents / (holding + 1)) + 1)
        average = whole.avg_field_length(self._field) or 1
        length = searcher.reader().doc_field_length
        return [
            rarity
            * counts[i]
            * (K1 + 1)
            / (counts[i] + K1 * (1 - B + B * length(i, self._field, 1) / average))
            for i in ids
        ]


def _ids(matcher: Any, end: Deadline) -> Iterator[int]:
    for seen in count():
        if not matcher.is_active():
            return
        if seen % _CHECK_EVERY == 0:
            end.check()
        yield matcher.id()
        matcher.next()


def _all_at(postings: Sequence[Any], document: int) -> bool:
    """Move each to `document` or behind it; whether all are there."""
    for found in postings:
        if not found.is_active():
            return False
        if found.id() < document:
            found.skip_to(document)
            if not found.is_active():
                return False
        if found.id() != document:
            return False
    return True
