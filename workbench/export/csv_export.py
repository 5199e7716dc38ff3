"""Excerpts and charts as CSV (RFC 4180), safe to open in a spreadsheet.

UTF-8 with a byte order mark: without one Excel reads the file in the country's old code page
and spoils every "€", "–" and Cyrillic letter, and it is the program these files go to most. Other
readers are told `utf-8-sig`, or find the mark in front of the first column's name. Records end in
CR LF; line ends within a cell are kept.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from workbench.domain import ExportReport, Passage, Quantity, Series, SeriesPoint
from workbench.export.characters import NO_TEXT, replaced
from workbench.export.excerpts import Excerpt, Notes, Surroundings, plain_number
from workbench.export.files import write_whole

TAG_JOIN = "; "
PART_JOIN = " "

FORMULA_SIGNS = frozenset("=+-@\t\r\n\x00＝＋－＠")
"""What begins a formula, or is dropped by a spreadsheet so that what follows begins one."""

MOST_SHOWN = 32_767
"""Characters of a cell that Excel shows; the file holds all of them."""

_SUSPECT = re.compile(f"\\A[{re.escape(''.join(sorted(FORMULA_SIGNS)))}]|{NO_TEXT.pattern}")
_ROWS_AT_ONCE = 500
_EMPTY = Quantity()

Cell = str | int | None


def _number(of: Callable[[Quantity], float | None]) -> Callable[[Excerpt], str]:
    return lambda excerpt: plain_number(of(excerpt.passage.details.quantity or _EMPTY))


def _words(of: Callable[[Quantity], str | None]) -> Callable[[Excerpt], str]:
    return lambda excerpt: of(excerpt.passage.details.quantity or _EMPTY) or ""


def _around(of: Callable[[Surroundings], Cell]) -> Callable[[Excerpt], Cell]:
    return lambda excerpt: of(excerpt.surroundings) if excerpt.surroundings else None


READERS: dict[str, Callable[[Excerpt], Cell]] = {
    "passage_id": lambda excerpt: excerpt.passage.id,
    "kind": lambda excerpt: excerpt.passage.kind.value,
    "text": lambda excerpt: excerpt.passage.text,
    "value": _number(lambda quantity: quantity.value),
    "lower": _number(lambda quantity: quantity.lower),
    "upper": _number(lambda quantity: quantity.upper),
    "unit": _words(lambda quantity: quantity.unit),
    "currency": _words(lambda quantity: quantity.currency),
    "qualifier": _words(lambda quantity: quantity.qualifier.value),
    "as_of": _words(lambda quantity: quantity.as_of),
    "metric": lambda excerpt: excerpt.passage.details.metric,
    "speaker": lambda excerpt: excerpt.passage.details.speaker,
    "claimant": lambda excerpt: excerpt.passage.details.claimant,
    "cue": lambda excerpt: excerpt.passage.details.cue,
    "directness": lambda excerpt: excerpt.passage.details.directness,
    "stance": lambda excerpt: excerpt.passage.details.stance,
    "certainty": lambda excerpt: excerpt.passage.details.certainty,
    "status": lambda excerpt: excerpt.passage.details.status,
    "read_from": lambda excerpt: excerpt.passage.details.read_from,
    "tags": lambda excerpt: TAG_JOIN.join(excerpt.passage.details.tags),
    "memo": lambda excerpt: excerpt.passage.details.memo,
    "article_id": lambda excerpt: excerpt.article.id,
    "title": lambda excerpt: excerpt.article.title,
    "author": lambda excerpt: excerpt.article.author,
    "source": lambda excerpt: excerpt.article.source,
    "published": lambda excerpt: excerpt.article.published,
    "published_basis": lambda excerpt: excerpt.article.date_basis.value,
    "url": lambda excerpt: excerpt.article.url,
    "path": lambda excerpt: excerpt.article.path,
    "start": lambda excerpt: excerpt.passage.span.start,
    "end": lambda excerpt: excerpt.passage.span.end,
    "parts": lambda excerpt: _parts(excerpt.passage),
    "prefix": lambda excerpt: excerpt.passage.prefix,
    "suffix": lambda excerpt: excerpt.passage.suffix,
    "sentence": _around(lambda found: found.text),
    "sentence_start": _around(lambda found: found.span.start),
    "sentence_end": _around(lambda found: found.span.end),
    "article_text_sha256": lambda excerpt: excerpt.article.text_sha256,
    "state": lambda excerpt: excerpt.passage.state.value,
    "created": lambda excerpt: excerpt.passage.created,
    "modified": lambda excerpt: excerpt.passage.modified,
    "links": lambda excerpt: TAG_JOIN.join(
        f"{link.does} {link.passage_id}" for link in excerpt.links
    ),
    "story": lambda excerpt: excerpt.article.story,
    "uid": lambda excerpt: excerpt.passage.uid,
}

COLUMNS = tuple(READERS)
"""The columns of an export of excerpts; starts and ends count code points, ends exclusive.

