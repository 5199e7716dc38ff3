"""The words of `cues.yaml`, read once for each language, as sets and patterns."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.extract.word_files import ENGLISH, word_table


@dataclass(frozen=True, slots=True)
class NameWords:
    """By which a speaker's words are led to a name."""

    titles: frozenset[str]
    male: frozenset[str]
    """Titles of men."""
    female: frozenset[str]
    offices: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    pronouns: frozenset[str]
    """All of them, those of several people included."""
    openers: frozenset[str]
    """Words that sentences begin with, and names do not."""
    particles: frozenset[str]


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
    first_words: frozenset[str]
    """Words in small letters that a speaker's noun phrase may begin with."""
    inner: re.Pattern[str]
    """What stands between a cue and what it governs."""
    clause_end: re.Pattern[str]
    """Where the clause ends that holds the marked words."""
    past: re.Pattern[str] | None
    """A verb in the past, by its ending, in a language that has one."""
    auxiliary: re.Pattern[str]
    participle: str
    """The ending of a verb that goes on behind a comma; "" for none."""
    verb_second: bool
    """Whether the verb follows whatever begins the sentence, as in German."""
    names: NameWords


@functools.cache
def cue_words(language: str = ENGLISH) -> CueWords:
    """The tables of a language, read from disk at the first call."""
    table = word_table("cues", language)
    # The longest first, so that "pointed out" is not read as "pointed".
    verbs = sorted(set(table["verbs"]), key=len, reverse=True)
    past = table["past_ending"]
    return CueWords(
        cue=_pattern(verbs),
        according=_pattern(sorted(table["according"], key=len, reverse=True)),
        first=frozenset(cue.split()[0] for cue in (*verbs, *table["according"])),
        helper=frozenset(table["helpers"]),
        boundaries=frozenset(table["boundaries"]),
        no_apposition=frozenset(table["no_apposition"]),
        pronouns=frozenset(table["pronouns"]),
        first_words=frozenset(table["first_words"]),
        inner=re.compile(rf"[\s,]*\b(?:{_either(table['that'])})\b\s*|[\s:,]+"),
        clause_end=_clause_end(table),
        past=re.compile(rf"\b[a-z]{{3,}}{past}\b") if past else None,
        auxiliary=re.compile(rf"\b(?:{_either(table['auxiliaries'])})\b"),
        participle=table["participle_ending"],
        verb_second=bool(table.get("verb_second")),
        names=_name_words(table),
    )


def _name_words(table: dict[str, Any]) -> NameWords:
    he, she = frozenset(table["he"]), frozenset(table["she"])
    return NameWords(
        titles=frozenset(table["titles"]),
        male=frozenset(table["male_titles"]),
        female=frozenset(table["female_titles"]),
        offices=frozenset(table["offices"]),
        he=he,
        she=she,
        pronouns=he | she | frozenset(table["they"]),
        openers=frozenset(table["openers"]),
        particles=frozenset(table["particles"]),
    )


def _clause_end(table: dict[str, Any]) -> re.Pattern[str]:
    ends = [rf",?(?<!\s)\s++(?:{_either(table['clauses'])})\b", r"[;—\n]", r"\s-++\s"]
    if table["past_ending"]:
        ends.append(rf",?(?<!\s)\s++and\s++(?:also\s++|then\s++)?\w+{table['past_ending']}\b")
    if table["participle_ending"]:
        ends.append(rf",\s++\w+{table['participle_ending']}\b")
    return re.compile("|".join(ends))


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # A set of first letters is tried faster than each of the words.
    letters = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(rf"\b(?=[{letters}])(?:{_either(words)})\b", re.IGNORECASE)
