"""Opening the database, reading from any thread, and the one way to write.

Writing goes through `Store.write`: a lock in this process, then BEGIN IMMEDIATE, so that a
gesture waits its turn instead of failing with "database is locked" (sqlite-utils' own
`atomic` begins deferred, and a deferred transaction that must upgrade fails at once). With
`synchronous=FULL` the return from the block means that the change is on the disk.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from workbench.domain import Change
from workbench.errors import (
    ConflictError,
    NotFound,
    ProjectDamaged,
    ProjectError,
    ProjectMissing,
    ProjectTooNew,
    StoreError,
)
from workbench.store.readers import PATIENCE_SECONDS, Readers, copy
from workbench.store.refusals import damaged, not_opened, translated
from workbench.store.rows import Row, insert_statement, row_hash, update_statement
from workbench.store.schema import (
    APPLICATION_ID,
    HASHED,
    SCHEMA_VERSION,
    expected_layout,
    layout,
    migrations,
)
from workbench.store.writing import StepHeader, Steps

log = logging.getLogger(__name__)

CACHE_KILOBYTES = 16_000
"""Of pages that a connection keeps: the headings of hits lie all over a large database."""

_SENSIBLE = 1_000
"""No later version of Lode will have so many schemas more: a spoilt number has."""

BUSY_MS = 10_000
"""How long a write waits for another process's, in milliseconds."""


