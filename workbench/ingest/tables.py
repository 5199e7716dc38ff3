"""Rows out of CSV, JSON and JSON lines, whatever dialect or wrapping they come in.

What a row says is left to `dumps`. Nothing is dropped in silence: a row that cannot be had is
there with its problem, and one that may have lost words has a note.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from workbench.ingest.decode import Decoded, decode
from workbench.ingest.failures import Refused, Unreadable

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LONGEST_CELL = 10_000_000

IsArticle = Callable[[Mapping[str, Any]], bool]
"""Tells from its fields whether a JSON object is an article."""

_DEEPEST = 4
_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024
_SAMPLED_ROWS = 20
_LONGEST_NAME = 200
_PARAGRAPH = 80
_TOLD_BY_EXCEL = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_END = "\x00end of the table\x00"  # no cell holds it: a NUL is replaced before
_MORE_CELLS = (
    "The row has more cells than the table has columns: its text may be cut at a "
    "delimiter that is not quoted."
)
_OPEN_QUOTE = "A quotation mark is not closed: rows that follow may have become part of it."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, and its cells by column, or why they cannot be had.

    `notes` says what may be missing of it.
    """

    number: int
    cells: Mapping[str, str]
    problem: str = ""
    notes: tuple[str, ...] = ()


def rows(form: str, data: bytes, is_article: IsArticle) -> Iterator[Row]:
    """The rows of a table in the format "csv", "json" or "jsonl".

    Raises `Refused` for another format and for too many rows or columns, `Unreadable` for what
    is damaged.
    """
    decoded = decode(data)
    for row in _rows(form, decoded.text, is_article):
        if row.number > MOST_ROWS:
            raise Refused(f"It has more than {MOST_ROWS:,} rows; split it.")
        if len(row.cells) > MOST_COLUMNS:
            raise Refused(f"It has more than {MOST_COLUMNS:,} columns.")
        yield _with_losses(row, decoded)


def _rows(form: str, text: str, is_article: IsArticle) -> Iterator[Row]:
    if form == "csv":
        return _csv_rows(text)
    if form == "json":
        return _json_rows(text, is_article)
    if form == "jsonl":
        return _json_line_rows(text, is_article)
    raise Refused("It is not a table: its columns cannot be chosen.")


def _with_losses(row: Row, decoded: Decoded) -> Row:
    if not decoded.lost or not any("\ufffd" in cell for cell in row.cells.values()):
        return row
    note = f"Some of its characters could not be decoded as {decoded.encoding}."
    return replace(row, notes=(*row.notes, note))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────


