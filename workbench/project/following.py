"""The index follows an import: articles are indexed while others are still being read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workbench.domain import Change
from workbench.errors import LodeError
from workbench.index import SearchIndex
from workbench.store import Store
from workbench.tasks import Cancelled, Task

BATCH = 2_000
"""Articles that the index takes at most at a time."""

PAUSE_SECONDS = 0.5
"""Between two times: an article is found soon, and each commit has a cost of its own."""


@contextmanager
def following(store: Store, index: SearchIndex, task: Task) -> Iterator[None]:
    """Have `index` take in what the block writes to `store`, a batch at a time.

    The index works in a process of its own, so that reading goes on meanwhile. When the block
    ends the batch at hand is finished, with its progress on `task`; what then still waits is
    left to `SearchIndex.sync`, as is every trouble with the index: an import never fails by it.
    """
    follower = _Follower(store, index, task)
    unsubscribe = store.subscribe(follower.written)
    follower.start()
    try:
        yield
    finally:
        unsubscribe()
        follower.end()


class _Follower(threading.Thread):
    def __init__(self, store: Store, index: SearchIndex, task: Task) -> None:
        super().__init__(name="index follows import", daemon=True)
        self._store = store
        self._index = index
        self._task = task
        self._wake = threading.Event()
        self._ending = threading.Event()

    def written(self, change: Change) -> None:
        if "articles" in change.tables:
            self._wake.set()

    def end(self) -> None:
        """Let the batch at hand be finished, unless the import has been cancelled."""
        self._ending.set()
        self._wake.set()
        self.join()

    def run(self) -> None:
        inner = Task(self._report)
        with suppress(LodeError, Cancelled):
            ended = False
            while not ended:
                self._wake.wait()
                self._ending.wait(PAUSE_SECONDS)
                self._wake.clear()
                ended = self._ending.is_set()
                if self._index.waiting():
                    self._index.sync(inner, most=BATCH)

    def _report(self, done: int, total: int, text: str) -> None:
        # While the import goes on, the task tells of that.
        self._task.raise_if_cancelled()
        if self._ending.is_set():
            self._task.step(done, total, text)
