"""The JSON contract: what each command prints, field by field.

These fields stay as they are; more may be added. Offsets are Unicode code points in the
article's canonical text, start inclusive, end exclusive.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.domain import (
    CHOICES,
    Article,
    ExportReport,
    Finding,
    ImportReport,
    Kind,
    Outcome,
    Passage,
    ReadFile,
    Reading,
    SearchResult,
    Series,
    Step,
    shown_member,
)

DrawChart = Callable[[Sequence[Series], Path], None]
"""Draws series into a .png or .svg file."""

Json = dict[str, Any]


_NUMBERS = ("value", "lower", "upper", "unit", "currency", "as_of")


def import_report(report: ImportReport) -> Json:
    """The counts by outcome, which add up to `found`, and each file."""
    names = {Outcome.DUPLICATE: "duplicates"}
    counts = {names.get(one, one.value): number for one, number in report.counts.items()}
    return {
        "found": report.found,
        **counts,
        "cancelled": report.cancelled,
        "files": [
            {
                "path": file.shown,
                "outcome": file.outcome.value,
                "reason": file.reason,
                "article_id": file.article_id,
            }
            for file in report.files
        ],
        "vanished": [
            {"path": file.shown, "article_id": file.article_id} for file in report.vanished
        ],
    }


def article(found: Article, counts: Mapping[Kind, int]) -> Json:
    """One article with its numbers of passages."""
    return {
        "id": found.id,
        "title": found.title,
        "author": found.author,
        "published": found.published,
        "source": found.source,
        "url": found.url,
        "path": shown_member(found.path, found.member),
        "language": found.language,
        "characters": found.characters,
        "story": found.story,
        "date_basis": found.date_basis.value,
        "passages": {kind.value: counts.get(kind, 0) for kind in Kind},
    }


def read_file(file: ReadFile) -> Json:
    """What a reader made of a file, without a project."""
    draft = file.draft
    fields = ("title", "author", "published", "source", "url", "language", "text")
    return {
        "path": file.shown,
        "outcome": file.outcome.value,
        "reason": file.reason,
        **{name: getattr(draft, name) if draft else None for name in fields},
    }


def search_result(result: SearchResult) -> Json:
    """Hits with snippets; `matches` are offsets in the article, as `start` and `end` are."""
    return {
        "query": result.query,
        "total": result.total,
        "milliseconds": round(result.milliseconds, 3),
        "hits": [
            {
                "article_id": hit.article_id,
                "title": hit.title,
                "published": hit.published,
                "source": hit.source,
                "score": hit.score,
                "snippets": [
                    {
                        "start": snippet.span.start,
                        "end": snippet.span.end,
                        "text": snippet.text,
                        "matches": [[match.start, match.end] for match in snippet.matches],
                    }
                    for snippet in hit.snippets
                ],
            }
            for hit in result.hits
        ],
        "facets": {name: [list(pair) for pair in pairs] for name, pairs in result.facets.items()},
    }


def passage(found: Passage) -> Json:
    """One passage; `quantity` is null unless a number was read or given."""
    details = found.details
    quantity: Json | None = None
    if details.quantity is not None:
        quantity = {**asdict(details.quantity), "metric": details.metric}
    return {
        "id": found.id,
        "article_id": found.article_id,
        "kind": found.kind.value,
        "start": found.span.start,
        "end": found.span.end,
        "text": found.text,
        "parts": [[part.start, part.end] for part in found.parts],
        "tags": list(details.tags),
        "memo": details.memo,
        "speaker": details.speaker,
        "claimant": details.claimant,
        "metric": details.metric,
        "quantity": quantity,
        **{name: getattr(details, name) for name in ("cue", *CHOICES, "read_from")},
        "created": found.created,
        "modified": found.modified,
        "state": found.state.value,
        "proposed": None if found.proposed is None else [found.proposed.start, found.proposed.end],
    }


def reading(key: Any, text: str, found: Reading) -> Json:
    """All that was read in one text; `qualifier` "" is exact."""
    return {
        "id": key,
        "figures": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "surface": text[one.span.start : one.span.end],
                **{name: getattr(one.quantity, name) for name in _NUMBERS},
                "qualifier": one.quantity.qualifier.value,
                "subject": one.subject,
                "metric": one.metric,
                "who": one.who,
                "dimension": one.dimension,
                "form": one.form.value,
                "direction": one.direction,
                "status": one.status.value if one.status else None,
                "score": one.score,
            }
            for one in found.figures
        ],
        "quotes": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "text": text[one.span.start : one.span.end],
                "speaker": one.speaker,
                "speaker_start": one.speaker_span.start if one.speaker_span else None,
                "speaker_end": one.speaker_span.end if one.speaker_span else None,
                "name": one.name,
                "confidence": one.confidence,
                "cue": one.cue,
                "directness": one.directness.value,
                "gaps": [[gap.start, gap.end] for gap in one.gaps],
                "score": one.score,
            }
            for one in found.quotes
        ],
        "claims": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "text": text[one.span.start : one.span.end],
                "score": one.score,
                "claimant": one.claimant,
                "stance": one.stance.value,
            }
            for one in found.claims
        ],
        "dates": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "surface": text[one.span.start : one.span.end],
                "value": one.value,
                "precision": one.precision.value,
            }
            for one in found.dates
        ],
    }


def step(found: Step | None) -> Json:
    """A step of the journal, or null when there was nothing to do."""
    if found is None:
        return {"step": None}
    return {"step": {**asdict(found), "tables": sorted(found.tables)}}


def series(found: Series) -> Json:
    """One series with its points."""
    points = [
        {
            "t": point.t,
            "value": point.value,
            "lower": point.lower,
            "upper": point.upper,
            "qualifier": point.qualifier,
            "passage_id": point.passage_id,
            "article_id": point.article_id,
        }
        for point in found.points
    ]
    return {
        "metric": found.metric,
        "unit": found.unit,
        "group": found.group,
        "points": points,
    }


def finding(found: Finding) -> Json:
    """One thing that a check has found."""
    return asdict(found)


def export_report(report: ExportReport) -> Json:
    """What an export wrote."""
    return {"written": report.written, "passages": report.passages, "notes": list(report.notes)}
