"""The project as the window sees it: gestures with one error path, changes as signals."""

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ui.failures import details, sentence
from ui.jobs import JobRunner
from workbench.domain import Change, Step
from workbench.errors import LodeError

if TYPE_CHECKING:
    from workbench.project import Project

T = TypeVar("T")

AT_ONCE = 500
"""Passages up to which a change is made at once; it takes a tenth of a second."""

PAUSE_MS = 250
"""Changes made by background work are told at most this often."""


class ProjectSession(QObject):
    """Holds the open project for the window and its panes.

    `changed` carries a `Change`, always on the GUI thread and after the gesture that made it
    has returned. Changes that come in quick succession are told as one, their tables and
    article ids united. `notice` carries a text and whether it offers undo; `failed` a
    sentence for the user and details to copy.
    """

    changed = Signal(object)
    notice = Signal(str, bool)
    failed = Signal(str, str)

    _noticed = Signal()

    def __init__(self, project: "Project", jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.jobs = jobs
        self._gui_thread = threading.get_ident()
        self._lock = threading.Lock()
        self._waiting: list[Change] = []
        self._own = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._noticed.connect(self._take_notice, Qt.ConnectionType.QueuedConnection)
        jobs.failed.connect(self._job_failed)
        self._unsubscribe = project.subscribe(self._listen)
        self.closed = False
        """Whether nothing is to be asked any more: its panes may still be there for a moment."""

    def perform(self, work: Callable[[], T]) -> T | None:
        """Do a short write now and return its result; None when it failed and said so."""
        try:
            return work()
        except LodeError as error:
            self.report(error)
            return None

    def report(self, error: BaseException) -> None:
        """Show `error` to the user."""
        self.failed.emit(sentence(error), details(error))

    def undo(self) -> None:
        """Take back the last step, and say which."""
        self._walk(self.project.undo, "Undone: {}", "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last, and say what."""
        self._walk(self.project.redo, "Done again: {}", "There is nothing to redo.")

    def close(self) -> None:
        """Stop listening; the project itself is closed by whoever opened it."""
        self.closed = True
        self._unsubscribe()
        self._pause.stop()
        self.jobs.failed.disconnect(self._job_failed)

    def _walk(self, walk: Callable[[], Step | None], told: str, nothing: str) -> None:
        try:
            step = walk()
        except LodeError as error:
            self.report(error)
        else:
            self.notice.emit(nothing if step is None else told.format(step.label), False)

    def _listen(self, change: Change) -> None:
        # Called in whatever thread has written.
        with self._lock:
            first = not self._waiting
            self._waiting.append(change)
            own = threading.get_ident() == self._gui_thread
            self._own = self._own or own
        if first or own:
            self._noticed.emit()

    @Slot()
    def _take_notice(self) -> None:
        # What the user has just done shows at once; a running import is told in pauses.
        if self._own or not self._pause.isActive():
            self._tell()

    @Slot()
    def _tell(self) -> None:
        with self._lock:
            changes, self._waiting = self._waiting, []
            self._own = False
        if changes:
            self._pause.start()
            self.changed.emit(united(changes))

    @Slot(str, object)
    def _job_failed(self, label: str, error: BaseException) -> None:
        if isinstance(error, LodeError):
            self.failed.emit(f"{label}: {sentence(error)}", details(error))
        else:
            # A defect of ours: it goes where those of the GUI thread go.
            sys.excepthook(type(error), error, error.__traceback__)


def united(changes: list[Change]) -> Change:
    """One change that stands for all of `changes`; the label is the last one's."""
    return Change(
        tables=frozenset().union(*(change.tables for change in changes)),
        article_ids=frozenset().union(*(change.article_ids for change in changes)),
        label=changes[-1].label,
    )
