"""What a project writes for others: excerpts in every form, and reports."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from workbench.domain import (
    DOES,
    IS_DONE,
    ExportReport,
    ItemSort,
    Passage,
    PassageFilter,
    PassageGrouping,
    PassageOrder,
    Report,
)
from workbench.errors import ExportError, UsageError
from workbench.export import (
    Excerpt,
    ExportChoices,
    LinkedPassage,
    Notes,
    Sentences,
    document_written,
    surroundings,
    write_whole,
    written,
)
from workbench.export import export as write_export
from workbench.export.checks import check
from workbench.export.document import Block, Document, Heading, Paragraph, excerpt_block
from workbench.project.care import Care
from workbench.project.content import ALL, verified
from workbench.project.lists import Ids
from workbench.store import folder
from workbench.tasks import Task

_FEW = 2

REPORT_FORMS = ("docx", "html", "md", "obsidian")
"""What a report is written as by the core; a PDF is drawn by the window."""


class Exporting(Care):
    """Exports and reports."""

    folder: Path
    name: str

    def passage_ids(
        self,
        chosen: PassageFilter = ALL,
        order: PassageOrder = PassageOrder.DATE,
        *,
        descending: bool = False,
    ) -> Ids:
        """The ids of the passages that a filter lets through; see `Project`."""
        raise NotImplementedError

    def export(
        self,
        form: str,
        path: Path,
        chosen: PassageFilter = ALL,
        task: Task | None = None,
        *,
        by: PassageGrouping = PassageGrouping.ARTICLE,
        template: Path | None = None,
    ) -> ExportReport:
        """Write excerpts with their sources in one of the forms of `workbench.export`.

        Documents are put together `by` article, tag and so on, and written by a `template` if
        one is given. Raises `ExportError`, `UsageError` or `Cancelled`.
        """
        self._refuse_own(path)
        found = self._excerpts(self.passages(chosen))
        return write_export(form, path, found, task, self._choices(by, template))

    def preview(
        self,
        form: str,
        chosen: PassageFilter = ALL,
        *,
        by: PassageGrouping = PassageGrouping.ARTICLE,
        template: Path | None = None,
        most: int = 20,
    ) -> bytes:
        """The file that `export` would write of the first passages; raises as that does."""
        ids = self.passage_ids(chosen)[:most].tolist()
        found = self._excerpts(self.passages_by_id(ids))
        return b"".join(written(form, found, Notes(self.memo()), self._choices(by, template)))

    def _choices(self, by: PassageGrouping, template: Path | None) -> ExportChoices:
        return ExportChoices(
            by=by,
            title=self.name,
            memo=self.memo(),
            template=template,
            main_name=self.name_book().main_name,
        )

    # ── Reports ──────────────────────────────────────────────────────────────────────────

    def report_document(
        self, report_id: int, views: Mapping[int, Sequence[Block]] | None = None
    ) -> Document:
        """A report as a document; `views` gives what is shown of each saved view, by its id.

        Raises `NotFound`.
        """
        return self._document(self.report(report_id), views or {})

    def export_report(
        self, document: Document, form: str, path: Path, template: Path | None = None
    ) -> ExportReport:
        """Write a document as one of `REPORT_FORMS`; raises `ExportError` or `UsageError`."""
        if form not in REPORT_FORMS:
            raise UsageError(f"A report is written as {', '.join(REPORT_FORMS)}, not “{form}”.")
        self._refuse_own(path)
        notes = Notes()
        chunks = document_written(form, document, notes, template)
        write_whole(path, chunks, lambda file: check(form, file, None))
        excerpts = sum(block.type == "excerpt" for block in document.blocks)
        return ExportReport(str(path), excerpts, notes.all())

    def write_file(self, path: Path, content: bytes) -> ExportReport:
        """Write what the window has made, whole or not at all; raises `ExportError`."""
        self._refuse_own(path)
        write_whole(path, [content])
        return ExportReport(str(path), 0)

    def _document(self, report: Report, views: Mapping[int, Sequence[Block]]) -> Document:
        ids = [one.passage_id for one in report.items if one.passage_id is not None]
        found = self.passages_by_id(sorted(set(ids)))
        ordered = sorted(found, key=lambda passage: passage.article_id)
        excerpts = {one.passage.id: one for one in self._excerpts(ordered)}
        blocks: list[Block] = []
        for item in report.items:
            if item.sort is ItemSort.HEADING:
                blocks.append(Heading(item.text, min(6, item.level + 1)))
                continue
            if item.passage_id in excerpts:
                blocks.append(excerpt_block(excerpts[item.passage_id]))
            elif item.view_id is not None:
                blocks += views.get(item.view_id, ())
            if item.text:
                blocks.append(Paragraph(item.text, quiet=item.sort is not ItemSort.NOTE))
        return Document(report.name, tuple(blocks))

    def _refuse_own(self, path: Path) -> None:
        if folder.is_own(self.folder, path):
            raise ExportError(f"“{path}” belongs to the project itself. Choose another name.")

    def _excerpts(self, found: Sequence[Passage]) -> Iterator[Excerpt]:
        links = self._linked(found)
        for article_id, group in groupby(found, key=lambda passage: passage.article_id):
            article = self.article(article_id)
            text = self.text(article_id)
            title = self.articles_by_id([article.story]).get(article.story, article).title
            passages = verified(list(group), text)
            # For one or two, looking around them is less work than reading all of a long text.
            sentences = Sentences(text) if len(passages) > _FEW else None
            for passage in passages:
                around = surroundings(text, passage, sentences)
                yield Excerpt(passage, article, around, links.get(passage.id, ()), title)

    def _linked(self, found: Sequence[Passage]) -> dict[int, tuple[LinkedPassage, ...]]:
        """What passages do to others and the others to them, by the passage."""
        links = self.links()
        if not links:
            return {}
        wanted = {passage.id for passage in found}
        ends = {end for link in links for end in (link.from_id, link.to_id)}
        others = {passage.id: passage for passage in self.passages_by_id(sorted(ends))}
        told: dict[int, list[LinkedPassage]] = {}
        for link in links:
            for own, does in ((link.from_id, DOES), (link.to_id, IS_DONE)):
                other = others.get(link.other(own))
                if own in wanted and other is not None:
                    entry = LinkedPassage(does[link.relation], other.id, other.uid, other.words)
                    told.setdefault(own, []).append(entry)
        return {own: tuple(entries) for own, entries in told.items()}
