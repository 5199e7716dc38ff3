"""Projects come and go in one window: opened off the GUI thread, swapped, closed."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from ui.failures import details, sentence
from ui.formats import format_moment
from ui.garbage import GarbageCollector
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.session import ProjectSession
from workbench.domain import BackupInfo
from workbench.project import Project
from workbench.recovery import open_or_recover
from workbench.restore import restore
from workbench.sample import default_folder, ensure_sample
from workbench.tasks import Task

BACKUP_MS = 5 * 60 * 1000
"""How often it is looked whether a backup is due."""

GRACE_MS = 3000
"""Leaving the program waits so long for running work, then ends it."""


class Program(QObject):
    """Holds the open project for `window`. `cache` and `sample` are other places for a test."""

    def __init__(
        self,
        window: MainWindow,
        *,
        cache: Path | None = None,
        sample: Path | None = None,
        child_index: bool = True,
    ) -> None:
        super().__init__()
        self.window = window
        self.session: ProjectSession | None = None
        self._cache = cache
        self._sample = sample or default_folder()
        self._child_index = child_index
        self._garbage = GarbageCollector(self)
        self._opener = JobRunner(self)
        self._retry: Callable[[Program], None] = Program.open_sample
        self._opening = False
        self._leaving: list[ProjectSession] = []
        self._pause = QTimer(self)
        self._pause.setInterval(BACKUP_MS)
        self._pause.timeout.connect(self._back_up)
        self._pause.start()
        window.restore_wanted.connect(self.restore)
        window.status.follow(self._opener)
        window.new_wanted.connect(self.create)
        window.open_wanted.connect(self.open)
        window.sample_wanted.connect(self.open_sample)
        window.start_page.retry_wanted.connect(self._try_again)

    def start(self, folder: Path | None) -> None:
        """Open `folder`, or the project opened last, or at a first start the sample."""
        folder = folder or self.window.recent.last()
        if folder is None:
            self.open_sample()
        else:
            self.open(folder)

    @Slot(object)
    def open(self, folder: Path) -> None:
        """Open the project in `folder`, in the place of the one that is open."""
        self._retry = _opening(folder)
        self._make(f"Opening {folder.name}", folder, lambda _task: self._opened(folder))

    @Slot(object)
    def create(self, folder: Path) -> None:
        """Make a project in `folder` and open it."""
        self._retry = lambda program: program.create(folder)
        self._make(f"Making {folder.name}", folder, lambda _task: self._created(folder))

    @Slot()
    def open_sample(self) -> None:
        """Open the sample project, which is made when there is none yet."""
        self._retry = Program.open_sample
        self._make("Opening the sample project", self._sample, self._sampled)

    @Slot(object)
    def restore(self, backup: BackupInfo) -> None:
        """Put a backup in the place of the open project's database, and open that."""
        session = self.session
        if session is None or self._opening:
            return
        folder = session.project.folder
        self.session = None
        self.window.clear_session()
        session.close()
        session.jobs.abandon()
        self._leaving.append(session)
        self._retry = _opening(folder)
        self._opening = True
        self.window.start_page.show_opening(f"Restoring {folder.name}")
        self._opener.run(
            f"Restoring {folder.name}",
            lambda task: self._restored(session, backup, task),
            on_result=partial(self._take_restored, session),
            on_error=self._refused,
            quiet=False,
        )

    def _take_restored(self, before: ProjectSession, project: Project) -> None:
        self._closed(before)
        self._take(project)

    def _restored(self, session: ProjectSession, backup: BackupInfo, task: Task) -> Project:
        folder = session.project.folder
        _end(session, task)
        done = restore(folder, backup.path, cache=self._cache, task=task)
        project = self._opened(folder)
        made = format_moment(backup.made)
        aside = (
            f" What was there before is among the backups as {done.set_aside.name}."
            if done.set_aside
            else ""
        )
        project.opening_notes = (f"The backup of {made} was restored.{aside}",)
        return project

    def shut_down(self) -> bool:
        """Close the project; whether all work has ended. It may take `GRACE_MS`."""
        self._pause.stop()
        idle = self._opener.shut_down(GRACE_MS)
        # Those whose closing was still to come: no thread may outlive what it reports to.
        for leaving in self._leaving:
            idle = leaving.jobs.join(GRACE_MS) and idle
            leaving.project.close()
        self._leaving.clear()
        session, self.session = self.session, None
        if session is not None:
            self.window.clear_session()
            session.close()
            idle = session.jobs.shut_down(GRACE_MS) and idle
            session.project.close()
        if idle:
            self._garbage.stop()
        return idle

    def _make(self, label: str, folder: Path, work: Callable[[Task], Project]) -> None:
        if self._opening:
            return
        if self.session is not None and _same(self.session.project.folder, folder):
            self.session.notice.emit("This project is open already.", False)
            return
        self._opening = True
        self.window.start_page.show_opening(label)
        job = self._opener.run(
            label, work, on_result=self._take, on_error=self._refused, quiet=False
        )
        job.cancelled.connect(self._stopped)

    def _opened(self, folder: Path) -> Project:
        return open_or_recover(folder, cache=self._cache, child_index=self._child_index)

    def _created(self, folder: Path) -> Project:
        return Project.create(folder, cache=self._cache, child_index=self._child_index)

    def _sampled(self, task: Task) -> Project:
        return self._opened(ensure_sample(self._sample, cache=self._cache, task=task))

    def _take(self, project: Project) -> None:
        self._opening = False
        before = self.session
        session = ProjectSession(project, JobRunner(self), self)
        self.session = session
        self.window.show_session(session, sample=_same(project.folder, self._sample))
        if before is not None:
            self._put_away(before)
        self._back_up()

    @Slot()
    def _back_up(self) -> None:
        session = self.session
        if session is not None:
            project = session.project
            session.jobs.run("Backing up", lambda _task: project.back_up_if_due(), quiet=True)

    def _put_away(self, session: ProjectSession) -> None:
        # Ending its work and its helper processes may take a moment, which the project shown
        # instead need not wait for; one opened after that does, for it may be the same again.
        session.close()
        session.jobs.abandon()
        self._leaving.append(session)
        self._opener.run(
            f"Closing {session.project.name}",
            partial(_end, session),
            on_result=self._closed,
            quiet=True,
        )

    def _closed(self, session: ProjectSession) -> None:
        self._leaving.remove(session)
        session.jobs.deleteLater()
        session.deleteLater()

    def _refused(self, error: BaseException) -> None:
        self._opening = False
        if self.session is None:
            self.window.start_page.show_failure(sentence(error))
        else:
            self.session.failed.emit(sentence(error), details(error))

    @Slot()
    def _stopped(self) -> None:
        self._opening = False
        if self.session is None:
            self.window.start_page.show_failure("It was stopped.")

    @Slot()
    def _try_again(self) -> None:
        self._retry(self)


def _opening(folder: Path) -> Callable[[Program], None]:
    # A method of the program itself would keep it alive with what it holds.
    return lambda program: program.open(folder)


def _end(session: ProjectSession, _task: Task) -> ProjectSession:
    session.jobs.join(GRACE_MS)
    session.project.close()
    return session


def _same(one: Path, other: Path) -> bool:
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
