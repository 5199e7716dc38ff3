"""Excerpts as an Excel workbook: one sheet of excerpts, one of articles, one of what was changed.

Every text is written as a text, so that none is taken for a formula, a link or a number. A cell
holds 32,767 characters; what is longer goes on in the sheet “Long texts”.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter

from workbench.domain import Article
from workbench.errors import ExportError
from workbench.export.characters import NO_TEXT, replaced
from workbench.export.csv_export import COLUMNS, MOST_SHOWN, READERS
from workbench.export.excerpts import Excerpt, Notes

_IN_MEMORY = 32 * 1024 * 1024
_BLOCK = 1024 * 1024
_NUMBERS = frozenset(
    {"passage_id", "value", "lower", "upper", "article_id", "start", "end", "sentence_start",
     "sentence_end", "story"}
)  # fmt: skip
_SURELY_FITS = MOST_SHOWN // 2
"""Characters that are no more than a cell holds, even at two units each."""
_MOST_ROWS = 1_048_576
_WIDE = {"text": 60, "sentence": 60, "memo": 40, "title": 40, "metric": 28, "url": 30, "path": 30}
_ARTICLE_COLUMNS = ("id", "title", "author", "source", "published", "url", "path", "text_sha256")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def excerpts_as_xlsx(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """The file's bytes; what was changed goes to `notes` and stands in a sheet of its own."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        with xlsxwriter.Workbook(file, _OPTIONS) as book:
            _fill(book, excerpts, notes)
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            if archive.testzip() is not None:
                raise ExportError("The workbook could not be read back. Export it again.")
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _fill(book: Any, excerpts: Iterable[Excerpt], notes: Notes) -> None:
    head = book.add_format({"bold": True})
    sheet = book.add_worksheet("Excerpts")
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDE.get(column, 14))
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column, head)
    long: list[tuple[int, str, int, str]] = []
    articles: dict[int, Article] = {}
    readers = [(place, name, READERS[name]) for place, name in enumerate(COLUMNS)]
    row = 0
    for row, excerpt in enumerate(excerpts, 1):
        if row >= _MOST_ROWS:
            raise ExportError(
                f"A sheet holds {_MOST_ROWS - 1:,} rows. Export fewer passages, or choose CSV."
            )
        articles.setdefault(excerpt.article.id, excerpt.article)
        for place, name, read in readers:
            cell = read(excerpt)
            if cell is None or cell == "":
                continue
            if name in _NUMBERS:
                sheet.write_number(row, place, float(cell))
            else:
                text = _clean(str(cell), f"Passage {excerpt.passage.id}, {name}", notes)
                if len(text) > _SURELY_FITS:
                    text, *more = cut(text)
                    long += _continued(excerpt.passage.id, name, more, notes)
                sheet.write_string(row, place, text)
    if row:
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
    _write_articles(book, articles, notes, head)
    _write_table(book, "Long texts", ("passage_id", "column", "part", "text"), long, head)
    changed = [(note,) for note in notes.all()]
    _write_table(book, "Changed", ("what was changed on the way",), changed, head)


def cut(text: str) -> list[str]:
    """The text in pieces that a cell holds, which is counted in UTF-16 units.

    No character is parted.
    """
    pieces, start = [], 0
    while len(text) - start > _SURELY_FITS:
        end = min(len(text), start + MOST_SHOWN)
        while (over := len(text[start:end].encode("utf-16-le")) // 2 - MOST_SHOWN) > 0:
            end -= (over + 1) // 2
        pieces.append(text[start:end])
        start = end
    if start < len(text) or not pieces:
        pieces.append(text[start:])
    return pieces


def _continued(
    passage_id: int, column: str, pieces: list[str], notes: Notes
) -> list[tuple[int, str, int, str]]:
    """What of a text is longer than a cell, in parts as long as one."""
    if pieces:
        notes.add(
            f"Passage {passage_id}, {column}",
            f"longer than the {MOST_SHOWN:,} characters of a cell by {sum(map(len, pieces)):,}; "
            "the rest stands in the sheet “Long texts”",
        )
    return [(passage_id, column, number, piece) for number, piece in enumerate(pieces, 2)]


def _write_articles(book: Any, articles: dict[int, Article], notes: Notes, head: Any) -> None:
    rows = [
        [
            _fitting(_clean(value, f"Article {article.id}, {column}", notes))
            if isinstance(value := getattr(article, column), str)
            else value
            for column in _ARTICLE_COLUMNS
        ]
        for article in articles.values()
    ]
    _write_table(book, "Articles", _ARTICLE_COLUMNS, rows, head)


def _write_table(
    book: Any, name: str, columns: Iterable[str], rows: Iterable[Iterable[object]], head: Any
) -> None:
    rows = list(rows)
    if not rows:
        return
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column, 20))
        sheet.write_string(0, place, column, head)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell)
            elif cell is not None:
                sheet.write_string(number, place, _fitting(str(cell)))


def _fitting(text: str) -> str:
    """As much as a cell holds; the sheet of excerpts, which goes on elsewhere, has all of it."""
    return cut(text)[0]


def _clean(text: str, where: str, notes: Notes) -> str:
    clean, count = replaced(text, NO_TEXT)
    if count:
        notes.add(where, f"{count} characters that a file cannot hold were replaced by U+FFFD")
    return clean
