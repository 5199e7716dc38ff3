"""For migrations that add columns: rows get their hash over the new ones.

A row that was damaged before keeps the hash that it fails, so that the check still tells.
"""

from collections.abc import Iterable

from sqlite_utils import Database

from workbench.store.hashing import hash_row

_AT_ONCE = 500


def columns_now(db: Database, table: str) -> list[tuple[str, str]]:
    """Names and types of a table's hashed columns, as they are at this point of a migration."""
    # Not as a later version will declare them.
    rows = db.execute(f"PRAGMA table_info({table})")
    return [(row[1], row[2]) for row in rows if row[1] != "row_hash"]


def note_sound_rows(db: Database, table: str) -> list[int]:
    """The ids of the rows that have their right hash, before columns are changed."""
    columns = columns_now(db, table)
    return [
        row["id"]
        for row in db.query(f"SELECT * FROM {table}")  # noqa: S608 - names from our schema
        if hash_row(table, row, columns) == row["row_hash"]
    ]


def hash_again(db: Database, table: str, sound: Iterable[int]) -> None:
    """Give these rows their hash over the columns of now."""
    columns = columns_now(db, table)
    ids = list(sound)
    for start in range(0, len(ids), _AT_ONCE):
        batch = ids[start : start + _AT_ONCE]
        marks = ",".join("?" * len(batch))
        rows = list(db.query(f"SELECT * FROM {table} WHERE id IN ({marks})", batch))  # noqa: S608
        hashes = [(hash_row(table, row, columns), row["id"]) for row in rows]
        db.conn.executemany(f"UPDATE {table} SET row_hash = ? WHERE id = ?", hashes)  # noqa: S608
