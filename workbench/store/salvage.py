"""What a damaged database still holds, done again on top of a backup.

Every row carries the hash of what it was when it was written, so that nothing damaged is
taken over. Imports are no steps: the rows that came with them are copied. Whatever else was
done since the backup stands in the journal and is done again, step by step and in order; where
a step can no longer be read, or does not fit, all before it is kept.
"""

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ConflictError, LodeError
from workbench.store import stories
from workbench.store.connection import Store, Writer
from workbench.store.journal import apply_change
from workbench.store.rows import Row, row_hash, unpack
from workbench.store.schema import columns
from workbench.text import sha256

log = logging.getLogger(__name__)

_IMPORTED = ("imports", "import_files", "originals", "articles", "versions")
"""Tables that imports add to without a step, in an order in which rows can be inserted."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many articles and steps were taken over, and how many steps could not be."""

    articles: int
    steps: int
    lost: int


def salvage(damaged: Path, store: Store) -> Salvaged:
    """Bring what `damaged` holds beyond `store`, which is a backup of it, into `store`.

    Reads no more of the damaged file than it gives; raises nothing because of its damage.
    """
    try:
        with closing(_Damaged(damaged)) as old:
            articles = _copy_imports(old, store)
            return Salvaged(articles, *_replay(old, store))
    except sqlite3.DatabaseError as error:
        log.warning("nothing can be read of %s: %s", damaged, error)
        return Salvaged(0, 0, 0)


class _Damaged:
    """A database of which any part may be unreadable or wrong."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row
        # One spoilt word must not end the reading of all that follow; its row fails its hash.
        self._connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        # Lets SQLite read what is declared soundly beside a declaration that is not. The file
        # is open for reading only.
        self._connection.execute("PRAGMA writable_schema = ON")

    def close(self) -> None:
        self._connection.close()

    def sound(self, table: str, *, after: int) -> Iterator[Row]:
        """The rows of a table with an id above `after` that are as they were written."""
        for row in self._rows(f"SELECT * FROM {table} NOT INDEXED WHERE id > ? ORDER BY id", after):  # noqa: S608
            found = dict(row)
            if _is_sound(table, found):
                yield found

    def steps(self, *, after: int, after_change: int) -> Iterator[tuple[Row, list[Row]]]:
        """The steps after one, each with its changes, as far as none of either is missing.

        Steps and changes are numbered without gaps; that a step has all of its changes is
        known by the first one of the next, or by the number that there are in all.
        """
        changes: dict[int, list[Row]] = {}
        last = after_change
        for row in self.sound("changes", after=after_change):
            if row["id"] != last + 1:
                break
            last = row["id"]
            changes.setdefault(row["step_id"], []).append(row)
        complete = last == self._count("changes")
        newest = max(changes, default=0)
        for step in self.sound("steps", after=after):
            after += 1
            own = changes.get(step["id"])
            if step["id"] != after or not own or (step["id"] == newest and not complete):
                return
            yield step, own

    def _count(self, table: str) -> int:
        row = next(self._rows("SELECT n FROM table_counts WHERE tbl = ?", table), None)
        return int(row["n"]) if row is not None and isinstance(row["n"], int) else -1

    def first_before(self, table: str, row_id: int) -> Row | None:
        """What a row was before the first step that changed it, if any did and that is sound."""
        sql = (
            "SELECT before FROM changes WHERE tbl = ? AND row_id = ? AND before IS NOT NULL "
            "ORDER BY id LIMIT 1"
        )
        row = next(self._rows(sql, table, row_id), None)
        before = None if row is None else unpack(table, row["before"])
        return before if before is not None and _is_sound(table, before) else None

    def removed(self, table: str, *, after: int) -> Iterator[Row]:
        """Rows that steps have deleted: what they were before any step."""
        sql = "SELECT DISTINCT row_id FROM changes WHERE tbl = ? AND row_id > ? ORDER BY row_id"
        for found in list(self._rows(sql, table, after)):
            row = self.first_before(table, found["row_id"])
            if row is not None:
                yield row

    def text(self, digest: str) -> str | None:
        """A text, if it is the one of that hash."""
        row = next(self._rows("SELECT text FROM texts WHERE sha256 = ?", digest), None)
        found = None if row is None else row["text"]
        return found if isinstance(found, str) and sha256(found) == digest else None

    def last_step(self) -> int:
        """The highest number of a step."""
        row = next(self._rows("SELECT max(id) AS id FROM steps"), None)
        return row["id"] if row is not None and isinstance(row["id"], int) else 0

    def _rows(self, sql: str, *parameters: object) -> Iterator[sqlite3.Row]:
        try:
            yield from self._connection.execute(sql, parameters)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            log.debug("a part of the damaged database cannot be read: %s", error)


def _is_sound(table: str, row: Row) -> bool:
    return row.keys() == columns(table).keys() and row_hash(table, row) == row["row_hash"]


def _copy_imports(old: _Damaged, store: Store) -> int:
    """Take over what imports have brought since the backup; returns how many articles."""
    articles = 0
    for table in _IMPORTED:
        with store.write() as writer:
            last = writer.next_id(table) - 1
        rows = {row["id"]: row for row in old.removed(table, after=last)}
        for row in old.sound(table, after=last):
            rows.setdefault(row["id"], old.first_before(table, row["id"]) or row)
        for _, row in sorted(rows.items()):
            articles += _copied(old, store, table, row) and table == "articles"
    return articles


def _copied(old: _Damaged, store: Store, table: str, row: Row) -> bool:
    """Insert a row with the text that it needs; without that, or what it points to, do not."""
    try:
        with store.write() as writer:
            digest = row.get("text_sha256")
            if digest is not None and not _has_text(old, writer, digest):
                return False
            writer.insert(table, row)
    except LodeError as error:
        log.debug("a row of %s was not taken over: %s", table, error)
        return False
    return True


def _has_text(old: _Damaged, writer: Writer, digest: str) -> bool:
    if writer.row("SELECT 1 FROM texts WHERE sha256 = ?", [digest]) is not None:
        return True
    text = old.text(digest)
    if text is None:
        return False
    writer.execute("INSERT INTO texts (sha256, text) VALUES (?, ?)", [digest, text])
    return True


def _replay(old: _Damaged, store: Store) -> tuple[int, int]:
    """Do the steps since the backup again; returns how many were, and how many were not."""
    first = int(store.value("SELECT coalesce(max(id), 0) FROM steps"))
    last_change = int(store.value("SELECT coalesce(max(id), 0) FROM changes"))
    done = first
    for step, changes in old.steps(after=first, after_change=last_change):
        if not _redone(store, step, changes):
            break
        done += 1
    return done - first, max(0, old.last_step() - done)


def _redone(store: Store, step: Mapping[str, object], changes: list[Row]) -> bool:
    try:
        with store.write() as writer:
            writer.insert("steps", step)
            for change in changes:
                table = change["tbl"]
                before, after = unpack(table, change["before"]), unpack(table, change["after"])
                if after is not None and table == "articles":
                    _require_text(writer, str(after["text_sha256"]))
                writer.insert("changes", change)
                apply_change(writer, table, change["row_id"], expected=before, wanted=after)
            if any(change["tbl"] in {"articles", "story_choices"} for change in changes):
                stories.regroup(writer)
    except LodeError as error:
        log.debug("step %s does not fit: %s", step["id"], error)
        return False
    return True


def _require_text(writer: Writer, digest: str) -> None:
    if writer.row("SELECT 1 FROM texts WHERE sha256 = ?", [digest]) is None:
        raise ConflictError("The text of an article is missing.")
