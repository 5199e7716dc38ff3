"""The one write path, and what a database must look like before it is opened."""

import sqlite3
import threading
from pathlib import Path

import pytest

from workbench.domain import Change
from workbench.errors import ProjectDamaged, ProjectMissing, ProjectTooNew, StoreError
from workbench.store import Store, codebook
from workbench.store.schema import APPLICATION_ID, SCHEMA_VERSION


def names(store: Store) -> list[str]:
    return [row["name"] for row in store.rows("SELECT name FROM tags ORDER BY id")]


def insert_tag(store: Store, name: str, *, label: str | None = None) -> None:
    with store.write(label) as writer:
        codebook.add(writer, name)


def test_a_write_is_seen_by_another_connection_when_the_block_ends(store: Store) -> None:
    insert_tag(store, "aid")
    other = Store.open_readonly(store.path)
    assert names(other) == ["aid"]
    other.close()


def test_a_block_that_raises_leaves_no_trace(store: Store) -> None:
    def fail_half_way() -> None:
        with store.write("Tag") as writer:
            codebook.add(writer, "aid")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert names(store) == []
    assert store.value("SELECT count(*) FROM steps") == 0
    insert_tag(store, "next")
    assert names(store) == ["next"]


def test_commits_go_to_the_disk(store: Store) -> None:
    settings = {name: store.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    with store.write() as writer:
        assert writer.row("PRAGMA synchronous") == {"synchronous": 2}


def test_many_threads_write_in_turn_without_a_locked_database(store: Store) -> None:
    def write(number: int) -> None:
        for n in range(5):
            insert_tag(store, f"{number}-{n}", label="Tag")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(store)) == 20
    assert store.value("SELECT count(*) FROM steps") == 20


def test_listeners_hear_of_a_change_after_its_commit(store: Store) -> None:
    heard: list[tuple[Change, list[str]]] = []
    leave = store.subscribe(lambda change: heard.append((change, names(store))))
    insert_tag(store, "aid", label="New tag")
    leave()
    insert_tag(store, "mines")
    assert heard == [(Change(frozenset({"tags"}), frozenset(), "New tag"), ["aid"])]


def test_a_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="Nothing was changed"):
        list(store.rows("DELETE FROM tags RETURNING id"))


def test_a_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ProjectMissing, match="no Lode project"):
        Store.open(tmp_path / "project.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 20])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "project.sqlite"
    path.write_bytes(content)
    with pytest.raises(ProjectDamaged, match="was left as it is"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE notes (text)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(ProjectDamaged, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_left_alone(store: Store) -> None:
    store.close()
    other = sqlite3.connect(store.path)
    other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    other.close()
    with pytest.raises(ProjectTooNew, match="later version"):
        Store.open(store.path)


def test_a_hostile_trigger_is_found_on_opening(store: Store) -> None:
    store.close()
    other = sqlite3.connect(store.path)
    other.execute("CREATE TRIGGER evil AFTER INSERT ON tags BEGIN DELETE FROM passages; END")
    other.close()
    with pytest.raises(ProjectDamaged, match="did not make"):
        Store.open(store.path)


def test_a_database_says_whose_it_is(store: Store) -> None:
    assert store.value("PRAGMA application_id") == APPLICATION_ID
    assert store.value("PRAGMA user_version") == SCHEMA_VERSION


def test_ids_of_deleted_rows_are_never_used_again(store: Store) -> None:
    insert_tag(store, "first")
    with store.write() as writer:
        writer.delete("tags", 1)
        second = codebook.add(writer, "b")
    assert second == 2


def test_a_full_disk_is_told_in_words_and_changes_nothing(store: Store) -> None:
    insert_tag(store, "kept")
    pages = store.value("PRAGMA page_count")

    def fill_the_disk() -> None:
        with store.write() as writer:
            writer.row(f"PRAGMA max_page_count = {pages}")
            for n in range(2000):
                name = f"{n}" * 50
                codebook.add(writer, name)

    with pytest.raises(StoreError, match="disk is full"):
        fill_the_disk()
    assert names(store) == ["kept"]
