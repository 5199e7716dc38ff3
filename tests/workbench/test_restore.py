"""A backup comes back whole or not at all, and the old database is kept."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.domain import Kind, Span
from workbench.errors import ProjectDamaged, ProjectLocked, StoreError
from workbench.project import Project
from workbench.restore import restore
from workbench.store import Store
from workbench.store.schema import SCHEMA_VERSION

WORDS = "Over 70% of supply is Chinese, the survey says, and others dispute the figure."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was backed up with one passage and has two now."""
    article = tmp_path / "article.txt"
    article.write_text(f"A title\n\n{WORDS}\n", encoding="utf-8")
    with Project.create(tmp_path / "P") as project:
        project.import_paths([article])
        project.tag(1, Span(0, 8), Kind.FIGURE)
        project.sync_index()
        project.back_up(tmp_path / "copy.sqlite")
        project.tag(1, Span(9, 20), Kind.CLAIM)
    return tmp_path / "P"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def passages(folder: Path) -> int:
    with Project.open(folder) as project:
        assert project.check() == []
        assert project.search("supply").total == 1
        return len(project.passages())


def test_the_backup_is_put_in_place_and_the_old_database_is_kept(folder: Path) -> None:
    backup = folder.parent / "copy.sqlite"
    before = backup.read_bytes()
    done = restore(folder, backup)
    assert (done.articles, done.note) == (1, "")
    assert passages(folder) == 1
    assert backup.read_bytes() == before
    assert done.set_aside is not None
    assert done.set_aside.name.startswith("project.sqlite.2")
    old = Store.open(done.set_aside)
    assert old.value("SELECT count(*) FROM passages") == 2
    old.close()
    restore(folder, done.set_aside)
    assert passages(folder) == 2


def test_a_project_that_cannot_be_opened_is_restored(folder: Path) -> None:
    database = folder / "project.sqlite"
    database.write_bytes(b"garbage" * 1000)
    with pytest.raises(ProjectDamaged):
        Project.open(folder)
    done = restore(folder, folder.parent / "copy.sqlite")
    assert passages(folder) == 1
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == b"garbage" * 1000


def test_a_lost_database_is_restored(folder: Path) -> None:
    (folder / "project.sqlite").unlink()
    assert restore(folder, folder.parent / "copy.sqlite").set_aside is None
    assert passages(folder) == 1


def test_what_a_killed_process_left_is_kept_and_not_played_into_the_new_database(
    folder: Path,
) -> None:
    store = Store.open(folder / "project.sqlite")
    with store.write() as writer:
        writer.execute("DELETE FROM index_queue")
    journal = (folder / "project.sqlite-wal").read_bytes()
    main = (folder / "project.sqlite").read_bytes()
    store.close()
    (folder / "project.sqlite").write_bytes(main)
    (folder / "project.sqlite-wal").write_bytes(journal)
    done = restore(folder, folder.parent / "copy.sqlite")
    assert done.set_aside is not None
    assert Path(f"{done.set_aside}-wal").read_bytes() == journal
    assert passages(folder) == 1


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


def changed(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE passages SET memo = 'x'")
    connection.commit()
    connection.close()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (Path.unlink, "no such file"),
        (newer, "later version"),
        (changed, "does not pass the check"),
        (cut, "was not restored"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_bytes(b"x" * 5000), "damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "ordinary file"),
    ],
)
def test_an_unsound_backup_changes_nothing(
    folder: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    backup = folder.parent / "copy.sqlite"
    spoil(backup)
    before = contents(folder)
    with pytest.raises(StoreError, match=sentence):
        restore(folder, backup)
    assert contents(folder) == before
    assert passages(folder) == 2


def test_the_database_is_no_backup_of_itself(folder: Path) -> None:
    with pytest.raises(StoreError, match="own database"):
        restore(folder, folder / "project.sqlite")
    assert passages(folder) == 2


def test_a_held_project_is_not_replaced(folder: Path) -> None:
    with Project.open(folder) as project:
        with pytest.raises(ProjectLocked):
            restore(folder, folder.parent / "copy.sqlite")
        assert len(project.passages()) == 2


def test_a_move_that_fails_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.endswith(".restoring"):
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    before = contents(folder)
    with pytest.raises(StoreError, match="Permission denied"):
        restore(folder, folder.parent / "copy.sqlite")
    assert contents(folder) == before


def test_an_index_that_cannot_be_made_is_a_note(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("in the way")
    done = restore(folder, tmp_path / "copy.sqlite", cache=tmp_path / "no folder")
    assert "index" in done.note
    assert passages(folder) == 1
