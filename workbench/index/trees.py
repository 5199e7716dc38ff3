"""From what a query says to a Whoosh query, for one opened index."""

from collections.abc import Sequence
from typing import Any as Untyped

from whoosh import query as whoosh_query

from workbench.index import lexicon
from workbench.index.deadline import Deadline
from workbench.index.matchers import Except, Together, Union
from workbench.index.query import (
    PROSE,
    All,
    Any,
    Every,
    Filled,
    Fuzzy,
    Node,
    Pattern,
    Published,
    Scope,
    Without,
    Words,
)
from workbench.index.schema import BODY, EXACT, FILLED, PUBLISHED, whole
from workbench.index.words import stem

TITLE_WEIGHT = 3.0


class Trees:
    """Makes Whoosh queries for one reader; every loop in them ends at the deadline.

    What restricts but does not describe (values, dates) matches with a score of 0, so that
    it leaves the ranking to the words.
    """

    def __init__(self, reader: Untyped, deadline: Deadline) -> None:
        self._reader = reader
        self._deadline = deadline

    def tree(self, node: Node) -> Untyped:
        """The Whoosh query for `node`."""
        match node:
            case Every(parts):
                query = self._every(parts)
            case Any(parts):
                query = _or([self.tree(part) for part in parts])
            case Without(part):
                query = Except(None, self.tree(part), self._deadline)
            case All():
                query = whoosh_query.Every()
            case Filled(scope):
                field = PUBLISHED if scope is None else _as_written(scope)
                query = self._union(field, [FILLED], 0.0)
            case Published():
                query = self._union(PUBLISHED, lexicon.of_dates(self._reader, node), 0.0)
            case Words() | Pattern() | Fuzzy():
                query = _or([self._leaf(node, *field) for field in _fields(node.scope)])
        return query

    def _every(self, parts: Sequence[Node]) -> Untyped:
        wanted = [self.tree(part) for part in parts if not isinstance(part, Without)]
        unwanted = [self.tree(part.part) for part in parts if isinstance(part, Without)]
        positive = whoosh_query.And(wanted) if len(wanted) > 1 else wanted[0] if wanted else None
        return Except(positive, _or(unwanted), self._deadline) if unwanted else positive

    def _leaf(self, node: Words | Pattern | Fuzzy, field: str, weight: float) -> Untyped:
        if isinstance(node, Words):
            return self._words(node, field, weight)
        field = _exact(field, node.scope)
        words = lexicon.expanded(self._reader, field, node, self._deadline)
        return self._union(field, words, weight)

    def _words(self, node: Words, field: str, weight: float) -> Untyped:
        words = node.words
        if node.scope is not None and node.scope not in PROSE:
            if node.exact:
                words = (whole(words),)
        elif node.exact:
            field += EXACT
        else:
            words = tuple(stem(word) for word in words)
        if len(words) > 1:
            return Together(field, words, node.within, weight, self._deadline)
        if not weight:
            return self._union(field, words, weight)
        return whoosh_query.Term(field, words[0], boost=weight)

    def _union(self, field: str, words: Sequence[str], weight: float) -> Union:
        return Union(field, words, weight, self._deadline)


def _fields(scope: Scope | None) -> list[tuple[str, float]]:
    """The fields that a scope stands for, each with its weight in the score."""
    if scope is None:
        return [(Scope.TITLE, TITLE_WEIGHT), (BODY, 1.0)]
    return [(scope, 1.0 if scope in PROSE else 0.0)]


def _exact(field: str, scope: Scope | None) -> str:
    return field + EXACT if scope is None or scope in PROSE else field


def _as_written(scope: Scope) -> str:
    return _exact(scope, scope)


def _or(queries: list[Untyped]) -> Untyped:
    return queries[0] if len(queries) == 1 else whoosh_query.Or(queries)
