"""What was read in texts, kept beside the index in the user's cache: it can be made again.

Figures are kept a second time, each a row of a table: what compares the numbers of all texts
reads them in one pass, where unpacking every reading would take many times as long.
"""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_NUMBERS = ("value", "lower", "upper", "unit", "currency", "qualifier", "as_of")
_SAID = ("metric", "subject", "who", "status", "score", "form")
_PLACES = ("span_start", "span_end")
FIGURE_COLUMNS = (*_PLACES, *_NUMBERS, *_SAID)
"""What is kept of each figure, in this order; all values as `packed` has them."""

_INSERT = (
    f"INSERT INTO figures (text_id, {', '.join(FIGURE_COLUMNS)}) "  # noqa: S608 - constants
    f"VALUES ({', '.join('?' * (len(FIGURE_COLUMNS) + 1))})"
)


class ReadingCache:
    """Readings by the hash of their text and the version of the rules; may be used by several
    threads. One that cannot be opened or written to keeps nothing, and nobody is told."""

    def __init__(self, path: Path, version: int) -> None:
        self._version = version
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(path)
        except (OSError, sqlite3.Error):
            # A damaged one is made anew the next time; where there is no folder, there is none.
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def get(self, sha256: str, given: str) -> dict[str, Any] | None:
        """What was read in a text; `given` is all that the reading depends on beside it."""
        if self._db is None:
            return None
        try:
            with self._lock:
                row = self._db.execute(
                    "SELECT packed FROM readings_2 WHERE sha256 = ? AND given = ? AND version = ?",
                    [sha256, given, self._version],
                ).fetchone()
            found: dict[str, Any] | None = json.loads(zlib.decompress(row[0])) if row else None
        except (sqlite3.Error, ValueError, zlib.error):
            return None
        return found

    def put(self, sha256: str, given: str, packed: dict[str, Any]) -> None:
        """Keep what was read; older rules' readings of the text are dropped."""
        if self._db is None:
            return
        data = zlib.compress(json.dumps(packed, separators=(",", ":")).encode(), 1)
        try:
            with self._lock, self._transaction() as db:
                db.execute(
                    "INSERT OR REPLACE INTO readings_2 (sha256, given, version, packed) "
                    "VALUES (?, ?, ?, ?)",
                    [sha256, given, self._version, data],
                )
                self._put_figures(db, sha256, given, packed)
        except (sqlite3.Error, KeyError, TypeError):
            return

    def figures(
        self, least: float = 0.0, form: str = "amount"
    ) -> tuple[dict[tuple[str, str], int], list[tuple[Any, ...]]]:
        """The figures of all texts that have been read, in one pass.

        Two things: the number by which each text with what else was given is known, and a row
        (number, then `FIGURE_COLUMNS`) for each figure of that form from a score on whose
        subject is known.
        """
        if self._db is None:
            return {}, []
        try:
            with self._lock:
                self._fill_figures()
                texts = self._db.execute(
                    "SELECT sha256, given, id FROM read_texts WHERE version = ?",
                    [self._version],
                ).fetchall()
                rows = self._db.execute(
                    f"SELECT text_id, {', '.join(FIGURE_COLUMNS)} FROM figures "  # noqa: S608
                    "WHERE form = ? AND score >= ? AND subject IS NOT NULL",
                    [form, least],
                ).fetchall()
        except sqlite3.Error:
            return {}, []
        return {(sha256, given): number for sha256, given, number in texts}, rows

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        if db is None:  # closed in the meantime
            raise sqlite3.ProgrammingError
        db.execute("BEGIN")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _put_figures(
        self, db: sqlite3.Connection, sha256: str, given: str, packed: dict[str, Any]
    ) -> None:
        db.execute(
            "DELETE FROM figures WHERE text_id = "
            "(SELECT id FROM read_texts WHERE sha256 = ? AND given = ?)",
            [sha256, given],
        )
        db.execute(
            "INSERT OR REPLACE INTO read_texts (sha256, given, version) VALUES (?, ?, ?)",
            [sha256, given, self._version],
        )
        number = db.execute("SELECT last_insert_rowid()").fetchone()[0]
        db.executemany(_INSERT, [(number, *_figure_row(one)) for one in packed["figures"]])

    def _fill_figures(self) -> None:
        """Take out the figures of readings that were kept before their figures were."""
        assert self._db is not None  # noqa: S101 - asked by the caller
        lacking = self._db.execute(
            "SELECT r.sha256, r.given FROM readings_2 r LEFT JOIN read_texts t "
            "ON t.sha256 = r.sha256 AND t.given = r.given AND t.version = r.version "
            "WHERE r.version = ? AND t.id IS NULL",
            [self._version],
        ).fetchall()
        if not lacking:
            return
        with self._transaction() as db:
            for sha256, given in lacking:
                data = db.execute(
                    "SELECT packed FROM readings_2 WHERE sha256 = ? AND given = ?",
                    [sha256, given],
                ).fetchone()[0]
                with suppress(ValueError, KeyError, TypeError, zlib.error):
                    self._put_figures(db, sha256, given, json.loads(zlib.decompress(data)))

    def known(self, texts: Iterable[tuple[str, str]]) -> int:
        """How many of these texts, with what else was given, have been read."""
        return sum(self._has(*one) for one in texts)

    def _has(self, sha256: str, given: str) -> bool:
        if self._db is None:
            return False
        try:
            with self._lock:
                return (
                    self._db.execute(
                        "SELECT 1 FROM readings_2 WHERE sha256 = ? AND given = ? AND version = ?",
                        [sha256, given, self._version],
                    ).fetchone()
                    is not None
                )
        except sqlite3.Error:
            return False

    def close(self) -> None:
        """Close it."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Nothing here is worth waiting for the disk.
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("DROP TABLE IF EXISTS readings")
    db.execute(
        "CREATE TABLE IF NOT EXISTS readings_2 (sha256 TEXT NOT NULL, given TEXT NOT NULL, "
        "version INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (sha256, given)) "
        "WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE IF NOT EXISTS read_texts (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, "
        "given TEXT NOT NULL, version INTEGER NOT NULL, UNIQUE (sha256, given))"
    )
    db.execute(
        "CREATE TABLE IF NOT EXISTS figures "
        f"(id INTEGER PRIMARY KEY, text_id INTEGER NOT NULL, {', '.join(FIGURE_COLUMNS)})"
    )
    db.execute("CREATE INDEX IF NOT EXISTS figures_of_text ON figures (text_id)")
    return db


def _figure_row(figure: dict[str, Any]) -> tuple[Any, ...]:
    span, quantity = figure["span"], figure["quantity"]
    return (
        span["start"],
        span["end"],
        *(quantity[name] for name in _NUMBERS),
        *(figure[name] for name in _SAID),
    )
