"""Passages by their ids alone, filtered and in any order: what lists of a million are made of."""

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from workbench import text as texts
from workbench.domain import Kind, PassageFilter, PassageGrouping, PassageOrder
from workbench.errors import UsageError
from workbench.store import people
from workbench.store.connection import Store

MOST_WORDS = 100
MOST_LETTERS = 1_000
"""What a filter may look for; SQLite refuses conditions and patterns without end."""

_HAS_WORD = """(p.exact LIKE ? ESCAPE '\\' OR p.memo LIKE ? ESCAPE '\\' OR p.id IN (
    SELECT t.passage_id FROM passage_tags t JOIN tags g ON g.id = t.tag_id
    WHERE g.name LIKE ? ESCAPE '\\'))"""

_KINDS = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in enumerate(Kind, 1))
_TAGS = (
    "(SELECT group_concat(name, ', ') FROM (SELECT g.name FROM passage_tags t "
    "JOIN tags g ON g.id = t.tag_id WHERE t.passage_id = p.id ORDER BY g.name))"
)
_WHO = (
    "CASE p.kind WHEN 'claim' THEN coalesce(p.claimant, p.speaker) "
    "ELSE coalesce(p.speaker, p.claimant) END"
)
_KEYS = {
    PassageOrder.KIND: f"CASE p.kind {_KINDS} END",
    PassageOrder.WORDS: "p.exact",
    PassageOrder.VALUE: "coalesce(p.value, p.lower, p.upper)",
    PassageOrder.WHO: _WHO,
    PassageOrder.METRIC: "p.metric",
    PassageOrder.TAGS: _TAGS,
    PassageOrder.OUTLET: "a.source",
    PassageOrder.ARTICLE: "a.title",
}
_GROUPS = {
    PassageGrouping.WHO: _WHO,
    PassageGrouping.METRIC: "p.metric",
    PassageGrouping.TAGS: _TAGS,
    PassageGrouping.OUTLET: "a.source",
    PassageGrouping.ARTICLE: "a.title",
    PassageGrouping.STORY: (
        "coalesce((SELECT s.title FROM story_members m JOIN articles s ON s.id = m.story "
        "WHERE m.article_id = a.id), a.title)"
    ),
}
_TEXTS = frozenset(_KEYS) - {PassageOrder.KIND, PassageOrder.VALUE}
_BY_DATE = "a.published IS NULL, a.published, a.id, p.start, p.end, p.id"
_BY_DATE_DOWN = "a.published IS NULL, a.published DESC, a.id, p.start, p.end, p.id"


def ids(
    store: Store,
    chosen: PassageFilter,
    order: PassageOrder = PassageOrder.DATE,
    *,
    descending: bool = False,
    only: Sequence[int] | None = None,
) -> "array[int]":
    """The ids that a filter lets through, in order; with `only` those among a few.

    What has nothing to sort by comes last both ways; equal ones go by date, then by place.
    Letters are compared without case, as far as they are ASCII.
    """
    where, parameters = condition(store, chosen)
    if only is not None:
        where += f" AND p.id IN ({','.join('?' * len(only))})"
        parameters += only
    rows = store.tuples(
        "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id "  # noqa: S608
        f"WHERE {where} ORDER BY {_order(order, descending=descending)}",
        parameters,
    )
    return array("q", [row[0] for row in rows])


def grouped(store: Store, by: PassageGrouping) -> Iterator[tuple[int, str | None]]:
    """Each passage with what it is grouped by, as it is written; None for nothing."""
    yield from store.tuples(
        f"SELECT p.id, {_GROUPS[by]} FROM passages p JOIN articles a ON a.id = p.article_id"  # noqa: S608
    )


def condition(store: Store, chosen: PassageFilter) -> tuple[str, list[Any]]:
    """What SQL asks of passages `p` for a filter, and its parameters.

    A speaker is found by any name that they go by.
    """
    conditions: list[str] = ["1"]
    parameters: list[Any] = []
    for column, value in (
        ("p.kind", chosen.kind),
        ("p.article_id", chosen.article_id),
        ("p.metric", texts.one_line(chosen.metric)),
        ("a.source", texts.one_line(chosen.outlet)),
        ("p.state", chosen.state),
    ):
        if value is not None:
            conditions.append(f"{column} = ?")
            parameters.append(value)
    if speaker := texts.one_line(chosen.speaker):
        forms = people.written_forms(store, speaker)
        marks = ",".join("?" * len(forms))
        conditions.append(f"(p.speaker IN ({marks}) OR p.claimant IN ({marks}))")
        parameters += [*forms, *forms]
    if chosen.since:
        conditions.append("a.published >= ?")
        parameters.append(chosen.since)
    if chosen.until:
        # What has a time of day lies behind its day.
        conditions.append("substr(a.published, 1, 10) <= ?")
        parameters.append(chosen.until)
    if chosen.ids is not None:
        conditions.append("p.id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(chosen.ids))
    if tag := texts.one_line(chosen.tag):
        conditions.append(
            "p.id IN (SELECT t.passage_id FROM passage_tags t "
            "JOIN tags g ON g.id = t.tag_id WHERE g.name = ?)"
        )
        parameters.append(tag)
    for word in _words(chosen.text):
        conditions.append(_HAS_WORD)
        parameters += [_like(word)] * 3
    return " AND ".join(conditions), parameters


def _order(order: PassageOrder, *, descending: bool) -> str:
    if order is PassageOrder.DATE:
        return _BY_DATE_DOWN if descending else _BY_DATE
    key = _KEYS[order]
    direction = "DESC" if descending else "ASC"
    if order in _TEXTS:
        return f"coalesce({key}, '') = '', {key} COLLATE NOCASE {direction}, {_BY_DATE}"
    return f"{key} IS NULL, {key} {direction}, {_BY_DATE}"


def _words(text: str) -> list[str]:
    words = texts.canonical(text).split()
    if len(words) > MOST_WORDS or any(len(word) > MOST_LETTERS for word in words):
        raise UsageError(f"Give at most {MOST_WORDS} words to look for, of ordinary length.")
    return words


def _like(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, "\\" + special)
    return f"%{word}%"
