"""Asking an index: which articles match, how many, and which of them are the best."""

import heapq
from array import array
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.scoring import BM25F
from whoosh.searching import SearchContext

from workbench.index.deadline import Deadline
from workbench.index.manifest import IndexDamaged, Verifier
from workbench.index.matchers import K1, B
from workbench.index.query import Node
from workbench.index.schema import ID, NEWEST
from workbench.index.storage import open_index
from workbench.index.trees import Trees

_CHECK_EVERY = 256

RELEVANCE = "relevance"
DATE = "date"


_Column = tuple["array[int]", "array[int]"]


@dataclass(frozen=True, slots=True)
class Found:
    """All matching article ids, in no order, and the wanted part of them with scores."""

    ids: list[int]
    best: list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    newest: int
    article_id: int


class IndexSearcher:
    """One state of an index, opened after its files were verified. Not for several threads."""

    def __init__(self, folder: Path, manifest: Mapping[str, str], verifier: Verifier) -> None:
        index = open_index(folder, manifest, verifier)
        try:
            self._searcher = index.searcher(weighting=BM25F(B=B, K1=K1))
        except FileNotFoundError:  # replaced by an update since it was verified
            raise IndexDamaged from None
        self._columns: dict[int, _Column] = {}

    def find(
        self,
        node: Node,
        deadline: Deadline,
        *,
        wanted: int,
        order: str = RELEVANCE,
        without: Set[int] = frozenset(),
    ) -> Found:
        """The articles that match; `best` holds the first `wanted` of them in `order`.

        Articles with ids in `without` count as not there. "relevance" puts the highest score
        first, "date" the newest; ties go by the other, then by id, so that an order is always
        the same. Raises `SearchTimeout`.
        """
        query = Trees(self._searcher.reader(), deadline).tree(node)
        matches = self._matches(query, deadline)
        if without:
            matches = [match for match in matches if match.article_id not in without]
        best = heapq.nsmallest(wanted, matches, key=_ORDERS[order])
        return Found(
            [match.article_id for match in matches],
            [(match.article_id, match.score) for match in best],
        )

    @cached_property
    def article_ids(self) -> frozenset[int]:
        """The ids of all articles in this state of the index."""
        found: set[int] = set()
        for leaf, offset in self._leaves():
            ids, _ = self._column(leaf, offset)
            found.update(ids[number] for number in leaf.reader().all_doc_ids())
        return frozenset(found)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def _matches(self, query: Any, deadline: Deadline) -> list[_Match]:
        context = SearchContext(needs_current=True, weighting=self._searcher.weighting)
        found: list[_Match] = []
        for leaf, offset in self._leaves():
            ids, newest = self._column(leaf, offset)
            matcher = query.matcher(leaf, context)
            while matcher.is_active():
                if len(found) % _CHECK_EVERY == 0:
                    deadline.check()
                number = matcher.id()
                found.append(_Match(matcher.score(), newest[number], ids[number]))
                matcher.next()
        return found

    def _leaves(self) -> list[tuple[Any, int]]:
        if not self._searcher.doc_count_all():  # an index without segments has no columns
            return []
        leaves: list[tuple[Any, int]] = self._searcher.leaf_searchers()
        # A segment whose last article was removed stays behind empty, where the next begins.
        return [(leaf, offset) for leaf, offset in leaves if leaf.reader().doc_count_all()]

    def _column(self, leaf: Any, offset: int) -> _Column:
        """Article ids and sort dates of a segment, by document number."""
        if offset not in self._columns:
            reader = leaf.reader()
            columns = (reader.column_reader(name) for name in (ID, NEWEST))
            ids, newest = (array("q", iter(column)) for column in columns)
            self._columns[offset] = ids, newest
        return self._columns[offset]


def _by_relevance(match: _Match) -> tuple[float, int, int]:
    return -match.score, -match.newest, match.article_id


def _by_date(match: _Match) -> tuple[int, float, int]:
    return -match.newest, -match.score, match.article_id


_ORDERS = {RELEVANCE: _by_relevance, DATE: _by_date}
