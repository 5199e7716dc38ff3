"""Where the words of a query stand in a text.

The same tokeniser, stems, patterns and distances as in the index; the index itself is not
asked, so that a text can be marked while the index is being made.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.domain import Span
from workbench.index import glob
from workbench.index.languages import Stem, stemmed_in, stemmer
from workbench.index.proximity import near, phrase_starts
from workbench.index.query import Any, Every, Fuzzy, Node, Pattern, Several, Words
from workbench.index.quick_marks import candidates, sought_heads
from workbench.index.words import fold, next_token, words


class Mark(NamedTuple):
    """One place where a part of the query matches; parts are numbered as they stand in it.

    A plain tuple, since a long text can have very many.
    """

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one word of a text is to the query: parts that it matches, keys of phrases."""

    parts: tuple[int, ...]
    keys: tuple[str, ...]


class Marker:
    """Finds in texts of one language what a query seeks in them: not what it excludes, nor
    other fields."""

    def __init__(self, node: Node, language: str | None = None) -> None:
        stem = stemmer(language)
        parts = list(enumerate(_sought(node)))
        self.parts = len(parts)
        """How many parts of the query may be marked."""
        self._stem = stem
        self._single = [(n, _test(part, stem)) for n, part in parts if not _is_phrase(part)]
        self._phrases = [
            (n, part, _keys(part, stem))
            for n, part in parts
            if isinstance(part, Words) and len(part.words) > 1
        ]
        self._phrase_keys = {key for _, _, keys in self._phrases for key in keys}
        # What English words begin like is known.
        english = stemmed_in(language) is None
        self._heads = sought_heads([part for _, part in parts]) if english else None
        self._verdicts: dict[str, _Verdict] = {}

    def marks(self, text: str) -> list[Mark]:
        """All marks, by their starts; marks of different parts may overlap."""
        if not self._single and not self._phrases:
            return []
        likely = candidates(text, self._heads) if self._heads is not None else None
        found = self._among_all(text) if likely is None else self._among(text, likely)
        return sorted(set(found))

    def _among(self, text: str, likely: Iterator[re.Match[str]]) -> Iterator[Mark]:
        """The marks that begin at one of these words of the text."""
        for token in likely:
            verdict = self._verdict(fold(token[1]))
            for part in verdict.parts:
                yield Mark(token.start(), token.end(), part)
            if verdict.keys:
                for part, _, keys in self._phrases:
                    if keys[0] in verdict.keys:
                        end = self._end_of(keys, text, token)
                        if end is not None:
                            yield Mark(token.start(), end, part)

    def _end_of(self, keys: tuple[str, ...], text: str, first: re.Match[str]) -> int | None:
        """Where the phrase ends that begins with this word, or None when it does not."""
        token = first
        for key in keys[1:]:
            following = next_token(text, token.end())
            if following is None or key not in self._verdict(fold(following[1])).keys:
                return None
            token = following
        return token.end()

    def _among_all(self, text: str) -> Iterator[Mark]:
        """The marks that come of reading the text word by word."""
        positions: dict[str, list[int]] = defaultdict(list)
        places: dict[int, tuple[int, int]] = {}
        for position, (start, end, word) in enumerate(words(text)):
            verdict = self._verdict(word)
            for part in verdict.parts:
                yield Mark(start, end, part)
            for key in verdict.keys:
                positions[key].append(position)
                places[position] = (start, end)
        for part, phrase, keys in self._phrases:
            for first, last in _stretches(phrase, keys, positions):
                yield Mark(places[first][0], places[last][1], part)

    def _verdict(self, word: str) -> _Verdict:
        verdict = self._verdicts.get(word)
        if verdict is None:
            verdict = self._verdicts[word] = self._judge(word)
        return verdict

    def _judge(self, word: str) -> _Verdict:
        return _Verdict(
            parts=tuple(n for n, fits in self._single if fits(word)),
            keys=tuple(self._phrase_keys.intersection(("=" + word, self._stem(word)))),
        )


class Markers:
    """A `Marker` of one query for texts of each language."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._known: dict[str | None, Marker] = {}

    def of(self, language: str | None) -> Marker:
        """What finds the query in texts of a language."""
        stemmed = stemmed_in(language)
        found = self._known.get(stemmed)
        if found is None:
            found = self._known[stemmed] = Marker(self._node, stemmed)
        return found


def merged(marks: Sequence[Mark]) -> tuple[Span, ...]:
    """The spans of marks sorted by their starts, overlapping ones made one."""
    spans: list[tuple[int, int]] = []
    for start, end, _part in marks:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(Span(start, end) for start, end in spans)


def _sought(node: Node) -> Iterator[Words | Pattern | Fuzzy]:
    if isinstance(node, Every | Any | Several):
        for part in node.parts:
            yield from _sought(part)
    elif isinstance(node, Words | Pattern | Fuzzy) and node.scope is None:
        yield node


def _is_phrase(part: Words | Pattern | Fuzzy) -> bool:
    return isinstance(part, Words) and len(part.words) > 1


def _keys(phrase: Words, stem: Stem) -> tuple[str, ...]:
    """A phrase's words as they are compared: exact ones behind "=", others as stems."""
    if phrase.exact:
        return tuple("=" + word for word in phrase.words)
    return tuple(stem(word) for word in phrase.words)


def _test(part: Words | Pattern | Fuzzy, stem: Stem) -> Callable[[str], bool]:
    """Whether one word of a text is what a part of the query seeks."""
    match part:
        case Words():
            sought = part.words[0] if part.exact else stem(part.words[0])
            return lambda word: sought == (word if part.exact else stem(word))
        case Pattern():
            pattern = glob.compiled(part.pattern)
            return lambda word: pattern.match(word) is not None
        case Fuzzy():
            return lambda word: glob.within(part.word, word, part.distance)


def _stretches(
    phrase: Words, keys: tuple[str, ...], positions: dict[str, list[int]]
) -> list[tuple[int, int]]:
    """First and last positions of what is to be marked for a phrase."""
    if not all(key in positions for key in keys):
        return []
    if phrase.within is None:
        return [(first, first + len(keys) - 1) for first in phrase_starts(keys, positions)]
    # Of words near each other each is marked by itself, not what stands between them.
    return [
        (position, position)
        for first, last in near(keys, positions, phrase.within)
        for key in set(keys)
        for position in positions[key]
        if first <= position <= last
    ]
