"""The full check: what is stored is what was stored, and every passage stands on its words."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from workbench.domain import AnchorState, Finding
from workbench.errors import ProjectDamaged
from workbench.store import articles
from workbench.store.connection import Store
from workbench.store.hashing import hash_row
from workbench.store.schema import COUNTED, HASHED, SCHEMA_VERSION
from workbench.tasks import Task
from workbench.text import sha256


def check(store: Store, task: Task | None = None) -> list[Finding]:
    """Everything that is wrong with the database; an empty list when nothing is.

    It may be one of an older schema, whose rows have fewer columns.
    """
    task = task or Task()
    findings: list[Finding] = []
    there = {row["name"] for row in store.rows("SELECT name FROM sqlite_master")}
    hashed = [table for table in HASHED if table in there or _is_current(store)]
    parts: list[tuple[str, Callable[[Store], Iterator[Finding]]]] = [
        ("database", _structure),
        ("table_counts", _counts),
        *((table, partial(_rows, table)) for table in hashed),
        ("texts", _texts),
        ("passages", _anchors),
    ]
    for done, (where, part) in enumerate(parts):
        task.step(done, len(parts), "Checking the project")
        findings += _found(part(store), where)
    return findings


def _is_current(store: Store) -> bool:
    return bool(store.value("PRAGMA user_version") == SCHEMA_VERSION)


def _found(findings: Iterator[Finding], where: str) -> Iterator[Finding]:
    """The findings of one part, the last of which may be that it cannot be read to its end."""
    try:
        yield from findings
    except ProjectDamaged as error:
        yield _error(f"cannot be read ({error.__cause__})", where)


def _error(what: str, where: str) -> Finding:
    return Finding("error", what, where)


def _structure(store: Store) -> Iterator[Finding]:
    for row in store.rows("PRAGMA integrity_check(20)"):
        if row["integrity_check"] != "ok":
            yield _error(row["integrity_check"], "database")
    for row in store.rows("PRAGMA foreign_key_check"):
        where = f"{row['table']} {row['rowid']}"
        yield _error(f"points to a missing row of {row['parent']}", where)


def _counts(store: Store) -> Iterator[Finding]:
    kept = {row["tbl"]: row["n"] for row in store.rows("SELECT tbl, n FROM table_counts")}
    for table in COUNTED:
        if table not in kept and not _is_current(store):
            continue
        found = store.value(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from our schema
        if kept.get(table) != found:
            yield _error(f"has {found} rows where {kept.get(table)} were stored", table)


def _rows(table: str, store: Store) -> Iterator[Finding]:
    columns = [
        (column["name"], column["type"])
        for column in store.rows(f"PRAGMA table_info({table})")
        if column["name"] != "row_hash"
    ]
    for row in store.rows(f"SELECT * FROM {table}"):  # noqa: S608 - names from our schema
        if hash_row(table, row, columns) != row["row_hash"]:
            yield _error("differs from what was stored", f"{table} {row['id']}")


def _texts(store: Store) -> Iterator[Finding]:
    for row in store.rows("SELECT sha256, text FROM texts"):
        if not isinstance(row["text"], str) or sha256(row["text"]) != row["sha256"]:
            yield _error("differs from what was stored", f"texts {str(row['sha256'])[:12]}")


def _stands(exact: Any, text: Any, start: Any, end: Any) -> bool:
    # Nothing that comes from a damaged file is sure to be of its type.
    typed = isinstance(text, str) and isinstance(start, int) and isinstance(end, int)
    return typed and text[start:end] == exact


def _anchors(store: Store) -> Iterator[Finding]:
    text, current = "", None
    for row in store.rows(
        "SELECT p.id, p.article_id, p.start, p.end, p.exact FROM passages p "
        "JOIN articles a ON a.id = p.article_id AND a.text_sha256 = p.text_sha256 "
        "WHERE p.state = ? ORDER BY p.article_id",
        [AnchorState.ANCHORED],
    ):
        if row["article_id"] != current:
            current = row["article_id"]
            text = articles.texts_of(store, [current]).get(current, "")
        if not _stands(row["exact"], text, row["start"], row["end"]):
            yield _error("its words are not at its offsets", f"passages {row['id']}")
    for row in store.rows(
        "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id "
        "WHERE p.state = ? AND a.text_sha256 <> p.text_sha256",
        [AnchorState.ANCHORED],
    ):
        yield _error("is anchored in another version of the text", f"passages {row['id']}")
