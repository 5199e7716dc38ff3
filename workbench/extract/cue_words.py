"""The words of `resources/cues.yaml`, read once, as patterns."""

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class CueWords:
    """What gives a quote to its speaker."""

    cue: re.Pattern[str]
    """A verb of saying, or "according to"."""
    according: re.Pattern[str]
    first: frozenset[str]
    """The first words of all cues: a sentence without any of them has none."""
    helper: frozenset[str]
    boundaries: frozenset[str]
    no_apposition: frozenset[str]
    pronouns: frozenset[str]


@functools.cache
def cue_words() -> CueWords:
    """The tables, read from disk at the first call."""
    text = files("resources").joinpath("cues.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    # The longest first, so that "pointed out" is not read as "pointed".
    verbs = sorted(set(table["verbs"]), key=len, reverse=True)
    return CueWords(
        cue=_pattern(verbs),
        according=_pattern(table["according"]),
        first=frozenset(cue.split()[0] for cue in (*verbs, *table["according"])),
        helper=frozenset(table["helpers"]),
        boundaries=frozenset(table["boundaries"]),
        no_apposition=frozenset(table["no_apposition"]),
        pronouns=frozenset(table["pronouns"]),
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    # A set of first letters is tried faster than each of the words.
    letters = "".join(sorted({re.escape(word[0]) for word in words}))
    either = "|".join(map(re.escape, words))
    return re.compile(rf"\b(?=[{letters}])(?:{either})\b", re.IGNORECASE)
