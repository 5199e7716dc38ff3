"""The words that figures are made of, read once from the YAML files in `resources`."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from workbench.domain import Qualifier
from workbench.extract.phrases import Phrases
from workbench.extract.word_files import ENGLISH, word_table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; one that is `rate_only` is read behind "per" or "a" alone.

    `factor` is how many of its dimension's first measure it is; None where that is not sure.
    """

    name: str
    dimension: str
    rate_only: bool
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a number is spelled with; each table gives the number that a word stands for."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, Decimal]
    collectives: Mapping[str, int]
    short: Mapping[str, Decimal]
    glued: Mapping[str, Decimal]
    money: Mapping[str, Decimal]
    metre_words: frozenset[str]
    feet_words: frozenset[str]
    parts: Mapping[str, int]
    articles: frozenset[str]
    minus: frozenset[str]
    mixed: Mapping[str, Decimal]
    """One word for a number and a half."""
    without_article: frozenset[str]
    """Parts that need no number before them."""
    ratio_in: frozenset[str]
    ratio_out: frozenset[tuple[str, ...]]
    """Phrases, word by word."""
    decimal_comma: bool
    joiner: str
    """What joins ones to tens within a word; "" in a language without such compounds."""
    compound_one: str
    """How one is written within a compound."""
    compound_ends: tuple[str, ...]
    """What a compound ends with, if there are any."""


@dataclass(frozen=True, slots=True)
class RateWords:
    """How "per day" is worded."""

    words: frozenset[str]
    adverbs: Mapping[str, str]
    points_in_time: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """Words that show that a number near them is no figure."""

    months: tuple[str, ...]
    labels: frozenset[str]
    not_names: frozenset[str]
    year_behind: frozenset[str]
    old_year_behind: frozenset[str]
    pronoun_behind: frozenset[str]
    pronoun_before: frozenset[str]
    half_behind: frozenset[str]
    part_before: frozenset[str]
    plurals: frozenset[str]
    no_plurals: frozenset[str]
    streets: frozenset[str]
    ordinal_nouns: frozenset[str]
    """A number with a full stop before one of these is an ordinal."""
    hours: frozenset[str]
    """Behind one of these a number has told the time of day."""
    capital_nouns: bool
    """Whether every noun is written with a capital letter."""


