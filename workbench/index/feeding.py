"""Bringing documents to the writing side, with progress, by two processes when there are many."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from workbench.domain import Indexed
from workbench.errors import ChildTimeout, IndexUnavailable
from workbench.index.messages import Message
from workbench.index.transport import Transport
from workbench.tasks import Cancelled, Task

CHUNK = 100
"""Documents between two reports of progress, and two chances to cancel."""

SHARED = 4_000
"""Documents of a rebuild from which on a second process helps: it takes time to start."""

OPEN_SECONDS = 120.0
COMMIT_SECONDS = 3_600.0
_CHUNK_SECONDS = 600.0


class Progress:
    """What a task is told while several threads work for it."""

    def __init__(self, task: Task, done: int, total: int) -> None:
        self._task = task
        self._done = done
        self._total = total
        self._lock = threading.Lock()
        self._stopped = False

    def say(self, text: str) -> None:
        """Report; raises `Cancelled` when the task is, or when another thread has failed."""
        with self._lock:
            if self._stopped:
                raise Cancelled
            self._task.step(self._done, max(self._total, self._done), text)

    def add(self, articles: int) -> None:
        """So many more are done."""
        with self._lock:
            self._done += articles

    def stop(self) -> None:
        """Let the other threads end."""
        with self._lock:
            self._stopped = True


class Feeder:
    """Asks the writing side, and the one that helps it if there is one, for one index."""

    def __init__(self, updating: Transport, helping: Transport | None, of: Indexed) -> None:
        self._updating = _Side(updating, of)
        self._helping = _Side(helping, of) if helping is not None else None

    def update(self, message: Message, seconds: float) -> Message:
        """The writing side's answer."""
        return self._updating.answer(message, seconds)

    def put(self, ids: Sequence[int], progress: Progress) -> None:
        """Bring articles into the change that is open."""
        _put(self._updating, "put", ids, progress)

    def put_all(self, ids: Sequence[int], folder: Path, progress: Progress) -> Any:
        """Bring all articles into a new index; gives the segments that the helper has made."""
        helping = self._helping
        if helping is None or len(ids) < SHARED:
            self.put(ids, progress)
            return []
        half = len(ids) // 2
        with ThreadPoolExecutor(1, "index helper") as pool:
            share = pool.submit(_make_share, helping, ids[half:], folder, progress)
            try:
                self.put(ids[:half], progress)
            except BaseException:
                progress.stop()
                raise
            return share.result()


def _make_share(helping: "_Side", ids: Sequence[int], folder: Path, progress: Progress) -> Any:
    try:
        helping.answer({"op": "begin_share", "folder": str(folder)}, OPEN_SECONDS)
        _put(helping, "put_share", ids, progress)
        return helping.answer({"op": "end_share"}, COMMIT_SECONDS)["segments"]
    finally:
        # Not needed again soon, and it holds what it has read.
        helping.transport.rest()


def _put(side: "_Side", operation: str, ids: Sequence[int], progress: Progress) -> None:
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        progress.say(f"Indexing {side.of}")
        side.answer({"op": operation, "ids": chunk}, _CHUNK_SECONDS)
        progress.add(len(chunk))


class _Side(NamedTuple):
    transport: Transport
    of: Indexed

    def answer(self, message: Message, seconds: float) -> Message:
        try:
            return self.transport.request({**message, "of": self.of}, seconds)
        except ChildTimeout:
            raise IndexUnavailable(
                "The indexing process did not answer and was stopped. The articles are kept; "
                "what was not indexed will be the next time."
            ) from None
