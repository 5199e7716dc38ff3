"""The word lists in `resources/` that reading pages depends on, ready for comparing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from resources import FOLDER

_LONGEST_LINE = 500
_EDGES = " \t\u00a0.!?:;…"


class Phrases:
    """Phrases a line can be compared with; `*` stands for any words, `#` for a number."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._pattern = re.compile("|".join(map(_as_pattern, phrases)) or r"(?!)")

    def match(self, line: str) -> bool:
        """Whether the whole line is one of the phrases."""
        # A form marks the fields that must be filled in with a star.
        words = plain(line).rstrip("* ")
        return len(line) <= _LONGEST_LINE and self._pattern.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around an article on a saved page; see `page_furniture.yaml`."""

    crumb_starts: Phrases
    crumb_separator: re.Pattern[str]
    head: Phrases
    tail: Phrases
    tail_lists: Phrases
    glued: re.Pattern[str]
    widget_opens: Phrases
    widget_shows: tuple[str, ...]
    date_words: frozenset[str]
    byline_opens: re.Pattern[str]
    byline_joins: re.Pattern[str]
    roles: frozenset[str]
    outlet_words: frozenset[str]


def plain(line: str) -> str:
    """The line as phrases are compared: lower case, straight quotes, no final punctuation."""
    return line.strip(_EDGES).replace("’", "'").lower()


@cache
def furniture() -> Furniture:
    """The lists of `page_furniture.yaml`."""
    words = _load("page_furniture.yaml")
    crumbs, widget, byline = words["breadcrumb"], words["widget"], words["byline"]
    return Furniture(
        crumb_starts=Phrases(crumbs["starts"]),
        crumb_separator=re.compile(rf"\s(?:{_either(crumbs['separators'])})\s"),
        head=Phrases(words["head"]),
        tail=Phrases(words["tail"]),
        tail_lists=Phrases(words["tail_lists"]),
        glued=re.compile(rf"(?<=[.!?…\"”’)])\s*(?:{_either(words['glued'])})\s*$", re.IGNORECASE),
        widget_opens=Phrases(widget["opens"]),
        widget_shows=tuple(widget["shows"]),
        date_words=frozenset(words["date_line"]),
        byline_opens=re.compile(rf"(?:{_either(byline['opens'])})\s+", re.IGNORECASE),
        byline_joins=re.compile(rf"\s*,\s*|\s+(?:{_either(byline['joins'])})\s+", re.IGNORECASE),
        roles=frozenset(byline["roles"]),
        outlet_words=frozenset(words["outlet_words"]),
    )


@cache
def page_parts() -> re.Pattern[str]:
    """Finds in the words of a class or an id, with spaces around, one that names furniture."""
    return re.compile(rf" (?:{_either(_load('page_furniture.yaml')['parts'])}) ")


@cache
def standfirst_names() -> re.Pattern[str]:
    """Finds in the words of a class, with spaces around, one that names a standfirst."""
    return re.compile(rf" (?:{_either(_load('page_furniture.yaml')['standfirst'])}) ")


@cache
def months() -> Mapping[str, int]:
    """Every name of a month, lower case, with its number."""
    return {name: int(number) for number, names in _load("months.yaml").items() for name in names}


@dataclass(frozen=True, slots=True)
class BylineMarks:
    """How pages mark their authors; see `bylines.yaml`."""

    names: frozenset[str]
    elsewhere: frozenset[str]
    margins: frozenset[str]
    paths: frozenset[str]
    labels: frozenset[str]
    tails: re.Pattern[str]
    nobody: frozenset[str]


@cache
def byline_marks() -> BylineMarks:
    """The lists of `bylines.yaml`."""
    words = _load("bylines.yaml")
    return BylineMarks(
        names=frozenset(words["names"]),
        elsewhere=frozenset(words["elsewhere"]),
        margins=frozenset(words["margins"]),
        paths=frozenset(words["paths"]),
        labels=frozenset(words["labels"]),
        tails=re.compile(rf"\s+(?:{_either(words['tails'])})\s*$", re.IGNORECASE),
        nobody=frozenset(words["nobody"]),
    )


@cache
def dump_columns() -> Mapping[str, tuple[str, ...]]:
    """What columns of a table are called, by what they hold, the likeliest name first."""
    lists = _load("dump_columns.yaml")
    return {
        role: tuple(re.sub(r"[\W_]+", "", name.casefold()) for name in names)
        for role, names in lists.items()
    }


def _as_pattern(phrase: str) -> str:
    return re.escape(plain(phrase)).replace(r"\*", ".*").replace(r"\#", r"\d[\d.,]*")


def _either(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _load(name: str) -> Any:
    # The base loader makes nothing but strings: no "on" or "no" of a list becomes a truth value.
    text = (FOLDER / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it constructs no objects