@dataclass(frozen=True, slots=True)
class QualifierWords:
    """What stands before, behind and between numbers and bears on how they are meant."""

    before: Phrases[Qualifier]
    after: Phrases[Qualifier]
    also_during: frozenset[str]
    bound_behind: frozenset[str]
    between: frozenset[str]
    between_and: frozenset[str]
    from_: frozenset[str]
    to: Phrases[None]
    plain_to: frozenset[str]
    """Those of `to` that need no word before the first end."""
    levels: frozenset[str]
    """What leads from one level to another, never from one end of a range to the other."""
    alternative: frozenset[str]
    plus_or_minus: Phrases[None]
    change_verbs: frozenset[str]
    range_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables that the grammar of figures reads."""

    numbers: NumberWords
    qualifiers: QualifierWords
    measures: Mapping[str, Unit]
    """The units by their names."""
    unit_names: Phrases[Unit]
    unit_symbols: Phrases[Unit]
    currency_symbols: Phrases[str]
    currency_codes: Phrases[str]
    currency_names: Phrases[str]
    large_currency_names: Phrases[str]
    rates: RateWords
    context: Context
    opening_keys: frozenset[str]
    """What amounts may begin with beside digits, in small letters."""
    opening_texts: frozenset[str]
    """The same of what is read in its own case: signs of currencies and their codes."""


@functools.cache
def lexicon(language: str = ENGLISH) -> Lexicon:
    """The tables of a language, read from disk at the first call."""
    units = _units(_named("units", language))
    currencies = list(_named("currencies", language).items())
    numbers = _number_words(word_table("number_words", language))
    symbols: Phrases[str] = Phrases(_forms(currencies, "symbols"), exact=True)
    codes = Phrases(((code, code) for code, _ in currencies), exact=True)
    counted = (numbers.small, numbers.tens, numbers.articles, numbers.minus, numbers.parts)
    return Lexicon(
        numbers=numbers,
        qualifiers=_qualifier_words(word_table("qualifiers", language)),
        measures={unit.name: unit for unit, _ in units},
        unit_names=Phrases(_forms(units, "names")),
        unit_symbols=Phrases(_forms(units, "symbols"), exact=True),
        currency_symbols=symbols,
        currency_codes=codes,
        currency_names=Phrases(_forms(currencies, "names")),
        large_currency_names=Phrases(_forms(currencies, "large")),
        rates=_rate_words(word_table("rates", language)),
        context=_context(word_table("not_figures", language)),
        opening_keys=frozenset().union(*counted, numbers.mixed),
        opening_texts=symbols.firsts() | codes.firsts() | _scaled(codes.firsts(), numbers),
    )


def _scaled(codes: Iterable[str], numbers: NumberWords) -> frozenset[str]:
    """Codes with a multiplier before them: "MUSD"."""
    return frozenset(letter + code for code in codes for letter in numbers.glued)


def _named(name: str, language: str) -> dict[str, Any]:
    """The shared table of units or currencies, with what a language calls them."""
    shared = word_table(name)
    if language != ENGLISH:
        for key, names in word_table(name, language).items():
            if key not in shared:
                raise ValueError(f"There is no “{key}” in the shared {name}.yaml.")
            shared[key]["names"] = [*shared[key].get("names", ()), *names]
    return shared


def _set(words: Iterable[Any]) -> frozenset[str]:
    """The words; raises `ValueError` for one that YAML takes for something else ("no", "on")."""
    for word in words:
        if not isinstance(word, str):
            raise ValueError(f"A word list in resources holds {word!r}; put it in quotes.")
    return frozenset(words)


def _units(table: Mapping[str, Any]) -> list[tuple[Unit, Mapping[str, Any]]]:
    return [
        (Unit(name, entry["dimension"], bool(entry.get("rate_only")), entry.get("factor")), entry)
        for name, entry in table.items()
    ]


def _forms(entries: Iterable[tuple[T, Mapping[str, Any]]], which: str) -> Iterator[tuple[str, T]]:
    for meaning, entry in entries:
        for form in _set(entry.get(which, ())):
            yield form, meaning


def _number_words(table: Mapping[str, Any]) -> NumberWords:
    def scale(which: str) -> dict[str, Decimal]:
        return {word: Decimal(number) for word, number in table[which].items()}

    joiner = table.get("joiner", "")
    ends = (*table["small"], *table["tens"], *table["scales"]) if joiner else ()

    return NumberWords(
        small=table["small"],
        tens=table["tens"],
        scales=scale("scales"),
        collectives=table["collectives"],
        short=scale("short"),
        glued=scale("glued"),
        money=scale("money"),
        metre_words=_set(table["metre_words"]),
        feet_words=_set(table["feet_words"]),
        parts=table["parts"],
        articles=_set(table["articles"]),
        minus=_set(table["minus"]),
        mixed={word: Decimal(str(number)) for word, number in table.get("mixed", {}).items()},
        without_article=_set(table["without_article"]),
        ratio_in=_set(table["ratio_in"]),
        ratio_out=frozenset(tuple(phrase.split()) for phrase in _set(table["ratio_out"])),
        decimal_comma=bool(table.get("decimal_comma")),
        joiner=joiner,
        compound_one=table.get("compound_one", ""),
        compound_ends=ends,
    )


def _rate_words(table: Mapping[str, Any]) -> RateWords:
    return RateWords(
        words=_set(table["words"]),
        adverbs=table["adverbs"],
        points_in_time=_set(table["points_in_time"]),
    )


def _context(table: Mapping[str, Any]) -> Context:
    return Context(
        months=tuple(table["months"]),
        ordinal_nouns=_set(table.get("ordinal_nouns", ())),
        hours=_set(table.get("hours", ())),
        capital_nouns=bool(table.get("capital_nouns")),
        **{
            name: _set(table[name])
            for name in (
                "labels",
                "not_names",
                "year_behind",
                "old_year_behind",
                "pronoun_behind",
                "pronoun_before",
                "half_behind",
                "part_before",
                "plurals",
                "no_plurals",
                "streets",
            )
        },
    )


def _qualifier_words(table: Mapping[str, Any]) -> QualifierWords:
    def signed(which: str) -> Phrases[Qualifier]:
        return Phrases(
            (phrase, Qualifier(sign))
            for sign, phrases in table[which].items()
            for phrase in phrases
        )

    return QualifierWords(
        before=signed("before"),
        after=signed("after"),
        also_during=_set(table["also_during"]),
        bound_behind=_set(table["bound_behind"]),
        between=_set(table["between"]),
        between_and=_set(table["between_and"]),
        from_=_set(table["from"]),
        to=Phrases((phrase, None) for phrase in [*table["to"], *table.get("levels", ())]),
        plain_to=_set(table["plain_to"]),
        levels=_set(table.get("levels", ())),
        alternative=_set(table["alternative"]),
        plus_or_minus=Phrases((phrase, None) for phrase in table["plus_or_minus"]),
        change_verbs=_set(table["change_verbs"]),
        range_words=_set(table["range_words"]),
    )
