"""Folders that are watched: what is added to them while Lode runs is imported.

The system tells of changes where it can (inotify and its kin); folders below, network drives
and systems without are looked at again every minute. What was told is waited for until it is
quiet, so that a file is not read while it is still being written.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

SETTLE_MS = 2_000
"""Quiet after the last change before the folder is looked at."""

LOOK_MS = 60_000
"""Between two looks at what nobody has told of."""

MOST_TOLD = 1_000
"""Folders that the system is asked to tell of; the others are looked at."""


class FolderWatch(QObject):
    """`due` carries the watched folders, as paths, that may have something new.

    Folders that are not there (a stick that is not plugged in) are left alone until they are.
    """

    due = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: list[Path] = []
        self._changed: set[Path] = set()
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._watcher.directoryChanged.connect(self._note)
        self._settle.timeout.connect(self._tell)
        self._look.timeout.connect(self._look_at_all)

    @property
    def folders(self) -> list[Path]:
        """The folders that are watched."""
        return list(self._folders)

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these from now on, and look at them once."""
        self._folders = list(folders)
        told = self._watcher.directories()
        if told:
            self._watcher.removePaths(told)
        self._look.stop()
        if self._folders:
            self._look.start()
            self._ask_to_be_told()
            self._look_at_all()

    def _ask_to_be_told(self) -> None:
        known = set(self._watcher.directories())
        room = MOST_TOLD - len(known)
        new = [str(one) for one in self._folders if str(one) not in known and one.is_dir()][:room]
        if new:
            self._watcher.addPaths(new)

    @Slot(str)
    def _note(self, name: str) -> None:
        path = Path(name)
        self._changed.update(one for one in self._folders if one == path or one in path.parents)
        self._settle.start()

    @Slot()
    def _look_at_all(self) -> None:
        self._ask_to_be_told()
        self._changed.update(self._folders)
        self._settle.start()

    @Slot()
    def _tell(self) -> None:
        due = [one for one in self._folders if one in self._changed and one.is_dir()]
        self._changed.clear()
        if due:
            self.due.emit(due)
