"""The foot of the window: counts, the index, and the job that runs."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from ui.formats import elide, plain_tool_tip, plural
from ui.icons import keep_icon
from ui.jobs import Job, JobRunner
from ui.theme import GRID

SHOW_AFTER_MS = 300
"""Work that is done sooner is not spoken of."""

REFRESH_MS = 100
"""Progress is drawn at most so often."""

_LONGEST = 48
_WORTH_ESTIMATING = 2.0
"""Seconds of work before its rate says anything."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast work goes: units a second and seconds left, each None while unknown."""

    rate: float | None
    left: float | None


def pace(done: int, total: int, seconds: float) -> Pace:
    """The pace of work that has done `done` of `total` units in `seconds`."""
    if seconds < _WORTH_ESTIMATING or done <= 0:
        return Pace(None, None)
    rate = done / seconds
    return Pace(rate, (total - done) / rate if total > done else None)


def in_words(done: int, total: int, now: Pace) -> str:
    """Count, rate and time left, as far as they are known."""
    parts = [f"{done:,} of {total:,}" if total else f"{done:,}"] if done or total else []
    if now.rate is not None and now.rate >= 1:
        parts.append(f"{now.rate:,.0f}/s")
    if now.left is not None:
        parts.append(f"{_duration(now.left)} left")
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class StatusLine(QStatusBar):
    """Shows counts at the left and the oldest running job at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self._counts = QLabel()
        self._index = QLabel()
        self._job = JobLine()
        self.addWidget(self._counts)
        self.addWidget(self._index)
        self.addPermanentWidget(self._job)

    def follow(self, jobs: JobRunner) -> None:
        """Show the jobs of `jobs` from now on."""
        self._job.follow(jobs)

    def set_totals(self, articles: int, passages: int, unindexed: int) -> None:
        """Show how much there is, and how much of it search does not know yet."""
        self._counts.setText(f"{plural(articles, 'article')} · {plural(passages, 'passage')}")
        self._index.setText(f"Indexing: {unindexed:,} to go" if unindexed else "Index up to date")
        self._index.setVisible(bool(articles))

    def clear_totals(self, text: str = "") -> None:
        """Say `text` instead: there is no project."""
        self._counts.setText(text)
        self._index.hide()

    @property
    def text(self) -> str:
        """What stands at the left."""
        labels = [label for label in (self._counts, self._index) if not label.isHidden()]
        return " · ".join(label.text() for label in labels if label.text())

    @property
    def job_line(self) -> "JobLine":
        """The part that shows the running job."""
        return self._job


class JobLine(QWidget):
    """One running job: label, progress, pace, and the button that cancels it."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: list[Job] = []
        self._shown: Job | None = None
        self._last: tuple[int, int, str] = (0, 0, "")
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(40 * GRID)
        self._bar.setTextVisible(False)
        self._pace = QLabel()
        for label in (self._label, self._pace):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._cancel = QToolButton()
        self._cancel.setAutoRaise(True)
        keep_icon(self._cancel, "x", "secondary")
        self._cancel.clicked.connect(self._cancel_job)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        for widget in (self._label, self._bar, self._pace, self._cancel):
            row.addWidget(widget)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REFRESH_MS)
        self._rest.timeout.connect(self._show_progress)
        self.hide()

    @property
    def text(self) -> str:
        """What is said of the job."""
        return "  ".join(label.text() for label in (self._label, self._pace) if label.text())

    @property
    def cancel_button(self) -> QToolButton:
        """The button that cancels the job shown."""
        return self._cancel

    def follow(self, jobs: JobRunner) -> None:
        """Show the jobs of `jobs` from now on."""
        jobs.started.connect(self._take)
        jobs.ended.connect(self._drop)

    @Slot(object)
    def _take(self, job: Job) -> None:
        if not job.quiet:
            self._jobs.append(job)
            self._show_oldest()

    @Slot(object)
    def _drop(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._show_oldest()

    def _show_oldest(self) -> None:
        job = self._jobs[0] if self._jobs else None
        if job is self._shown:
            return
        self._shown = job
        if job is None:
            self._wait.stop()
            self.hide()
            return
        self._label.setText(job.label)
        self._cancel.setEnabled(True)
        self._cancel.setAccessibleName(f"Cancel: {job.label}")
        self._cancel.setToolTip(plain_tool_tip(f"Cancel: {job.label}\nWhat is done is kept"))
        self._last = (0, 0, "")
        self._show_progress()
        job.progressed.connect(self._progress)
        job.pause_changed.connect(self._show_progress)
        if not self.isVisible():
            self._wait.start()

    @Slot(object, object, str)
    def _progress(self, done: int, total: int, text: str) -> None:
        # A progress bar repaints the window at once; the eye needs no more than this.
        self._last = (done, total, text)
        if not self._rest.isActive():
            self._rest.start()
            self._show_progress()

    @Slot()
    def _show_progress(self) -> None:
        if self._shown is None or not self._cancel.isEnabled():
            return
        done, total, text = self._last
        # A bar holds 32 bits; bytes of an import may be more than that.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(min(1000, done * 1000 // total) if total else 0)
        if self._shown.paused:
            text = "paused"
        told = f"{self._shown.label}: {elide(text, _LONGEST)}" if text else self._shown.label
        self._label.setText(told)
        self._pace.setText(in_words(done, total, pace(done, total, self._shown.seconds)))

    @Slot()
    def _cancel_job(self) -> None:
        if self._shown is not None:
            self._cancel.setEnabled(False)
            self._label.setText(f"Stopping: {self._shown.label}")
            self._shown.cancel()
