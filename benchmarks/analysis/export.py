"""Export of 100,000 passages beside the bare libraries writing the same cells.

`python -m benchmarks.analysis export`. The passages are made; each form is written by turns with
its peer, and the medians of some rounds are compared. What Lode does beside the cells is read
100,000 passages with their articles from the project, look up the sentences around them, make
every text safe, sync the file and read it again.
"""

import csv
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import xlsxwriter

from benchmarks.gold import table
from workbench.domain import ArticleDraft, Kind, PassageDetails, Quantity, Span
from workbench.export.csv_export import COLUMNS, READERS
from workbench.project import Project
from workbench.store import articles, imports
from workbench.text import sha256

PASSAGES = 100_000
_ARTICLES = 1_000
_ROUNDS = 3
_AIMS = {"csv": 3.0, "xlsx": 1.5}
_SENTENCE = (
    "Output of the mine came to {n} tonnes in the month, the ministry said on Tuesday, while "
    "prices fell."
)


def main(arguments: Sequence[str] = ()) -> None:
    """Prints seconds and ratios; with a number as argument so many passages are taken."""
    number = int(arguments[0]) if arguments else PASSAGES
    folder = Path(tempfile.mkdtemp())
    try:
        with Project.create(folder / "P", cache=folder / "cache") as project:
            _fill(project, number)
            rows = []
            for form, bare in (("csv", _bare_csv), ("xlsx", _bare_xlsx)):
                ours, theirs = _measured(project, form, bare, folder)
                ratio = f"{ours / theirs:.2f} ×"
                aim = f"{_AIMS[form]:g} ×"
                rows.append([form, f"{ours:.2f}", f"{theirs:.2f}", ratio, aim])
            for form in ("jsonld", "html", "md"):
                seconds = _seconds(partial(_write, project, form, folder))
                rows.append([form, f"{seconds:.2f}", "", "", ""])
        print(f"{number:,} passages of {_ARTICLES:,} articles\n")
        print(table(["form", "Lode, s", "bare library, s", "Lode takes", "aim"], rows))
    finally:
        shutil.rmtree(folder)


def _measured(
    project: Project, form: str, bare: Callable[[list[list[object]], Path], None], folder: Path
) -> tuple[float, float]:
    cells = [
        [read(excerpt) for read in READERS.values()]
        for excerpt in project._excerpts(project.passages())
    ]
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        theirs.append(_seconds(partial(bare, cells, folder / f"bare.{form}")))
        ours.append(_seconds(partial(_write, project, form, folder)))
    return statistics.median(ours), statistics.median(theirs)


def _write(project: Project, form: str, folder: Path) -> None:
    project.export(form, folder / f"out.{form}")


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _bare_csv(cells: list[list[object]], path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(cells)


def _bare_xlsx(cells: list[list[object]], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(COLUMNS):
            sheet.write(0, place, name)
        for row, line in enumerate(cells, 1):
            for place, cell in enumerate(line):
                if cell is not None and cell != "":
                    sheet.write(row, place, cell)


def _fill(project: Project, number: int) -> None:
    """As many articles as there are, each with its share of tagged figures."""
    chance = random.Random(7)
    each = max(1, number // _ARTICLES)
    store = project._store
    import_id = imports.begin(store, ["/made"])
    for count in range(_ARTICLES):
        figures = [f"{chance.randrange(10, 99_999):,}" for _ in range(each)]
        text = " ".join(_SENTENCE.format(n=figure) for figure in figures)
        with store.write() as writer:
            draft = ArticleDraft(
                title=f"Output of mine {count}",
                text=text,
                author="A. Writer",
                published=f"2025-{1 + count % 12:02}-{1 + count % 28:02}",
                source=f"Outlet {count % 40}",
            )
            article_id = articles.add(
                writer,
                draft,
                path=f"/made/{count}.txt",
                original_sha256=sha256(text),
                import_id=import_id,
            )
        _tag(project, article_id, text, figures)


def _tag(project: Project, article_id: int, text: str, figures: Sequence[str]) -> None:
    wanted = []
    at = 0
    for figure in figures:
        start = text.index(f"{figure} tonnes", at)
        at = start + len(figure) + len(" tonnes")
        value = float(figure.replace(",", ""))
        details = PassageDetails(
            tags=("output", "monthly"),
            memo="As the ministry counts it.",
            speaker="the ministry",
            metric="Output",
            quantity=Quantity(value, unit="tonne"),
        )
        wanted.append((article_id, Span(start, at), Kind.FIGURE, details))
    project.tag_many(wanted, "Tag")


if __name__ == "__main__":
    main()
