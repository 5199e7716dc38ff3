"""Aligned wordings as rows of a table, for files and for the clipboard."""

from collections.abc import Iterator

from workbench.analysis.alignment import Alignment, Mark, Row
from workbench.analysis.variants import Variants

COLUMNS = (
    "statement",
    "settled",
    "outlet",
    "published",
    "speaker",
    "wording",
    "quote",
    "marked",
    "dropped",
    "added",
    "changed",
    "outlets",
    "independent",
    "first_seen",
    "title",
    "url",
    "article_id",
    "story",
    "passage_id",
    "start",
    "end",
)
"""The columns of the file. `wording` is a letter, A that of the base; `passage_id` is empty for
a suggested quote. `marked` is the quote as GNU wdiff writes differences from the base:
[-dropped-], {+added+}, and one after the other for a changed word."""

_LETTERS = 26


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def marked(columns: tuple[str, ...], row: Row) -> str:
    """A quote with its differences from the base, as GNU wdiff writes them."""
    words = []
    for base, cell in zip(columns, row.cells, strict=True):
        word = cell.word.strip()
        if cell.mark in (Mark.DROPPED, Mark.CHANGED):
            words.append(f"[-{base}-]")
        if cell.mark in (Mark.ADDED, Mark.CHANGED):
            words.append(f"{{+{word}+}}")
        if cell.mark is Mark.SAME:
            words.append(word)
    return " ".join(words)


def records(group: Variants, alignment: Alignment) -> Iterator[tuple[str | int | None, ...]]:
    """A record of `COLUMNS` for each quote of a group."""
    for row in alignment.rows:
        quote = row.quote
        yield (
            group.label,
            "yes" if group.statement else "no",
            quote.article.source,
            quote.article.published,
            quote.speaker,
            letter(row.wording),
            quote.words,
            marked(alignment.columns, row),
            row.count(Mark.DROPPED),
            row.count(Mark.ADDED),
            row.count(Mark.CHANGED),
            len(group.outlets),
            group.independent,
            group.first_seen,
            quote.article.title,
            quote.article.url,
            quote.article.id,
            quote.article.story,
            quote.passage_id,
            quote.span.start,
            quote.span.end,
        )


def lines(alignment: Alignment) -> list[list[str]]:
    """The table as one sees it: outlet, day, wording and a cell for each word.

    A word that is dropped is a dash, one that is added or changed has a sign before it.
    """
    signs = {Mark.ADDED: "+", Mark.CHANGED: "~", Mark.DROPPED: "–"}
    head = ["Outlet", "Published", "Wording", *alignment.columns]
    return [
        head,
        *(
            [
                row.quote.outlet,
                row.quote.day,
                letter(row.wording),
                *(signs.get(cell.mark, "") + cell.word.strip() for cell in row.cells),
            ]
            for row in alignment.rows
        ),
    ]
