"""Rows as dictionaries: their hash, and the one place that builds INSERT and UPDATE."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from workbench.store.schema import columns

Row = dict[str, Any]


def row_hash(table: str, row: Mapping[str, Any]) -> str:
    """Hex SHA-256 over the table's name and all columns but `row_hash`.

    SQLite hands a REAL back as a float even when an integer was given, so numbers of REAL
    columns are hashed as floats.
    """
    values = [_as_stored(row[name], kind) for name, kind in hashed_columns(table)]
    # A fault of the disk can turn a text into a BLOB, which JSON does not know.
    packed = json.dumps([table, *values], ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def hashed_columns(table: str) -> list[tuple[str, str]]:
    """Names and types of the columns that go into the hash, in the table's order."""
    return [(name, kind) for name, kind in columns(table).items() if name != "row_hash"]


def insert_statement(table: str) -> str:
    """An INSERT of all columns with named parameters."""
    names = list(columns(table))
    return (
        f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 - names from our schema
        f"VALUES ({', '.join(':' + name for name in names)})"
    )


def update_statement(table: str) -> str:
    """An UPDATE of all columns of the row with :id, with named parameters."""
    names = [name for name in columns(table) if name != "id"]
    return (
        f"UPDATE {table} SET "  # noqa: S608 - names from our schema
        f"{', '.join(f'{name} = :{name}' for name in names)} WHERE id = :id"
    )


def pack(row: Mapping[str, Any] | None) -> str | None:
    """A row as the journal keeps it."""
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str | None) -> Row | None:
    """A row that the journal kept."""
    if packed is None:
        return None
    row: Row = json.loads(packed)
    return row


def _as_stored(value: Any, kind: str) -> Any:
    return float(value) if kind == "REAL" and isinstance(value, int) else value
