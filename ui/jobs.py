"""Work off the GUI thread: progress, cancel, result and failure, all told on the GUI thread.

A lane is one thread that does one job after another. The search lane is the exception: there
the newest job wins, the ones before it are dropped or cancelled.
"""

import threading
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workbench.tasks import Cancelled, Task

T = TypeVar("T")

LATEST_WINS = frozenset({"search"})
"""Lanes in which a new job takes the place of those before it."""


class _Work:
    """What a lane's thread knows of a job: no Qt object, for that could be deleted there."""

    def __init__(self, work: Callable[[Task], Any], announce: Callable[[], None]) -> None:
        self.task = Task(self._report)
        self.began: float | None = None
        self._work = work
        self._announce: Callable[[], None] | None = announce
        self._lock = threading.Lock()
        self._latest: tuple[int, int, str] | None = None
        self._outcome: tuple[Any, BaseException | None] | None = None

    def execute(self) -> None:
        """Do the work; called once, in the lane's thread."""
        result, error = None, None
        self.began = monotonic()
        try:
            self.task.raise_if_cancelled()
            result = self._work(self.task)
        except BaseException as caught:  # noqa: BLE001 - told on the GUI thread
            error = caught
        with self._lock:
            self._outcome = (result, error)
            if self._announce is not None:
                self._announce()

    def abandon(self) -> None:
        """Cancel, and let nothing be heard of it again."""
        self.task.cancel()
        with self._lock:
            self._announce = None

    def news(self) -> tuple[tuple[int, int, str] | None, tuple[Any, BaseException | None] | None]:
        """The newest report since the last call, and (result, error) once it has ended."""
        with self._lock:
            latest, self._latest = self._latest, None
            return latest, self._outcome

    def _report(self, done: int, total: int, text: str) -> None:
        # Only the newest report waits for the GUI thread: ten thousand steps a second must
        # not become ten thousand events.
        with self._lock:
            first = self._latest is None
            self._latest = (done, total, text)
            if first and self._announce is not None:
                self._announce()


