"""What an engine has to do, and the process that it does it in.

Each engine has a process of its own, so that memory can be told apart; the parent lets them
take turns, class by class, so that all see the same moments of a shared machine.
"""

import importlib
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from benchmarks.search.corpus import Query, Record

HITS = 20
_MEGABYTE = 1 << 20


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


def _timed(engine: Engine, method: str, queries: Sequence[Any]) -> list[float]:
    """Milliseconds of each call."""
    call = getattr(engine, method)
    taken: list[float] = []
    for query in queries:
        started = time.perf_counter()
        call(query)
        taken.append((time.perf_counter() - started) * 1_000)
    return taken


def _memory(_engine: Engine) -> tuple[float, float]:
    """Megabytes of this process now, and the most it has had with its children."""
    with Path("/proc/self/statm").open() as file:
        now = int(file.read().split()[1]) * resource.getpagesize() / _MEGABYTE
    unit = 1 if sys.platform == "darwin" else 1_024
    peaks = [resource.getrusage(who).ru_maxrss * unit for who in _WHO]
    return now, max(peaks) / _MEGABYTE


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
