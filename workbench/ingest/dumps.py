"""Articles dumped into a table: CSV, JSON and JSON lines, with a mapping of their columns.

A mapping names the column that holds each of `domain.COLUMN_ROLES`. What an analyst has not
chosen is guessed from the columns' names, and the text also from what is in them.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

from workbench.domain import COLUMN_ROLES, ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.languages import language_code
from workbench.ingest.members import Member, Names, refused
from workbench.ingest.metadata import complete
from workbench.ingest.page_text import authors, byline
from workbench.ingest.readers.html import fragment_text
from workbench.ingest.wordlists import dump_columns

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LONGEST_CELL = 10_000_000
PREVIEWED = 5
"""Rows of a preview, each cell cut to `PREVIEWED_CELL` characters."""
PREVIEWED_CELL = 200

_LOOKED_AT = 50
_DEEPEST = 4
_FEWEST_LETTERS = 150
_DELIMITERS = ",;\t|"
_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")
_MILLISECONDS = 10_000_000_000

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, and its cells by column, or why they cannot be had."""

    number: int
    cells: Cells
    problem: str = ""


def rows(form: str, data: bytes) -> Iterator[Row]:
    """The rows of a table in the format "csv", "json" or "jsonl"."""
    readers = {"csv": _csv_rows, "json": _json_rows, "jsonl": _json_line_rows}
    if form not in readers:
        raise Refused("It is not a table: its columns cannot be chosen.")
    for row in readers[form](decode(data).text):
        if row.number > MOST_ROWS:
            raise Refused(f"It has more than {MOST_ROWS:,} rows; split it.")
        if len(row.cells) > MOST_COLUMNS:
            raise Refused(f"It has more than {MOST_COLUMNS:,} columns.")
        yield row


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
    yield from (_member(row, roles, names) for row in head)
    yield from (_member(row, roles, names) for row in table)


def _member(row: Row, roles: Mapping[str, str], names: Names) -> Member:
    stated = next((cell for role in ("id", "url") if (cell := _cell(row, roles, role))), "")
    name = names.own(stated or str(row.number))
    if row.problem:
        return refused(name, b"", row.problem)
    packed = json.dumps(row.cells, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")

    def read() -> ArticleDraft:
        return complete(_draft(row, roles), PurePath("row"), None)

    return Member(name, packed, read)


def _draft(row: Row, roles: Mapping[str, str]) -> ArticleDraft:
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
        extractor="table",
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
    known = dump_columns()[role]
    named = [
        (min(known.index(name) for name in _names(column) if name in known), column)
        for column in columns
        if column not in taken and any(name in known for name in _names(column))
    ]
    filled = [(rank, column) for rank, column in named if _mean_length(head, column)]
    if role != "text":
        return min(filled, default=(0, None))[1]
    if filled:
        # Of "content" and "summary" the one that is the article is the longer.
        return max(filled, key=lambda one: (_mean_length(head, one[1]), -one[0]))[1]
    longest = max(
        (column for column in columns if column not in taken),
        key=lambda column: _mean_length(head, column),
        default=None,
    )
    is_text = longest is not None and _mean_length(head, longest) >= _FEWEST_LETTERS
    return longest if is_text else None


def _names(column: str) -> tuple[str, str]:
    """A column's name as the lists have it, and that of the last part of a nested one."""
    whole = _LETTERS.sub("", column.casefold())
    return whole, _LETTERS.sub("", column.casefold().rpartition(".")[2])


def _mean_length(head: Sequence[Row], column: str) -> float:
    return sum(len(row.cells.get(column, "").strip()) for row in head) / max(1, len(head))


# ── Formats ──────────────────────────────────────────────────────────────────────────────────


def _csv_rows(text: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = next(table, [])
        names = [name.strip() or f"column {n}" for n, name in enumerate(header, start=1)]
        if len(names) < 2 or len(set(names)) < len(names):
            raise Unreadable("Its first line does not name the columns, each once.")
        number = 0
        for cells in table:
            if any(cells):
                number += 1
                yield Row(number, dict(zip(names, cells, strict=False)))
    except csv.Error as error:
        raise Unreadable(f"It is damaged, or not a table: {error}.") from None


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _json_line_rows(text: str) -> Iterator[Row]:
    lines = (line for line in text.split("\n") if line.strip())
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield Row(number, _flat(found))
        else:
            yield Row(number, {}, "This line is not a JSON object.")


def _json_rows(text: str) -> Iterator[Row]:
    try:
        found = json.loads(text)
    except ValueError as error:
        if text.lstrip().startswith("{") and "Extra data" in str(error):
            yield from _json_line_rows(text)  # lines under the other ending
            return
        raise Unreadable(f"It is damaged, or not JSON: {error}.") from None
    objects = max(_lists(found, _DEEPEST), key=len, default=None)
    if objects is None:
        if not isinstance(found, dict):
            raise Unreadable("It holds no JSON objects.")
        objects = [found]
    for number, one in enumerate(objects, start=1):
        if isinstance(one, dict):
            yield Row(number, _flat(one.get("_source", one)))
        else:
            yield Row(number, {}, "This entry is not a JSON object.")


def _lists(found: Any, depth: int) -> Iterator[list[Any]]:
    """The lists of objects in a document, those of an article's own parts left aside."""
    if isinstance(found, list) and any(isinstance(one, dict) for one in found):
        yield found
    elif isinstance(found, dict) and depth and not _is_article(found):
        for value in found.values():
            yield from _lists(value, depth - 1)


def _is_article(found: Mapping[str, Any]) -> bool:
    texts = dump_columns()["text"]
    return any(
        isinstance(value, str) and len(value) >= _FEWEST_LETTERS and _names(name)[0] in texts
        for name, value in found.items()
    )


def _flat(one: Any, prefix: str = "", depth: int = _DEEPEST) -> dict[str, str]:
    """The fields of an object as texts, those of objects within under "outer.inner"."""
    cells: dict[str, str] = {}
    if not isinstance(one, dict):
        return cells
    for name, value in one.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            if depth:
                cells |= _flat(value, f"{key}.", depth - 1)
        elif isinstance(value, list):
            cells[key] = ", ".join(filter(None, map(_words, value)))
        else:
            cells[key] = _words(value)
    return cells


def _words(value: Any) -> str:
    if isinstance(value, dict):
        named: Iterable[Any] = (value.get(name) for name in ("name", "title", "text"))
        return next((str(one) for one in named if one), "")
    return "" if value is None or isinstance(value, list) else str(value)
