"""Asking an index: which articles match, how many, and which of them are the best."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from workbench.domain import Indexed
from workbench.index.codec import open_segment
from workbench.index.copies import Candidates, StoryMap, surplus
from workbench.index.deadline import Deadline
from workbench.index.facets import Counting, Counts, NameOrder
from workbench.index.languages import LANGUAGES
from workbench.index.manifest import Verifier
from workbench.index.matching import Matching
from workbench.index.query import Node, Scope
from workbench.index.questions import Question, Term
from workbench.index.ranking import best_scored, first_set
from workbench.index.schema import BODY, ID, NEWEST, in_language, stem_of
from workbench.index.scoring import Scorer, Statistics
from workbench.index.segment_search import SegmentSearch
from workbench.index.segments.files import Array
from workbench.index.segments.segment import Segment
from workbench.index.storage import open_index, segments_of

RELEVANCE = "relevance"
DATE = "date"
OUTLET = "outlet"


class Best(NamedTuple):
    """One of the best hits; it stands for so many copies of its story among the others."""

    id: int
    score: float
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """How many hits there are, and the wanted part of them in their order.

    With stories grouped `total` counts stories, while `articles` counts all copies, and
    `masks`, which tells for each segment which of its documents match, has them, too.
    """

    total: int
    articles: int
    best: list[Best]
    masks: list[Array]


_DENSE = 8
"""One in so many documents: from there on scoring all costs less than picking them out."""

_Row = tuple[float, int, int, float]
"""What an article is ordered by and its date, both negative so that the best sorts first, its
id, and its score."""


class _Part:
    """A segment as one state of the index has it."""

    def __init__(self, search: SegmentSearch, live: Array | None) -> None:
        self.search = search
        self.live = live
        self.ids = search.segment.column(ID)
        self.dates = search.segment.column(NEWEST)

    def rows(self, documents: Array, scores: Array, keys: Array | None = None) -> list[_Row]:
        ids, dates = self.ids[documents], self.dates[documents].astype(np.int64)
        keys = scores if keys is None else keys
        lists = (-keys).tolist(), (-dates).tolist(), ids.tolist(), scores.tolist()
        return list(zip(*lists, strict=True))


class _Asked:
    """One query on one segment: what matches, and the best of that."""

    def __init__(self, part: _Part, matching: Matching, by_score: bool, without: Set[int]) -> None:
        self._part = part
        self._matching = matching
        self._by_score = by_score
        # Where whatever has a score matches, scoring is all there is to do.
        self._scores = matching.union_scores() if by_score else None
        self.mask = matching.mask() if self._scores is None else self._scores > 0
        if part.live is not None or without:
            self._keep(_there(part, without))
        self.hits = int(np.count_nonzero(self.mask))
        self._keys: Array | None = None

    def order_by(self, keys: Array) -> None:
        """Put hits with higher keys first, float32[documents], instead of their scores."""
        self._keys = keys

    def with_copies(self, stories: StoryMap) -> Candidates:
        """The hits that have copies."""
        documents, of_story = stories.members(self._part.search.segment)
        hit = self.mask[documents]
        documents, of_story = documents[hit], of_story[hit]
        if self._keys is not None:
            scores = self._keys[documents]
        elif self._by_score:
            scores = self._matching.scores(documents)
        else:
            scores = np.zeros(len(documents), np.float32)
        return Candidates(self._part.search.segment, documents, of_story, scores)

    def drop(self, documents: Array) -> None:
        """Count these hits as none."""
        if len(documents):
            kept = np.ones(len(self.mask), bool)
            kept[documents] = False
            self._keep(kept)
            self.hits -= len(documents)

    def _keep(self, kept: Array) -> None:
        self.mask = self.mask & kept
        if self._scores is not None:
            self._scores *= kept

    def best(self, wanted: int) -> list[_Row]:
        """The first hits in their order."""
        if not self.hits or wanted <= 0:
            return []
        if self._keys is not None:
            documents = np.flatnonzero(self.mask)
            documents = documents[best_scored(self._keys[documents], wanted)]
            keys = self._keys[documents]
            return self._part.rows(documents, self._matching.scores(documents), keys)
        if not self._by_score:
            documents = first_set(self.mask, wanted)
            return self._part.rows(documents, self._matching.scores(documents))
        scores = self._scores
        if scores is None and self.hits * _DENSE > len(self.mask):
            scores = self._matching.all_scores()
            scores *= self.mask
        if scores is not None:
            documents = best_scored(scores, wanted, self.mask)
            return self._part.rows(documents, scores[documents])
        documents = np.flatnonzero(self.mask)
        scores = self._matching.scores(documents)
        places = best_scored(scores, wanted)
        return self._part.rows(documents[places], scores[places])


class IndexSearcher:
    """One state of an index, opened after its files were verified. Not for several threads.

    With `before`, an earlier state of the same index, what both have in common is taken over
    from it; `before` may still be used. `of` says what its documents are.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Mapping[str, str],
        verifier: Verifier,
        before: "IndexSearcher | None" = None,
        *,
        of: Indexed = Indexed.ARTICLES,
    ) -> None:
        index = open_index(folder, manifest, verifier)
        self._folder = folder
        self._known: dict[str, SegmentSearch] = {}
        known = before._known if before is not None and before._folder == folder else {}
        self._counting: Counting = before._counting if before is not None else Counting()
        self._parts: list[_Part] = []
        for entry in segments_of(index):
            name = str(entry.segment_id())
            search = known.get(name) or SegmentSearch(open_segment(index.storage, entry))
            self._known[name] = search
            self._parts.append(_Part(search, entry.live()))
        self._outlets = NameOrder(Scope.OUTLET)
        statistics = Statistics([part.search for part in self._parts])
        self._scorers = [Scorer(part.search, statistics) for part in self._parts]
        self._of = of
        self._languages = [one for one in LANGUAGES if self._has_words_in(one)]

    def find(
        self,
        node: Node,
        deadline: Deadline,
        *,
        wanted: int,
        order: str = RELEVANCE,
        without: Set[int] = frozenset(),
        stories: StoryMap | None = None,
    ) -> Found:
        """The articles that match; `best` holds the first `wanted` of them in `order`.

        Articles with ids in `without` count as not there. With `stories` only the best of each
        story is a hit. "relevance" puts the highest score first and, of equal ones, the
        newest; "date" the newest, and then the lowest id; "outlet" goes by the outlets' names,
        those without one last, the newest first. Raises `SearchTimeout`.
        """
        question = Question(node, self._languages, self._of)
        by_score = order == RELEVANCE and question.is_scored
        asked = [
            _Asked(part, Matching(question, part.search, scorer, deadline), by_score, without)
            for part, scorer in zip(self._parts, self._scorers, strict=True)
        ]
        if order == OUTLET:
            for one, keys in zip(asked, self._outlets.keys(self._segments()), strict=True):
                one.order_by(keys)
        masks = [one.mask for one in asked]
        articles = total = sum(one.hits for one in asked)
        copies: dict[int, int] = {}
        if stories is not None and asked:
            deadline.check()
            behind = surplus([one.with_copies(stories) for one in asked])
            for one, documents in zip(asked, behind.documents, strict=True):
                one.drop(documents)
            total, copies = total - behind.total, behind.copies
        rows: list[_Row] = []
        for one in asked:
            deadline.check()
            rows += one.best(wanted)
        rows.sort(key=None if by_score or order == OUTLET else _by_date)
        best = [Best(row[2], row[3], copies.get(row[2], 0)) for row in rows[:wanted]]
        return Found(total, articles, best, masks)

    @property
    def documents(self) -> int:
        """How many documents there are, deleted ones among them."""
        return sum(part.search.size for part in self._parts)

    def frequency(self, word: str) -> int:
        """How many texts have a word, by its stem."""
        fields = [BODY, *(in_language(BODY, language) for language in self._languages)]
        terms = [Term(field, stem_of(field)(word).encode(), False) for field in fields]
        return sum(part.search.frequency(term) for part in self._parts for term in terms)

    def _has_words_in(self, language: str) -> bool:
        fields = [in_language(field, language) for field in (Scope.TITLE, BODY)]
        return any(part.search.field(name) for part in self._parts for name in fields)

    def facets(self, found: Found) -> Counts:
        """How many of the hits have each value of each facet."""
        parts = zip(self._parts, found.masks, strict=True)
        return self._counting.counts([(part.search.segment, mask) for part, mask in parts])

    def _segments(self) -> list[Segment]:
        return [part.search.segment for part in self._parts]

    def ids(self, masks: list[Array] | None = None) -> list[int]:
        """The ids of all documents in this state of the index, or of those in `masks`."""
        found: list[int] = []
        for number, part in enumerate(self._parts):
            chosen = part.live if masks is None else masks[number]
            found += (part.ids if chosen is None else part.ids[chosen]).tolist()
        return found

    def id_array(self, masks: list[Array]) -> Array:
        """The ids of the documents in `masks`, int64[documents]."""
        parts = [
            part.ids[mask].astype(np.int64) for part, mask in zip(self._parts, masks, strict=True)
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def close(self, successor: "IndexSearcher | None" = None) -> None:
        """Let go of the files, but for those that a later state of the index has, too."""
        kept = successor._known if successor is not None else {}
        for name, search in self._known.items():
            if name not in kept:
                search.segment.close()
        self._known, self._parts, self._scorers = {}, [], []


def _there(part: _Part, without: Set[int]) -> Array:
    """The documents of a segment that count."""
    there = np.ones(part.search.size, bool) if part.live is None else part.live
    return there & ~np.isin(part.ids, list(without)) if without else there


def _by_date(row: _Row) -> tuple[int, int]:
    return row[1], row[2]
