"""The journal's writing side: before and after rows, append-only, in the same transaction."""

import getpass
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlite_utils import Database

from workbench.store.rows import Row, insert_statement, pack, row_hash
from workbench.text import canonical


@dataclass(frozen=True, slots=True)
class StepHeader:
    """What a step says of itself; for an undo or redo also which step it acts on."""

    label: str
    action: str = "do"
    target: int | None = None
    below: int | None = None
    undo_top: int | None = None
    redo_top: int | None = None


class Steps:
    """Writes one step, at the first change, and its changes as they come."""

    def __init__(self, db: Database, header: StepHeader | None) -> None:
        self._db = db
        self._header = header
        self.step_id: int | None = None

    @property
    def label(self) -> str | None:
        """The step's label, None outside the journal."""
        return self._header.label if self._header else None

    def begin(self, header: StepHeader) -> None:
        """Journal the changes that follow as this step; only before the first of them."""
        if self.step_id is not None:
            raise RuntimeError("the step has begun under another header")
        self._header = header

    def record(self, table: str, before: Row | None, after: Row | None) -> None:
        """Append one change; without a header nothing is journaled."""
        if self._header is None:
            return
        if self.step_id is None:
            self.step_id = self._insert_step(self._header)
        row_id = (after or before or {})["id"]
        self._insert(
            "changes",
            {
                "step_id": self.step_id,
                "tbl": table,
                "row_id": row_id,
                "before": pack(before),
                "after": pack(after),
            },
        )

    def _insert_step(self, header: StepHeader) -> int:
        last: Row = next(
            iter(list(self._db.query("SELECT * FROM steps ORDER BY id DESC LIMIT 1"))), {}
        )
        step_id = int(last.get("id", 0)) + 1
        stacks: dict[str, Any] = {
            "below": header.below,
            "undo_top": header.undo_top,
            "redo_top": header.redo_top,
        }
        if header.action == "do":
            stacks = {"below": last.get("undo_top"), "undo_top": step_id, "redo_top": None}
        return self._insert(
            "steps",
            {
                "id": step_id,
                "label": canonical(header.label),
                "at": now(),
                "author": author(),
                "action": header.action,
                "target": header.target,
                **stacks,
            },
        )

    def _insert(self, table: str, row: Row) -> int:
        if "id" not in row:
            [[highest]] = self._db.execute(f"SELECT max(id) FROM {table}")  # noqa: S608
            row["id"] = (highest or 0) + 1
        row["row_hash"] = row_hash(table, row)
        self._db.execute(insert_statement(table), row)
        return int(row["id"])


def new_uid() -> str:
    """An id that is unique everywhere, as 32 hexadecimal digits: a UUID of version 7.

    It begins with the time, so that rows made together stand together in the index of ids
    (RFC 9562, 5.7).
    """
    milliseconds = (time.time_ns() // 1_000_000).to_bytes(6)
    chance = bytearray(os.urandom(10))
    chance[0] = 0x70 | chance[0] & 0x0F
    chance[2] = 0x80 | chance[2] & 0x3F
    return (milliseconds + chance).hex()


def now() -> str:
    """This moment in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@cache
def author() -> str:
    """The name of the person at this computer, as the journal notes it."""
    try:
        return canonical(getpass.getuser())
    except (OSError, KeyError, ImportError):  # no such user on this system
        return "unknown"