`sentence` is what the passage stands in; `published_basis` says whether the date was stated or
guessed from the address or the file. `parts` are the stretches of a passage of several, as
"12-40 52-71"; `text` runs from the first to the last. `links` are like "supports 12; is repeated
by 40"; `story` is the article that this one may be a copy of.
"""

SERIES_COLUMNS = (
    "metric",
    "unit",
    "group",
    "t",
    "value",
    "lower",
    "upper",
    "qualifier",
    "passage_id",
    "article_id",
)

_OWN_NUMBERS = frozenset({"value", "lower", "upper"})
"""Digits of our making: "-3" in them is a number and stays one."""


def _parts(passage: Passage) -> str:
    if not passage.gaps:
        return ""
    return PART_JOIN.join(f"{part.start}-{part.end}" for part in passage.parts)


def excerpts_as_csv(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """The file's bytes, a record for each excerpt; what was changed goes to `notes`."""
    return _encoded(COLUMNS, (_record(excerpt, notes) for excerpt in excerpts))


def series_csv(path: Path, series: Iterable[Series]) -> ExportReport:
    """Write the points of `series` to `path`, one a record, as a chart shows them.

    Whole or not at all, as `write_whole` does; raises `ExportError`.
    """
    notes = Notes()
    points = [(one, point) for one in series for point in one.points]
    records = [_point_record(one, point, notes) for one, point in points]
    write_whole(path, _encoded(SERIES_COLUMNS, records))
    return ExportReport(str(path), len(points), notes.all())


def table_csv(columns: Sequence[str], records: Iterable[Sequence[Cell]]) -> bytes:
    """Any table as such a file, its cells made safe without a word of it."""
    safe = ([_safe_cell(cell) for cell in record] for record in records)
    return b"".join(_encoded(columns, safe))


def write_table(path: Path, columns: Sequence[str], records: Iterable[Sequence[Cell]]) -> int:
    """Write any table to `path`, whole or not at all; returns the number of its records.

    Raises `ExportError`.
    """
    rows = list(records)
    write_whole(path, [table_csv(columns, rows)])
    return len(rows)


def _safe_cell(cell: Cell) -> Cell:
    return _safe_text(cell, "", Notes()) if isinstance(cell, str) and cell else cell


def _encoded(columns: Sequence[str], records: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(columns)
    yield "\ufeff".encode()
    remaining = iter(records)
    while True:
        yield lines.getvalue().encode()
        lines.seek(0)
        lines.truncate()
        batch = list(islice(remaining, _ROWS_AT_ONCE))
        if not batch:
            return
        writer.writerows(batch)


def _record(excerpt: Excerpt, notes: Notes) -> list[Cell]:
    if any(TAG_JOIN in tag for tag in excerpt.passage.details.tags):
        where = f"Passage {excerpt.passage.id}, tags"
        notes.add(where, f"a tag holds “{TAG_JOIN}”, which also joins tags")
    cells = [read(excerpt) for read in READERS.values()]
    return _safe(cells, COLUMNS, f"Passage {excerpt.passage.id}", notes)


def _point_record(series: Series, point: SeriesPoint, notes: Notes) -> list[Cell]:
    cells: list[Cell] = [
        series.metric,
        series.unit,
        series.group,
        point.t,
        plain_number(point.value),
        plain_number(point.lower),
        plain_number(point.upper),
        point.qualifier.value,
        point.passage_id,
        point.article_id,
    ]
    whose = f"Passage {point.passage_id}" if point.passage_id else f"Article {point.article_id}"
    return _safe(cells, SERIES_COLUMNS, whose, notes)


def _safe(cells: list[Cell], columns: Sequence[str], whose: str, notes: Notes) -> list[Cell]:
    """The cells as they may be written; nearly all may be as they are."""
    # One look at all of a row instead of one at each cell.
    texts = [cell for cell in cells if isinstance(cell, str)]
    if FORMULA_SIGNS.isdisjoint([text[:1] for text in texts]) and _is_plain("".join(texts)):
        return cells
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and (_SUSPECT.search(cell) or len(cell) > MOST_SHOWN):
            column = columns[place]
            if column not in _OWN_NUMBERS:
                cells[place] = _safe_text(cell, f"{whose}, {column}", notes)
    return cells


def _is_plain(row: str) -> bool:
    """Whether a file can hold all of it and Excel shows it, however it is cut into cells."""
    if len(row) > MOST_SHOWN or "\x00" in row:
        return False
    if row.isascii():
        return True
    try:
        row.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return True


def _safe_text(text: str, where: str, notes: Notes) -> str:
    if len(text) > MOST_SHOWN:
        notes.add(where, f"{len(text):,} characters, of which Excel shows {MOST_SHOWN:,}")
    clean, count = replaced(text, NO_TEXT)
    if count:
        notes.add(where, f"{count} characters that a file cannot hold were replaced by U+FFFD")
    if text[0] in FORMULA_SIGNS:
        notes.add(where, "a ' was put before it, so that it is not taken for a formula")
        return f"'{clean}"
    return clean
