"""Long work that pauses, goes on and is cancelled."""

import threading

import pytest

from workbench.tasks import Cancelled, Task


class Work(threading.Thread):
    def __init__(self) -> None:
        super().__init__()
        self.stepped = threading.Semaphore(0)
        self.reports: list[int] = []
        self.ended: list[str] = []
        self.task = Task(self._report)

    def _report(self, done: int, _total: int, _text: str) -> None:
        self.reports.append(done)
        self.stepped.release()

    def run(self) -> None:
        try:
            for number in range(3):
                self.task.step(number, 3)
            self.ended.append("done")
        except Cancelled:
            self.ended.append("cancelled")


def test_paused_work_waits_at_its_next_step_and_goes_on() -> None:
    work = Work()
    work.task.pause()
    work.start()
    assert work.stepped.acquire(timeout=10)
    assert work.task.paused
    assert (work.reports, work.ended) == ([0], [])
    work.task.resume()
    work.join(10)
    assert (work.reports, work.ended) == ([0, 1, 2], ["done"])


def test_paused_work_can_be_cancelled_and_is_not_paused_again() -> None:
    work = Work()
    work.task.pause()
    work.start()
    assert work.stepped.acquire(timeout=10)
    work.task.cancel()
    work.join(10)
    assert (work.reports, work.ended) == ([0], ["cancelled"])
    work.task.pause()
    assert not work.task.paused
    with pytest.raises(Cancelled):
        work.task.step(0, 1)
