"""The words of a claim by which it is compared: what it is about, and which way it says it."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[“«„][^“”«»„]*[”»“]?|\"[^\"]*\"?")
_FEWEST_QUOTED = 5
_SUFFIXES = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 4
_AUXILIARY = frozenset(
    {
        "am", "been", "being", "can", "could", "did", "do", "does", "having", "i", "may", "might",
        "must", "shall", "should", "than", "then", "there", "those", "these", "we", "were", "will",
        "you", "she", "her", "his", "him", "them", "who", "whom", "what", "when", "where", "also",
        "about", "over", "under", "up", "down", "out", "into", "onto", "upon", "so", "if",
        "because", "while", "such", "very", "just", "only", "even", "says", "say", "told",
        "us", "our", "your",
        "my", "me", "more", "most", "some", "any", "all", "both", "each", "other",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What a claim is about, as stems, and whether its words say it or its opposite."""

    stems: frozenset[str]
    negated: bool
    turned: int
    """Words that turn it around: an even number of them says it again."""


@dataclass(frozen=True, slots=True)
class _Opposites:
    negations: frozenset[str]
    sides: Mapping[str, tuple[str, bool]]
    """A word of a pair, the name of its pair, and whether it is of the second side."""
    empty: frozenset[str]


def claim_words(text: str, who: str = "") -> ClaimWords:
    """The words of a claim; two that are opposites have the same stem and turn it around.

    Of a sentence that quotes, the words quoted count: that somebody speaks is not what is
    claimed; nor are the words of their name, `who`. Takes time linear in the length of the text.
    """
    words = _opposites()
    stems = set()
    turned = 0
    named = frozenset(_plain_words(who))
    for word in _plain_words(_quoted(text)):
        if word in named:
            continue
        if word in words.negations:
            turned += 1
        elif word in words.sides:
            name, second = words.sides[word]
            stems.add(name)
            turned += second
        elif word not in words.empty:
            stems.add(_stem(word))
    return ClaimWords(frozenset(stems), bool(turned % 2), turned)


def _quoted(text: str) -> str:
    """The words between quotation marks, if they are enough for a claim; else all."""
    parts = [found.group() for found in _QUOTED.finditer(text)]
    quoted = " ".join(parts)
    return quoted if len(quoted.split()) >= _FEWEST_QUOTED else text


def _plain_words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found.group().casefold().replace("’", "'")
        yield word.removesuffix("'s")


def _stem(word: str) -> str:
    """The word without the endings of plurals and tenses: enough to compare by."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)].removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


@functools.cache
def _opposites() -> _Opposites:
    table = _table("opposites")
    sides = {}
    for first, second in table["pairs"]:
        for word in first:
            sides[str(word)] = (str(first[0]), False)
        for word in second:
            sides[str(word)] = (str(first[0]), True)
    negations = frozenset(map(str, table["negations"]))
    empty = frozenset(map(str, _table("stop_words")["en"])) | _AUXILIARY
    return _Opposites(negations, sides, empty)


def _table(name: str) -> dict[str, Any]:
    text = files("resources").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
