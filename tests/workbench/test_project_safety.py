"""What a project promises beyond its parts: its own files are safe, gestures do not race."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.domain import Kind, Outcome, Span
from workbench.errors import ExportError, ProjectDamaged, ProjectError, StoreError
from workbench.ingest import importer
from workbench.project import Project
from workbench.store import Store
from workbench.store.folder import Hold

WORDS = "Over 70% of supply is Chinese, the survey says, and others dispute the figure."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(f"A title\n\n{WORDS}\n", encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path, article: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P") as made:
        made.import_paths([article])
        made.tag(1, Span(0, 8), Kind.FIGURE)
        yield made


@pytest.mark.parametrize(
    "name", ["project.sqlite", "project.sqlite-wal", "PROJECT.lock", "backups/project-x.sqlite"]
)
def test_an_export_never_replaces_a_file_of_the_project(project: Project, name: str) -> None:
    project.back_up()
    before = sorted(path.name for path in project.folder.rglob("*"))
    with pytest.raises(ExportError, match="Choose another name"):
        project.export("csv", project.folder / "backups" / ".." / name)
    assert sorted(path.name for path in project.folder.rglob("*")) == before
    assert len(project.passages()) == 1


def test_a_link_to_the_database_is_not_a_place_for_an_export(
    project: Project, tmp_path: Path
) -> None:
    link = tmp_path / "out.csv"
    try:
        link.symlink_to(project.folder / "project.sqlite")
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(ExportError):
        project.export("csv", link)


def test_an_export_into_the_project_folder_is_fine(project: Project) -> None:
    assert project.export("csv", project.folder / "excerpts.csv").passages == 1


@pytest.mark.parametrize("name", ["project.sqlite", "project.sqlite-shm", "project.lock"])
def test_a_backup_never_replaces_the_open_database(project: Project, name: str) -> None:
    inode = (project.folder / "project.sqlite").stat().st_ino
    with pytest.raises(StoreError, match="Choose another name"):
        project.back_up(project.folder / name)
    assert (project.folder / "project.sqlite").stat().st_ino == inode


def test_a_passage_is_moved_in_the_text_that_is_there_when_it_is_moved(
    project: Project, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.write_text("A title\n\nChanged. " + WORDS + "\n", encoding="utf-8")
    begin: Callable[..., Any] = Store.write

    def write(self: Store, *words: Any) -> Any:
        monkeypatch.setattr(Store, "write", begin)
        project.import_paths([article])  # as the import thread may, just before
        return begin(self, *words)

    monkeypatch.setattr(Store, "write", write)
    project.move_passage(1, Span(0, 12))
    assert project.passage(1).text == project.text(1)[0:12]
    assert project.check() == []


def test_an_article_removed_during_its_import_is_imported_anew(
    project: Project, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.write_text("A title\n\nChanged. " + WORDS + "\n", encoding="utf-8")
    read_all = importer.ReaderPool.read_all

    def remove_meanwhile(*words: Any) -> Any:
        project.remove_articles([1])
        return read_all(*words)

    monkeypatch.setattr(importer.ReaderPool, "read_all", remove_meanwhile)
    report = project.import_paths([article])
    assert [file.outcome for file in report.files] == [Outcome.IMPORTED]
    assert [one.id for one in project.articles()] == [2]
    assert project.imports()[0].finished is not None


def test_an_update_and_its_note_are_one_transaction(
    project: Project, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.write_text("A title\n\nChanged. " + WORDS + "\n", encoding="utf-8")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importer.imports, "note", fail)
    with pytest.raises(KeyboardInterrupt):
        project.import_paths([article])
    assert project.text(1) == WORDS


def test_two_projects_cannot_be_made_in_one_folder(project: Project) -> None:
    with pytest.raises(ProjectError):
        Project.create(project.folder)


def test_a_project_made_in_the_same_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Hold.take

    def take_late(folder: Path) -> Hold:
        monkeypatch.undo()
        with Project.create(folder, cache=tmp_path / "cache"):
            pass
        return take(folder)

    monkeypatch.setattr(Hold, "take", take_late)
    with pytest.raises(ProjectError, match="already"):
        Project.create(tmp_path / "P")


def test_a_database_without_its_id_is_damaged_and_let_go(project: Project, tmp_path: Path) -> None:
    import sqlite3

    project.close()
    database = sqlite3.connect(tmp_path / "P" / "project.sqlite")
    database.execute("DELETE FROM meta")
    database.commit()
    database.close()
    for _ in range(2):  # the second time it is not held by the first
        with pytest.raises(ProjectDamaged):
            Project.open(tmp_path / "P")


def test_a_folder_that_cannot_be_made_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProjectError, match="cannot be made"):
        Project.create(tmp_path / "file")
