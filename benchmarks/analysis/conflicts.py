"""What figures of 30,000 articles say differently: `python -m benchmarks.analysis.conflicts`

The articles of the public data are read along once (`--folder` keeps the project for another
run). Then `Project.conflicts` with all suggestions is timed, beside a plain grouping of the same
figures by their exact metric and unit, which reads the same readings from the same cache one by
one, as they were kept before figures had a table of their own; and beside that grouping alone,
with the figures in memory.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import gold
from benchmarks.search import corpus
from workbench.domain import ArticleDraft, DateBasis
from workbench.project import Project
from workbench.store import articles, imports
from workbench.text import canonical, sha256

_TIMES = 3
_LEAST = 0.5


def fill(project: Project, records: Path, number: int) -> None:
    """Put so many articles into an empty project and read along in them."""
    store = project._store
    import_id = imports.begin(store, ["/articles"])
    with store.write() as writer:
        for record in corpus.read(records, number):
            draft = ArticleDraft(
                title=record.title or "Untitled",
                text=canonical(record.text),
                author=record.author,
                published=record.published,
                date_basis=DateBasis.STATED,
                source=record.outlet,
            )
            articles.add(
                writer,
                draft,
                path=f"/articles/{record.id}.txt",
                original_sha256=sha256(record.text),
                import_id=import_id,
            )
    project.read_all()


def unpack(project: Project) -> list[dict[str, Any]]:
    """Every suggested figure, from the readings as they are kept."""
    found = []
    for article in project.articles():
        kept = project._readings.get(article.text_sha256, article.published)
        if kept is not None:
            found += [one for one in kept["figures"] if one["score"] >= _LEAST]
    return found


def group(figures: list[dict[str, Any]]) -> int:
    """How many metrics have several values when they are grouped by exact metric and unit."""
    values: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for one in figures:
        quantity = one["quantity"]
        if one["metric"]:
            key = one["metric"], quantity["unit"], quantity["currency"]
            values[key].add(quantity["value"])
    return sum(len(each) > 1 for each in values.values())


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes, the median of three."""
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def measure(project: Project) -> None:
    """Print what it takes."""
    found = project.conflicts(suggested_from=_LEAST)
    figures = unpack(project)
    print(
        f"{project.totals().articles:,} articles, {len(figures):,} suggested figures: "
        f"{len(found.conflicts):,} metrics differ, {len(found.numbers):,} numbers have several "
        f"meanings; exact keys: {group(figures):,}"
    )
    # As in the window, where cycles are collected between its own events.
    gc.disable()
    ours = timed(lambda: project.conflicts(suggested_from=_LEAST))
    plain = timed(lambda: group(unpack(project)))
    in_memory = timed(lambda: group(figures))
    gc.enable()
    print(
        gold.table(
            ["", "seconds", "Lode takes"],
            [
                ("Lode: cache, conflicts, numbers of several meanings", f"{ours:.2f}", "1.00 ×"),
                ("every reading unpacked, exact keys", f"{plain:.2f}", f"{ours / plain:.2f} ×"),
                ("exact keys alone", f"{in_memory:.2f}", f"{ours / in_memory:.1f} ×"),
            ],
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=30_000)
    parser.add_argument("--folder", type=Path, help="keep the project here, or use it again")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        root = options.folder or Path(temporary)
        if not (root / "P").exists():
            records = corpus.write(Path(temporary), options.articles)
            with Project.create(root / "P", cache=root / "cache") as project:
                fill(project, records, options.articles)
        with Project.open(root / "P", cache=root / "cache") as project:
            measure(project)


if __name__ == "__main__":
    main()
