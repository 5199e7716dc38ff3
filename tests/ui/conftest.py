"""What the tests of the window share."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.jobs import JobRunner
from ui.session import ProjectSession
from workbench.project import Project


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass the one thing that Qt's screenless platform complains of by itself."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session", autouse=True)
def _leave_the_clipboard() -> Iterator[None]:
    """End as the program does: what tests have copied must not outlive the interpreter."""
    yield
    if QGuiApplication.instance() is not None:
        clipboard.let_go()


@pytest.fixture(autouse=True)
def _collect_here() -> Iterator[None]:
    """Collect cycles between tests: no thread of a test may destroy what Qt has in hand."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of this test alone."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobRunner]:
    """A runner, shut down with the test."""
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project, closed with the test."""
    with Project.create(tmp_path / "Project", cache=tmp_path / "cache") as project:
        yield project


@pytest.fixture
def session(project: Project, jobs: JobRunner) -> Iterator[ProjectSession]:
    """The project as panes have it."""
    session = ProjectSession(project, jobs)
    yield session
    # Listings are made in threads, which must not outlive the database.
    jobs.shut_down()
    session.close()


@pytest.fixture
def notices(session: ProjectSession) -> list[tuple[str, bool]]:
    """What the window would tell at its foot, each with whether it offers to undo."""
    told: list[tuple[str, bool]] = []
    session.notice.connect(lambda text, undo: told.append((text, undo)))
    return told
