"""The words of `resources/claims.yaml`, read once: the list that each word belongs to."""

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class WordList:
    """What words of one kind add to a sentence's score, in the units of a logistic score."""

    weight: float
    quoted: float
    """The part of the weight that a word between quotation marks has."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The tables."""

    start: float
    lists: tuple[WordList, ...]
    words: dict[str, int]
    """The place in `lists` of the list of a word."""
    beginnings: dict[str, int]
    """The same for words of which only the beginning is listed."""
    longest: int
    """Code points in the longest of the beginnings."""
    phrases: dict[str, dict[str, list[tuple[list[str], int]]]]
    """Phrases by their first word and their second: the others, the longest first."""
    told: int
    """The place of the list of words that give somebody's words."""
    speakers: frozenset[int]
    """The lists that lower a sentence less that gives somebody's words."""
    events: frozenset[int]
    """The lists of past forms."""
    done: int
    """Places of the lists for what is known by its form."""
    numbers: int
    placed: int
    past: int
    manner: int
    label: int
    coloured: int
    coined: int
    boilerplate: re.Pattern[str]
    boilerplate_first: frozenset[str]
    """Words without any of which a sentence is not searched for boilerplate."""
    denied: frozenset[str]
    denied_first: frozenset[str]
    """The first words of its phrases."""
    hedged: frozenset[str]
    noun_cues: frozenset[str]
    clause_words: frozenset[str]


@functools.cache
def claim_words() -> ClaimWords:
    """The tables, read from disk at the first call."""
    text = files("resources").joinpath("claims.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    lists = []
    words: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    phrases: dict[str, dict[str, list[tuple[list[str], int]]]] = {}
    for at, entry in enumerate(table["lists"].values()):
        lists.append(WordList(float(entry["weight"]), float(entry.get("quoted", 1))))
        for word in map(_plain, entry["words"]):
            first, *others = word.split()
            if others:
                behind = phrases.setdefault(first, {}).setdefault(others[0], [])
                behind.append((others[1:], at))
                behind.sort(key=lambda phrase: -len(phrase[0]))
            elif word.endswith("*"):
                beginnings.setdefault(word[:-1], at)
            else:
                words.setdefault(word, at)
    names = list(table["lists"])
    denied = frozenset(map(_plain, table["denied"]))
    return ClaimWords(
        start=float(table["start"]),
        lists=tuple(lists),
        words=words,
        beginnings=beginnings,
        longest=max(map(len, beginnings)),
        phrases=phrases,
        numbers=names.index("numbers"),
        told=names.index("told"),
        speakers=frozenset(
            at
            for at, name in enumerate(names)
            if lists[at].weight < 0 and name not in table["the_writers"]
        ),
        placed=names.index("placed"),
        past=names.index("past"),
        done=names.index("done"),
        events=frozenset({names.index("happened"), names.index("past")}),
        manner=names.index("manner"),
        label=names.index("label"),
        coloured=names.index("coloured"),
        coined=names.index("coined"),
        boilerplate=_pattern(table["boilerplate"]),
        boilerplate_first=frozenset(_plain(one).split()[0] for one in table["boilerplate"]),
        denied=denied,
        denied_first=frozenset(one.split()[0] for one in denied if " " in one),
        hedged=frozenset(map(_plain, table["hedged"])),
        noun_cues=frozenset(map(_plain, table["noun_cues"])),
        clause_words=frozenset(map(_plain, table["clause_words"])),
    )


def _plain(word: Any) -> str:
    return str(word).lower().replace("’", "'")


def _pattern(phrases: Any) -> re.Pattern[str]:
    # The longest first, so that the whole of a phrase is found.
    listed = sorted(map(str, phrases), key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, listed))})(?![\w-])", re.IGNORECASE)
