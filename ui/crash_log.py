"""What nobody caught: written to a local log, and told to the user."""

import faulthandler
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from ui.failures import DEFECT, details

_LOG_BYTES = 1_000_000
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashLog(QObject):
    """`caught` carries a sentence and details, from whatever thread: connect it queued.

    `install` takes over the hooks of the process, `remove` gives them back.
    """

    caught = Signal(str, str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "lode.log"
        self._logger = logging.getLogger("lode.window")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._handler = RotatingFileHandler(
            self.path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._faults: TextIO = (folder / "faults.log").open("a", encoding="utf-8")

    def install(self) -> None:
        """Write down from now on what nobody catches."""
        self._logger.addHandler(self._handler)
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        faulthandler.enable(self._faults)
        qInstallMessageHandler(self._take_from_qt)

    def remove(self) -> None:
        """Give the hooks back and close the files."""
        sys.excepthook, threading.excepthook = self._hooks
        faulthandler.disable()
        qInstallMessageHandler(None)
        self._logger.removeHandler(self._handler)
        self._handler.close()
        self._faults.close()

    def _take(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = details(error)
        self._logger.error("Nobody caught this:\n%s", told)
        self.caught.emit(DEFECT, told)

    def _take_from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _take_from_qt(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind in _LEVELS:
            self._logger.log(_LEVELS[kind], "Qt: %s", message)


QUEUED = Qt.ConnectionType.QueuedConnection
"""How `caught` is to be connected."""
