"""What a query asks for, in the words that the index keeps: worked out once for all segments."""

from collections.abc import Sequence
from typing import NamedTuple

from workbench.domain import Indexed
from workbench.index.query import (
    PROSE,
    Any,
    Every,
    Fuzzy,
    Node,
    Pattern,
    Scope,
    Several,
    Words,
)
from workbench.index.schema import BODY, VALUES, in_language, stem_of, whole

TITLE_WEIGHT = 3.0

_WITHOUT_SCOPE = {
    Indexed.ARTICLES: ((Scope.TITLE, TITLE_WEIGHT), (BODY, 1.0)),
    Indexed.PASSAGES: ((BODY, 1.0), (Scope.MEMO, 1.0), (Scope.TAG, 0.0)),
}
"""The fields in which words are sought that name none, each with its weight in the score."""


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
    """A query with its words as the index keeps them, worked out once for all segments.

    `languages` are those that the index has words of, beside English.
    """

    def __init__(
        self, node: Node, languages: Sequence[str] = (), of: Indexed = Indexed.ARTICLES
    ) -> None:
        self.node = node
        self._languages = languages
        self._of = of
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
                for field, weight in self._fields(node.scope)
            )
            self._leaves[id(node)] = found
        return found

    def fields(self, scope: Scope) -> list[str]:
        """The fields that hold what a scope names."""
        return [field for field, _ in self._fields(scope)]

    def _fields(self, scope: Scope | None) -> list[tuple[str, float]]:
        if scope is None:
            sought: Sequence[tuple[str, float]] = _WITHOUT_SCOPE[self._of]
        else:
            sought = [(scope, 1.0 if scope in PROSE else 0.0)]
        found = list(sought)
        for language in self._languages:
            for field, weight in sought:
                own = in_language(field, language)
                if own != field:
                    found.append((own, weight))
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


def _terms(node: Words, field: str) -> tuple[Term, ...]:
    if field in VALUES:
        words = (whole(node.words),) if node.exact else node.words
        return tuple(Term(field, word.encode(), False) for word in words)
    if node.exact:
        return tuple(Term(field, word.encode(), True) for word in node.words)
    stem = stem_of(field)
    return tuple(Term(field, stem(word).encode(), False) for word in node.words)
