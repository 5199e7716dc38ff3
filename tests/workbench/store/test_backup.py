"""Backups are verified copies, and old ones make room."""

from pathlib import Path
from typing import Any

import pytest

from workbench.errors import ProjectDamaged, StoreError
from workbench.store import Store, backup, checking


def test_a_backup_holds_what_was_committed(store: Store, add_article: Any, tmp_path: Path) -> None:
    add_article()
    path = backup.back_up(store, tmp_path / "backups" / "copy.sqlite")
    copy = Store.open(path)
    assert copy.value("SELECT count(*) FROM articles") == 1
    copy.close()
    assert [file.name for file in path.parent.iterdir()] == ["copy.sqlite"]


def test_a_suspect_database_never_replaces_a_good_backup(
    store: Store, add_article: Any, tmp_path: Path
) -> None:
    add_article()
    path = backup.back_up(store, tmp_path / "copy.sqlite")
    good = path.read_bytes()
    with store.write() as writer:
        writer.execute("UPDATE articles SET title = 'x'")  # as a fault of the disk would
    with pytest.raises(ProjectDamaged, match="Older backups are untouched"):
        backup.back_up(store, path)
    assert path.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_told_in_words(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="No backup was made"):
        backup.back_up(store, tmp_path / "file" / "copy.sqlite")


def test_old_backups_are_thinned_by_day_week_and_month(tmp_path: Path) -> None:
    days = ["20250820", "20250819", "20250801", "20250730", "20250520", "20250501", "20250401"]
    names = [f"project-{day}T{hour}0000000Z.sqlite" for day in days for hour in ("09", "18")]
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in [*names, "mine.sqlite"]:
        (folder / name).touch()
    backup.thin(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "mine.sqlite",
        "project-20250401T180000000Z.sqlite",
        "project-20250520T180000000Z.sqlite",
        "project-20250801T180000000Z.sqlite",
        "project-20250819T180000000Z.sqlite",
        "project-20250820T090000000Z.sqlite",
        "project-20250820T180000000Z.sqlite",
    ]


def test_a_large_copy_is_checked_in_a_process_of_its_own(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "ELSEWHERE_BYTES", 1)
    made = backup.back_up(store, tmp_path / "copy.sqlite")
    assert checking.findings(made) == []
    data = made.read_bytes()
    with store.write() as writer:
        writer.execute("UPDATE table_counts SET n = n + 1 WHERE tbl = 'tags'")
    with pytest.raises(ProjectDamaged, match="does not pass the check: tags"):
        backup.back_up(store, tmp_path / "copy.sqlite")
    assert made.read_bytes() == data
