"""Long work, seen from inside: report a step, learn that the user has cancelled.

The window passes a task whose reports become queued signals, the command line one that draws
a progress line, a test nothing at all.
"""

import threading
from collections.abc import Callable


class Cancelled(Exception):
    """The user has asked the work to stop; what is already saved stays saved."""


class Task:
    """One piece of long work.

    `step` is called by the work, from its own thread; `cancel`, `pause` and `resume` by anybody,
    from any thread.
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report `done` of `total` units (`total` 0: not known yet), or raise `Cancelled`.

        Waits as long as the work is paused.
        """
        self.raise_if_cancelled()
        if self._report is not None:
            self._report(done, total, text)
        if not self._going.is_set():
            self._going.wait()
            self.raise_if_cancelled()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` once `cancel` has been called."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()
        self._going.set()

    def pause(self) -> None:
        """Have the work wait at its next step until `resume` or `cancel` is called."""
        if not self._cancelled.is_set():
            self._going.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether the work waits, or will at its next step."""
        return not self._going.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` has been called."""
        return self._cancelled.is_set()
