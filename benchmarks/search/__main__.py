"""Searching, beside other engines in the same run: `python -m benchmarks.search`.

Builds every index in a folder of its own (kept with `--folder`, so that a second run is
faster), lets the engines take turns over the same queries, each asked once, and prints the
tables of docs/benchmarks.md. tantivy is installed by `make bench-search`.
"""

import argparse
import json
import math
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import gold
from benchmarks.search.corpus import CLASSES, Query, queries, read, write
from benchmarks.search.engines import Peak, Remote

ENGINES = {
    "Lode": "benchmarks.search.lode",
    "tantivy": "benchmarks.search.tantivy_engine",
    "FTS5": "benchmarks.search.fts5",
    "stock Whoosh": "benchmarks.search.stock",
    "Xapian": "benchmarks.search.xapian_engine",
    "Recoll": "benchmarks.search.recoll_engine",
}
USUAL = ("Lode", "tantivy", "FTS5", "stock Whoosh")
LACKS = {"Xapian": {"fuzzy ~1"}, "Recoll": {"fuzzy ~1"}}
"""Classes that an engine has nothing for."""
SLOW = {"stock Whoosh": 10, "FTS5": 40}
"""Engines that are asked only so many queries of a class."""

ROUNDS = 8
"""Turns in which the queries of a class are asked."""

Times = dict[str, dict[str, list[float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=120, help="of each class")
    parser.add_argument("--folder", type=Path, help="where indexes are kept between runs")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(USUAL))
    options = parser.parse_args()
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
        run(options.folder, options)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        run(Path(temporary), options)


def run(folder: Path, options: argparse.Namespace) -> None:
    path = write(folder, options.articles + 1_000)
    asked = queries(list(read(path, options.articles)), options.queries)
    bytes_of_text = sum(
        len(r.text.encode()) + len(r.title.encode()) for r in read(path, options.articles)
    )
    built = {name: build(folder, name, path, options.articles) for name in options.engines}
    remotes: dict[str, Remote] = {}
    for name in options.engines:
        remotes[name] = Remote(ENGINES[name], place(folder, name, options.articles))
        remotes[name].call("open")
    times = measured(remotes, asked)
    say_times(times)
    memory = {name: remote.call("memory") for name, remote in remotes.items()}
    say_building(built, memory, bytes_of_text, {n: r.call("size") for n, r in remotes.items()})
    for remote in remotes.values():
        remote.close()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as copies:
        for name in options.engines:
            # Of what is kept for another run nothing may change.
            copy = place(Path(copies), name, options.articles)
            shutil.copytree(place(folder, name, options.articles), copy)
            remotes[name] = Remote(ENGINES[name], copy)
            remotes[name].call("open")
        say_adding(remotes, list(read(path))[options.articles :])
        for remote in remotes.values():
            remote.close()


def place(folder: Path, name: str, articles: int) -> Path:
    return folder / f"{name.replace(' ', '-').lower()}-{articles}"


def build(folder: Path, name: str, path: Path, articles: int) -> dict[str, float]:
    """Articles a second, and the most megabytes, of building an index; kept beside it."""
    own = place(folder, name, articles)
    noted = own.with_suffix(".json")
    if not noted.exists():
        remote = Remote(ENGINES[name], own)
        peak = Peak(remote.process)
        seconds = remote.call("build", path, articles)
        figures = {"a second": articles / seconds, "peak": peak.megabytes()}
        remote.close()
        noted.write_text(json.dumps(figures))
        print(f"{name}: {articles / seconds:,.0f} articles a second", flush=True)
    found: dict[str, float] = json.loads(noted.read_text())
    return found


def measured(remotes: dict[str, Remote], asked: dict[str, list[Query]]) -> Times:
    """Milliseconds of every query by class and engine; the engines take turns."""
    times: Times = {}
    for kind in (*CLASSES, "20 snippets"):
        all_of = asked["two terms AND" if kind == "20 snippets" else kind]
        method = {"keystroke": "window", "20 snippets": "snippets"}.get(kind, "find")
        # The last ones only wake the engines up.
        warming, counted = all_of[-4:], all_of[:-4]
        for remote in remotes.values():
            for query in counted if kind == "20 snippets" else ():
                remote.call("know", query)
        able = {n: r for n, r in remotes.items() if kind not in LACKS.get(n, ())}
        times[kind] = {name: [] for name in able}
        for turn in range(ROUNDS):
            for name, remote in able.items():
                part = counted[: SLOW.get(name, len(counted))][turn::ROUNDS]
                first = counted[:2] if kind == "20 snippets" else warming
                times[kind][name] += remote.call("timed", method, part, first)
    return times


def say_times(times: Times) -> None:
    names = list(next(iter(times.values())))
    rows: list[list[str]] = []
    for kind, by_engine in times.items():
        cells = [_cell(by_engine.get(name)) for name in names]
        ratios = [_ratio(by_engine["Lode"], by_engine.get(name)) for name in names[1:]]
        rows.append([kind, *cells, *ratios])
    head = ["ms, p50 / p95", *names, *(f"Lode ÷ {name}" for name in names[1:])]
    print(gold.table(head, rows))
    for name in names[1:]:
        own, other = times["keystroke"]["Lode"], times["keystroke"][name]
        known = [t for kind, t in times.items() if kind in CLASSES and name in t]
        ratios = [_middle(one["Lode"]) / _middle(one[name]) for one in known]
        print(
            f"Against {name}: keystroke p95 {_high(own) / _high(other):.3g} ×; geometric mean of "
            f"all classes {math.exp(statistics.fmean(map(math.log, ratios))):.3g} ×"
        )


def _cell(times: Sequence[float] | None) -> str:
    return "–" if times is None else f"{_middle(times):.2f} / {_high(times):.2f}"


def _ratio(own: Sequence[float], other: Sequence[float] | None) -> str:
    return "–" if other is None else f"{_middle(own) / _middle(other):.3g} ×"


def _middle(times: Sequence[float]) -> float:
    return statistics.median(times)


def _high(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def say_building(
    built: dict[str, dict[str, float]],
    memory: dict[str, float],
    bytes_of_text: int,
    sizes: dict[str, int],
) -> None:
    rows = [
        [
            name,
            f"{built[name]['a second']:,.0f}",
            f"{built[name]['peak']:,.0f}",
            f"{memory[name]:,.0f}",
            f"{sizes[name] / bytes_of_text:.2f}",
        ]
        for name in built
    ]
    head = ["", "articles a second", "MB while indexing", "MB after the queries", "size ÷ text"]
    print(gold.table(head, rows))


def say_adding(remotes: dict[str, Remote], fresh: Sequence[object]) -> None:
    """Milliseconds until new articles are found, the median of several times."""
    rows: list[list[str]] = []
    for name, remote in remotes.items():
        at, cells = 0, [name]
        for number, repeats in ((1, 9), (100, 5)):
            taken: list[float] = []
            for _ in range(repeats):
                some = fresh[at : at + number]
                at += number
                remote.call("prepare", some)
                started = time.perf_counter()
                remote.call("add", some)
                taken.append((time.perf_counter() - started) * 1_000)
            cells.append(f"{statistics.median(taken):.1f}")
        rows.append(cells)
    print(gold.table(["ms until they are found", "1 article", "100 articles"], rows), flush=True)


if __name__ == "__main__":
    main()
