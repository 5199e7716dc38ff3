"""How the window answers while one types and the index is made.

`python -m benchmarks.search_stalls`

The real window on Qt's screenless platform, with a project of public articles: queries are
typed letter by letter while the index is built anew by two processes. How late a timer of
5 ms comes on the GUI thread is how long the window could not answer.
"""

import argparse
import itertools
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.import_stalls import Stalls, newest_job, wait_for
from benchmarks.search import corpus
from benchmarks.search.lode import store_records
from ui.main_window import MainWindow
from ui.program import Program
from ui.theme import Theme
from workbench.project import Project
from workbench.store import Store

KEY_MS = 120
"""Between two keys of a fast typist."""

TYPED = ("prime minister", "oil price rise", '"interest rates"', "market OR trade", "german*")


class Typist:
    """Types one query after the other, key by key, and empties the box between them."""

    def __init__(self, window: MainWindow) -> None:
        self._box = window.desk.search.box
        self._keys = itertools.cycle(itertools.chain.from_iterable((*one, "") for one in TYPED))
        self.done = 0
        self._timer = QTimer()
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._press)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _press(self) -> None:
        key = next(self._keys)
        self._box.setFocus()
        if key:
            QTest.keyClicks(self._box, key)
        else:
            self._box.clear()
        self.done += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        root = Path(temporary)
        cache = root / "cache"
        with Project.create(root / "Study", cache=cache):
            pass
        store = Store.open(root / "Study" / "project.sqlite")
        store_records(store, corpus.read(corpus.write(root, options.articles)))
        store.close()
        with Project.open(root / "Study", cache=cache, child_index=True) as project:
            project.rebuild_index()
        settings = QSettings(str(root / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Theme(application, settings), settings, root / "lode.log")
        window.resize(1440, 900)
        window.show()
        program = Program(window, cache=cache, sample=root / "Sample")
        program.open(root / "Study")
        wait_for(lambda: window.desk is not None, 60)
        wait_for(lambda: not window.desk.session.jobs.active(), 60)
        wait_for(lambda: False, 3)
        over: list[object] = []
        stalls, typist = Stalls(), Typist(window)
        started = time.perf_counter()
        window.desk.errands.rebuild_index()
        newest_job(window).finished.connect(over.append)
        wait_for(lambda: bool(over), 3_600)
        seconds = time.perf_counter() - started
        stalls.stop()
        typist.stop()
        print(
            f"{options.articles:,} articles indexed in {seconds:.0f} s, {typist.done:,} keys "
            f"meanwhile, {stalls.over(16)} more than 16 ms late"
        )
        print(stalls.table(), flush=True)
        os._exit(0 if over else 1)


if __name__ == "__main__":
    main()
