"""A connection for reading in each thread, and how all are closed while some are at work.

SQLite must not lose a connection that another thread is just using: closing one ends what is
done with it first, and leaves open what does not end in time.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlite_utils import Database

from workbench.errors import StoreError

PATIENCE_SECONDS = 3.0
"""How long closing waits for what other threads are doing."""

_PAUSE_SECONDS = 0.005
_PAGES = 4_096
"""Pages that are copied at once."""


@dataclass(slots=True)
class _Reader:
    database: Database
    users: int = 0


class Readers:
    """Makes a connection for each thread with `connect`, when it first reads."""

    def __init__(self, connect: Callable[[], Database]) -> None:
        self._connect = connect
        self._own = threading.local()
        self._all: list[_Reader] = []
        self._lock = threading.Lock()
        self.closing = False
        """Whether what is still being done is to end."""

    @contextmanager
    def using(self) -> Iterator[Database]:
        """This thread's connection, which is not closed meanwhile.

        Raises `StoreError` when all are being closed.
        """
        reader: _Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = _Reader(self._connect())
            self._own.reader = reader
            with self._lock:
                self._all.append(reader)
        with self._lock:
            if self.closing:
                raise StoreError("The project has been closed. Nothing was changed.")
            reader.users += 1
        try:
            yield reader.database
        finally:
            with self._lock:
                reader.users -= 1

    def close(self) -> None:
        """End what is being read, and close every connection that nobody uses any more."""
        with self._lock:
            self.closing = True
        # A thread that has just asked for a connection may still be opening it.
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._busy() and time.monotonic() < deadline:
            for reader in self._busy():
                reader.database.conn.interrupt()
            time.sleep(_PAUSE_SECONDS)
        with self._lock:
            for reader in self._all:
                # One that is in use all the same ends with its thread.
                if not reader.users:
                    reader.database.conn.close()
            self._all.clear()

    def _busy(self) -> list[_Reader]:
        with self._lock:
            me: _Reader | None = getattr(self._own, "reader", None)
            return [reader for reader in self._all if reader.users and reader is not me]


def copy(
    source: sqlite3.Connection, target: sqlite3.Connection, stopped: Callable[[], bool]
) -> None:
    """Copy what is committed now, in pieces, so that it can be stopped; raises `StoreError`."""

    def check(_status: int, _left: int, _total: int) -> None:
        if stopped():
            raise StoreError("The project was closed before the backup was whole.")

    # One look at the database for all pieces: else a write in between would begin it anew.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=_PAGES, progress=check)
    finally:
        source.execute("ROLLBACK")
