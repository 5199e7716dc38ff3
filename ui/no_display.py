"""Where there is no display, a clear sentence in the place of Qt's abort."""

import os
import sys
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

ADVICE = """\
Lode cannot open its window: there is no display that it can use.
The command line does the same work on the same project, for example:

  python main.py --project DIR import FOLDER
  python main.py --project DIR search 'rare earth*'
  python main.py --help
"""


class SayNoDisplay:
    """While this is entered, a fatal error of Qt ends the process with `ADVICE` and status 1.

    Meant for the moment in which the QApplication is made: Qt gives no other way to learn
    that it cannot be.
    """

    def __init__(self) -> None:
        self._said: list[str] = []

    def __enter__(self) -> None:
        self._before = qInstallMessageHandler(self._take)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        qInstallMessageHandler(self._before)

    def _take(self, kind: QtMsgType, _context: object, message: str) -> None:
        self._said.append(message)
        if kind is QtMsgType.QtFatalMsg:
            if sys.stderr is not None:
                sys.stderr.write(f"{ADVICE}\nQt says: {self._said[0].strip()}\n")
                sys.stderr.flush()
            # Qt would abort on return; nothing has been opened yet that needs closing.
            os._exit(1)
