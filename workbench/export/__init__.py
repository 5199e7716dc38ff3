"""Export: passages and charts written to files that others can read.

It owns the forms (one module each over one stream of excerpts) and the way a file comes to
stand complete under its name. What is exported is chosen above it; it reads no store. Nothing
imported is ever written so that another program would take it for a formula or for markup, and
every character that had to be changed for that is listed in the report.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbench.domain import ExportReport
from workbench.errors import UsageError
from workbench.export.csv_export import excerpts_as_csv, series_csv
from workbench.export.excerpts import (
    Excerpt,
    Notes,
    Surroundings,
    plain_number,
    quantity_words,
    surroundings,
)
from workbench.export.files import write_whole
from workbench.export.markdown_export import excerpts_as_markdown
from workbench.tasks import Task

__all__ = [
    "FORMS",
    "Excerpt",
    "Surroundings",
    "export",
    "plain_number",
    "quantity_words",
    "series_csv",
    "surroundings",
    "write_whole",
]

_WRITERS: dict[str, Callable[[Iterable[Excerpt], Notes], Iterator[bytes]]] = {
    "csv": excerpts_as_csv,
    "md": excerpts_as_markdown,
}

_REPORTED = 200
"""Excerpts between two reports of progress."""

FORMS = tuple(_WRITERS)
"""The forms that `export` writes."""


def export(
    form: str,
    path: Path,
    excerpts: Iterable[Excerpt],
    task: Task | None = None,
    *,
    memo: str = "",
) -> ExportReport:
    """Write `excerpts` to `path` in `form` ("csv" or "md"), whole or not at all.

    A Markdown document begins with the project's `memo`.

    `path` holds the new file, on disk and read again, when this returns; a file that was there
    before is untouched when it raises. Raises `UsageError` for another form, `ExportError` when
    the file cannot be written, `Cancelled` when `task` was cancelled.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise UsageError(f"There is no export form “{form}”; there are {', '.join(FORMS)}.")
    notes = Notes(memo)
    counter = _Counter(excerpts, task)
    write_whole(path, writer(counter, notes))
    return ExportReport(str(path), counter.count, notes.all())


class _Counter:
    """The excerpts as they pass by: counted, reported, and stopped when the user asks."""

    def __init__(self, excerpts: Iterable[Excerpt], task: Task | None) -> None:
        self._excerpts = excerpts
        self._task = task
        self.count = 0

    def __iter__(self) -> Iterator[Excerpt]:
        for excerpt in self._excerpts:
            if self._task is not None and self.count % _REPORTED == 0:
                self._task.step(self.count, 0, "Exporting")
            self.count += 1
            yield excerpt
