"""Tables of phrases, looked up in running tokens: the longest that stands at a place wins."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from workbench.extract.tokens import MARGIN, Token, glued, hyphen, tokenise

T = TypeVar("T")


class _Part(NamedTuple):
    key: str
    glued: bool


class _Entry(NamedTuple, Generic[T]):
    parts: tuple[_Part, ...]
    meaning: T


class Phrases(Generic[T]):
    """Meanings by phrase.

    Where a phrase has a space, the text may have white space, a hyphen or nothing; where it has
    none, the text may have none. With `exact` the case must fit too.
    """

    def __init__(self, meanings: Iterable[tuple[str, T]], *, exact: bool = False) -> None:
        self._exact = exact
        self._by_first: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._by_last: dict[str, list[_Entry[T]]] = defaultdict(list)
        for phrase, meaning in meanings:
            entry = _Entry(self._parts(phrase), meaning)
            self._by_first[entry.parts[0].key].append(entry)
            self._by_last[entry.parts[-1].key].append(entry)
        for entries in (*self._by_first.values(), *self._by_last.values()):
            entries.sort(key=lambda entry: len(entry.parts), reverse=True)

    def _key(self, token: Token) -> str:
        return token.text if self._exact else token.key

    def _parts(self, phrase: str) -> tuple[_Part, ...]:
        tokens = tokenise(phrase)[:-MARGIN]
        return tuple(
            _Part(self._key(token), glued(tokens, place)) for place, token in enumerate(tokens)
        )

    def firsts(self) -> frozenset[str]:
        """The first words of all phrases; in small letters unless they are `exact`."""
        return frozenset(self._by_first)

    def has(self, word: str) -> bool:
        """Whether a word is a phrase, or begins one; in small letters unless `exact`."""
        return word in self._by_first

    def match(self, tokens: list[Token], place: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that begins at `place`, and the place behind it."""
        for entry in self._by_first.get(self._key(tokens[place]), ()):
            end = self._end(entry.parts, tokens, place)
            if end is not None:
                return entry.meaning, end
        return None

    def match_before(self, tokens: list[Token], place: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that ends before `place`, and where it begins."""
        if place == 0:
            return None
        for entry in self._by_last.get(self._key(tokens[place - 1]), ()):
            # A hyphen in place of a space makes the phrase one token longer in the text.
            shortest = place - len(entry.parts)
            for start in range(shortest, max(-1, shortest - len(entry.parts)), -1):
                if start >= 0 and self._end(entry.parts, tokens, start) == place:
                    return entry.meaning, start
        return None

    def _end(self, parts: tuple[_Part, ...], tokens: list[Token], place: int) -> int | None:
        for number, part in enumerate(parts):
            if number and part.glued and not glued(tokens, place):
                return None
            if number and not part.glued and part.key != "-" and hyphen(tokens, place):
                place += 1
            if place >= len(tokens) or self._key(tokens[place]) != part.key:
                return None
            place += 1
        return place
