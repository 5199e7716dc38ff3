import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.jobs import JobRunner
from ui.session import ProjectSession, united
from workbench.domain import Change, Step
from workbench.errors import ConflictError, StoreError


class Written:
    """Stands in for a project of which the test decides when it writes."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Change], None]] = []
        self.step: Step | None = None
        self.error: Exception | None = None

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def write(self, *tables: str, articles: tuple[int, ...] = (), label: str = "") -> None:
        for listener in self.listeners:
            listener(Change(frozenset(tables), frozenset(articles), label))

    def undo(self) -> Step | None:
        if self.error:
            raise self.error
        return self.step


@pytest.fixture
def project() -> Written:
    return Written()


@pytest.fixture
def session(project: Written, jobs: JobRunner) -> Iterator[ProjectSession]:
    session = ProjectSession(project, jobs)  # type: ignore[arg-type]
    yield session
    session.close()


def test_a_change_is_told_after_the_gesture_has_returned(
    qtbot: QtBot, project: Written, session: ProjectSession
) -> None:
    told: list[Change] = []
    session.changed.connect(told.append)
    with qtbot.waitSignal(session.changed):
        session.perform(lambda: project.write("passages", articles=(3,), label="Tag as claim"))
        assert told == []
    assert told == [Change(frozenset({"passages"}), frozenset({3}), "Tag as claim")]


def test_changes_of_background_work_arrive_on_the_gui_thread_and_united(
    qtbot: QtBot, project: Written, session: ProjectSession
) -> None:
    told: list[tuple[int, Change]] = []
    session.changed.connect(lambda change: told.append((threading.get_ident(), change)))

    def write_much() -> None:
        for number in range(1, 501):
            project.write("articles", articles=(number,), label="Import")

    thread = threading.Thread(target=write_much)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: sum(len(change.article_ids) for _, change in told) == 500)

    assert {thread_id for thread_id, _ in told} == {threading.get_ident()}
    assert len(told) < 10


def test_what_the_user_does_shows_at_once_even_during_an_import(
    qtbot: QtBot, project: Written, session: ProjectSession
) -> None:
    importing = threading.Thread(target=lambda: project.write("articles", label="Import"))
    importing.start()
    importing.join()
    with qtbot.waitSignal(session.changed):
        pass
    with qtbot.waitSignal(session.changed, timeout=100) as told:
        project.write("passages", label="Tag as quote")
    assert told.args[0].label == "Tag as quote"


def test_what_the_world_refuses_is_reported_and_gives_none(
    qtbot: QtBot, session: ProjectSession
) -> None:
    def refuse() -> int:
        raise StoreError("The disk is full. Nothing was changed.")

    with qtbot.waitSignal(session.failed) as failed:
        assert session.perform(refuse) is None
    sentence, details = failed.args
    assert sentence == "The disk is full. Nothing was changed."
    assert "StoreError" in details
    assert "Python" in details


def test_a_defect_is_not_swallowed(session: ProjectSession) -> None:
    with pytest.raises(ZeroDivisionError):
        session.perform(lambda: 1 // 0)


def test_a_failed_job_names_itself(qtbot: QtBot, session: ProjectSession) -> None:
    def refuse(_task: object) -> None:
        raise StoreError("The disk is full.")

    with qtbot.waitSignal(session.failed) as failed:
        session.jobs.run("Backing up", refuse)
    assert failed.args[0] == "Backing up: The disk is full."


def test_undo_says_what_it_took_back(
    qtbot: QtBot, project: Written, session: ProjectSession
) -> None:
    project.step = Step(1, "Delete 14 passages", "2025-03-01", "", "undo", 7)
    with qtbot.waitSignal(session.notice) as notice:
        session.undo()
    assert notice.args == ["Undone: Delete 14 passages", False]

    project.error = ConflictError("The passage has been changed since.")
    with qtbot.waitSignal(session.failed) as failed:
        session.undo()
    assert failed.args[0] == "The passage has been changed since."


def test_after_close_nothing_is_heard(
    qtbot: QtBot, project: Written, session: ProjectSession, jobs: JobRunner
) -> None:
    other = ProjectSession(project, jobs)  # type: ignore[arg-type]
    other.close()
    with qtbot.assertNotEmitted(other.changed, wait=50):
        project.write("passages")


def test_united_keeps_every_table_and_article() -> None:
    assert united(
        [
            Change(frozenset({"a"}), frozenset({1}), "One"),
            Change(frozenset({"b"}), frozenset({2}), "Two"),
        ]
    ) == Change(frozenset({"a", "b"}), frozenset({1, 2}), "Two")
