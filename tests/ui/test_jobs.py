import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.jobs import JobRunner
from workbench.errors import StoreError
from workbench.tasks import Task


def test_a_result_comes_back_on_the_gui_thread(qtbot: QtBot, jobs: JobRunner) -> None:
    seen: list[tuple[int, int]] = []

    job = jobs.run(
        "Counting",
        lambda _task: threading.get_ident(),
        on_result=lambda worker: seen.append((worker, threading.get_ident())),
    )
    with qtbot.waitSignal(job.finished):
        pass

    [(worker, receiver)] = seen
    assert receiver == threading.get_ident()
    assert worker != receiver


def test_jobs_of_one_lane_run_one_after_another_and_lanes_side_by_side(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    gate, order = threading.Event(), []

    def slow(_task: Task) -> None:
        gate.wait(10)
        order.append("slow")

    jobs.run("Slow", slow)
    behind = jobs.run("Behind", lambda _task: order.append("behind"))
    other = jobs.run("Other", lambda _task: order.append("other"), lane="index")
    with qtbot.waitSignal(other.finished):
        pass
    assert order == ["other"]

    gate.set()
    with qtbot.waitSignal(behind.finished):
        pass
    assert order == ["other", "slow", "behind"]


def test_the_newest_search_wins(qtbot: QtBot, jobs: JobRunner) -> None:
    begun, gate = threading.Event(), threading.Event()
    results: list[str] = []

    def stubborn(_task: Task) -> str:
        begun.set()
        gate.wait(10)
        return "first"

    first = jobs.run("r", stubborn, on_result=results.append, lane="search")
    assert begun.wait(10)
    second = jobs.run("ra", lambda _task: "second", on_result=results.append, lane="search")
    third = jobs.run("rar", lambda _task: "third", on_result=results.append, lane="search")
    with qtbot.waitSignals([first.cancelled, second.cancelled, third.finished]):
        gate.set()

    assert results == ["third"]
    assert jobs.active() == []


def test_cancel_stops_the_work_at_its_next_step(qtbot: QtBot, jobs: JobRunner) -> None:
    stepped = threading.Event()

    def endless(task: Task) -> None:
        done = 0
        while True:
            done += 1
            task.step(done, 0)
            stepped.set()

    job = jobs.run("Endless", endless, on_result=pytest.fail, on_error=pytest.fail)
    assert stepped.wait(10)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()


def test_a_cancelled_import_may_still_hand_back_what_it_has_done(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    begun, results = threading.Event(), []

    def work(task: Task) -> str:
        begun.set()
        while not task.cancelled:
            pass
        return "half"

    job = jobs.run("Importing", work, on_result=results.append)
    assert begun.wait(10)
    with qtbot.waitSignal(job.finished):
        job.cancel()
    assert results == ["half"]


def test_progress_tells_the_newest_step_without_flooding(qtbot: QtBot, jobs: JobRunner) -> None:
    steps = 20_000
    told: list[tuple[int, int, str]] = []

    def work(task: Task) -> None:
        for done in range(1, steps + 1):
            task.step(done, steps, f"file {done}")

    job = jobs.run("Importing", work)
    job.progressed.connect(lambda *args: told.append(args))
    with qtbot.waitSignal(job.finished):
        pass

    assert told[-1] == (steps, steps, f"file {steps}")
    assert len(told) < steps / 10
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_a_failure_goes_to_its_handler_or_to_the_runner(qtbot: QtBot, jobs: JobRunner) -> None:
    def fail(_task: Task) -> None:
        raise StoreError("The disk is full.")

    handled: list[BaseException] = []
    with qtbot.assertNotEmitted(jobs.failed):
        job = jobs.run("Importing", fail, on_error=handled.append)
        with qtbot.waitSignal(job.failed):
            pass
    assert str(handled[0]) == "The disk is full."

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run("Backing up", fail)
    label, error = failed.args
    assert label == "Backing up"
    assert str(error) == "The disk is full."


def test_started_and_ended_come_once_for_every_job(qtbot: QtBot, jobs: JobRunner) -> None:
    begun, over = [], []
    jobs.started.connect(begun.append)
    jobs.ended.connect(over.append)

    made = [jobs.run(f"Job {n}", lambda _task: None) for n in range(5)]
    qtbot.waitUntil(lambda: len(over) == 5)

    assert begun == over == made


def test_after_shut_down_nobody_is_told_and_no_thread_is_left(qtbot: QtBot) -> None:
    jobs = JobRunner()
    begun = threading.Event()

    def until_cancelled(task: Task) -> str:
        begun.set()
        while not task.cancelled:
            pass
        return "too late"

    over = []
    jobs.ended.connect(over.append)
    running = jobs.run("Running", until_cancelled, on_result=pytest.fail)
    waiting = jobs.run("Waiting", until_cancelled, on_result=pytest.fail)
    assert begun.wait(10)

    assert jobs.shut_down()

    assert over == [running, waiting]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lode ")]
    QApplication.sendPostedEvents()


def test_nothing_starts_after_shut_down(qtbot: QtBot) -> None:
    runner = JobRunner()
    told: list[object] = []
    runner.started.connect(told.append)
    assert runner.shut_down()
    job = runner.run("Too late", told.append, on_result=told.append)
    assert runner.join()
    assert not told
    assert not runner.active()
    job.cancel()


def test_shut_down_says_when_work_does_not_end(qtbot: QtBot) -> None:
    jobs = JobRunner()
    gate, begun = threading.Event(), threading.Event()

    def deaf(_task: Task) -> None:
        begun.set()
        gate.wait(30)

    jobs.run("Deaf", deaf)
    assert begun.wait(10)
    assert jobs.shut_down(grace_ms=50) is False
    gate.set()
    assert jobs.join(10_000)
