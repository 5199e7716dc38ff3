"""No process of Lode opens a socket, whatever is done with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from workbench.store import Store, index_queue

ROOT = Path(__file__).parents[1]

# Python runs this at the start of every process that inherits the environment, the readers'
# and the index's among them.
WATCHER = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        with open(os.environ["LODE_SOCKETS"], "a") as log:
            log.write(f"{sys.argv} {event} {arguments}\\n")

sys.addaudithook(watch)
"""


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """An environment in which every socket is written down."""
    (tmp_path / "sitecustomize.py").write_text(WATCHER)
    return {
        **os.environ,
        "PYTHONPATH": str(tmp_path),
        "LODE_SOCKETS": str(tmp_path / "sockets.log"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def run(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def sockets(environment: dict[str, str]) -> str:
    log = Path(environment["LODE_SOCKETS"])
    return log.read_text() if log.exists() else ""


def test_the_watcher_sees_a_socket(watched: dict[str, str]) -> None:
    run(watched, "-c", "import socket; socket.socket().close()")
    assert "socket.__new__" in sockets(watched)


def test_the_whole_job_opens_no_socket(watched: dict[str, str], tmp_path: Path) -> None:
    lode = [str(ROOT / "main.py"), "--project", str(tmp_path / "P")]
    pages = str(ROOT / "corpus" / "articles" / "harbour-ledger")  # they name scripts and pictures
    run(watched, *lode, "import", pages)
    run(watched, *lode, "search", "rare earth*")
    run(watched, *lode, "tag", "1", "0", "20", "figure", "--metric", "m")
    run(watched, *lode, "chart", "--out", str(tmp_path / "chart.csv"))
    run(watched, *lode, "export", "--format", "md", "--out", str(tmp_path / "out.md"))
    assert sockets(watched) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="ended with a signal")
def test_the_window_opens_no_socket(qtbot: QtBot, watched: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    window = subprocess.Popen([sys.executable, str(ROOT / "main.py"), "--sample"], env=watched)
    try:
        qtbot.waitUntil(lambda: is_indexed(home), timeout=60_000)
    finally:
        window.terminate()
    assert window.wait(30) == 0
    assert sockets(watched) == ""


def is_indexed(home: Path) -> bool:
    """Whether the sample project has been made and its index has seen every article."""
    try:
        database = next(home.rglob("Sample project/project.sqlite"), None)
    except FileNotFoundError:  # a folder that was just being given its name
        return False
    if database is None:
        return False
    store = Store.open_readonly(database)
    try:
        return index_queue.waiting(store) == 0
    finally:
        store.close()
