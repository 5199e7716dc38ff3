"""The longer work that a menu entry starts: import, index, export, backup, check.

Each runs as a job; its end is told by a notice, or by a dialog where there is something to
read.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.export import FORM_NAMES, ExportDialog, ExportOrder
from ui.dialogs.findings import FindingsDialog
from ui.dialogs.import_report import ImportReportDialog
from ui.dialogs.notes import NotesDialog
from ui.document_text import as_pdf
from ui.file_dialogs import file_dialog
from ui.folders import keep_folder, last_folder
from ui.formats import plural
from ui.session import ProjectSession
from workbench.domain import (
    ExportReport,
    Finding,
    ImportReport,
    Outcome,
    PassageFilter,
    PassageGrouping,
)
from workbench.export import SUFFIXES
from workbench.export.document import Document
from workbench.tasks import Task

_NEW = (Outcome.IMPORTED, Outcome.UPDATED, Outcome.DEGRADED)
_BAD = (Outcome.REFUSED, Outcome.FAILED)
_REPORTS = {
    "docx": "Word document",
    "pdf": "PDF document",
    "html": "Web page, one file",
    "md": "Markdown document",
}
_FEW = 50
"""Up to so many articles are indexed without a word in the status bar."""


class Errands(QObject):
    """Does them for `session`, with its dialogs over `window`.

    `article_wanted` carries an article that the user has chosen in a report; `review_wanted`
    comes when an import has left passages whose place is in doubt.
    """

    article_wanted = Signal(int)
    review_wanted = Signal()

    def __init__(self, session: ProjectSession, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self._imports = 0
        self._syncing = False
        self._index_refused = False
        session.changed.connect(self.keep_index)

    # ── Import ───────────────────────────────────────────────────────────────────────────

    def import_folder(self) -> None:
        """Ask for a folder and import it."""
        dialog = self._file_dialog("Import folder", "import")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask(dialog, "Import", self.import_paths)

    def import_files(self) -> None:
        """Ask for files and import them."""
        dialog = self._file_dialog("Import files", "import")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._ask(dialog, "Import", self.import_paths)

    @Slot(object)
    @Slot(object, object)
    def import_paths(self, paths: Sequence[Path], mapping: Mapping[str, str] | None = None) -> None:
        """Import files and folders, then show what came of it.

        `mapping` names the columns of a table by what they hold.
        """
        self._import(paths, mapping, self._imported)

    @Slot(object)
    def import_quietly(self, paths: Sequence[Path]) -> None:
        """Import what has come into a watched folder; a notice says so, the report is kept."""
        self._import(paths, None, self._imported_quietly)

    def _import(
        self,
        paths: Sequence[Path],
        mapping: Mapping[str, str] | None,
        then: Callable[[ImportReport], None],
    ) -> None:
        project = self._session.project
        self._imports += 1
        job = self._session.jobs.run(
            "Importing",
            lambda task: project.import_paths(paths, task, mapping=mapping),
            on_result=then,
        )
        job.finished.connect(self._import_over)
        job.failed.connect(self._import_over)
        job.cancelled.connect(self._import_over)

    def show_last_import(self) -> None:
        """Show how every file of the newest import ended."""
        records = self._session.perform(self._session.project.imports)
        if not records:
            self._session.notice.emit("Nothing has been imported yet.", False)
            return
        report = self._session.perform(partial(self._session.project.import_report, records[0].id))
        if report is not None:
            self._show_report(report)

    def _imported(self, report: ImportReport) -> None:
        self._session.notice.emit(told(report), False)
        if report.found:
            self._show_report(report)

    def _imported_quietly(self, report: ImportReport) -> None:
        if report.counts[Outcome.UNCHANGED] < report.found:
            self._session.notice.emit(f"Watched folders: {told(report)}", False)

    @Slot()
    def _import_over(self) -> None:
        self._imports -= 1
        self.keep_index()

    def _show_report(self, report: ImportReport) -> None:
        dialog = ImportReportDialog(report, self._session, self._window)
        dialog.article_chosen.connect(self.article_wanted)
        dialog.retry_requested.connect(self.import_paths)
        dialog.review_requested.connect(self.review_wanted)
        dialog.show()

    # ── Index ────────────────────────────────────────────────────────────────────────────

    @Slot()
    def keep_index(self) -> None:
        """Bring the index up to date, unless that is going on or an import has to end first."""
        if self._imports or self._syncing:
            return
        totals = self._session.perform(self._session.project.totals)
        if totals is not None and (totals.unindexed or totals.unindexed_passages):
            few = totals.unindexed <= _FEW
            self._index("Indexing", self._session.project.sync_index, quiet=few)

    def rebuild_index(self) -> None:
        """Make the index anew; the old one serves until then."""
        if self._syncing:
            self._session.notice.emit("The index is being worked on already.", False)
            return
        self._index("Rebuilding the index", self._session.project.rebuild_index, quiet=False)

    def _index(self, label: str, work: Callable[[Task], int], *, quiet: bool) -> None:
        self._syncing = True
        job = self._session.jobs.run(
            label,
            work,
            on_result=self._indexed,
            on_error=self._index_failed,
            quiet=quiet,
            lane="index",
        )
        job.cancelled.connect(self._index_stopped)

    def _indexed(self, articles: int) -> None:
        self._syncing = False
        self._index_refused = False
        if articles:
            # What changed while the index was at work has waited in the queue.
            self.keep_index()

    def _index_failed(self, error: BaseException) -> None:
        # Every tag asks for the index again; one word about its being broken is enough.
        self._syncing = False
        if not self._index_refused:
            self._index_refused = True
            self._session.report(error)

    @Slot()
    def _index_stopped(self) -> None:
        self._syncing = False

    # ── Export ───────────────────────────────────────────────────────────────────────────

    def export_passages(self, form: str, chosen: PassageFilter) -> None:
        """Ask for a file and write the `chosen` passages to it in one of the forms."""
        self.ask_where(ExportOrder(form, chosen, PassageGrouping.ARTICLE, None))

    def show_export(self, choices: Sequence[tuple[str, PassageFilter]]) -> None:
        """Ask what is to be exported and how, showing it before it is written."""
        dialog = ExportDialog(self._session, choices, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.ask_where)
        dialog.open()

    @Slot(object)
    def ask_where(self, order: ExportOrder) -> None:
        """Ask for the file that an export is written to."""
        suffix = SUFFIXES[order.form]
        self.save_as(
            "Export passages",
            f"{self._session.project.name} passages.{suffix}",
            [f"{FORM_NAMES[order.form]} (*.{suffix})"],
            partial(self._export, order),
        )

    def save_as(
        self,
        title: str,
        proposed: str,
        filters: Sequence[str],
        write: Callable[[Path], None],
    ) -> None:
        """Ask for a file, `proposed` by default, and call `write` with it."""
        dialog = self._file_dialog(title, "export")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(Path(proposed).suffix.removeprefix("."))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix(chosen)))
        dialog.selectFile(proposed)
        self._ask(dialog, "Export", lambda paths: write(paths[0]))

    def ask_files(
        self, title: str, filters: Sequence[str], then: Callable[[Sequence[Path]], None]
    ) -> None:
        """Ask for a file that there is, and call `then` with it."""
        dialog = self._file_dialog(title, "import")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(filters)
        self._ask(dialog, "Import", then)

    def told_export(self, report: ExportReport) -> None:
        """Say what an export has written, and what it had to cut or replace."""
        number = plural(report.passages, "passage")
        sentence = f"Exported {number} to {report.written}"
        if report.notes:
            NotesDialog(
                "Export", f"{sentence}. Changed on the way:", report.notes, self._window
            ).open()
        else:
            self._session.notice.emit(sentence, False)

    def _export(self, order: ExportOrder, path: Path) -> None:
        project = self._session.project

        def work(task: Task) -> ExportReport:
            return project.export(
                order.form, path, order.chosen, task, by=order.by, template=order.template
            )

        self._session.jobs.run("Exporting", work, on_result=self.told_export)

    @Slot(object)
    def export_report(self, document: Document) -> None:
        """Ask for a file and write a report to it."""
        self.save_as(
            "Export report",
            f"{document.title}.docx".replace("/", "-"),
            [f"{name} (*.{suffix})" for suffix, name in _REPORTS.items()],
            partial(self._export_report, document),
        )

    def _export_report(self, document: Document, path: Path) -> None:
        project, suffix = self._session.project, path.suffix.lower().removeprefix(".")
        if suffix == "pdf":
            # Qt lays text out on this thread only; what waits for the disk does not.
            content = as_pdf(document)

            def write(_task: Task) -> ExportReport:
                return project.write_file(path, content)

        else:

            def write(_task: Task) -> ExportReport:
                return project.export_report(document, suffix, path)

        self._session.jobs.run("Exporting", write, on_result=self.told_file)

    def told_file(self, report: ExportReport) -> None:
        """Say where a file is, and what had to be cut or replaced."""
        sentence = f"Wrote {report.written}"
        if report.notes:
            NotesDialog(
                "Export", f"{sentence}. Changed on the way:", report.notes, self._window
            ).open()
        else:
            self._session.notice.emit(sentence, False)

    # ── Care ─────────────────────────────────────────────────────────────────────────────

    def back_up(self) -> None:
        """Write a checked copy of the project."""
        project = self._session.project
        self._session.jobs.run(
            "Backing up", lambda _task: project.back_up(), on_result=self._backed_up
        )

    def check(self, *, repair: bool = False) -> None:
        """Check the project and show what was found."""
        project = self._session.project
        self._session.jobs.run(
            "Repairing" if repair else "Checking",
            lambda task: project.check(repair=repair, task=task),
            on_result=self._checked,
        )

    def _backed_up(self, path: Path) -> None:
        self._session.notice.emit(f"Backed up to {path}", False)

    def _checked(self, findings: list[Finding]) -> None:
        dialog = FindingsDialog(findings, self._window)
        dialog.repair_wanted.connect(self._repair)
        dialog.open()

    @Slot()
    def _repair(self) -> None:
        self.check(repair=True)

    # ── Asking for files ─────────────────────────────────────────────────────────────────

    def _file_dialog(self, title: str, purpose: str) -> QFileDialog:
        dialog = file_dialog(self._window, title, last_folder(self._settings, purpose))
        dialog.setObjectName(purpose)
        return dialog

    def _ask(self, dialog: QFileDialog, verb: str, then: Callable[[list[Path]], None]) -> None:
        def chosen(names: list[str]) -> None:
            paths = [Path(name) for name in names]
            keep_folder(self._settings, dialog.objectName(), paths[0].parent)
            then(paths)

        dialog.setLabelText(QFileDialog.DialogLabel.Accept, verb)
        dialog.filesSelected.connect(chosen)
        dialog.open()


def _suffix(name_filter: str) -> str:
    """ "csv" of "CSV table (*.csv)"."""
    return name_filter.rpartition("*.")[2].rstrip(")")


def told(report: ImportReport) -> str:
    """An import's outcome in one line."""
    counts = report.counts
    parts = [f"{plural(sum(counts[outcome] for outcome in _NEW), 'article')} imported"]
    for words, outcomes in (
        ("unchanged", (Outcome.UNCHANGED,)),
        ("already there", (Outcome.DUPLICATE,)),
        ("not read", _BAD),
    ):
        number = sum(counts[outcome] for outcome in outcomes)
        if number:
            parts.append(f"{number:,} {words}")
    stopped = "Stopped. " if report.cancelled else ""
    return f"{stopped}{', '.join(parts)}"
