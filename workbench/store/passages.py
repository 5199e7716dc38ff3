"""Passages, their details and tags: reading, adding, changing, deleting."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from workbench import text as texts
from workbench.domain import (
    CHOICES,
    AnchorState,
    Kind,
    Passage,
    PassageDetails,
    PassageFilter,
    Qualifier,
    Quantity,
    Span,
)
from workbench.errors import NotFound, UsageError
from workbench.store import codebook, links
from workbench.store.batches import rows_by_ids
from workbench.store.connection import Store, Writer
from workbench.store.passage_lists import condition
from workbench.store.refusals import spoilt
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now


@dataclass(frozen=True, slots=True)
class PassageHeading:
    """What a list of hits shows of a passage and of its article."""

    id: int
    article_id: int
    start: int
    text: str
    kind: str
    by: str | None
    title: str
    published: str | None
    source: str | None
    language: str | None


NO_PROPOSAL: Mapping[str, Any] = MappingProxyType(
    {"proposed_start": None, "proposed_end": None, "proposed_score": None}
)
"""The columns of a passage whose place is not in question."""

_QUANTITY = ("value", "lower", "upper", "unit", "currency", "qualifier", "as_of")


def find(store: Store, chosen: PassageFilter) -> list[Passage]:
    """The passages that a filter lets through, by article date, then by place."""
    where, parameters = condition(store, chosen)
    rows = store.rows(
        "SELECT p.* FROM passages p JOIN articles a ON a.id = p.article_id "  # noqa: S608
        f"WHERE {where} ORDER BY a.published IS NULL, a.published, a.id, p.start, p.end, p.id",
        parameters,
    )
    return _with_tags(store, list(rows))


def get(store: Store, passage_id: int) -> Passage:
    """One passage; raises `NotFound`."""
    row = store.row("SELECT * FROM passages WHERE id = ?", [passage_id])
    if row is None:
        raise NotFound(f"There is no passage {passage_id} in this project.")
    return _with_tags(store, [row])[0]


def get_many(store: Store, ids: Sequence[int]) -> list[Passage]:
    """Passages by id, in the order asked for; ids that do not exist are left out."""
    rows = rows_by_ids(store, "SELECT * FROM passages WHERE id IN ({ids})", ids)
    found = {passage.id: passage for passage in _with_tags(store, list(rows))}
    return [found[wanted] for wanted in ids if wanted in found]


def hits(store: Store, ids: Sequence[int]) -> dict[int, PassageHeading]:
    """What a list of hits shows of passages, by id; ids that do not exist are left out."""
    sql = (
        "SELECT p.id, p.article_id, p.start, p.exact AS text, p.kind, "
        "coalesce(p.speaker, p.claimant) AS by, a.title, a.published, a.source, a.language "
        "FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({ids})"
    )
    return {row["id"]: PassageHeading(**row) for row in rows_by_ids(store, sql, ids)}


def unanchored(store: Store) -> list[Passage]:
    """The passages in review and the orphans, by article, then by place."""
    rows = store.rows(
        "SELECT * FROM passages WHERE state <> 'anchored' ORDER BY article_id, start, id"
    )
    return _with_tags(store, list(rows))


def count(store: Store) -> int:
    """How many passages the project has."""
    return int(store.value("SELECT n FROM table_counts WHERE tbl = 'passages'"))


def add(
    writer: Writer,
    *,
    article_id: int,
    text: str,
    span: Span,
    kind: Kind,
    details: PassageDetails,
    text_sha256: str | None = None,
    gaps: Sequence[Span] = (),
) -> int:
    """Insert a passage on `span` of the article's `text`; returns its id.

    Whoever adds many to one text passes its hash, which takes longer than the rest.
    """
    moment = now()
    passage_id = writer.insert(
        "passages",
        {
            "uid": new_uid(),
            "article_id": article_id,
            "kind": kind,
            **place(text, span, text_sha256),
            **_detail_columns(details),
            "state": AnchorState.ANCHORED,
            **NO_PROPOSAL,
            "gaps": packed_gaps(gaps),
            "created": moment,
            "modified": moment,
        },
    )
    _set_tags(writer, passage_id, details.tags)
    return passage_id


def place(text: str, span: Span, text_sha256: str | None = None) -> dict[str, Any]:
    """The columns that anchor a passage on `span`; raises `SpanError`."""
    words = texts.anchor(text, span)
    return {
        "text_sha256": text_sha256 or texts.sha256(text),
        "start": span.start,
        "end": span.end,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
    }


def anchored_at(text: str, span: Span) -> dict[str, Any]:
    """The columns of a passage that is known to stand on `span`; raises `SpanError`."""
    return {**place(text, span), "state": AnchorState.ANCHORED, **NO_PROPOSAL}


def set_details(writer: Writer, passage_id: int, details: PassageDetails) -> None:
    """Give a passage these details and tags."""
    if writer.update("passages", passage_id, _detail_columns(details)):
        writer.update("passages", passage_id, {"modified": now()})
    _set_tags(writer, passage_id, details.tags)


def change(writer: Writer, passage_id: int, columns: dict[str, Any]) -> None:
    """Change columns of a passage and note the time."""
    writer.update("passages", passage_id, {**columns, "modified": now()})


def delete(writer: Writer, passage_id: int) -> None:
    """Delete a passage with its tags, and take it out of all that it is part of."""
    links.untie(writer, passage_id)
    for link in writer.rows("SELECT id FROM passage_tags WHERE passage_id = ?", [passage_id]):
        writer.delete("passage_tags", link["id"])
    writer.delete("passages", passage_id)


def add_tag(writer: Writer, passage_id: int, name: str) -> None:
    """Put a tag on a passage; the tag is made when the codebook has none of that name."""
    tag_id = codebook.id_of(writer, name)
    known = writer.row(
        "SELECT id FROM passage_tags WHERE passage_id = ? AND tag_id = ?", [passage_id, tag_id]
    )
    if known is None:
        writer.insert("passage_tags", {"passage_id": passage_id, "tag_id": tag_id})


def remove_tag(writer: Writer, passage_id: int, name: str) -> None:
    """Take a tag off a passage, if it is there."""
    for link in writer.rows(
        "SELECT t.id FROM passage_tags t JOIN tags g ON g.id = t.tag_id "
        "WHERE t.passage_id = ? AND g.name = ?",
        [passage_id, texts.one_line(name)],
    ):
        writer.delete("passage_tags", link["id"])


def in_use(store: Store, column: str) -> list[str]:
    """Different values of metric, unit, currency, speaker, claimant or cue, the most used first."""
    if column not in {"metric", "unit", "currency", "speaker", "claimant", "cue"}:
        raise ValueError(column)
    rows = store.rows(
        f"SELECT {column} AS v, count(*) AS n FROM passages "  # noqa: S608 - checked above
        f"WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v"
    )
    return [row["v"] for row in rows]


def _with_tags(store: Store, rows: Sequence[Row]) -> list[Passage]:
    names: dict[int, list[str]] = defaultdict(list)
    links = rows_by_ids(
        store,
        "SELECT t.passage_id, g.name FROM passage_tags t JOIN tags g ON g.id = t.tag_id "
        "WHERE t.passage_id IN ({ids}) ORDER BY g.name",
        [row["id"] for row in rows],
    )
    for link in links:
        names[link["passage_id"]].append(link["name"])
    try:
        return [_passage(row, names[row["id"]]) for row in rows]
    except (ValueError, TypeError) as error:
        raise spoilt("A passage", error) from error


def _passage(row: Row, tag_names: Iterable[str]) -> Passage:
    return Passage(
        id=row["id"],
        uid=row["uid"],
        article_id=row["article_id"],
        kind=Kind(row["kind"]),
        span=Span(row["start"], row["end"]),
        text=row["exact"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        details=PassageDetails(
            tags=tuple(tag_names),
            memo=row["memo"],
            speaker=row["speaker"],
            claimant=row["claimant"],
            metric=row["metric"],
            quantity=_quantity(row),
            cue=row["cue"],
            read_from=row["read_from"],
            **{name: _choice(row[name], kind) for name, kind in CHOICES.items()},
        ),
        created=row["created"],
        modified=row["modified"],
        state=AnchorState(row["state"]),
        proposed=(
            None
            if row["proposed_start"] is None
            else Span(row["proposed_start"], row["proposed_end"])
        ),
        proposed_score=row["proposed_score"],
        gaps=_gaps(row),
    )


def packed_gaps(gaps: Sequence[Span]) -> str | None:
    """Gaps as they are stored."""
    return json.dumps([[gap.start, gap.end] for gap in gaps]) if gaps else None


def _gaps(row: Row) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in json.loads(row["gaps"])) if row["gaps"] else ()


def _choice(stored: str | None, kind: type[StrEnum]) -> Any:
    return None if stored is None else kind(stored)


def _quantity(row: Row) -> Quantity | None:
    # A figure whose number has not been read has no qualifier; an exact one has "".
    if row["qualifier"] is None:
        return None
    fields = {name: row[name] for name in _QUANTITY}
    return Quantity(**{**fields, "qualifier": Qualifier(row["qualifier"])})


def _detail_columns(details: PassageDetails) -> dict[str, Any]:
    numbers = details.quantity or Quantity()
    return {
        "memo": texts.canonical(details.memo),
        "speaker": texts.one_line(details.speaker),
        "claimant": texts.one_line(details.claimant),
        "metric": texts.one_line(details.metric),
        "value": _real(numbers.value),
        "lower": _real(numbers.lower),
        "upper": _real(numbers.upper),
        "unit": texts.one_line(numbers.unit),
        "currency": texts.one_line(numbers.currency),
        "qualifier": details.quantity.qualifier if details.quantity else None,
        "as_of": texts.one_line(numbers.as_of),
        "cue": texts.one_line(details.cue),
        "read_from": texts.one_line(details.read_from),
        **{name: getattr(details, name) for name in CHOICES},
    }


def _real(number: float | None) -> float | None:
    if number is None:
        return None
    if not math.isfinite(number):
        raise UsageError("A value must be a finite number.")
    return float(number) + 0.0  # SQLite keeps no sign of zero, and adding zero drops it


def _set_tags(writer: Writer, passage_id: int, names: Sequence[str]) -> None:
    wanted = {name.casefold(): name for name in filter(None, map(texts.one_line, names))}
    present = writer.rows(
        "SELECT t.id, g.name FROM passage_tags t JOIN tags g ON g.id = t.tag_id "
        "WHERE t.passage_id = ?",
        [passage_id],
    )
    for link in present:
        if wanted.pop(link["name"].casefold(), None) is None:
            writer.delete("passage_tags", link["id"])
    for name in wanted.values():
        add_tag(writer, passage_id, name)
