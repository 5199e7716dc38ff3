"""SQLite's FTS5 with Porter's stemmer: an index with a table of articles beside it."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size

_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE article (id INTEGER PRIMARY KEY, title, body, author, outlet, day INTEGER, month);
CREATE INDEX by_day ON article (day);
CREATE VIRTUAL TABLE words USING fts5
    (title, body, content=article, content_rowid=id, tokenize="porter unicode61");
"""
_RANK = "bm25(words, 3.0, 1.0)"


class Fts5:
    """One database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Query, list[int]] = {}

    def build(self, path: Path, count: int) -> float:
        self._folder.mkdir(parents=True, exist_ok=True)
        records = list(read(path, count))
        self.open()
        self._database.executescript(_TABLES)
        started = time.perf_counter()
        self._insert(records)
        taken = time.perf_counter() - started
        self._database.execute("VACUUM")
        self._database.close()
        return taken

    def _insert(self, records: Sequence[Record]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (r.id, r.title, r.text, r.author, r.outlet, r.day, (r.published or "")[:7])
                    for r in records
                ],
            )
            self._database.executemany(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                [(record.id, record.title, record.text) for record in records],
            )

    def open(self) -> None:
        self._database = sqlite3.connect(self._folder / "fts5.sqlite")

    def find(self, query: Query) -> Answer:
        match, more, values = _asked(query)
        where = f"words MATCH ?{more}"
        order = "article.day DESC" if query.kind == "common term by date" else _RANK
        joined = "words JOIN article ON article.id = words.rowid"
        rows = self._database.execute(
            f"SELECT article.id, article.title FROM {joined} WHERE {where} "
            f"ORDER BY {order} LIMIT {HITS}",
            [match, *values],
        ).fetchall()
        [total] = self._database.execute(
            f"SELECT count(*) FROM {joined if more else 'words'} WHERE {where}", [match, *values]
        ).fetchone()
        return Answer(total, [row[0] for row in rows], [row[1] for row in rows])

    def window(self, query: Query) -> Answer:
        answer = self.find(query)
        self._snippets(query, answer.ids)
        match, more, values = _asked(query)
        for column in ("outlet", "author", "month"):
            self._database.execute(
                f"SELECT article.{column}, count(*) AS n FROM words "
                "JOIN article ON article.id = words.rowid "
                f"WHERE words MATCH ?{more} GROUP BY 1 ORDER BY n DESC LIMIT 200",
                [match, *values],
            ).fetchall()
        return answer

    def know(self, query: Query) -> None:
        self._known[query] = self.find(query).ids

    def snippets(self, query: Query) -> int:
        return self._snippets(query, self._known[query])

    def _snippets(self, query: Query, ids: Sequence[int]) -> int:
        match, _, _ = _asked(query)
        marks = ",".join("?" * len(ids))
        rows = self._database.execute(
            "SELECT snippet(words, 1, '<', '>', ' … ', 32) FROM words "
            f"WHERE words MATCH ? AND rowid IN ({marks})",
            [match, *ids],
        ).fetchall()
        return len(rows)

    def prepare(self, records: Sequence[Record]) -> None:
        pass

    def add(self, records: Sequence[Record]) -> None:
        self._insert(records)
        assert self._database.execute("SELECT count(*) FROM article").fetchone()

    def size(self) -> int:
        return folder_size(self._folder)


def _asked(query: Query) -> tuple[str, str, list[int]]:
    """What FTS5 is to match, a further condition, and its values."""
    words = [f'"{word}"' for word in query.words]
    match query.kind:
        case "three terms OR":
            found = " OR ".join(words), "", []
        case "phrase of common words":
            found = f'"{" ".join(query.words)}"', "", []
        case "prefix, 3 letters":
            found = f"{words[0]} *", "", []
        case "a b NOT c":
            found = f"({words[0]} AND {words[1]}) NOT {words[2]}", "", []
        case "term in a month":
            first = int(query.month.replace("-", "")) * 100
            found = words[0], " AND article.day BETWEEN ? AND ?", [first + 1, first + 31]
        case "keystroke":
            found = f"{words[0]} AND {words[1]} *", "", []
        case _:
            found = " AND ".join(words), "", []
    return found


def engine(folder: Path) -> Fts5:
    """The engine."""
    return Fts5(folder)
