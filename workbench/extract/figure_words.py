"""The words of `resources/figures.yaml`, read once."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.extract.word_files import ENGLISH, word_table


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What the reading of figures in running text needs beyond numbers and units."""

    vague: Mapping[str, tuple[float, float]]
    few: Mapping[str, tuple[float, float]]
    factors: Mapping[str, float]
    times: frozenset[str]
    superlatives: frozenset[str]
    ordinals: Mapping[str, int]
    up: frozenset[str]
    down: frozenset[str]
    weak: frozenset[str]
    between_change: frozenset[str]
    statuses: Mapping[str, frozenset[str]]
    named: frozenset[str]
    is_english: bool
    """Whether subjects and years are read, whose grammar is that of English."""


@functools.cache
def figure_words(language: str = ENGLISH) -> FigureWords:
    """The tables of a language, read from disk at the first call."""
    table = word_table("figures", language)
    return FigureWords(
        vague={word: (float(low), float(high)) for word, (low, high) in table["vague"].items()},
        few={word: (float(low), float(high)) for word, (low, high) in table["few"].items()},
        factors={word: float(factor) for word, factor in table["factors"].items()},
        times=frozenset(table["times"]),
        superlatives=frozenset(table["superlatives"]),
        ordinals=table["ordinals"],
        up=frozenset(table["up"]),
        down=frozenset(table["down"]),
        weak=frozenset(table["weak"]),
        between_change=frozenset(table["between_change"]),
        statuses={name: frozenset(table[name]) for name in ("demanded", "planned", "estimated")},
        named=frozenset(table["named"]),
        is_english=language == ENGLISH,
    )
