"""What is done with articles as sources: their details, copies, originals and versions, the
tables and watched folders they come from, and the passages that a changed text has left behind.

The counterpart of `errands`, which does the imports themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.article_details import ArticleDetailsDialog
from ui.dialogs.original import OriginalDialog
from ui.dialogs.review import ReviewDialog
from ui.dialogs.stories import StoriesDialog
from ui.dialogs.table_mapping import TableMappingDialog
from ui.file_dialogs import file_dialog
from ui.folders import keep_folder, last_folder
from ui.formats import elide, plural
from ui.session import ProjectSession
from workbench.domain import Article, TablePreview
from workbench.project.library import ReadAgain
from workbench.tasks import Task

_TITLE_SHOWN = 40
_TABLES = ("Tables of articles (*.csv *.tsv *.json *.jsonl *.ndjson)",)


class SourceErrands(QObject):
    """Does them for `session`, with its dialogs over `window`.

    `article_wanted` carries an article that the user wants to read, `table_chosen` a table
    and the mapping of its columns, to be imported.
    """

    article_wanted = Signal(int)
    table_chosen = Signal(object, object)

    def __init__(self, session: ProjectSession, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window

    # ── Details ──────────────────────────────────────────────────────────────────────────

    @Slot(object)
    def edit_details(self, ids: Sequence[int], field: str = "") -> ArticleDetailsDialog | None:
        """Let the user correct details of articles, in a window of its own; `field` "memo" has
        the memo of one of them written."""
        articles = self._articles(ids)
        if not articles:
            self._tell("Choose an article first.")
            return None
        dialog = ArticleDetailsDialog(articles, self._window)
        dialog.edited.connect(self._save_details)
        dialog.show()
        if field == "memo":
            dialog.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return dialog

    @Slot(object, object)
    def _save_details(self, ids: Sequence[int], changes: Mapping[str, str | None]) -> None:
        project = self._session.project
        if len(ids) > 1:
            if self._do(partial(project.edit_articles, ids, **changes)):
                self._tell(f"Changed the details of {plural(len(ids), 'article')}", undo=True)
            return
        article = self._session.perform(partial(project.edit_article, ids[0], **changes))
        if article is not None:
            title = elide(article.title, _TITLE_SHOWN)
            self._tell(f"Changed the details of “{title}”", undo=True)

    # ── Stories ──────────────────────────────────────────────────────────────────────────

    def show_stories(self, article_id: int | None = None) -> StoriesDialog:
        """List the stories that several articles have, beginning with that of an article."""
        dialog = StoriesDialog(self._session, article_id, self._window)
        dialog.article_chosen.connect(self.article_wanted)
        dialog.show()
        return dialog

    @Slot(object)
    def group_as_story(self, ids: Sequence[int]) -> None:
        """Say that articles are copies of one story; undoable."""
        if len(ids) < 2:
            self._tell("Choose two or more articles in Sources to group them as one story.")
        elif self._do(partial(self._session.project.group_as_story, list(ids))):
            self._tell(f"Grouped {plural(len(ids), 'article')} as one story", undo=True)

    @Slot(object)
    def take_out_of_story(self, ids: Sequence[int]) -> None:
        """Say that articles are no copies of others; undoable."""
        if ids and self._do(partial(self._session.project.take_out_of_story, list(ids))):
            story = "its story" if len(ids) == 1 else "their stories"
            self._tell(f"Took {plural(len(ids), 'article')} out of {story}", undo=True)

    # ── Originals and versions ───────────────────────────────────────────────────────────

    def show_original(self, ids: Sequence[int]) -> OriginalDialog | None:
        """Show the file of the first of these articles beside its text."""
        articles = self._articles(ids[:1])
        if not articles:
            self._tell("Choose an article first.")
            return None
        dialog = OriginalDialog(self._session, articles[0], self._window)
        dialog.read_wanted.connect(lambda article_id: self.read_again([article_id]))
        dialog.show()
        return dialog

    @Slot(object)
    def read_again(self, ids: Sequence[int]) -> None:
        """Read articles anew from their originals; another text is a new version."""
        project = self._session.project
        if ids:
            self._session.jobs.run(
                "Reading again",
                lambda task: project.read_again(list(ids), task),
                on_result=self._told_again,
            )

    def keep_originals(self, *, keep: bool) -> None:
        """Say whether imports keep the files in the project from now on."""
        if self._do(partial(self._session.project.keep_originals, keep)):
            self._tell(
                "Imports keep a copy of each file in the project."
                if keep
                else "Imports keep only where each file lies; originals kept so far stay."
            )

    def keeps_originals(self) -> bool:
        """Whether imports keep the files in the project."""
        return bool(self._session.perform(self._session.project.keeps_originals))

    def _told_again(self, result: ReadAgain) -> None:
        parts = [f"{plural(len(result.changed), 'article')} with another text"]
        if result.failed:
            parts.append(f"{len(result.failed):,} not read: {result.failed[0][1]}")
        if not result.changed and not result.failed:
            parts = ["Read again: every text is the same"]
        self._tell(", ".join(parts))
        if result.to_review:
            self.show_review()

    # ── Review ───────────────────────────────────────────────────────────────────────────

    def show_review(self) -> ReviewDialog:
        """List the passages whose place is in doubt."""
        dialog = ReviewDialog(self._session, self._window)
        dialog.article_chosen.connect(self.article_wanted)
        dialog.show()
        return dialog

    # ── Tables ───────────────────────────────────────────────────────────────────────────

    def import_table(self) -> None:
        """Ask for a table of articles, then which column holds what."""
        dialog = file_dialog(self._window, "Import table", last_folder(self._settings, "import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_TABLES)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Choose columns…")
        dialog.fileSelected.connect(self._table_picked)
        dialog.open()

    def _table_picked(self, name: str) -> None:
        path = Path(name)
        keep_folder(self._settings, "import", path.parent)
        self.preview_table(path)

    def preview_table(self, path: Path) -> None:
        """Read the first rows of a table and ask which column holds what."""
        project = self._session.project

        def work(_task: Task) -> tuple[TablePreview, Mapping[str, str]]:
            preview = project.table_preview(path)
            return preview, project.remembered_mapping(preview.columns) or preview.mapping

        self._session.jobs.run(
            f"Read {path.name}", work, on_result=partial(self._ask_columns, path)
        )

    def _ask_columns(self, path: Path, found: tuple[TablePreview, Mapping[str, str]]) -> None:
        preview, mapping = found
        dialog = TableMappingDialog(path, preview, mapping, self._window)
        dialog.chosen.connect(partial(self._columns_chosen, path, preview))
        dialog.show()

    def _columns_chosen(
        self, path: Path, preview: TablePreview, mapping: Mapping[str, str]
    ) -> None:
        project = self._session.project
        if self._do(partial(project.remember_mapping, preview.columns, mapping)):
            self.table_chosen.emit([path], mapping)

    # ── Helpers ──────────────────────────────────────────────────────────────────────────

    def _articles(self, ids: Sequence[int]) -> list[Article]:
        found = self._session.perform(partial(self._session.project.articles_by_id, ids)) or {}
        return [found[one] for one in ids if one in found]

    def _do(self, deed: Callable[[], object]) -> bool:
        """Whether a short write was done."""

        def done() -> bool:
            deed()
            return True

        return bool(self._session.perform(done))

    def _tell(self, sentence: str, *, undo: bool = False) -> None:
        self._session.notice.emit(sentence, undo)