class Job(QObject):
    """One piece of work in a lane; every signal comes on the GUI thread.

    `progressed` carries done, total (0: not known) and a text. Exactly one of `finished`
    (with the result), `failed` (with the exception) and `cancelled` ends a job, unless the
    runner is shut down first: then none does. Made by `JobRunner.run`.
    """

    progressed = Signal(object, object, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    pause_changed = Signal()

    def __init__(
        self,
        label: str,
        lane: str,
        work: _Work,
        *,
        on_result: Callable[[Any], None] | None,
        on_error: Callable[[BaseException], None],
        quiet: bool,
    ) -> None:
        super().__init__()
        self.label = label
        self.lane = lane
        self.quiet = quiet
        self.work = work
        # Not connected to the signals: Qt would hold them as long as somebody holds the job.
        self._on_result = on_result
        self._on_error: Callable[[BaseException], None] | None = on_error
        self._superseded = False

    @property
    def seconds(self) -> float:
        """How long the work has gone on; 0 while it waits in its lane."""
        return monotonic() - self.work.began if self.work.began is not None else 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it has saved stays saved."""
        self.work.task.cancel()

    @property
    def paused(self) -> bool:
        """Whether the work waits, or will at its next step."""
        return self.work.task.paused

    def set_paused(self, paused: bool) -> None:
        """Have the work wait at its next step, or go on."""
        (self.work.task.pause if paused else self.work.task.resume)()
        self.pause_changed.emit()

    def supersede(self) -> None:
        """Cancel, and keep back even a result that comes all the same."""
        self._superseded = True
        self.cancel()

    def tell_progress(self, done: int, total: int, text: str) -> None:
        """Pass a report on to the GUI."""
        self.progressed.emit(done, total, text)

    def tell_end(self, result: Any, error: BaseException | None) -> None:
        """Pass on how the work ended."""
        on_result, on_error = self._on_result, self._on_error
        self.forget()
        if self._superseded or isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            if on_error is not None:
                on_error(error)
            self.failed.emit(error)
        else:
            if on_result is not None:
                on_result(result)
            self.finished.emit(result)

    def forget(self) -> None:
        """Call nobody back any more."""
        self._on_result = self._on_error = None


class _Lane:
    """A thread that executes jobs in order, started with the first one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._works: deque[_Work] = deque()
        self._wake = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def put(self, work: _Work) -> None:
        """Queue `work`."""
        with self._wake:
            self._works.append(work)
            self._wake.notify()
        if self._thread is None:
            # A daemon, so that work which never looks at its task cannot keep a process
            # alive that the user has left; `JobRunner.shut_down` says when that is so.
            self._thread = threading.Thread(
                target=self._serve, name=f"lode {self.name}", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Take no further job; the thread ends after the one it is at."""
        with self._wake:
            self._closed = True
            self._works.clear()
            self._wake.notify()

    def join(self, seconds: float) -> bool:
        """Whether the thread has ended within `seconds`."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while self._do_next():
            pass

    def _do_next(self) -> bool:
        # A method of its own, so that nothing of a job lives on while the next is awaited.
        work = self._next()
        if work is None:
            return False
        work.execute()
        return True

    def _next(self) -> _Work | None:
        with self._wake:
            while not self._works and not self._closed:
                self._wake.wait()
            return self._works.popleft() if self._works else None


class JobRunner(QObject):
    """The one way off the GUI thread.

    `started` and `ended` carry the job. `failed` carries label and exception of every job
    that fails without an `on_error` of its own.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(str, object)

    _news = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, _Lane] = {}
        self._active: list[Job] = []
        self._over = False
        self._news.connect(self._attend, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        label: str,
        work: Callable[[Task], T],
        *,
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[BaseException], None] | None = None,
        quiet: bool = False,
        lane: str = "work",
    ) -> Job:
        """Start `work` in `lane` and return its job.

        `label` says in the status bar what goes on; a `quiet` job is not shown there. The
        callbacks are called on the GUI thread, neither of them after a cancel. Nothing starts
        any more once the runner was abandoned: a pane that is going away may still ask.
        """
        job = Job(
            label,
            lane,
            _Work(work, self._news.emit),
            on_result=on_result,
            on_error=on_error or self._failure_of(label),
            quiet=quiet,
        )
        if self._over:
            job.work.abandon()
            job.forget()
            return job
        if lane in LATEST_WINS:
            for older in self._active:
                if older.lane == lane:
                    older.supersede()
        self._active.append(job)
        self.started.emit(job)
        self._lane(lane).put(job.work)
        return job

    def active(self) -> list[Job]:
        """The jobs that run or wait, oldest first."""
        return list(self._active)

    def abandon(self) -> None:
        """Cancel everything; no job tells its end any more, for its listeners are going away."""
        self._over = True
        jobs, self._active = self._active, []
        for job in jobs:
            job.work.abandon()
            job.forget()
            self.ended.emit(job)
        for lane in self._lanes.values():
            lane.close()

    def join(self, grace_ms: int = 3000) -> bool:
        """Whether all work has ended within `grace_ms` of an `abandon`; for any thread."""
        deadline = monotonic() + grace_ms / 1000
        joined = [lane.join(deadline - monotonic()) for lane in self._lanes.values()]
        return all(joined)

    def shut_down(self, grace_ms: int = 3000) -> bool:
        """Cancel everything and wait up to `grace_ms`; whether all work has ended."""
        self.abandon()
        return self.join(grace_ms)

    def _lane(self, name: str) -> _Lane:
        if name not in self._lanes:
            self._lanes[name] = _Lane(name)
        return self._lanes[name]

    def _failure_of(self, label: str) -> Callable[[BaseException], None]:
        return lambda error: self.failed.emit(label, error)

    @Slot()
    def _attend(self) -> None:
        for job in self.active():
            latest, outcome = job.work.news()
            if latest is not None:
                job.tell_progress(*latest)
            if outcome is not None and job in self._active:
                self._active.remove(job)
                self.ended.emit(job)
                job.tell_end(*outcome)
