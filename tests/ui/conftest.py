"""What the tests of the window share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.jobs import JobRunner
from ui.session import ProjectSession
from workbench.domain import ArticleDraft, DateBasis
from workbench.project import Project
from workbench.store import articles, imports
from workbench.text import canonical, sha256


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


@pytest.fixture
def add_article(project: Project) -> Callable[..., int]:
    """Puts an article with that text into the project, as an import would; returns its id."""

    def add(text: str, **fields: Any) -> int:
        store = project._store
        draft = ArticleDraft(
            **{
                "title": "A title",
                "source": "Harbour Ledger",
                "published": "2025-02-26",
                "date_basis": DateBasis.STATED,
                **fields,
            },
            text=canonical(text),
        )
        import_id = imports.begin(store, ["/articles"])
        with store.write() as writer:
            return articles.add(
                writer,
                draft,
                path=f"/articles/{import_id}.txt",
                original_sha256=sha256(text),
                import_id=import_id,
            )

    return add
