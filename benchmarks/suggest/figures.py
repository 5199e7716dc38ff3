"""Figures against the public data: values, qualifiers, spans in whole news stories.

Every reader of figures is asked in the same way, ours and the peers': texts go in, rows of
quantities come out, and the data's own scorer compares them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gold
from workbench.domain import FigureForm, Qualifier, SuggestedFigure
from workbench.extract.figures import find_figures

Row = dict[str, Any]
Texts = Mapping[str, str]
Read = Mapping[str, list[Row]]

_SETS = {
    "newsquant": Path("3_quantities/newsquant/dev.jsonl"),
    "ieer": Path("3_quantities/ieer_news/dev.jsonl"),
    "recognizers": Path("3_quantities/recognizers_text/dev.jsonl"),
}
_NEWS_TYPES = {"MONEY", "PERCENT", "MEASURE", "CARDINAL"}
_QUALIFIERS = {
    Qualifier.EXACT: "exact",
    Qualifier.ABOUT: "approximate",
    Qualifier.ABOVE: "more_than",
    Qualifier.AT_LEAST: "more_than",
    Qualifier.BELOW: "less_than",
    Qualifier.AT_MOST: "less_than",
}


@dataclass(frozen=True)
class Scores:
    """F1 of values and of values with qualifiers; recall and F1 of spans; F1 of two units."""

    value: float
    qualified: float
    spans_recall: float
    spans: float
    currency_and_percent: float


def rows(name: str) -> dict[str, Row]:
    """The rows of a set by their ids."""
    with (gold.folder() / _SETS[name]).open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def texts() -> dict[str, str]:
    """All texts a reader of figures is asked about, by set and id."""
    return {f"{name}/{key}": row["text"] for name in _SETS for key, row in rows(name).items()}


def ours(asked: Texts) -> Read:
    """What Lode reads in texts, in the data's own words."""
    return {
        key: [_quantity(text, one) for one in find_figures(text)] for key, text in asked.items()
    }


def scores(read: Read, scorer: ModuleType) -> Scores:
    """How well the quantities read in `texts()` match what the data say."""
    news = rows("newsquant")
    values = scorer.values(news, _of("newsquant", read))
    stories = rows("ieer")
    spans = scorer.spans(
        stories, _apart_from_dates(stories, _of("ieer", read)), "quantities", _NEWS_TYPES, "type"
    )["overlap"]
    phrases = {
        key: row
        for key, row in rows("recognizers").items()
        if row["subset"] in {"currency", "percent"}
    }
    in_phrases = {
        key: {
            "quantities": [one for one in row["quantities"] if one["of"] == phrases[key]["subset"]]
        }
        for key, row in _of("recognizers", read).items()
        if key in phrases
    }
    return Scores(
        value=values["value"]["F1"],
        qualified=values["value+qualifier"]["F1"],
        spans_recall=spans["R"],
        spans=spans["F1"],
        currency_and_percent=scorer.values(phrases, in_phrases)["value"]["F1"],
    )


def _of(name: str, read: Read) -> dict[str, Row]:
    return {
        key.removeprefix(f"{name}/"): {"quantities": found}
        for key, found in read.items()
        if key.startswith(f"{name}/")
    }


def _apart_from_dates(stories: Mapping[str, Row], read: Mapping[str, Row]) -> dict[str, Row]:
    """What was read, without what lies on a date, a duration or a time of the data."""
    return {
        key: {
            "quantities": [
                one
                for one in read[key]["quantities"]
                if not any(_overlap(one, other) for other in _others(row))
            ]
        }
        for key, row in stories.items()
    }


def _others(row: Row) -> Iterator[Row]:
    return (one for one in row["quantities"] if one["type"] not in _NEWS_TYPES)


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _quantity(text: str, one: SuggestedFigure) -> Row:
    quantity = one.quantity
    qualifier = _QUALIFIERS[quantity.qualifier]
    if one.form is FigureForm.CHANGE and qualifier == "exact" and one.direction:
        qualifier = "up" if one.direction > 0 else "down"
    return {
        "start": one.span.start,
        "end": one.span.end,
        "surface": text[one.span.start : one.span.end],
        "value": None if quantity.lower is not None else quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "qualifier": qualifier,
        "of": _kind(one.dimension, quantity.unit),
    }


def _kind(dimension: str | None, unit: str | None) -> str:
    if dimension in {"currency", "small change"}:
        return "currency"
    return "percent" if unit in {"percent", "percentage point"} else ""
