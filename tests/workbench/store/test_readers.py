"""Closing a project while other threads read and back up: nothing is torn from under them."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from workbench.errors import StoreError
from workbench.store import Store

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000000) "
CLOSED_IN_USE = f"""
import sys, threading, time
from pathlib import Path
from workbench.errors import StoreError
from workbench.store import Store
store = Store.create(Path(sys.argv[1]))
begun = threading.Event()
def read():
    begun.set()
    try:
        store.row("{SLOW}SELECT count(*) FROM n")
    except StoreError:
        sys.stdout.write("broken off\\n")
threads = [threading.Thread(target=read) for _ in range(3)]
for thread in threads:
    thread.start()
begun.wait()
time.sleep(0.2)
store.close()
for thread in threads:
    thread.join()
sys.stdout.write("ended\\n")
"""


def test_what_is_being_read_is_broken_off_when_the_project_closes(tmp_path: Path) -> None:
    # In a process of its own, for what went wrong here once ended the process.
    done = subprocess.run(
        [sys.executable, "-c", CLOSED_IN_USE, str(tmp_path / "p.sqlite")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:4] == ["broken off"] * 3 + ["ended"]


def test_a_backup_is_given_up_when_the_project_closes(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "p.sqlite")
    with store.write() as writer:
        for number in range(300):
            writer.execute(
                "INSERT INTO texts (sha256, text) VALUES (?, ?)", [str(number), "x" * 400_000]
            )
    ended: list[BaseException | None] = []
    closing = threading.Event()

    def back_up() -> None:
        try:
            while not closing.is_set():
                store.backup_to(tmp_path / "copy.sqlite")
        except StoreError as error:
            ended.append(error)

    thread = threading.Thread(target=back_up)
    thread.start()
    store.close()
    closing.set()
    thread.join(30)
    assert not thread.is_alive()
    assert len(ended) <= 1


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "p.sqlite")
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        store.row("SELECT 1")
