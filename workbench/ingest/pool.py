"""Files read in parallel by child processes, each of which may fail without harm."""

import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.domain import ArticleDraft, DateBasis, Outcome, ReadFile
from workbench.errors import ChildError, ChildTimeout
from workbench.ingest.scan import display_path
from workbench.processes import Child
from workbench.tasks import Cancelled, Task

SECONDS = 10.0
"""Wall time for one file."""

RECYCLED_AFTER = 200
"""Files after which a process is replaced: parsers leak, and memory stays in pieces."""

_STARTING = 60.0
_LOOK_AHEAD = 2
_NOTICING_CANCEL = 0.1
_LEAVING = 1.0


class _Reader:
    """One child process with the count of what it has read. For one thread at a time."""

    def __init__(self, module: str, seconds: float, recycled_after: int) -> None:
        self._child = Child(module)
        self._seconds = seconds
        self._recycled_after = recycled_after
        self._read = 0
        self._started = False

    def read(self, path: Path, known_sha256: str | None) -> ReadFile:
        """What the file holds; a crash or a hang is this one file's failure."""
        shown = display_path(path)
        try:
            self._make_ready()
        except ChildError:
            return _failed(shown, "The reading process could not be started.")
        self._read += 1
        try:
            request = {"path": _wire(path), "known_sha256": known_sha256}
            return _read_file(shown, self._child.request(request, self._seconds))
        except ChildTimeout:
            reason = f"Reading took longer than {self._seconds:g} seconds and was stopped."
        except ChildError:
            reason = "The reading process ended without an answer: the file may be damaged."
        self._started = False
        return _failed(shown, reason)

    def _make_ready(self) -> None:
        if self._read >= self._recycled_after:
            self._child.close(_LEAVING)
            self._started = False
        if not self._started:
            # Starting counts against no file: on a busy machine it can take seconds.
            self._child.request({}, _STARTING)
            self._started, self._read = True, 0

    def kill(self) -> None:
        """End the process, also from another thread while it reads: that read then fails."""
        self._child.kill()


class ReaderPool:
    """A few reader processes, started when first needed, ended by `close`.

    `read` and `read_all` may be called from several threads.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        seconds: float = SECONDS,
        recycled_after: int = RECYCLED_AFTER,
        module: str = "workbench.ingest.worker",
    ) -> None:
        self._workers = workers
        self._readers = [_Reader(module, seconds, recycled_after) for _ in range(workers)]
        self._idle: queue.SimpleQueue[_Reader] = queue.SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(workers, "file reader")
        self._submitting = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, known_sha256: str | None = None) -> ReadFile:
        """What the file holds; unchanged, without a parse, when it has the known hash.

        Raises `Cancelled` when the pool has been closed, in the middle of the file too.
        """
        reader = self._idle.get()
        try:
            result = None if self._closed else reader.read(path, known_sha256)
        finally:
            self._idle.put(reader)
        if result is None or (self._closed and result.outcome is Outcome.FAILED):
            raise Cancelled
        return result

    def read_all(
        self, requests: Iterable[tuple[Path, str | None]], task: Task | None = None
    ) -> Iterator[ReadFile]:
        """What the files hold, in the order of the requests.

        `requests` is taken from only a few files ahead of what has been consumed. When `task`
        is cancelled or the pool closed, files that are already read are still handed out, then
        `Cancelled` is raised; nothing new is begun.
        """
        task = task or Task()
        coming = iter(requests)
        reading: deque[Future[ReadFile]] = deque()
        try:
            while True:
                while len(reading) < self._workers * _LOOK_AHEAD and not task.cancelled:
                    request = next(coming, None)
                    if request is None:
                        break
                    reading.append(self._submit(*request))
                if not reading:
                    task.raise_if_cancelled()
                    return
                while not wait([reading[0]], _NOTICING_CANCEL).done:
                    task.raise_if_cancelled()
                first = reading.popleft()
                if first.cancelled():
                    raise Cancelled
                yield first.result()
        finally:
            for future in reading:
                future.cancel()

    def _submit(self, path: Path, known_sha256: str | None) -> "Future[ReadFile]":
        with self._submitting:
            if self._closed:
                raise Cancelled
            return self._threads.submit(self.read, path, known_sha256)

    def close(self) -> None:
        """End processes and threads. A file that is still being read is given up."""
        with self._submitting:
            self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._wait_for_idle(time.monotonic() + _LEAVING)
        self._kill_all()
        self._threads.shutdown(wait=True)
        self._kill_all()  # what a thread may have started between the two

    def _wait_for_idle(self, deadline: float) -> None:
        """Return when no file is being read, or at the deadline."""
        idle: list[_Reader] = []
        try:
            while len(idle) < self._workers:
                idle.append(self._idle.get(timeout=max(0.0, deadline - time.monotonic())))
        except queue.Empty:
            return
        finally:
            for reader in idle:
                self._idle.put(reader)

    def _kill_all(self) -> None:
        for reader in self._readers:
            reader.kill()


def _wire(path: Path) -> str:
    """The path as the child, which always runs in UTF-8 mode, will read it back."""
    return os.fsencode(path).decode("utf-8", sys.getfilesystemencodeerrors())


def _read_file(path: str, answer: dict[str, Any]) -> ReadFile:
    fields = answer["draft"]
    draft = None
    if fields is not None:
        basis, notes = DateBasis(fields.pop("date_basis")), tuple(fields.pop("notes"))
        draft = ArticleDraft(**fields, date_basis=basis, notes=notes)
    return ReadFile(path, Outcome(answer["outcome"]), answer["reason"], answer["sha256"], draft)


def _failed(path: str, reason: str) -> ReadFile:
    return ReadFile(path, Outcome.FAILED, reason, "", None)
