"""The words of `resources/dates.yaml`, and the pattern that finds where a date may stand."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class DateWords:
    """Tables by lower-case word, and one pattern for all ways of writing a date."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int | str]
    units: Mapping[str, str]
    times_of_day: Mapping[str, str]
    vague: Mapping[str, str]
    sets: Mapping[str, str]
    pattern: re.Pattern[str]
    core: frozenset[str]
    """The words of which every date has at least one, unless it has digits."""


@functools.cache
def date_words() -> DateWords:
    """The tables, read from disk at the first call."""
    text = files("resources").joinpath("dates.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    vague = {
        phrase: reference
        for name, reference in (
            ("present", "PRESENT_REF"),
            ("past", "PAST_REF"),
            ("future", "FUTURE_REF"),
        )
        for phrase in table[name]
    }
    return DateWords(
        months=table["months"],
        weekdays=table["weekdays"],
        seasons=table["seasons"],
        ordinals=table["ordinals"],
        numbers=table["numbers"],
        units=table["units"],
        times_of_day=table["times_of_day"],
        vague=vague,
        sets=table["daily"],
        pattern=_pattern(table, vague),
        core=frozenset(_core(table, vague)),
    )


def _core(table: Mapping[str, Any], vague: Mapping[str, str]) -> Iterator[str]:
    for name in ("months", "weekdays", "seasons", "times_of_day", "daily"):
        yield from table[name]
    for unit in table["units"]:
        yield from (unit, f"{unit}s")
    for phrase in vague:
        yield phrase.split()[-1]
    yield from ("yesterday", "today", "tomorrow", "tonight", "weekend", "noon", "midnight")
    yield from ("centuries", "nineteen", "period", "half", "pm", "am", "p", "a.m", "p.m")


_BEFORE_DATES = """
early late mid earlier later last next this previous following current past coming same latest
that the a about nearly almost some more over at least up no less around first final every each
by until end fiscal year q nineteen
"""


def _openings(table: Mapping[str, Any], vague: Mapping[str, str]) -> Iterator[str]:
    """The beginnings of all dates in words; what begins otherwise need not be compared."""
    yield from _BEFORE_DATES.split()
    yield from _core(table, vague)
    for name in ("ordinals", "numbers"):
        yield from map(str, table[name])
    yield from vague


def as_prefixes(words: Iterable[str]) -> str:
    """A pattern for all words, in which each common beginning stands once.

    One that begins with another is not told from it: this is for looking ahead.
    """
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if not any(word[:end] in kept for end in range(1, len(word))):
            kept.add(word)
    return _alternatives(sorted(kept))


def _alternatives(words: Sequence[str]) -> str:
    parts = []
    for first, group in itertools.groupby(words, key=lambda word: word[:1]):
        rests = [word[1:] for word in group]
        parts.append(re.escape(first) + ("" if "" in rests else _alternatives(rests)))
    return f"(?:{'|'.join(parts)})"


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))


