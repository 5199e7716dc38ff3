"""Articles dumped into a table: CSV, JSON and JSON lines, with a mapping of their columns.

A mapping names the column that holds each of `domain.COLUMN_ROLES`. What an analyst has not
chosen is guessed from the columns' names, and the text also from what is in them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from pathlib import PurePath
from typing import Any

from workbench.domain import COLUMN_ROLES, ArticleDraft, DateBasis
from workbench.ingest import tables
from workbench.ingest.dates import iso_date
from workbench.ingest.failures import Refused
from workbench.ingest.mapping import noted
from workbench.ingest.members import Member, Names, refused
from workbench.ingest.metadata import complete
from workbench.ingest.page_text import authors, byline
from workbench.ingest.readers.html import fragment_text
from workbench.ingest.tables import Row
from workbench.ingest.wordlists import dump_columns
from workbench.languages import language_code

PREVIEWED = 5
"""Rows of a preview, each cell cut to `PREVIEWED_CELL` characters."""
PREVIEWED_CELL = 200

_LOOKED_AT = 50
_FEWEST_LETTERS = 150
_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")
_MILLISECONDS = 10_000_000_000
# Of "author.name" and "title.rendered" the outer part says what it is.
_CARRIERS = frozenset({"name", "fullname", "displayname", "value", "rendered", "label", "plain"})
_OWNERS = ("author", "source")


def rows(form: str, data: bytes) -> Iterator[Row]:
    """The rows of a table in the format "csv", "json" or "jsonl"."""
    return tables.rows(form, data, _is_article)


def preview(table: Iterator[Row], mapping: Mapping[str, str]) -> dict[str, Any]:
    """The columns, the mapping as chosen and guessed, and the first rows, as JSON."""
    head = list(islice(table, _LOOKED_AT))
    columns = _columns(head)
    shown = [row.cells for row in head if not row.problem][:PREVIEWED]
    return {
        "columns": columns,
        "mapping": _mapped(head, mapping),
        "rows": [[cells.get(name, "")[:PREVIEWED_CELL] for name in columns] for cells in shown],
    }


def articles(table: Iterator[Row], mapping: Mapping[str, str]) -> Iterator[Member]:
    """The articles of a table, each by its id, its address or the number of its row.

    Raises `Refused` when no column holds their text.
    """
    head = list(islice(table, _LOOKED_AT))
    if not head:
        return
    roles = _mapped(head, mapping)
    if "text" not in roles:
        columns = ", ".join(_columns(head)[:20])
        raise Refused(
            f"No column holds the articles' text. It has the columns {columns}. Say which one "
            "it is: choose its columns, or on the command line --map text=COLUMN."
        )
    names = Names()
    yield from (_member(row, roles, mapping, names) for row in chain(head, table))


def _member(row: Row, roles: Mapping[str, str], chosen: Mapping[str, str], names: Names) -> Member:
    stated = next((cell for role in ("id", "url") if (cell := _cell(row, roles, role))), "")
    name = names.own(stated or str(row.number))
    if row.problem:
        return refused(name, row.problem)

    def content() -> bytes:
        # With the columns that were chosen: other ones make another article of the same row.
        packed = json.dumps([row.cells, dict(chosen)], ensure_ascii=False, sort_keys=True)
        return packed.encode("utf-8", "replace")

    def read(_: bytes) -> ArticleDraft:
        return complete(_draft(row, roles, chosen), PurePath("row"), None)

    return Member(name, content, read)


def _draft(row: Row, roles: Mapping[str, str], chosen: Mapping[str, str]) -> ArticleDraft:
    published = _date(_cell(row, roles, "date"))
    return ArticleDraft(
        title=" ".join(fragment_text(_cell(row, roles, "title")).split()),
        text=fragment_text(_cell(row, roles, "text")).strip(),
        author=byline(_cell(row, roles, "author")) or authors(_cell(row, roles, "author")),
        published=published,
        date_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        source=_cell(row, roles, "source") or None,
        url=_cell(row, roles, "url") or None,
        language=language_code(_cell(row, roles, "language")),
        extractor=noted(chosen),
        notes=row.notes,
    )


def _cell(row: Row, roles: Mapping[str, str], role: str) -> str:
    return row.cells.get(roles[role], "").strip() if role in roles else ""


def _date(words: str) -> str | None:
    """A date in words, in the form of mails, or in seconds or milliseconds since 1970."""
    if not words:
        return None
    if _NUMBER.fullmatch(words):
        seconds = float(words)
        seconds = seconds / 1000 if seconds > _MILLISECONDS else seconds
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    if found := iso_date(words):
        return found
    try:
        return parsedate_to_datetime(words).isoformat()
    except ValueError:
        return None


# ── Columns ──────────────────────────────────────────────────────────────────────────────────


def _columns(head: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in head for name in row.cells))


def _mapped(head: Sequence[Row], chosen: Mapping[str, str]) -> dict[str, str]:
    """The column of each role: as chosen ("" for none), else as guessed."""
    columns = _columns(head)
    unknown = sorted(set(chosen.values()) - {*columns, ""})
    if unknown:
        raise Refused(f"It has no column “{unknown[0]}”. It has {', '.join(columns[:20])}.")
    roles = {role: column for role, column in chosen.items() if column}
    for role in COLUMN_ROLES:
        if role not in chosen and (guess := _guess(role, head, columns, set(roles.values()))):
            roles[role] = guess
    return roles


def _guess(role: str, head: Sequence[Row], columns: Sequence[str], taken: set[str]) -> str | None:
    free = [column for column in columns if column not in taken]
    named = {column: rank for column in free if (rank := _likeness(role, column)) is not None}
    filled = [column for column in named if _mean_length(head, column)]
    if role != "text":
        # Of equals the outermost field is meant: an article's title before its author's.
        return min(filled, key=lambda one: (named[one], one.count(".")), default=None)
    if filled:
        # Of "content" and "summary" the one that is the article is the longer.
        return max(filled, key=lambda one: (_mean_length(head, one), -named[one]))
    if len(columns) < 2:  # perhaps no table at all, but one of words
        return None
    longest = max(free, key=lambda column: _mean_length(head, column), default=None)
    is_text = longest is not None and _mean_length(head, longest) >= _FEWEST_LETTERS
    return longest if is_text else None


def _likeness(role: str, column: str) -> int | None:
    """The place of a column's name in the list of a role's names; None if it is not in it."""
    known = dump_columns()[role]
    return min((known.index(name) for name in _names(role, column) if name in known), default=None)


def _names(role: str, column: str) -> list[str]:
    """What a column may be called: all of its name and, of a nested one, the part that counts."""
    parts = [_LETTERS.sub("", part) for part in column.casefold().split(".")]
    if len(parts) == 1:
        return parts
    owner = next((one for one in _OWNERS if parts[-2] in dump_columns()[one]), None)
    names = ["".join(parts)]
    if parts[-1] in _CARRIERS:
        names.append(parts[-2])
    elif owner in {None, role}:  # an author's address is not the article's
        names.append(parts[-1])
    return names


def _is_article(found: Mapping[str, Any]) -> bool:
    """Whether a JSON object has a text that is long enough for an article's."""
    return isinstance(found, Mapping) and any(
        _likeness("text", name) is not None and _length(value) >= _FEWEST_LETTERS
        for name, value in found.items()
    )


def _length(value: Any) -> int:
    if isinstance(value, list):
        return sum(len(one) for one in value if isinstance(one, str))
    return len(value) if isinstance(value, str) else 0


def _mean_length(head: Sequence[Row], column: str) -> float:
    return sum(len(row.cells.get(column, "").strip()) for row in head) / max(1, len(head))
