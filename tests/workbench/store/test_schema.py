"""Projects of earlier versions open, with everything in them and their journal usable."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from workbench.project import Project
from workbench.store import Store, articles, backup, journal
from workbench.store.check import check
from workbench.store.folder import BACKUPS, DATABASE
from workbench.store.hashing import hash_row
from workbench.store.schema import migrations
from workbench.text import sha256

TEXT = "Words about minerals."
MOMENT = "2025-02-24T10:00:00.000Z"


class Version1:
    """A database as the first version of Lode wrote it."""

    def __init__(self, path: Path) -> None:
        self.db = Database(path, execute_plugins=False)
        self.db.execute("PRAGMA journal_mode = WAL")
        migrations.apply(self.db, stop_before="originals_versions_and_stories")

    def insert(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        columns = [(c[1], c[2]) for c in self.db.execute(f"PRAGMA table_info({table})")]
        whole = {"id": 1, **row}
        named = [column for column in columns if column[0] != "row_hash"]
        whole["row_hash"] = hash_row(table, whole, named)
        names = ", ".join(whole)
        marks = ", ".join("?" * len(whole))
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(whole.values()))
        return whole


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """One article whose title has been corrected, in a database of version 1."""
    path = tmp_path / "project.sqlite"
    old = Version1(path)
    old.insert(
        "imports",
        {"started": MOMENT, "finished": MOMENT, "roots": "[]", "cancelled": 0},
    )
    old.db.execute("INSERT INTO texts (sha256, text) VALUES (?, ?)", [sha256(TEXT), TEXT])
    article = {
        "uid": "a" * 32, "import_id": 1, "path": "/a.txt", "original_sha256": "0" * 64,
        "text_sha256": sha256(TEXT), "characters": len(TEXT), "canonicaliser": 1,
        "extractor": "text", "title": "New title", "author": None, "published": None,
        "date_basis": "", "source": None, "url": None, "language": "en", "story": 1,
        "notes": "[]", "imported": MOMENT,
    }  # fmt: skip
    after = old.insert("articles", article)
    # What the row was before the correction, as that version packed it.
    before = {**after, "title": "Old title"}
    columns = [(c[1], c[2]) for c in old.db.execute("PRAGMA table_info(articles)")]
    before["row_hash"] = hash_row("articles", before, [c for c in columns if c[0] != "row_hash"])
    old.insert(
        "steps",
        {
            "label": "Edit details", "at": MOMENT, "author": "ann", "action": "do",
            "target": None, "below": None, "undo_top": 1, "redo_top": None,
        },
    )  # fmt: skip
    old.insert(
        "changes",
        {
            "step_id": 1, "tbl": "articles", "row_id": 1,
            "before": json.dumps(before), "after": json.dumps(after),
        },
    )  # fmt: skip
    old.db.conn.commit()
    old.db.close()
    return path


def test_a_project_of_version_1_opens_whole(database: Path) -> None:
    store = Store.open(database)
    try:
        assert check(store) == []
        [article] = articles.all_articles(store)
        assert (article.title, article.story, article.member) == ("New title", 1, None)
        assert articles.text(store, article.id) == TEXT
        [version] = articles.versions(store, article.id)
        assert (version.reason, version.made) == ("import", MOMENT)
    finally:
        store.close()


def test_what_version_1_journaled_can_be_undone_and_done_again(database: Path) -> None:
    store = Store.open(database)
    try:
        journal.undo(store)
        assert articles.get(store, 1).title == "Old title"
        journal.redo(store)
        assert articles.get(store, 1).title == "New title"
        assert check(store) == []
    finally:
        store.close()


def spoil(database: Path) -> None:
    """Change a row as no gesture does."""
    db = Database(database, execute_plugins=False)
    db.execute("UPDATE articles SET author = 'nobody wrote this'")
    db.conn.commit()
    db.close()


def test_the_migration_does_not_cover_up_a_damaged_row(database: Path) -> None:
    spoil(database)
    store = Store.open(database)
    try:
        assert any(finding.where == "articles 1" for finding in check(store))
    finally:
        store.close()


def test_a_project_of_version_1_is_backed_up_before_it_is_changed(database: Path) -> None:
    folder = database.parent / "P"
    folder.mkdir()
    database.rename(folder / DATABASE)
    with Project.open(folder, cache=folder.parent / "cache") as project:
        [article] = project.articles()
        assert article.title == "New title"
        assert project.check() == []
    [kept] = backup.existing(folder / BACKUPS)
    old = Store.open_readonly(kept)
    assert old.value("PRAGMA user_version") == 1
    assert check(old) == []
    old.close()


def test_a_damaged_row_of_version_1_is_found_before_it_is_changed(database: Path) -> None:
    spoil(database)
    old = Store.open_readonly(database)
    assert [finding.where for finding in check(old)] == ["articles 1"]
    old.close()
