"""What the database declares: its named migrations, and how it is told from other databases.

Every table that an analyst would miss carries a `row_hash` (see `hashing`) and a running row
count in `table_counts`: SQLite's own integrity check does not notice a changed value.
"""

from functools import cache
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from workbench.store import schema_1, schema_2, schema_3, schema_4, schema_5, schema_6, schema_7
from workbench.store.schema_1 import APPLICATION_ID

__all__ = [
    "APPLICATION_ID",
    "COUNTED",
    "HASHED",
    "SCHEMA_VERSION",
    "columns",
    "expected_layout",
    "layout",
    "migrations",
]

SCHEMA_VERSION = 7
"""Stored as `user_version`; a project with a higher one is left alone."""

HASHED = (
    "imports",
    "import_files",
    "originals",
    "articles",
    "versions",
    "story_choices",
    "passages",
    "tags",
    "passage_tags",
    "saved_searches",
    "people",
    "aliases",
    "bookmarks",
    "rejections",
    "project_notes",
    "links",
    "statements",
    "statement_members",
    "views",
    "rates",
    "matrices",
    "hypotheses",
    "evidence",
    "ratings",
    "reports",
    "report_items",
    "steps",
    "changes",
)
"""Tables with a `row_hash` column, in an order in which rows can be inserted."""

COUNTED = (*HASHED, "texts")
"""Tables whose rows are counted by triggers."""

migrations = Migrations("lode")


@migrations()
def first_schema(db: Database) -> None:
    """Articles, passages, tags, journal, counts and the index queue."""
    schema_1.make(db)


@migrations()
def originals_versions_and_stories(db: Database) -> None:
    """Files of several articles, kept originals, versions of a text, stories, proposals."""
    schema_2.upgrade(db)


@migrations()
def saved_searches(db: Database) -> None:
    """Queries that are kept under a name."""
    schema_3.upgrade(db)


@migrations()
def passage_index(db: Database) -> None:
    """What the index of passages has still to see."""
    schema_4.upgrade(db)


@migrations()
def codebook_and_memos(db: Database) -> None:
    """The tree of tags with their definitions, and memos of articles."""
    schema_5.upgrade(db)


@migrations()
def people_parts_and_bookmarks(db: Database) -> None:
    """People with their names, passages of several parts, bookmarks, the project's memo."""
    schema_6.upgrade(db)


@migrations()
def links_statements_views_and_reports(db: Database) -> None:
    """What passages say together, views that are kept, and reports."""
    schema_7.upgrade(db)


def layout(db: Database) -> frozenset[tuple[str, str, str]]:
    """What the database declares: (type, name, SQL) of each table, index, view and trigger."""
    rows: Any = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_stat%' AND name <> 'sqlite_sequence'"
    )
    return frozenset((kind, name, sql) for kind, name, sql in rows)


@cache
def expected_layout() -> frozenset[tuple[str, str, str]]:
    """What a database of this version declares, and nothing else may."""
    db = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(db)
        return layout(db)
    finally:
        db.close()


@cache
def columns(table: str) -> dict[str, str]:
    """Column names of a table with their declared types, in order, `row_hash` included."""
    db = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(db)
        return {row[1]: row[2] for row in db.execute(f"PRAGMA table_info({table})")}
    finally:
        db.close()
