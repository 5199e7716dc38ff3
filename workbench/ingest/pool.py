"""Files read in parallel by child processes, each of which may fail without harm."""

import contextlib
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.domain import ArticleDraft, DateBasis, Outcome, ReadFile
from workbench.errors import ChildError, ChildTimeout, UnreadableFile
from workbench.ingest.formats import CONTAINERS
from workbench.ingest.scan import display_path
from workbench.processes import Child
from workbench.tasks import Cancelled, Task

SECONDS = 10.0
"""Wall time for one file."""

RECYCLED_AFTER = 1_000
"""Files after which a process is replaced: parsers leak, and memory stays in pieces. A new one
takes two seconds until the libraries that read dates are warm, so not more often than that."""

MOST_AT_ONCE = 50
"""Articles of one file in one answer, so that a cancel is soon noticed."""

_MOST_FAILURES = 10
_HELD = 2 * MOST_AT_ONCE
_STARTING = 60.0
_LOOK_AHEAD = 2
_NOTICING_CANCEL = 0.1
_LEAVING = 1.0


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: with the hash it is known by, if any, it is looked at only if it differs.

    `mapping` says which columns of a table of articles hold what; see `dumps`.
    """

    path: Path
    known_sha256: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


class _Reader:
    """One child process with the count of what it has read. For one thread at a time."""

    def __init__(self, module: str, seconds: float, recycled_after: int) -> None:
        self._child = Child(module)
        self._seconds = seconds
        self._recycled_after = recycled_after
        self._read = 0
        self._started = False
        self._ended = False

    def read(self, request: Request) -> Iterator[ReadFile]:
        """What the file holds; a crash or a hang is the failure of one article."""
        # Held back until there is another: only then is it known whether there are more.
        held: ReadFile | None = None
        for article in self._articles(request):
            if held is not None:
                yield replace(held, more=True)
            held = article
        if held is not None:
            yield held

    def _articles(self, request: Request) -> Iterator[ReadFile]:
        shown = display_path(request.path)
        message = {
            "path": _wire(request.path),
            "known_sha256": request.known_sha256,
            "mapping": dict(request.mapping),
        }
        holds_many = request.path.suffix.lower() in CONTAINERS
        cursor, failures, careful, sha256 = 0, 0, False, None
        while True:
            most = 1 if careful else MOST_AT_ONCE
            answer = self.ask({**message, "after": cursor, "most": most, "sha256": sha256})
            if isinstance(answer, dict):
                sha256 = answer["sha256"]
                yield from _read_files(shown, answer)
                if answer.get("next") is None:
                    return
                cursor = answer["next"]
                continue
            if not holds_many or self._ended:
                yield _failed(shown, answer)
                return
            if not careful:  # one of the next few: asked for one by one, it can be told which
                careful = True
                continue
            failures += 1
            cursor += 1
            if failures == _MOST_FAILURES:
                yield _failed(shown, f"{answer} The rest of the file was not read.", str(cursor))
                return
            yield _failed(shown, answer, str(cursor))

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any] | str:
        """The process's answer, or in words why there is none."""
        try:
            if self._ended:
                return "Reading was stopped."
            self._make_ready(message)
        except ChildError:
            return "The reading process could not be started."
        self._read += 1
        try:
            return self._child.request(message, self._seconds)
        except ChildTimeout:
            reason = f"Reading took longer than {self._seconds:g} seconds and was stopped."
        except ChildError:
            reason = "The reading process ended without an answer: the file may be damaged."
        self._started = False
        return reason

    def _make_ready(self, message: Mapping[str, Any]) -> None:
        # Not in the middle of a file, of which the process would have to find its place again.
        if self._read >= self._recycled_after and not message.get("after"):
            self._child.close(_LEAVING)
            self._started = False
        if not self._started:
            # Starting counts against no file: on a busy machine it can take seconds.
            self._child.request({}, _STARTING)
            self._started, self._read = True, 0

    def kill(self) -> None:
        """End the process for good, also from another thread: what it reads then fails."""
        self._ended = True
        self._child.kill()


