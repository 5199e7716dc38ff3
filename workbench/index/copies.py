"""Copies of one story among the hits: the best of them stands for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.index.schema import ID, NEWEST
from workbench.index.segments.files import Array
from workbench.index.segments.segment import Segment


class StoryMap:
    """Which articles tell the same story; articles that are alone in theirs are not in it."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        """`pairs` are article ids and their stories."""
        by_article = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        self._articles = by_article[:, 0].copy()
        self._stories = by_article[:, 1].copy()
        self._known: WeakKeyDictionary[Segment, tuple[Array, Array]] = WeakKeyDictionary()

    def members(self, segment: Segment) -> tuple[Array, Array]:
        """The documents of a segment that have copies, and their stories."""
        found = self._known.get(segment)
        if found is None:
            found = self._known[segment] = self._members(segment)
        return found

    def _members(self, segment: Segment) -> tuple[Array, Array]:
        if not len(self._articles):
            nothing = np.empty(0, np.int64)
            return nothing, nothing
        ids = segment.column(ID).astype(np.int64)
        at = np.minimum(np.searchsorted(self._articles, ids), len(self._articles) - 1)
        documents = np.flatnonzero(self._articles[at] == ids)
        return documents, self._stories[at[documents]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The hits of one segment that have copies, with their stories and scores."""

    segment: Segment
    documents: Array
    stories: Array
    scores: Array


@dataclass(frozen=True, slots=True)
class Surplus:
    """What stands behind another hit of its story."""

    documents: list[Array]
    """Of each segment, the documents that another one stands for."""
    copies: dict[int, int]
    """How many hits each article stands for beside itself, by id."""

    @property
    def total(self) -> int:
        """How many hits stand behind others."""
        return sum(map(len, self.documents))


def surplus(parts: Sequence[Candidates]) -> Surplus:
    """All but the best of each story: highest score, then newest, then lowest id."""
    stories = np.concatenate([one.stories for one in parts])
    scores = np.concatenate([one.scores for one in parts])
    ids = np.concatenate([one.segment.column(ID)[one.documents] for one in parts]).astype(np.int64)
    dates = [one.segment.column(NEWEST)[one.documents].astype(np.int64) for one in parts]
    order = np.lexsort((ids, -np.concatenate(dates), -scores, stories))
    ranked = stories[order]
    first = np.ones(len(ranked), bool)
    first[1:] = ranked[1:] != ranked[:-1]
    behind = np.zeros(len(ranked), bool)
    behind[order[~first]] = True
    heads = np.flatnonzero(first)
    sizes = np.diff(heads, append=len(ranked)) - 1
    some = sizes > 0
    copies = dict(zip(ids[order[heads[some]]].tolist(), sizes[some].tolist(), strict=True))
    bounds = np.cumsum([0, *(len(one.documents) for one in parts)]).tolist()
    return Surplus(
        [one.documents[behind[bounds[n] : bounds[n + 1]]] for n, one in enumerate(parts)], copies
    )