class Store:
    """An open project database. Reading methods may be called from any thread."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.readonly = readonly
        self._readers = Readers(partial(self._connect, query_only=True))
        self._write_lock = threading.RLock()
        self._listeners: list[Callable[[Change], None]] = []
        self._writer = None if readonly else self._connect()

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty database at `path`, which must not exist yet.

        It is made under another name and gets its own when it is whole and on the disk.
        """
        if path.exists():
            raise FileExistsError(path)
        unfinished = path.with_name(path.name + ".new")
        unfinished.unlink(missing_ok=True)
        with translated():
            store = cls(unfinished)
            try:
                migrations.apply(store._writing())
                store._writing().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                store.close()
        unfinished.rename(path)
        return cls(path)

    @classmethod
    def open(cls, path: Path, *, before_migration: Callable[[Path], None] | None = None) -> "Store":
        """The database at `path`, brought up to this version's schema.

        `before_migration` is called with the path before anything is changed. Raises
        `ProjectMissing`, `ProjectTooNew`, `ProjectDamaged`, or `ProjectError` when the disk or
        another program is in the way.
        """
        _refuse_foreign(path)
        try:
            store = cls(path)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise not_opened(path, error) from error
        try:
            store._check_version()
            if migrations.pending(store._writing()):
                if before_migration is not None:
                    before_migration(path)
                migrations.apply(store._writing())
            if layout(store._writing()) != expected_layout():
                raise ProjectDamaged(
                    f"{path} declares tables or triggers that Lode did not make. "
                    "Nothing was changed; restore a backup from the folder “backups”."
                )
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            store.close()
            raise not_opened(path, error) from error
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open_readonly(cls, path: Path) -> "Store":
        """The database at `path` for reading beside another process that writes to it."""
        _refuse_foreign(path)
        try:
            return cls(path, readonly=True)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise not_opened(path, error) from error

    def close(self) -> None:
        """Close all connections; the store cannot be used again.

        What other threads are reading is broken off.
        """
        self._readers.close()
        # A write that takes longer than that ends with its thread, or is undone when the
        # database is opened again.
        if self._writer is not None and self._write_lock.acquire(timeout=PATIENCE_SECONDS):
            try:
                self._writer.close()
            finally:
                self._write_lock.release()

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each commit, in the writing thread; returns the way out."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def version(self) -> tuple[int, int]:
        """Equal to an earlier one only if nothing has been written since, here or elsewhere.

        It may differ without that, above all in another thread.
        """
        with translated(), self._readers.using() as reader:
            [number] = reader.conn.execute("PRAGMA data_version").fetchone()
            return id(reader.conn), int(number)

    def content_version(self) -> tuple[int, int]:
        """Equal to an earlier one if no step was done and no row came or went since then."""
        with translated(), self._readers.using() as reader:
            connection = reader.conn
            [last] = connection.execute("SELECT coalesce(max(id), 0) FROM steps").fetchone()
            [rows] = connection.execute("SELECT coalesce(sum(n), 0) FROM table_counts").fetchone()
        return int(last), int(rows)

    def tuples(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a SELECT gives, as plain tuples: for what every keystroke asks."""
        with translated(), self._readers.using() as reader:
            found: list[tuple[Any, ...]] = reader.conn.execute(sql, parameters).fetchall()
        return found

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a SELECT gives, as dictionaries."""
        with translated(), self._readers.using() as reader:
            yield from _query(reader, sql, parameters)

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row that a SELECT gives."""
        return next(iter(list(self.rows(sql, parameters))), None)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row that a SELECT gives, or None."""
        row = self.row(sql, parameters)
        return None if row is None else next(iter(row.values()))

    @contextmanager
    def write(self, label: str | None = None) -> Iterator["Writer"]:
        """One transaction, on disk when the block ends, gone without a trace when it raises.

        With a `label` what the block changes becomes one step of the journal; without, it is
        not journaled (bulk imports, the index queue). Raises `StoreError` when the disk or
        the database refuses.
        """
        with self._write_lock:
            db = self._writing()
            if db.conn.in_transaction:
                raise RuntimeError("a gesture is one transaction; writes do not nest")
            with translated():
                db.execute("BEGIN IMMEDIATE")
                try:
                    steps = Steps(db, StepHeader(label) if label else None)
                    writer = Writer(db, steps)
                    yield writer
                    db.execute("COMMIT")
                except BaseException:
                    # Does nothing when SQLite has already rolled back, as it does after
                    # some errors (a full disk): a ROLLBACK of ours would hide the first one.
                    db.rollback()
                    raise
            change = writer.change()
        if change.tables:
            for listener in list(self._listeners):
                listener(change)

    def backup_to(self, path: Path) -> None:
        """Copy the committed state to `path` with SQLite's backup API."""
        with translated(), self._readers.using() as reader:
            target = sqlite3.connect(path)
            try:
                copy(reader.conn, target, lambda: self._readers.closing)
            finally:
                target.close()

    def _writing(self) -> Database:
        if self._writer is None:
            raise StoreError("The project is open for reading only; nothing was changed.")
        return self._writer

    def _connect(self, *, query_only: bool = False) -> Database:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        db = Database(connection, execute_plugins=False)
        try:
            for pragma in (
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                f"cache_size = {-CACHE_KILOBYTES}",
                *(["query_only = ON"] if query_only or self.readonly else []),
            ):
                db.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return db

    def _check_version(self) -> None:
        [[version]] = self._writing().execute("PRAGMA user_version")
        if version > SCHEMA_VERSION + _SENSIBLE:
            raise damaged(self.path, f"it says that it has schema {version}")
        if version > SCHEMA_VERSION:
            raise ProjectTooNew(
                f"{self.path.parent} was written by a later version of Lode "
                f"(schema {version}, this one knows {SCHEMA_VERSION}). Nothing was changed; "
                "open it with that version."
            )


class Writer:
    """What a transaction may do to the hashed tables: insert, update, delete whole rows."""

    def __init__(self, db: Database, steps: Steps) -> None:
        self._db = db
        self._steps = steps
        self._tables: set[str] = set()
        self._articles: set[int] = set()

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Insert a row without `row_hash`; a missing or None `id` is chosen. Returns the id."""
        complete: Row = {"id": None, **row}
        if complete["id"] is None:
            complete["id"] = self.next_id(table)
        complete["row_hash"] = row_hash(table, complete)
        self._db.execute(insert_statement(table), complete)
        self._note(table, None, complete)
        return int(complete["id"])

    def update(self, table: str, row_id: int, changes: Mapping[str, Any]) -> bool:
        """Change columns of a row; returns whether anything differed."""
        before = self.get(table, row_id)
        if before is None:
            raise ConflictError(f"Row {row_id} of {table} is gone; nothing was changed.")
        after: Row = {**before, **changes}
        if after == before:
            return False
        after["row_hash"] = row_hash(table, after)
        self._db.execute(update_statement(table), after)
        self._note(table, before, after)
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row."""
        before = self.get(table, row_id)
        if before is None:
            raise ConflictError(f"Row {row_id} of {table} is gone; nothing was changed.")
        self._db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])  # noqa: S608
        self._note(table, before, None)

    def get(self, table: str, row_id: int) -> Row | None:
        """The row as it stands within this transaction."""
        return self.row(f"SELECT * FROM {table} WHERE id = ?", [row_id])  # noqa: S608

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row that a SELECT gives within this transaction."""
        return next(iter(self.rows(sql, parameters)), None)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows that a SELECT gives within this transaction."""
        return list(_query(self._db, sql, parameters))

    def execute(self, sql: str, parameters: Sequence[Any] = (), *, touches: str = "") -> None:
        """Change a table that is neither hashed nor journaled; `touches` names it in the notice."""
        self._db.execute(sql, parameters)
        if touches:
            self._tables.add(touches)

    def journal_as(self, header: StepHeader) -> None:
        """Journal what follows under a header that could only be known within the transaction."""
        self._steps.begin(header)

    def touch_articles(self, ids: Sequence[int]) -> None:
        """Name articles in the change notice beside those whose own rows changed."""
        self._articles.update(ids)

    @property
    def step_id(self) -> int | None:
        """The journal step that this transaction has written, if any."""
        return self._steps.step_id

    def change(self) -> Change:
        """The notice of what this transaction has touched."""
        return Change(frozenset(self._tables), frozenset(self._articles), self._steps.label or "")

    def next_id(self, table: str) -> int:
        """The id that the next inserted row of a table would get."""
        # Ids are never used again, not even those of deleted rows: undo brings rows back
        # under their own. `sqlite_sequence` remembers the highest for AUTOINCREMENT tables.
        row = self.row("SELECT seq FROM sqlite_sequence WHERE name = ?", [table])
        return 1 + (int(row["seq"]) if row else 0)

    def _note(self, table: str, before: Row | None, after: Row | None) -> None:
        assert table in HASHED, table  # noqa: S101 - a defect, not a condition
        self._tables.add(table)
        row = after or before or {}
        article = row["id"] if table == "articles" else row.get("article_id")
        if article is not None:
            self._articles.add(int(article))
        self._steps.record(table, before, after)


def _refuse_foreign(path: Path) -> None:
    """Look at the header before SQLite does: other programs' files are left alone."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise ProjectMissing(f"There is no Lode project in {path.parent}.") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}.") from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise damaged(path, "its header is not that of a database")
    application = int.from_bytes(header[68:72], "big")
    if application != APPLICATION_ID:
        raise ProjectDamaged(f"{path} is a database of another program. Nothing was changed.")


def _query(db: Database, sql: str, parameters: Sequence[Any]) -> Iterator[Row]:
    # Not by `Database.query`, which puts a savepoint around each: half of what a short one takes.
    try:
        cursor = db.conn.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
    except OverflowError as error:
        raise NotFound("The project holds nothing with a number as large as that.") from error
