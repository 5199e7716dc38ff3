"""Figures in news sentences that others have labelled; needs their data, which is not shipped.

`LODE_GOLD` names the folder that holds `3_quantities/newsquant` (NewsQuant, EMNLP 2023) and
`3_quantities/ieer_news` (NIST IE-ER newswire). The bounds lie just below what is measured.
"""

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.domain import Quantity
from workbench.extract import find_quantities

GOLD = os.environ.get("LODE_GOLD")
pytestmark = pytest.mark.skipif(not GOLD, reason="LODE_GOLD names no folder of labelled figures")


def records(name: str) -> Iterator[dict[str, Any]]:
    path = Path(GOLD or "") / "3_quantities" / name / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def states(label: dict[str, Any], quantity: Quantity) -> bool:
    def close(wanted: float | None, read: float | None) -> bool:
        return wanted is not None and read is not None and math.isclose(wanted, read, rel_tol=1e-6)

    if label["value"] is not None:
        return close(label["value"], quantity.value)
    return close(label["lower"], quantity.lower) and close(label["upper"], quantity.upper)


def test_values_in_news_sentences() -> None:
    labelled = read = right = 0
    for record in records("newsquant"):
        left = [figure.quantity for figure in find_quantities(record["text"])]
        read += len(left)
        labelled += len(record["quantities"])
        for label in record["quantities"]:
            hit = next((quantity for quantity in left if states(label, quantity)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    assert 2 * right / (labelled + read) >= 0.9


@pytest.mark.parametrize(
    ("kind", "recall"), [("MONEY", 0.92), ("PERCENT", 0.94), ("MEASURE", 0.87)]
)
def test_figures_found_in_whole_news_stories(kind: str, recall: float) -> None:
    labelled = found = 0
    for record in records("ieer_news"):
        spans = [figure.span for figure in find_quantities(record["text"])]
        for label in record["quantities"]:
            if label["type"] == kind:
                labelled += 1
                found += any(
                    span.start < label["end"] and label["start"] < span.end for span in spans
                )
    assert found / labelled >= recall