class _Stream:
    """What one file gives, handed from the thread that reads to the one that asks.

    Holds a few articles only: a thread that is ahead waits until they are taken.
    """

    def __init__(self) -> None:
        self._articles: queue.Queue[ReadFile | None] = queue.Queue(_HELD)
        self._dropped = threading.Event()
        self._cancelled = False
        self.filling: Future[None] | None = None

    def fill(self, articles: Generator[ReadFile]) -> None:
        """Put all of `articles`, then the mark of the end, which also tells a `Cancelled`."""
        try:
            with contextlib.closing(articles):
                for article in articles:
                    if not self._put(article):
                        return
        except Cancelled:
            self._cancelled = True
        finally:
            self._put(None)

    def take(self, task: Task) -> ReadFile | None:
        """The next article, None at the end. Raises `Cancelled`."""
        while True:
            try:
                article = self._articles.get(timeout=_NOTICING_CANCEL)
            except queue.Empty:
                task.raise_if_cancelled()
                if self.filling is not None and self.filling.cancelled():
                    raise Cancelled from None
                continue
            if article is None and self._cancelled:
                raise Cancelled
            return article

    def ready(self) -> bool:
        """Whether something can be taken without waiting."""
        return not self._articles.empty()

    def drop(self) -> None:
        """Nobody will take any more."""
        self._dropped.set()

    def _put(self, article: ReadFile | None) -> bool:
        while not self._dropped.is_set():
            try:
                self._articles.put(article, timeout=_NOTICING_CANCEL)
            except queue.Full:
                continue
            return True
        return False


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
        """What a file of one article holds, or the first of several.

        Unchanged, without a parse, when it has the known hash. Raises `Cancelled` when the
        pool has been closed, in the middle of the file too.
        """
        with contextlib.closing(self._articles(Request(path, known_sha256))) as articles:
            return next(articles)

    def read_all(self, requests: Iterable[Request], task: Task | None = None) -> Iterator[ReadFile]:
        """What the files hold, in the order of the requests, file after file.

        `requests` is taken from only a few files ahead of what has been consumed. When `task`
        is cancelled or the pool closed, files that are already read are still handed out, then
        `Cancelled` is raised; nothing new is begun.
        """
        task = task or Task()
        coming = iter(requests)
        reading: deque[_Stream] = deque()
        try:
            while True:
                while len(reading) < self._workers * _LOOK_AHEAD and not task.cancelled:
                    request = next(coming, None)
                    if request is None:
                        break
                    reading.append(self._submit(request))
                if not reading:
                    task.raise_if_cancelled()
                    return
                while (article := reading[0].take(task)) is not None:
                    yield article
                    if task.cancelled and article.more and not reading[0].ready():
                        raise Cancelled
                reading.popleft()
        finally:
            for stream in reading:
                stream.drop()

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """A reader process's answer to another request than for a file to import.

        Raises `Cancelled` as `read` does, and `UnreadableFile` with words when there is none.
        """
        reader = self._idle.get()
        try:
            answer = "" if self._closed else reader.ask(message)
        finally:
            self._idle.put(reader)
        if self._closed:
            raise Cancelled
        if isinstance(answer, str):
            raise UnreadableFile(answer)
        return answer

    def _articles(self, request: Request) -> Generator[ReadFile]:
        reader = self._idle.get()
        try:
            if self._closed:
                raise Cancelled
            for article in reader.read(request):
                if article.outcome is Outcome.FAILED and self._is_closed():
                    raise Cancelled
                yield article
        finally:
            self._idle.put(reader)

    def _is_closed(self) -> bool:
        return self._closed  # by another thread

    def _submit(self, request: Request) -> _Stream:
        stream = _Stream()
        with self._submitting:
            if self._closed:
                raise Cancelled
            stream.filling = self._threads.submit(stream.fill, self._articles(request))
        return stream

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


def _read_files(path: str, answer: dict[str, Any]) -> Iterator[ReadFile]:
    """The articles of one answer: that of a file, or a few members of one."""
    if "members" not in answer:
        yield article_in(path, answer)
        return
    for member in answer["members"]:
        yield replace(article_in(path, member), file_sha256=answer["sha256"])


def article_in(path: str, answer: dict[str, Any]) -> ReadFile:
    """What a reader process says of one article, out of the JSON that carries it."""
    fields = answer["draft"]
    draft = None
    if fields is not None:
        basis, notes = DateBasis(fields.pop("date_basis")), tuple(fields.pop("notes"))
        draft = ArticleDraft(**fields, date_basis=basis, notes=notes)
    return ReadFile(
        path,
        Outcome(answer["outcome"]),
        answer["reason"],
        answer["sha256"],
        draft,
        member=answer.get("member"),
        sketch=tuple(answer.get("sketch", ())),
    )


def _failed(path: str, reason: str, member: str | None = None) -> ReadFile:
    return ReadFile(path, Outcome.FAILED, reason, "", None, member)