def _pattern(table: Mapping[str, Any], vague: Mapping[str, str]) -> re.Pattern[str]:
    month = rf"(?:{_any(table['months'])})\b\.?"
    weekday = rf"(?:{_any(table['weekdays'])})\b\.?"
    season = rf"(?:{_any(table['seasons'])})"
    ordinal = rf"(?:{_any(table['ordinals'])}|1st|2nd|3rd|4th)"
    unit = rf"(?:{_any(table['units'])})s?"
    spelled = rf"(?:{_any(table['numbers'])})"
    number = rf"(?:\d{{1,3}}(?:[ ]1/2)?|{spelled}(?:[ -]{spelled})?)"
    daytime = rf"(?:{_any(table['times_of_day'])})"
    day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![:.,]\d)"
    year = r"(?:1[5-9]|20)\d\d\b"
    part = r"(?:early|late|mid|earlier|later)"
    which = r"(?:last|next|this|previous|following|current|past|coming|same|latest|that)"
    clock = r"\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b\.?|noon|midnight"
    begins = as_prefixes({word.lower() for word in _openings(table, vague)})
    return re.compile(
        rf"""(?<![\w$€£%.-])(?=[\d\s]|{begins})(?:
          (?P<iso>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-]))
        | (?P<dotted>(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:{year}))
        | (?P<slashed>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:{year}|\d\d\b))
        | (?P<monthday>(?:{weekday},?\s+)?(?:{part}[\s-])?(?P<m1>{month})\s{{1,2}}(?P<d1>{day})
            (?:\s?,?\s{{1,2}}(?P<y1>{year}))?)
        | (?P<daymonth>(?P<d2>{day})[\s-](?:of\s)?(?P<m2>{month})(?:,?[\s-](?P<y2>{year}))?)
        | (?P<monthyear>(?:{part}[\s-])?(?P<m3>{month})(?:\s+of)?,?\s+(?P<y3>{year}|(?:this|last
            |next)\syear))
        | (?P<month>(?:(?:{which}|{part})[\s-]|(?<=in\s)|(?<=by\s)|(?<=of\s)|(?<=since\s)|
            (?<=until\s)
            |(?<=from\s)|(?<=to\s)|(?<=for\s)|(?<=and\s)|(?<=during\s)|(?<=each\s))*(?P<m4>{month}))
        | (?P<weekday>(?:(?P<w1>{which})\s|(?:{part})\s)?(?:(?P<h1>{clock})\s)?(?P<wd>{weekday})
            (?:\s(?P<t1>{daytime}))?)
        | (?P<near>(?:{part}\s)?(?:the\sday\sbefore\s)?(?P<n1>yesterday|today|tomorrow|tonight)
            (?:\s(?P<t4>{daytime}))?)
        | (?P<daytime>(?:{part}\s)?(?P<w4>this|last|that)\s(?P<t2>{daytime}))
        | (?P<quarter>(?:the\s)?(?:fiscal\s)?(?:year-(?:earlier|ago)\s|(?P<w5>latest|current|same
            |previous|last|next|this)\s)?
            (?:fiscal\s)?(?:(?P<q1>{ordinal})[\s-])?(?P<qh>quarter|half)\b(?:\s(?:of\s)?
            (?:fiscal\s)?(?P<y4>{year}|(?:last|this|next)\syear))?)
        | (?P<qyear>Q(?P<q2>[1-4])(?:\s(?P<y5>{year}))?\b)
        | (?P<yearago>(?:a\s)?year[\s-](?:ago|earlier)\b(?:\s(?:quarter|period))?)
        | (?P<ago>(?:(?:about|nearly|almost|some|more\sthan|over|at\sleast)\s)?
            (?P<n2>{number})[\s-](?P<u2>{unit})\s
            (?P<dir>ago|earlier|before|later|after|from\snow|hence))
        | (?P<relunit>(?:{part}\s)?(?:the\s)?(?P<w2>{which})\s(?P<u1>day|week|weekend|month|year
            |decade|century|{season})\b)
        | (?P<set>(?:every|each)\s(?:{unit}|{weekday}|{month})|{_any(table["daily"])})
        | (?P<duration>(?:(?:about|nearly|almost|some|more\sthan|less\sthan|over|at\sleast|up\sto
            |no\smore\sthan|around)\s)?
            (?:(?:the\s)?(?:past|last|next|first|coming|previous|final)\s|the\s)?
            (?P<n3>{number})(?:\sor\s\w+)?[\s-](?P<u3>{unit})\b(?:-old)?)
        | (?P<plural>(?:decades|centuries|years|months|weeks|days)\b(?=\s(?:of|ago|to|in|before
            |after|later)))
        | (?P<decade>(?:the\s)?(?:{part}[\s-])?(?P<y6>(?:1[5-9]|20)?\d0)s\b)
        | (?P<century>(?:the\s)?(?:{part}[\s-])?(?P<c1>\d\d?)(?:st|nd|rd|th)[\s-]century)
        | (?P<season>(?:{part}[\s-])?(?P<s1>{season})\s(?:of\s)?(?P<y7>{year}))
        | (?P<vague>{_any(vague)})\b
        | (?P<clock>(?:around|about|at)?\s?(?P<h2>{clock}))
        | (?P<year>(?:(?:fiscal|the\syear)\s|{part}[\s-])?(?P<y8>{year})(?![-/%]?\d|\s?(?:%
            |per\s?cent|people|euros|dollars|tonnes|tons|miles|km|feet)))
        | (?P<current>(?:(?:by|at|until)\s)?(?:the\s)?(?:end\sof\sthe\s|current\s(?:fiscal\s)?
            |that\s|(?<=the\s)fiscal\s)
            (?P<u4>year|quarter|month|week|day)\b|year-end|the\s(?P<u5>year)\s(?=end)
            |the\slatest\speriod)
        | (?P<spelled>nineteen\s(?P<n4>{_any(table["numbers"])})(?:-
            (?P<n5>{_any(table["numbers"])}))?)
        | (?P<weekend>(?:the|this|last|next)\sweekend)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )
