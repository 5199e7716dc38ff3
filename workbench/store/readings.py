"""What was read in texts, kept beside the index in the user's cache: it can be made again."""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any


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
            with self._lock:
                self._db.execute(
                    "INSERT OR REPLACE INTO readings_2 (sha256, given, version, packed) "
                    "VALUES (?, ?, ?, ?)",
                    [sha256, given, self._version, data],
                )
        except sqlite3.Error:
            return

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
    return db
