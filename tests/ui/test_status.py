import threading

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.jobs import JobRunner
from ui.status import Pace, StatusLine, in_words, pace
from workbench.tasks import Task


def test_pace_needs_some_work_to_go_by() -> None:
    assert pace(10, 100, 0.5) == Pace(None, None)
    assert pace(0, 100, 60) == Pace(None, None)
    assert pace(50, 100, 5) == Pace(10, 5)
    assert pace(100, 100, 5) == Pace(20, None)
    assert pace(50, 0, 5) == Pace(10, None)


@pytest.mark.parametrize(
    ("done", "total", "now", "words"),
    [
        (0, 0, Pace(None, None), ""),
        (7, 0, Pace(None, None), "7"),
        (1204, 10_000, Pace(None, None), "1,204 of 10,000"),
        (4200, 10_000, Pace(1310.2, 4.4), "4,200 of 10,000 · 1,310/s · 4 s left"),
        (1, 10_000, Pace(0.5, 20_000), "1 of 10,000 · 5 h 33 min left"),
        (9999, 10_000, Pace(100, 0.1), "9,999 of 10,000 · 100/s · 1 s left"),
        (10, 100, Pace(0.6, 150), "10 of 100 · 2 min left"),
    ],
)
def test_progress_in_words(done: int, total: int, now: Pace, words: str) -> None:
    assert in_words(done, total, now) == words


def test_totals_are_spelt_out(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.set_totals(1204, 1, 0)
    assert status.text == "1,204 articles · 1 passage · Index up to date"
    status.set_totals(1, 0, 1)
    assert status.text == "1 article · 0 passages · Indexing: 1 to go"
    status.set_totals(0, 0, 0)
    assert status.text == "0 articles · 0 passages"


def test_short_and_quiet_work_is_not_spoken_of(qtbot: QtBot, jobs: JobRunner) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    status.follow(jobs)
    gate = threading.Event()
    quiet = jobs.run("Searching", lambda _task: gate.wait(10), lane="search", quiet=True)
    short = jobs.run("Saving", lambda _task: None)
    with qtbot.waitSignal(short.finished):
        pass
    assert not status.job_line.isVisible()
    gate.set()
    with qtbot.waitSignal(quiet.finished):
        pass


def test_long_work_shows_progress_and_can_be_cancelled(qtbot: QtBot, jobs: JobRunner) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    status.follow(jobs)
    stop = threading.Event()

    def work(task: Task) -> None:
        done = 0
        while not stop.wait(0.01):
            done = min(done + 1, 100)
            task.step(done, 100, "<b>report.html</b>")

    job = jobs.run("Importing", work)
    try:
        qtbot.waitUntil(status.job_line.isVisible)
        qtbot.waitUntil(lambda: " of 100" in status.job_line.text)
        assert status.job_line.text.startswith("Importing: <b>report.html</b>")
        with qtbot.waitSignal(job.cancelled):
            qtbot.mouseClick(status.job_line.cancel_button, Qt.MouseButton.LeftButton)
        assert not status.job_line.isVisible()
    finally:
        stop.set()


def test_the_next_job_takes_the_place_of_the_one_that_ended(qtbot: QtBot, jobs: JobRunner) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    status.follow(jobs)
    gates = [threading.Event(), threading.Event()]
    first = jobs.run("Importing", lambda _task: gates[0].wait(10))
    second = jobs.run("Indexing", lambda _task: gates[1].wait(10))
    qtbot.waitUntil(status.job_line.isVisible)
    assert status.job_line.text == "Importing"
    with qtbot.waitSignal(first.finished):
        gates[0].set()
    assert status.job_line.text == "Indexing"
    with qtbot.waitSignal(second.finished):
        gates[1].set()