def _csv_rows(text: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    text = text.replace("\x00", "\ufffd")
    if "\n" not in text:  # lines as the first Macs ended them
        text = text.replace("\r", "\n")
    told = _TOLD_BY_EXCEL.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    try:
        table = _cells(text, delimiter)
        header, _ = next(table, ([], True))
        names = _column_names(header)
        number = 0
        for cells, closed in table:
            if any(cells):
                number += 1
                yield _csv_row(number, names, cells, closed=closed)
    except csv.Error as error:
        raise Unreadable(f"It is damaged, or not a table: {error}.") from None


def _csv_row(number: int, names: Sequence[str], cells: Sequence[str], *, closed: bool) -> Row:
    notes = [] if closed else [_OPEN_QUOTE]
    if any(cells[len(names) :]):
        notes.append(_MORE_CELLS)
    return Row(number, dict(zip(names, cells, strict=False)), "", tuple(notes))


def _cells(text: str, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """The rows as they are written, and whether a quotation mark is still open at the end."""
    if delimiter == "\t" and _is_plain(text):
        for line in text.split("\n"):
            yield [_unquoted(cell) for cell in line.rstrip("\r").split("\t")], True
        return
    # The module does not tell that the last cell was never closed; a line of ours behind the
    # last does, by becoming part of it.
    lines = io.StringIO(text if text.endswith(("\n", "\r")) else f"{text}\n", newline="")
    for cells in csv.reader(chain(lines, [_END]), delimiter=delimiter):
        if cells == [_END]:
            return
        last = cells[-1] if cells else ""
        closed = not last.endswith(_END)
        yield cells if closed else [*cells[:-1], last.removesuffix(_END).rstrip()], closed


def _is_plain(text: str) -> bool:
    """Whether every line of a table with tabs is a row: then its quotes are only words'.

    Databases write tabs without quoting; a title that opens with a quotation mark would take
    in all rows up to the next one.
    """
    tabs = text.partition("\n")[0].count("\t")
    return all(line.count("\t") == tabs for line in text.split("\n") if line.strip())


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _delimiter(text: str) -> str:
    """The mark that makes the most regular table of the first rows."""
    sample = text[:_SAMPLE]
    return max(_DELIMITERS, key=lambda mark: _regularity(sample, mark, len(sample) == len(text)))


def _regularity(sample: str, mark: str, whole: bool) -> tuple[bool, float, int]:
    try:
        table = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        lengths = [len(cells) for cells in islice(table, _SAMPLED_ROWS) if cells]
    except csv.Error:
        return False, 0.0, 0
    if not whole and 1 < len(lengths) < _SAMPLED_ROWS:  # the last row is cut off
        lengths.pop()
    if not lengths or lengths[0] < 2:
        return False, 0.0, 0
    fitting = sum(length == lengths[0] for length in lengths) / len(lengths)
    return True, fitting, lengths[0]


def _column_names(header: Sequence[str]) -> list[str]:
    if not any(header) or any(len(name) > _LONGEST_NAME for name in header):
        raise Unreadable("Its first line does not name the columns.")
    names: list[str] = []
    given: set[str] = set()
    for number, written in enumerate(header, start=1):
        name = wanted = written.strip() or f"column {number}"
        again = 2
        while name in given:
            name, again = f"{wanted} ({again})", again + 1
        names.append(name)
        given.add(name)
    return names


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────


def _json_line_rows(text: str, is_article: IsArticle) -> Iterator[Row]:
    lines = (line for line in text.split("\n") if line.strip())
    first = list(islice(lines, 2))
    if len(first) < 2 or _object(first[0]) is None:
        # One document under the other ending; if it is none, its lines are told one by one.
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            yield from _found_rows(found, is_article)
            return
    yield from _line_rows(chain(first, lines))


def _line_rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        found = _object(line)
        if found is None:
            yield Row(number, {}, "This line is not a JSON object.")
        else:
            yield Row(number, _flat(_unwrapped(found)))


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _json_rows(text: str, is_article: IsArticle) -> Iterator[Row]:
    try:
        found = json.loads(text)
    except ValueError as error:
        if text.lstrip().startswith("{") and "Extra data" in str(error):
            # Lines under the other ending.
            yield from _line_rows(line for line in text.split("\n") if line.strip())
            return
        raise Unreadable(f"It is damaged, or not JSON: {error}.") from None
    yield from _found_rows(found, is_article)


def _found_rows(found: Any, is_article: IsArticle) -> Iterator[Row]:
    lists = list(_lists(found, _DEEPEST, is_article))
    of_articles = [one for one in lists if any(map(is_article, map(_unwrapped, one)))]
    if of_articles:
        objects = list(chain.from_iterable(of_articles))
    elif lists:
        objects = max(lists, key=len)
    elif isinstance(found, dict):
        objects = [found]
    else:
        raise Unreadable("It holds no JSON objects.")
    for number, one in enumerate(objects, start=1):
        if isinstance(one, dict):
            yield Row(number, _flat(_unwrapped(one)))
        else:
            yield Row(number, {}, "This entry is not a JSON object.")


def _lists(found: Any, depth: int, is_article: IsArticle) -> Iterator[list[Any]]:
    """The lists of objects in a document, those of an article's own parts left aside."""
    if isinstance(found, list):
        if any(isinstance(one, dict) for one in found):
            yield found
        elif depth:
            for one in found:
                yield from _lists(one, depth - 1, is_article)
    elif isinstance(found, dict) and depth and not is_article(found):
        if keyed := _keyed(found, is_article):
            yield keyed
            return
        for value in found.values():
            yield from _lists(value, depth - 1, is_article)


def _keyed(found: Mapping[str, Any], is_article: IsArticle) -> list[Any]:
    """The articles of an object that has them under their ids."""
    if not found or not all(isinstance(one, dict) for one in found.values()):
        return []
    articles = sum(map(is_article, found.values()))
    if articles < 2 and articles < len(found):  # an article beside what belongs to it
        return []
    return [{"id": key, **one} for key, one in found.items()]


def _unwrapped(one: Any) -> Any:
    """The fields of an object as they were stored in a search engine."""
    inner = one.get("_source") if isinstance(one, dict) else None
    if not isinstance(inner, dict):
        return one
    return {**({"id": one["_id"]} if "_id" in one and "id" not in inner else {}), **inner}


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
            words = [word for word in map(_words, value) if word]
            are_paragraphs = any(len(word) >= _PARAGRAPH for word in words)
            cells[key] = ("\n\n" if are_paragraphs else ", ").join(words)
        else:
            cells[key] = _words(value)
    return cells


def _words(value: Any) -> str:
    if isinstance(value, dict):
        named: Iterable[Any] = (value.get(name) for name in ("name", "title", "text"))
        return next((str(one) for one in named if one), "")
    return "" if value is None or isinstance(value, list) else str(value)
