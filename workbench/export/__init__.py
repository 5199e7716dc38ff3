"""Export: passages and charts written to files that others can read.

It owns the forms (one module each over one stream of excerpts) and the way a file comes to
stand complete under its name. What is exported is chosen above it; it reads no store. Nothing
imported is ever written so that another program would take it for a formula or for markup, and
every character that had to be changed for that is listed in the report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain import ExportReport, PassageGrouping
from workbench.errors import UsageError
from workbench.export.checks import check
from workbench.export.csv_export import excerpts_as_csv, series_csv, write_table
from workbench.export.document import Document, excerpts_document
from workbench.export.docx_export import as_docx
from workbench.export.excerpts import (
    Excerpt,
    LinkedPassage,
    Notes,
    Sentences,
    Surroundings,
    plain_number,
    quantity_words,
    surroundings,
)
from workbench.export.files import write_whole
from workbench.export.groups import grouped
from workbench.export.jsonld_export import excerpts_as_jsonld
from workbench.export.markdown_export import excerpts_as_markdown
from workbench.export.references import articles_as_bibtex, articles_as_csl, articles_as_ris
from workbench.export.templates import read_template, standard_template, templated
from workbench.export.xlsx_export import excerpts_as_xlsx
from workbench.tasks import Task

__all__ = [
    "FORMS",
    "SUFFIXES",
    "TEMPLATED",
    "Excerpt",
    "ExportChoices",
    "LinkedPassage",
    "Notes",
    "Sentences",
    "Surroundings",
    "document_written",
    "export",
    "plain_number",
    "quantity_words",
    "series_csv",
    "standard_template",
    "surroundings",
    "write_table",
    "write_whole",
    "written",
]

_STREAMED: dict[str, Callable[[Iterable[Excerpt], Notes], Iterator[bytes]]] = {
    "csv": excerpts_as_csv,
    "xlsx": excerpts_as_xlsx,
    "jsonld": excerpts_as_jsonld,
    "bib": articles_as_bibtex,
    "ris": articles_as_ris,
    "csl": articles_as_csl,
}
_COUNTED = frozenset({"csv", "xlsx", "jsonld"})
"""Those with one record for each excerpt."""
_DOCUMENTS = ("md", "html", "docx", "obsidian")

_REPORTED = 200
"""Excerpts between two reports of progress."""

FORMS = (*_STREAMED, *_DOCUMENTS)
"""The forms that `export` writes."""

TEMPLATED = frozenset(_DOCUMENTS)
"""Those that take a template."""

SUFFIXES: Mapping[str, str] = {**{form: form for form in FORMS}, "obsidian": "md", "csl": "json"}
"""How the name of a file of each form ends."""


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How excerpts are put together, under which title, and by which template, if by one."""

    by: PassageGrouping = PassageGrouping.ARTICLE
    title: str = "Excerpts"
    memo: str = ""
    template: Path | None = None
    main_name: Callable[[str], str] = str
    """The name that a speaker goes by."""


def export(
    form: str,
    path: Path,
    excerpts: Iterable[Excerpt],
    task: Task | None = None,
    choices: ExportChoices | None = None,
) -> ExportReport:
    """Write `excerpts` to `path` in one of `FORMS`, whole or not at all.

    Documents begin with the project's memo. `path` holds the new file, on disk and read again,
    when this returns; a file that was there before is untouched when it raises. Raises
    `UsageError` for another form, `ExportError` when the file cannot be written, `Cancelled` when
    `task` was cancelled.
    """
    choices = choices or ExportChoices()
    _refuse_unknown(form, choices)
    counter = Counter(excerpts, task)
    notes = Notes(choices.memo)

    def read_again(file: Path) -> None:
        check(form, file, counter.count if form in _COUNTED else None)

    write_whole(path, written(form, counter, notes, choices, task), read_again)
    return ExportReport(str(path), counter.count, notes.all())


def written(
    form: str,
    excerpts: Iterable[Excerpt],
    notes: Notes,
    choices: ExportChoices,
    task: Task | None = None,
) -> Iterator[bytes]:
    """The bytes of such a file; raises as `export` does."""
    _refuse_unknown(form, choices)
    is_plain = choices.by is PassageGrouping.ARTICLE and choices.template is None
    if form in _STREAMED:
        return _STREAMED[form](_ordered(excerpts, choices), notes)
    if form == "md" and is_plain:
        return excerpts_as_markdown(excerpts, notes)
    groups = grouped(excerpts, choices.by, main_name=choices.main_name)
    document = excerpts_document(groups, choices.by, title=choices.title, memo=choices.memo)
    return document_written(form, document, notes, choices.template, task)


def _refuse_unknown(form: str, choices: ExportChoices) -> None:
    if form not in FORMS:
        raise UsageError(f"There is no export form “{form}”; there are {', '.join(FORMS)}.")
    if choices.template is not None and form not in TEMPLATED:
        raise UsageError(f"An export as {form} takes no template.")


def document_written(
    form: str,
    document: Document,
    notes: Notes,
    template: Path | None = None,
    task: Task | None = None,
) -> Iterator[bytes]:
    """The bytes of a document as "md", "html", "docx" or "obsidian".

    Raises `ExportError`, or `Cancelled` when `task` was.
    """
    if form == "docx":
        return as_docx(document, notes, template, task)
    return templated(form, document, notes, None if template is None else read_template(template))


def _ordered(excerpts: Iterable[Excerpt], choices: ExportChoices) -> Iterable[Excerpt]:
    """In the order of their groups; those of articles come so already."""
    if choices.by is PassageGrouping.ARTICLE:
        return excerpts
    groups = grouped(excerpts, choices.by, main_name=choices.main_name)
    unique = {one.passage.id: one for group in groups for one in group.excerpts}
    return unique.values()


class Counter:
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
