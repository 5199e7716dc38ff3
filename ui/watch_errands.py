"""Watched folders: what is added to them is imported, quietly, while the project is open."""

from collections.abc import Sequence
from pathlib import Path
from time import time

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.watched import WatchedFoldersDialog
from ui.file_dialogs import file_dialog
from ui.folder_watch import SETTLE_MS, FolderWatch
from ui.folders import keep_folder, last_folder
from ui.jobs import Job
from ui.session import ProjectSession
from workbench.ingest import News
from workbench.tasks import Task


class WatchErrands(QObject):
    """Keeps the project's watched folders. `files_added` carries paths to be imported quietly,
    `folder_added` a folder that is watched from now on, to be imported whole.
    """

    files_added = Signal(object)
    folder_added = Signal(object)

    def __init__(self, session: ProjectSession, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self._dialog: WatchedFoldersDialog | None = None
        self._looking: Job | None = None
        self.watch = FolderWatch(self)
        self.watch.due.connect(self._look)
        self._since: dict[Path, float] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(SETTLE_MS)
        self._again.timeout.connect(lambda: self._look(self.watch.folders))

    def start(self) -> None:
        """Begin to watch."""
        project = self._session.project
        folders = self._session.perform(project.watched_folders) or []
        # What came while the project was closed has come since its last import.
        before = self._session.perform(project.last_import) or 0.0
        self._since = dict.fromkeys(folders, before)
        self.watch.watch(folders)

    def show_folders(self) -> WatchedFoldersDialog:
        """List the watched folders, to add some and to leave others."""
        self._dialog = dialog = WatchedFoldersDialog(self.watch.folders, self._window)
        dialog.changed.connect(self.set_folders)
        dialog.add_wanted.connect(self._ask_folder)
        dialog.destroyed.connect(self._dialog_gone)
        dialog.show()
        return dialog

    @Slot(object)
    def set_folders(self, folders: Sequence[Path]) -> None:
        """Watch these folders from now on; one that is new is imported whole."""
        before = self.watch.folders

        def remember() -> bool:
            self._session.project.set_watched_folders(folders)
            return True

        if not self._session.perform(remember):
            return
        self._since.update((one, time()) for one in folders if one not in before)
        self.watch.watch(folders)
        if self._dialog is not None:
            self._dialog.show_folders(folders)
        for folder in folders:
            if folder not in before:
                self.folder_added.emit([folder])

    def _ask_folder(self) -> None:
        dialog = file_dialog(self._window, "Watch a folder", last_folder(self._settings, "import"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Watch")
        dialog.fileSelected.connect(self._folder_picked)
        dialog.open()

    def _folder_picked(self, name: str) -> None:
        folder = Path(name)
        keep_folder(self._settings, "import", folder.parent)
        self.set_folders([*(one for one in self.watch.folders if one != folder), folder])

    @Slot()
    def _dialog_gone(self) -> None:
        self._dialog = None

    @Slot(object)
    def _look(self, folders: Sequence[Path]) -> None:
        if self._looking is not None or not folders:
            return
        project, since = self._session.project, dict(self._since)

        def work(_task: Task) -> dict[Path, News]:
            return {one: project.news_in([one], since.get(one, 0.0)) for one in folders}

        self._looking = self._session.jobs.run(
            "Look for new files",
            work,
            on_result=self._found,
            quiet=True,
            lane="lists",
        )
        for ended in (self._looking.failed, self._looking.cancelled):
            ended.connect(self._look_over)

    def _found(self, found: dict[Path, News]) -> None:
        self._looking = None
        self._since.update((folder, news.until) for folder, news in found.items())
        if any(news.more_soon for news in found.values()):
            self._again.start()
        files = dict.fromkeys(path for news in found.values() for path in news.files)
        if files:
            self.files_added.emit(list(files))

    @Slot()
    def _look_over(self) -> None:
        self._looking = None
