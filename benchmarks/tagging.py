"""Tagging in a project of a million passages: `python -m benchmarks.tagging`.

The articles are put together of words in no language; the passages stand on them like an
analyst's. What is measured: from a key press to "saved", beside a bare insert into SQLite on
the same disk; undo of a bulk edit; opening to a usable window; filtering while typing.
"""

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import gold
from benchmarks.import_stalls import Stalls, wait_for
from ui.main_window import MainWindow
from ui.program import Program
from ui.theme import Theme
from workbench.domain import (
    ArticleDraft,
    DateBasis,
    Kind,
    PassageDetails,
    PassageFilter,
    Quantity,
    Span,
)
from workbench.project import Project
from workbench.store import Store, articles, imports, passages
from workbench.text import sha256

_SYLLABLES = (
    *("ka", "mi", "ro", "te", "lu", "san", "dor", "vel"),
    *("pin", "gra", "shu", "bel", "tor", "min", "zan", "fel"),
)
_AT_ONCE = 2_000
LONG, LONG_TAGGED = 1_000_000, 5_000
"""Characters of one line, and the passages on it."""
_PROGRAMS: list[Program] = []
"""Kept until the end: their workers outlive what a function holds."""

_TYPED = ("mirote", "lusandor vel", "kami", "grashu min")


def vocabulary(chance: random.Random) -> list[str]:
    """Words, the frequent ones first."""
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]


