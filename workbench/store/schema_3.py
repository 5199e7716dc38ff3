"""Version 3 of the schema: saved searches."""

from sqlite_utils import Database

from workbench.store.schema_1 import count_triggers, run_script

_CHANGES = """
-- Queries that are asked again and again. Up to which article each has been looked at stands
-- among the preferences: looking is no step.
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
"""


def upgrade(db: Database) -> None:
    """Bring a database of version 2 to version 3."""
    run_script(db, _CHANGES)
    db.execute("INSERT INTO table_counts (tbl, n) VALUES ('saved_searches', 0)")
    for trigger in count_triggers("saved_searches"):
        db.execute(trigger)
    db.execute("PRAGMA user_version = 3")
