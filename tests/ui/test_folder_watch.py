"""Watched folders: what is added is imported, once it is quiet, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui import folder_watch
from ui.errands import Errands
from ui.session import ProjectSession
from ui.watch_errands import WatchErrands
from workbench.ingest import news
from workbench.project import Project

PATIENCE = 30_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget
    for dialog in widget.findChildren(QDialog):
        dialog.close()


@pytest.fixture
def watching(
    session: ProjectSession, settings: QSettings, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> WatchErrands:
    """The errands as the desk joins them, in less of a hurry to be slow."""
    monkeypatch.setattr(folder_watch, "SETTLE_MS", 50)
    errands = Errands(session, settings, window)
    watching = WatchErrands(session, settings, window)
    watching.files_added.connect(errands.import_quietly)
    watching.folder_added.connect(errands.import_paths)
    return watching


def put(folder: Path, name: str) -> None:
    (folder / name).write_text(f"Report {name}\n\nThe mine has sent its ore to the port.\n")


def titles(project: Project) -> set[str]:
    return {article.title for article in project.articles()}


def test_a_folder_is_imported_whole_and_then_what_is_added(
    qtbot: QtBot, watching: WatchErrands, project: Project, session: ProjectSession, folder: Path
) -> None:
    put(folder, "one.txt")
    notices: list[str] = []
    session.notice.connect(lambda text, _undo: notices.append(text))
    watching.set_folders([folder])
    assert project.watched_folders() == [folder]
    qtbot.waitUntil(lambda: titles(project) == {"Report one.txt"}, timeout=PATIENCE)
    put(folder, "two.txt")
    qtbot.waitUntil(lambda: len(titles(project)) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "Watched folders: 1 article imported" in notices, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not session.jobs.active(), timeout=PATIENCE)
    assert [record.counts["imported"] for record in project.imports()] == [1, 1]


def test_what_came_while_the_project_was_closed_is_imported_too(
    qtbot: QtBot, watching: WatchErrands, project: Project, folder: Path
) -> None:
    project.set_watched_folders([folder])
    put(folder, "late.txt")
    watching.start()
    qtbot.waitUntil(lambda: titles(project) == {"Report late.txt"}, timeout=PATIENCE)


def test_a_folder_that_is_not_there_is_waited_for(
    qtbot: QtBot, watching: WatchErrands, project: Project, folder: Path
) -> None:
    folder.rmdir()
    project.set_watched_folders([folder])
    watching.start()
    dialog = watching.show_folders()
    assert dialog.list.item(0).text().endswith("(not there now)")
    folder.mkdir()
    put(folder, "back.txt")
    watching.watch.watch([folder])  # as the look of every minute does
    qtbot.waitUntil(lambda: titles(project) == {"Report back.txt"}, timeout=PATIENCE)


def test_a_folder_is_left_and_its_articles_stay(
    qtbot: QtBot, watching: WatchErrands, project: Project, folder: Path
) -> None:
    put(folder, "one.txt")
    watching.set_folders([folder])
    qtbot.waitUntil(lambda: len(titles(project)) == 1, timeout=PATIENCE)
    dialog = watching.show_folders()
    dialog.stop_watching()
    assert project.watched_folders() == watching.watch.folders == []
    assert dialog.nothing.isVisible()
    assert len(titles(project)) == 1


def test_a_file_is_news_once_it_is_quiet_and_only_then(folder: Path) -> None:
    put(folder, "one.txt")
    (folder / "photo.jpg").write_bytes(b"no article")
    written = (folder / "one.txt").stat().st_ctime
    early = news([folder], 0, written + 1)
    assert (early.files, early.more_soon) == ((), True)
    late = news([folder], early.until, written + 10)
    assert (late.files, late.more_soon) == ((folder.resolve() / "one.txt",), False)
    assert news([folder], late.until, written + 20).files == ()
    assert news([folder], written + 0.5, written + 1).until == written + 0.5  # never goes back
