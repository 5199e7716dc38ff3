"""What an engine has to do, and the process that it does it in.

Each engine has a process of its own, so that memory can be told apart; the parent lets them
take turns, class by class, so that all see the same moments of a shared machine.
"""

import importlib
import multiprocessing
import os
import resource
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from benchmarks.search.corpus import Query, Record

HITS = 20
_MEGABYTE = 1 << 20
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """How many articles match, and the ids and titles of the best."""

    total: int
    ids: list[int]
    titles: list[str]


class Engine(Protocol):
    """A full-text index in a folder."""

    def build(self, articles: Path, count: int) -> float:
        """Index the articles of a file from nothing; gives the seconds without reading them."""

    def open(self) -> None:
        """Be ready to search."""

    def find(self, query: Query) -> Answer:
        """The best hits with titles, and the exact count."""

    def window(self, query: Query) -> Answer:
        """The same with snippets of the hits and counts by outlet and month."""

    def know(self, query: Query) -> None:
        """Remember the hits of a query for `snippets`."""

    def snippets(self, query: Query) -> int:
        """Snippets of the hits that are known, made anew; gives how many."""

    def prepare(self, records: Sequence[Record]) -> None:
        """Have articles where the program keeps them; the index is not told yet."""

    def add(self, records: Sequence[Record]) -> None:
        """Add articles so that the next search finds them, and search."""

    def size(self) -> int:
        """Bytes on the disk."""


class Remote:
    """An engine in a process of its own."""

    def __init__(self, module: str, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, module, folder), daemon=True)
        self._process.start()

    @property
    def process(self) -> int:
        """The number of its process."""
        assert self._process.pid is not None
        return self._process.pid

    def call(self, name: str, *arguments: Any) -> Any:
        """What the engine's method gives."""
        self._ours.send((name, arguments))
        kind, value = self._ours.recv()
        if kind == "error":
            raise RuntimeError(f"{name}: {value}")
        return value

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, module: str, folder: Path) -> None:
    engine = importlib.import_module(module).engine(folder)
    own = {"timed": _timed, "memory": _memory}
    while True:
        try:
            name, arguments = pipe.recv()
        except EOFError:
            return
        try:
            if name in own:
                value = own[name](engine, *arguments)
            else:
                value = getattr(engine, name)(*arguments)
            pipe.send(("value", value))
        except Exception as error:  # noqa: BLE001 - told to the parent, which raises it
            pipe.send(("error", repr(error)))


def _timed(
    engine: Engine, method: str, queries: Sequence[Any], warming: Sequence[Any]
) -> list[float]:
    """Milliseconds of each call, after some that only bring the engine back into the caches of
    the processor, which another one has had for a while."""
    call = getattr(engine, method)
    for query in warming:
        call(query)
    taken: list[float] = []
    for query in queries:
        started = time.perf_counter()
        call(query)
        taken.append((time.perf_counter() - started) * 1_000)
    return taken


def _memory(_engine: Engine) -> float:
    """Megabytes of this process now."""
    return _resident(os.getpid()) / _MEGABYTE


class Peak:
    """The most memory that a process and its children have had together, looked at often."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._over = threading.Event()
        self._most = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def megabytes(self) -> float:
        """The most so far; no more is looked at."""
        self._over.set()
        self._thread.join()
        return self._most / _MEGABYTE

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            family = [self._process]
            for one in family:
                family += _children(one)
            self._most = max(self._most, sum(map(_resident, family)))


def _children(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:  # ended meanwhile
        return []


def _resident(process: int) -> int:
    """Bytes of memory that a process has to itself or shares with files."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
