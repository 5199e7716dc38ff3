"""Dates and quotes against the public data."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gold
from workbench.extract.dates import find_dates
from workbench.extract.names import resolved
from workbench.extract.quotes import find_quotes

Row = dict[str, Any]

_DATES = Path("3_quantities/timebank_timex3/dev.jsonl")
_QUOTES = Path("4_quotes/polnear/dev.jsonl")


def dates(scorer: ModuleType) -> tuple[float, float]:
    """Overlap F1 of spans, and the part of the stated dates found that have the right value."""
    stories = _by_id(_DATES)
    read = {
        key: {
            "dates": [
                {"start": one.span.start, "end": one.span.end, "value": one.value}
                for one in find_dates(row["text"], row["document_date"])
            ]
        }
        for key, row in stories.items()
    }
    right = [
        any(one["value"] == said["value"] for one in found)
        for key, row in stories.items()
        for said in row["dates"]
        if said["type"] == "DATE"
        and (
            found := [
                one
                for one in read[key]["dates"]
                if one["start"] < said["end"] and said["start"] < one["end"]
            ]
        )
    ]
    return (
        scorer.spans(stories, read, "dates", None, "type")["overlap"]["F1"],
        sum(right) / len(right),
    )


def quotes(scorer: ModuleType) -> tuple[float, float, float, float]:
    """F1 of direct quotes and of direct and mixed ones; speakers exact and overlapping."""
    stories = _by_id(_QUOTES)
    read = {
        key: {
            "quotes": [
                {
                    "quote_start": one.span.start,
                    "quote_end": one.span.end,
                    "speaker": one.speaker,
                }
                for one in resolved(row["text"], find_quotes(row["text"]))
            ]
        }
        for key, row in stories.items()
    }
    direct = scorer.quotes(stories, read, {"direct"})["iou50"]
    both = scorer.quotes(stories, read, {"direct", "mixed"})["iou50"]
    return direct["F1"], both["F1"], both["speaker_exact"], both["speaker_token_overlap"]


def _by_id(path: Path) -> dict[str, Row]:
    return {row["id"]: row for row in _rows(path)}


def _rows(path: Path) -> Iterator[Row]:
    with (gold.folder() / path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
