"""How the window answers while a large import runs. `python -m benchmarks.import_stalls`

The real window on Qt's screenless platform imports a folder of public pages while somebody
works in it: opens an article, tags words in it, searches, again and again. A timer of 5 ms
notes by how much each of its ticks comes late, which is how long the window could not answer.
Reading with two processes and indexing go on at the same time, as they do for a user.
"""

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import gold
from benchmarks.import_speed import write_pages
from ui.jobs import Job
from ui.main_window import MainWindow
from ui.program import Program
from ui.theme import Theme
from workbench.domain import Kind

TICK_MS = 5
WORK_MS = 400
BLINK_MS = 50
QUERIES = ("minister", '"said on"', "price* market", "germany OR france", "energy -oil")


class Stalls:
    """Ticks of the GUI thread that come late, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last: float | None = None
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def over(self, milliseconds: float) -> str:
        """How many ticks came later than that, of how many."""
        return f"{sum(one > milliseconds for one in self.late)} ticks of {len(self.late):,}"

    def table(self) -> str:
        """By how much ticks came late."""
        late = sorted(self.late)
        rows = [
            (name, f"{late[min(len(late) - 1, int(len(late) * share))]:.1f}")
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("longest", 1.0))
        ]
        return gold.table(["GUI thread, late by", "ms"], rows)

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


def newest_job(window: MainWindow) -> Job:
    """The work that was asked for last; lists may still be read beside it."""
    return window.desk.session.jobs.active()[-1]


class Analyst:
    """Opens, tags and searches in turn, each through the panes as a hand would."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._queries = itertools.cycle(QUERIES)
        self._deeds = itertools.cycle((self._open, self._tag, self._search))
        self._next = 0
        self.done = 0
        self._timer = QTimer()
        self._timer.setInterval(WORK_MS)
        self._timer.timeout.connect(self._work)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _work(self) -> None:
        desk = self._window.desk
        if desk is not None and desk.session.project.totals().articles:
            next(self._deeds)()
            self.done += 1

    def _open(self) -> None:
        self._next += 1
        total = self._window.desk.session.project.totals().articles
        self._window.desk.open_article(1 + self._next * 37 % total)

    def _tag(self) -> None:
        reader = self._window.desk.reader
        reader.text.select_units(10, 40)
        self._window.desk.gestures.tag(Kind.CLAIM)

    def _search(self) -> None:
        self._window.desk.search.set_query(next(self._queries))


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Let the window work until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        # No object of Qt may be part of a cycle here: it would be collected in any thread.
        loop = QEventLoop()
        QTimer.singleShot(BLINK_MS, loop.quit)
        loop.exec()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        root = Path(temporary)
        articles = root / "articles"
        write_pages(articles, options.files)
        settings = QSettings(str(root / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Theme(application, settings), settings, root / "lode.log")
        window.resize(1440, 900)
        window.show()
        program = Program(window, cache=root / "cache", sample=root / "Sample")
        program.create(root / "Study")
        wait_for(lambda: window.desk is not None, 60)
        over: list[object] = []
        stalls, analyst = Stalls(), Analyst(window)
        started = time.perf_counter()
        window.desk.errands.import_paths([articles])
        newest_job(window).finished.connect(over.append)
        wait_for(lambda: bool(over), 3_600)
        seconds = time.perf_counter() - started
        wait_for(lambda: False, 3)  # what the report and the lists still do
        stalls.stop()
        analyst.stop()
        print(
            f"{options.files:,} files in {seconds:.0f} s, {analyst.done:,} gestures meanwhile, "
            f"{stalls.over(50)} more than 50 ms late"
        )
        print(stalls.table(), flush=True)
        os._exit(0 if over else 1)


if __name__ == "__main__":
    main()
