"""Rows as dictionaries: their hash, and the one place that builds INSERT and UPDATE."""

import json
from collections.abc import Mapping
from typing import Any

from workbench.store.hashing import hash_row
from workbench.store.schema import columns

Row = dict[str, Any]


def row_hash(table: str, row: Mapping[str, Any]) -> str:
    """The hash that a row of this version's schema carries; see `hashing`."""
    return hash_row(table, row, hashed_columns(table))


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


def unpack(table: str, packed: str | None) -> Row | None:
    """A row that the journal kept, as this version's schema would hold it.

    Columns that came later are empty, and those that are gone are left out.
    """
    if packed is None:
        return None
    kept: Row = json.loads(packed)
    names = columns(table)
    if kept.keys() == names.keys():
        return kept
    row: Row = {name: kept.get(name) for name in names}
    row["row_hash"] = row_hash(table, row)
    return row
