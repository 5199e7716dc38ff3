"""The hash that every row an analyst would miss carries."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any


def hash_row(table: str, row: Mapping[str, Any], columns: Iterable[tuple[str, str]]) -> str:
    """Hex SHA-256 over the table's name and the values of `columns`, names with their types.

    SQLite hands a REAL back as a float even when an integer was given, so numbers of REAL
    columns are hashed as floats.
    """
    values = [_as_stored(row[name], kind) for name, kind in columns]
    # A fault of the disk can turn a text into a BLOB, which JSON does not know.
    packed = json.dumps([table, *values], ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def sha256_of(data: bytes) -> str:
    """Hex SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def _as_stored(value: Any, kind: str) -> Any:
    return float(value) if kind == "REAL" and isinstance(value, int) else value