def make(folder: Path, cache: Path, number: int, tagged: int) -> None:
    """A project of so many articles and passages, indexed."""
    chance = random.Random(20_251_127)
    words = vocabulary(chance)
    with Project.create(folder, cache=cache):
        pass
    store = Store.open(folder / "project.sqlite")
    import_id = imports.begin(store, ["/articles"])
    left = tagged
    for start in range(0, number, _AT_ONCE // 10):
        with store.write() as writer:
            for at in range(start, min(number, start + _AT_ONCE // 10)):
                text = " ".join(
                    words[min(len(words) - 1, int(chance.paretovariate(0.7)))] for _ in range(180)
                )
                draft = ArticleDraft(
                    title=" ".join(chance.choices(words[:2_000], k=6)),
                    text=text,
                    source=f"Outlet {at % 40}",
                    published=f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-11",
                    language="en",
                    date_basis=DateBasis.STATED,
                )
                path = f"/articles/{at}.txt"
                article_id = articles.add(
                    writer, draft, path=path, original_sha256=path, import_id=import_id
                )
                share = min(left, -(-tagged // number))
                left -= share
                _tag(writer, article_id, text, share, chance)
    with store.write() as writer:
        text = " ".join(chance.choices(words, k=180_000))[:LONG]
        draft = ArticleDraft(title="One line", text=text, date_basis=DateBasis.UNKNOWN)
        path = "/articles/long.txt"
        article_id = articles.add(
            writer, draft, path=path, original_sha256=path, import_id=import_id
        )
        _tag(writer, article_id, text, LONG_TAGGED, chance)
    store.close()
    with Project.open(folder, cache=cache, child_index=True) as project:
        # Looks for copies among the articles, too, as after an import.
        project.sync_index()


def _tag(writer: object, article_id: int, text: str, number: int, chance: random.Random) -> None:
    digest = sha256(text)
    for _ in range(number):
        start = chance.randrange(len(text) - 80)
        figure = chance.random() < 0.4
        passages.add(
            writer,  # type: ignore[arg-type]
            article_id=article_id,
            text=text,
            span=Span(start, start + chance.randint(8, 70)),
            kind=Kind.FIGURE if figure else chance.choice((Kind.CLAIM, Kind.QUOTE)),
            details=PassageDetails(
                tags=(f"tag {chance.randrange(60)}",) if chance.random() < 0.5 else (),
                speaker=f"Speaker {chance.randrange(400)}" if not figure else None,
                metric=f"Metric {chance.randrange(80)}" if figure else None,
                quantity=Quantity(float(chance.randrange(1_000)), unit="percent")
                if figure
                else None,
            ),
            text_sha256=digest,
        )


def opened(application: QApplication, folder: Path, home: Path) -> tuple[Program, float]:
    """The window with the project, and the seconds until it could be used."""
    settings = QSettings(str(home / f"{uuid.uuid4().hex}.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Theme(application, settings), settings, home / "lode.log")
    window.resize(1440, 900)
    window.show()
    program = Program(window, cache=home / "cache", sample=home / "Sample")
    started = time.perf_counter()
    program.open(folder)
    _PROGRAMS.append(program)
    wait_for(lambda: window.desk is not None, 300)
    window.grab()
    return program, time.perf_counter() - started


def saving(program: Program, number: int) -> list[float]:
    """Milliseconds from the key to the commit's return, in the reader."""
    desk, chance = program.window.desk, random.Random(1)
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    known, taken = desk.session.project.totals().articles, []
    moments: list[float] = []
    unsubscribe = desk.session.project.subscribe(
        lambda _change: moments.append(time.perf_counter())
    )
    for _ in range(number):
        desk.open_article(chance.randrange(1, known))
        text = desk.reader.words()
        start = chance.randrange(len(text) - 90)
        desk.reader.text.select(Span(start, start + chance.randint(20, 80)))
        desk.reader.text.setFocus()
        before = len(desk.reader.passages())
        moments.clear()
        began = time.perf_counter()
        QTest.keyClick(desk.reader.text, Qt.Key.Key_Q)
        taken.append((moments[0] - began) * 1_000)
        assert len(desk.reader.passages()) > before
        # At the pace of a hand: the index has heard of it before the next one.
        QApplication.processEvents()
        until(lambda: not desk.session.jobs.active())
    unsubscribe()
    return taken


def bare(folder: Path, project: Project, number: int) -> list[float]:
    """Milliseconds of inserting the same row into a bare table, each on the disk."""
    row = project._store.row("SELECT * FROM passages LIMIT 1") or {}
    path = folder / "bare.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    names = [name for name in row if name != "id"]
    connection.execute(f"CREATE TABLE passages (id INTEGER PRIMARY KEY, {', '.join(names)})")
    marks = ", ".join("?" * len(names))
    taken: list[float] = []
    for _ in range(number):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"INSERT INTO passages ({', '.join(names)}) VALUES ({marks})",
            [row[name] for name in names],
        )
        connection.execute("COMMIT")
        taken.append((time.perf_counter() - began) * 1_000)
    connection.close()
    return taken


def filtering(program: Program) -> tuple[list[float], Stalls]:
    """Milliseconds from each key in the filter to the list that answers it."""
    pane, taken = program.window.desk.passages, []
    wait_for(lambda: not program.window.desk.session.jobs.active(), 300)
    stalls = Stalls()
    for typed in _TYPED:
        for key in typed:
            began = time.perf_counter()
            QTest.keyClicks(pane.bar.text, key)
            until(lambda: not pane.bar.is_pausing() and pane._job is None)
            taken.append((time.perf_counter() - began) * 1_000)
            wait_for(lambda: False, 0.08)
        pane.bar.clear()
        until(lambda: not pane.bar.is_pausing() and pane._job is None)
    stalls.stop()
    return taken, stalls


def until(condition: Callable[[], bool]) -> None:
    """Let the window work until the condition holds, looked at every millisecond."""
    while not condition():
        loop = QEventLoop()
        QTimer.singleShot(1, loop.quit)
        loop.exec()


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--bulk", type=int, default=100_000)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        home = Path(temporary)
        began = time.perf_counter()
        make(home / "Large", home / "cache", options.articles, options.passages)
        print(f"made and indexed in {time.perf_counter() - began:,.0f} s", flush=True)
        Project.create(home / "Empty", cache=home / "cache").close()
        rows: list[tuple[str, str, str]] = []
        times: dict[str, list[float]] = {"Empty": [], "Large": []}
        for _ in range(3):
            for name, found in times.items():
                program, seconds = opened(application, home / name, home)
                found.append(seconds)
                program.shut_down()
                program.window.close()
        empty, large = statistics.median(times["Empty"]), statistics.median(times["Large"])
        rows.append(("open to a usable window", f"{large:.2f} s", f"{large / empty:.2f} × empty"))
        program, _ = opened(application, home / "Large", home)
        project = program.session.project
        saved, plain = saving(program, 40), bare(home, project, 200)
        ratio = f"{p95(saved) / p95(plain):.2f} × bare insert ({p95(plain):.2f} ms)"
        rows.append(("key to saved, p95", f"{p95(saved):.2f} ms", ratio))
        began = time.perf_counter()
        program.window.desk.open_article(options.articles + 1)
        program.window.grab()
        seconds = time.perf_counter() - began
        said = f"{LONG_TAGGED:,} passages on it"
        rows.append((f"open {LONG:,} characters of one line", f"{seconds:.2f} s", said))
        keys, stalls = filtering(program)
        rows.append(
            ("filter, a key, p95", f"{p95(keys):.0f} ms", f"p50 {statistics.median(keys):.0f} ms")
        )
        late = stalls.late
        rows.append(
            ("GUI thread meanwhile, late by", f"{max(late):.0f} ms", f"p99 {p99(late):.1f} ms")
        )
        program.shut_down()
        program.window.close()
        with Project.open(home / "Large", cache=home / "cache") as alone:
            ids = alone.passage_ids(PassageFilter())[: options.bulk].tolist()
            began = time.perf_counter()
            alone.add_tag(ids, "everything")
            edit = time.perf_counter() - began
            began = time.perf_counter()
            alone.undo()
            undo = time.perf_counter() - began
        said = f"{undo / edit:.2f} × the edit ({edit:.1f} s)"
        rows.append((f"undo of a bulk edit of {len(ids):,}", f"{undo:.1f} s", said))
    print(gold.table(["what", "measured", ""], rows))


def p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


if __name__ == "__main__":
    main()
