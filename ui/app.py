"""Where the program with a window is put together: theme, log, window, project."""

import os
import signal
import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings, QSocketNotifier
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from resources import FOLDER
from ui import clipboard
from ui.crash_log import QUEUED, CrashLog
from ui.main_window import MainWindow
from ui.no_display import SayNoDisplay
from ui.program import Program
from ui.theme import Theme

NAME = "lode"


def run(project_folder: Path | None, *, sample: bool = False) -> int:
    """Show the window until it is closed; returns the exit status.

    Opens `project_folder`, or with `sample` the sample project; with neither the project
    opened last, which at a first start is the sample. Without a display the process ends
    with status 1 and says what the command line can do instead.
    """
    with SayNoDisplay():
        application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    application.setWindowIcon(QIcon(str(FOLDER / "lode.svg")))
    log = CrashLog(platformdirs.user_log_path(NAME, appauthor=False))
    log.install()
    settings = QSettings(
        str(platformdirs.user_config_path(NAME, appauthor=False) / "window.ini"),
        QSettings.Format.IniFormat,
    )
    window = MainWindow(Theme(application, settings), settings, log.path)
    log.caught.connect(window.errors.show_error, QUEUED)
    program = Program(window)
    _quit_on_signals(window)
    window.show()
    if sample:
        program.open_sample()
    else:
        program.start(project_folder)
    status = application.exec()
    return _leave(program, log, status)


def _leave(program: Program, log: CrashLog, status: int) -> int:
    idle = program.shut_down()
    log.remove()
    clipboard.let_go()
    if not idle:
        # Some work did not look at its task within the grace; its writes are whole or not
        # at all, and waiting for its thread at the interpreter's end could take for ever.
        os._exit(status)
    return status


def _quit_on_signals(window: MainWindow) -> None:
    # Python runs a signal's handler between two of its instructions, of which there are none
    # while Qt waits for events: a pipe wakes it. Windows has neither need nor notifier.
    if sys.platform == "win32":
        return
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable)
    notifier = QSocketNotifier(readable, QSocketNotifier.Type.Read, window)

    def leave() -> None:
        os.read(readable, 64)
        window.quit()

    notifier.activated.connect(leave)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
