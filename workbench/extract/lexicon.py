"""The words that figures are made of, read once from the YAML files in `resources`."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from workbench.domain import Qualifier
from workbench.extract.phrases import Phrases

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; one that is `rate_only` is read behind "per" or "a" alone."""

    name: str
    dimension: str
    rate_only: bool


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
    alternative: frozenset[str]
    plus_or_minus: Phrases[None]
    change_verbs: frozenset[str]
    range_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables that the grammar of figures reads."""

    numbers: NumberWords
    qualifiers: QualifierWords
    unit_names: Phrases[Unit]
    unit_symbols: Phrases[Unit]
    currency_symbols: Phrases[str]
    currency_codes: Phrases[str]
    currency_names: Phrases[str]
    large_currency_names: Phrases[str]
    rates: RateWords
    context: Context


@functools.cache
def lexicon() -> Lexicon:
    """The tables, read from disk at the first call."""
    units = _units(_table("units"))
    currencies = list(_table("currencies").items())
    return Lexicon(
        numbers=_number_words(_table("number_words")),
        qualifiers=_qualifier_words(_table("qualifiers")),
        unit_names=Phrases(_forms(units, "names")),
        unit_symbols=Phrases(_forms(units, "symbols"), exact=True),
        currency_symbols=Phrases(_forms(currencies, "symbols"), exact=True),
        currency_codes=Phrases(((code, code) for code, _ in currencies), exact=True),
        currency_names=Phrases(_forms(currencies, "names")),
        large_currency_names=Phrases(_forms(currencies, "large")),
        rates=_rate_words(_table("rates")),
        context=_context(_table("not_figures")),
    )


def _table(name: str) -> dict[str, Any]:
    words = files("resources").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(words)
    if not isinstance(table, dict):
        raise ValueError(f"resources/{name}.yaml must hold a table.")
    return table


def _set(words: Iterable[Any]) -> frozenset[str]:
    """The words; raises `ValueError` for one that YAML takes for something else ("no", "on")."""
    for word in words:
        if not isinstance(word, str):
            raise ValueError(f"A word list in resources holds {word!r}; put it in quotes.")
    return frozenset(words)


def _units(table: Mapping[str, Any]) -> list[tuple[Unit, Mapping[str, Any]]]:
    return [
        (Unit(name, entry["dimension"], bool(entry.get("rate_only"))), entry)
        for name, entry in table.items()
    ]


def _forms(entries: Iterable[tuple[T, Mapping[str, Any]]], which: str) -> Iterator[tuple[str, T]]:
    for meaning, entry in entries:
        for form in _set(entry.get(which, ())):
            yield form, meaning


def _number_words(table: Mapping[str, Any]) -> NumberWords:
    def scale(which: str) -> dict[str, Decimal]:
        return {word: Decimal(number) for word, number in table[which].items()}

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
        to=Phrases((phrase, None) for phrase in table["to"]),
        alternative=_set(table["alternative"]),
        plus_or_minus=Phrases((phrase, None) for phrase in table["plus_or_minus"]),
        change_verbs=_set(table["change_verbs"]),
        range_words=_set(table["range_words"]),
    )
