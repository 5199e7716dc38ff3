"""Articles are indexed while an import is still going on."""

import threading
from pathlib import Path

import pytest

from workbench.errors import IndexUnavailable
from workbench.project import Project, following
from workbench.tasks import Task

ARTICLES = 120


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(
            f"Report {number}\n\nMine {number} has sent {number} tonnes to the port of Odesa."
        )
    return folder


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 20)


@pytest.mark.usefixtures("small_batches")
def test_what_an_import_brings_is_found_before_the_index_is_asked_for(
    tmp_path: Path, articles: Path
) -> None:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache", child_index=True) as project:
        project.import_paths([articles])
        assert project.search("odesa").total > 0
        project.sync_index()
        assert project.search("odesa").total == ARTICLES
        assert project.totals().unindexed == 0


@pytest.mark.usefixtures("small_batches")
def test_an_import_does_not_fail_because_the_index_does(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = threading.Event()

    def broken(*_: object, **__: object) -> int:
        tried.set()
        raise IndexUnavailable("The disk of the cache is full.")

    with Project.create(tmp_path / "P", cache=tmp_path / "cache", child_index=True) as project:
        with monkeypatch.context() as patch:
            patch.setattr("workbench.index.SearchIndex.sync", broken)
            report = project.import_paths([articles])
        assert tried.is_set()
        assert (report.found, len(project.articles())) == (ARTICLES, ARTICLES)
        assert project.sync_index() == ARTICLES


@pytest.mark.usefixtures("small_batches")
def test_a_cancel_ends_the_indexing_too(tmp_path: Path, articles: Path) -> None:
    def cancel_soon(done: int, _total: int, _text: str) -> None:
        if done >= ARTICLES - 10:
            task.cancel()

    task = Task(cancel_soon)
    with Project.create(tmp_path / "P", cache=tmp_path / "cache", child_index=True) as project:
        report = project.import_paths([articles], task)
        assert report.cancelled
        kept = len(project.articles())
        project.sync_index()
        assert project.search("odesa").total == kept > 0
