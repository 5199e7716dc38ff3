import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot, qWarning
from pytestqt.qtbot import QtBot

from ui.crash_log import QUEUED, CrashLog
from ui.failures import DEFECT

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def log(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashLog]:
    made = CrashLog(tmp_path / "log")
    made.install()
    yield made
    made.remove()


def fail() -> None:
    raise ZeroDivisionError("three apples among nobody")


def test_what_nobody_caught_is_written_down_and_told(qtbot: QtBot, log: CrashLog) -> None:
    with qtbot.waitSignal(log.caught) as caught:
        try:
            fail()
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    sentence, details = caught.args
    assert sentence == DEFECT
    assert "three apples among nobody" in details
    assert "three apples among nobody" in log.path.read_text(encoding="utf-8")


class Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[int, str]] = []

    @Slot(str, str)
    def take(self, sentence: str, _details: str) -> None:
        self.told.append((threading.get_ident(), sentence))


def test_a_thread_that_dies_is_told_on_the_gui_thread(qtbot: QtBot, log: CrashLog) -> None:
    window = Window()
    log.caught.connect(window.take, QUEUED)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.told))
    assert window.told == [(threading.get_ident(), DEFECT)]
    assert "three apples" in log.path.read_text(encoding="utf-8")


def test_warnings_of_qt_are_written_down(log: CrashLog) -> None:
    qWarning("a warning of Qt")
    assert "a warning of Qt" in log.path.read_text(encoding="utf-8")


def test_the_hooks_are_given_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    log = CrashLog(tmp_path)
    log.install()
    assert sys.excepthook is not before[0]
    log.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_without_a_display_it_says_so_and_shows_the_command_line(tmp_path: Path) -> None:
    environment = {"PATH": "", "HOME": str(tmp_path), "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", "from ui.app import run; run(None)"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if sys.platform == "linux":
        assert done.returncode == 1
        assert "there is no display" in done.stderr
        assert "main.py --project DIR import" in done.stderr
        assert done.stdout == ""
