"""Recoll: a desktop search program over a folder of files, asked through its Python module.

Articles are HTML files whose time is their date. Recoll has no misspellings within a distance
and counts no facets. It and its module come from the system (recollcmd, python3-recoll).
"""

import html
import os
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from recoll import recoll

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size

_PAGE = (
    '<html><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="author" content="{author}">'
    "</head><body>{text}</body></html>"
)


class Recoll:
    """A folder of files, and a configuration with its index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = folder / "files"
        self._settings = folder / "settings"
        self._known: dict[Query, tuple[recoll.Query, list[recoll.Doc]]] = {}

    def build(self, path: Path, count: int) -> float:
        for folder in (self._files, self._settings):
            folder.mkdir(parents=True, exist_ok=True)
        lines = [f"topdirs = {self._files.resolve()}", "idxflushmb = 100", "noaspell = 1"]
        (self._settings / "recoll.conf").write_text("\n".join(lines) + "\n")
        self.prepare(list(read(path, count)))
        started = time.perf_counter()
        self._index()
        return time.perf_counter() - started

    def _index(self, *options: str) -> None:
        command = ["recollindex", "-c", str(self._settings.resolve()), *options]
        subprocess.run(command, check=True, capture_output=True)

    def _path(self, record: Record) -> Path:
        return (self._files / f"{record.id}.html").resolve()

    def prepare(self, records: Sequence[Record]) -> None:
        for record in records:
            given = {"title": record.title, "author": record.author or "", "text": record.text}
            page = _PAGE.format(**{name: html.escape(value) for name, value in given.items()})
            path = self._path(record)
            path.write_text(page, encoding="utf-8")
            if record.published:
                moment = datetime.fromisoformat(record.published[:10]).replace(tzinfo=UTC)
                os.utime(path, (max(0.0, moment.timestamp()),) * 2)

    def open(self) -> None:
        self._database = recoll.connect(confdir=str(self._settings.resolve()))

    def _found(self, query: Query) -> tuple[recoll.Query, int, list[recoll.Doc]]:
        asked = self._database.query()
        if query.kind == "common term by date":
            asked.sortby("mtime", 0)
        total = asked.execute(_written(query), stemming=1, stemlang="english")
        return asked, total, asked.fetchmany(HITS) if total else []

    def find(self, query: Query) -> Answer:
        _, total, documents = self._found(query)
        return _answer(total, documents)

    def window(self, query: Query) -> Answer:
        asked, total, documents = self._found(query)
        for document in documents:
            asked.makedocabstract(document)
        return _answer(total, documents)

    def know(self, query: Query) -> None:
        asked, _, documents = self._found(query)
        self._known[query] = asked, documents

    def snippets(self, query: Query) -> int:
        asked, documents = self._known[query]
        return sum(bool(asked.makedocabstract(document)) for document in documents)

    def add(self, records: Sequence[Record]) -> None:
        self._index("-i", *(str(self._path(record)) for record in records))
        self.open()
        assert self.find(Query("common term", ("people",))).total

    def size(self) -> int:
        return folder_size(self._settings)


def _answer(total: int, documents: Sequence[recoll.Doc]) -> Answer:
    ids = [int(document.url.rpartition("/")[2].removesuffix(".html")) for document in documents]
    return Answer(total, ids, [document.title for document in documents])


def _written(query: Query) -> str:
    words = query.words
    match query.kind:
        case "three terms OR":
            found = " OR ".join(words)
        case "phrase of common words":
            found = f'"{" ".join(words)}"'
        case "prefix, 3 letters":
            found = f"{words[0]}*"
        case "a b NOT c":
            found = f"{words[0]} {words[1]} -{words[2]}"
        case "term in a month":
            found = f"{words[0]} date:{query.month}"
        case "keystroke":
            found = f"{words[0]} {words[1]}*"
        case _:
            found = " ".join(words)
    return found


def engine(folder: Path) -> Recoll:
    """The engine."""
    return Recoll(folder)
