"""Figures against the public data: values, qualifiers, spans in whole news stories."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import gold
from workbench.domain import FigureForm, Qualifier, SuggestedFigure
from workbench.extract.figures import find_figures

Row = dict[str, Any]

SETS = {
    "newsquant": Path("3_quantities/newsquant/dev.jsonl"),
    "ieer": Path("3_quantities/ieer_news/dev.jsonl"),
    "recognizers": Path("3_quantities/recognizers_text/dev.jsonl"),
}
NEWS_TYPES = {"MONEY", "PERCENT", "MEASURE", "CARDINAL"}
_QUALIFIERS = {
    Qualifier.EXACT: "exact",
    Qualifier.ABOUT: "approximate",
    Qualifier.ABOVE: "more_than",
    Qualifier.AT_LEAST: "more_than",
    Qualifier.BELOW: "less_than",
    Qualifier.AT_MOST: "less_than",
}


def rows(name: str) -> Iterator[Row]:
    """The rows of a set."""
    with (gold.folder() / SETS[name]).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def predicted(row: Row) -> Row:
    """What is read in a row, in the data's own words."""
    found = find_figures(row["text"])
    return {"id": row["id"], "quantities": [_quantity(row["text"], one) for one in found]}


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
        "unit": quantity.currency or quantity.unit,
        "qualifier": qualifier,
        "form": one.form.value,
    }
