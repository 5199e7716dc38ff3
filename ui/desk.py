"""The panes of one open project, and what each tells the others.

Panes know nothing of each other: what one emits is carried to the rest here. The desk lives
as long as the project is open; the docks it fills stay with the window.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.codebook_errands import CodebookErrands
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.context import ContextDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.rates import RatesDialog
from ui.dialogs.saved_searches import SavedSearchesDialog
from ui.errands import Errands
from ui.formats import elide, plural
from ui.link_gestures import LinkGestures
from ui.note_errands import NoteErrands
from ui.offer_gestures import OfferGestures
from ui.offers import FIELD
from ui.pane_focus import PaneFocus
from ui.panes.chart import ChartPane
from ui.panes.inspector import InspectorPane
from ui.panes.passages import PassagesPane
from ui.panes.reader import ReaderPane
from ui.panes.search import SearchPane
from ui.panes.sources import SourcesPane
from ui.panes.suggestions import SuggestionsPane
from ui.panes.variants import VariantsPane
from ui.passage_gestures import PassageGestures
from ui.places import Place, Places
from ui.readers import Readers
from ui.session import ProjectSession
from ui.source_errands import SourceErrands
from ui.view_joints import ViewJoints
from ui.views import VIEWS
from ui.watch_errands import WatchErrands
from ui.widgets.view_pane import ViewPane
from workbench.domain import Occurrence, Passage, PassageFilter, SavedSearch, Span
from workbench.errors import NotFound
from workbench.project import Suggestion

CHART_FILES = ("PNG picture (*.png)", "SVG drawing (*.svg)", "CSV numbers (*.csv)")
"""What a chart can be written as."""

_READING_SIZE = "reader/size"
_QUERY_SHOWN = 40


class Desk(QObject):
    """Makes the panes for `session`. `bring_wanted` names a dock that is to be shown.

    `moved` comes when back and forward may have changed, `help_wanted` when the user asks how
    to search; `restore_wanted` carries a backup to be put in the project's place.
    """

    bring_wanted = Signal(str)
    help_wanted = Signal()
    moved = Signal()
    restore_wanted = Signal(object)

    def __init__(self, session: ProjectSession, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.sources = SourcesPane(session)
        self.search = SearchPane(session)
        self.readers = Readers(session)
        self.inspector = InspectorPane(session)
        self.passages = PassagesPane(session)
        self.suggestions = SuggestionsPane(session)
        self.chart = ChartPane(session)
        self.views = {name: pane(session) for name, pane in VIEWS.items()}
        self.places = Places()
        self.errands = Errands(session, settings, window)
        self.view_joints = ViewJoints(
            self.views, self.passages, self.bring_wanted.emit, self.errands
        )
        self.source_errands = SourceErrands(session, settings, window)
        self.watch_errands = WatchErrands(session, settings, window)
        self.codebook_errands = CodebookErrands(session, self.errands, window)
        self.note_errands = NoteErrands(session, window)
        self.focus = PaneFocus(
            [(pane, partial(self.bring_wanted.emit, name)) for name, pane in self.panes()],
            self.readers,
            self,
        )
        self.gestures = PassageGestures(
            session,
            self.readers,
            self.passages,
            self.inspector,
            show_inspector=partial(self.bring_wanted.emit, "inspector"),
            here=lambda: self.focus.here,
            edit_article_memo=self._edit_article_memo,
        )
        self.offer_gestures = OfferGestures(
            self.readers,
            (self.suggestions, self.variants),
            self.inspector,
            show_inspector=partial(self.bring_wanted.emit, "inspector"),
            here=lambda: self.focus.here,
        )
        self.link_gestures = LinkGestures(session, self.passages_at_hand, window)
        self.link_gestures.passage_wanted.connect(self.open_passage)
        self._settings = settings
        self._restore()
        self._connect()

    @property
    def reader(self) -> ReaderPane:
        """The reader that is being used."""
        return self.readers.active

    @property
    def variants(self) -> VariantsPane:
        """The pane of quote variants."""
        return cast(VariantsPane, self.views["variants"])

    def panes(self) -> list[tuple[str, QWidget]]:
        """Every pane with its name, in the order in which the eye goes over them."""
        return [
            ("sources", self.sources),
            ("search", self.search),
            ("reader", self.readers),
            ("inspector", self.inspector),
            ("passages", self.passages),
            ("suggestions", self.suggestions),
            ("chart", self.chart),
            *self.views.items(),
        ]

    def go(self, place: Place | None) -> None:
        """Show a place without counting it as a new one."""
        if place is None:
            return
        passage = self._still_there(place.passage_id)
        if passage is not None:
            self._show_passage(passage)
        else:
            self.reader.show_article(place.article_id, at=place.at)
        self.moved.emit()

    def focus_search(self) -> None:
        """Go to the search box."""
        self.bring_wanted.emit("search")
        self.search.focus_query()

    def search_passages(self) -> None:
        """Search passages instead of articles, or articles again."""
        self.focus_search()
        self.search.toggle_passages()

    @Slot(str)
    def find_passages(self, query: str) -> None:
        """Search for passages."""
        self.search.seek_passages()
        self.search_for(query)

    def find_like(self) -> None:
        """Find articles like the one that is chosen."""
        for article_id in self.chosen_articles()[:1]:
            self.search_for(f"like:{article_id}")

    def show_context(self) -> None:
        """List every match of the query with the words around it."""
        if not self.search.query:
            self.session.notice.emit("Search for something first.", False)
            self.focus_search()
            return
        dialog = ContextDialog(
            self.session, self.search.query, typing=self.search.typing, parent=self.search.window()
        )
        dialog.occurrence_chosen.connect(self._open_occurrence)
        dialog.show()

    def save_search(self) -> None:
        """Keep the query that is searched for."""
        query = self.search.query.strip()
        if not query:
            self.session.notice.emit("Search for something first, then save it.", False)
            self.focus_search()
        elif self.session.perform(partial(self.session.project.save_search, query)) is not None:
            self.session.notice.emit(f"Saved the search “{elide(query, _QUERY_SHOWN)}”", True)

    def show_saved_searches(self) -> None:
        """List the searches that are kept."""
        dialog = SavedSearchesDialog(self.session, self.search.window())
        dialog.search_chosen.connect(self._search_saved)
        dialog.show()

    @Slot(object)
    def _search_saved(self, saved: SavedSearch) -> None:
        self.search_for(saved.query)
        self.session.perform(partial(self.session.project.look_at_search, saved.id))

    @Slot(object)
    def _open_occurrence(self, occurrence: Occurrence) -> None:
        self.open_article(occurrence.article_id, (occurrence.span,))

    def search_for(self, query: str) -> None:
        """Search, and go to the search box."""
        self.search.set_query(query)
        self.focus_search()

    def resize_text(self, steps: int) -> None:
        """Make the reader's text larger or smaller."""
        self.reader.zoom(steps)

    def undo(self) -> None:
        """Take back the last step; what is being typed in the inspector is one."""
        self.inspector.commit_pending()
        self.session.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.inspector.commit_pending()
        self.session.redo()

    def show_backups(self) -> None:
        """List the backups, to put one back."""
        self.inspector.commit_pending()
        dialog = BackupsDialog(self.session, self.search.window())
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.show()

    def show_history(self) -> None:
        """List what was done, to go back to any of it."""
        self.inspector.commit_pending()
        HistoryDialog(self.session, self.search.window()).show()

    def export_passages(self, form: str) -> None:
        """Ask for a file and write the passages that the table shows in one of the forms."""
        self.inspector.commit_pending()
        self.errands.export_passages(form, self.passages.chosen_filter())

    def show_export(self, ids: Sequence[int] = ()) -> None:
        """Ask what is to be exported and how; proposed are those of the list, or `ids`."""
        self.inspector.commit_pending()
        chosen = tuple(ids) or tuple(self.passages.selected_ids())
        listed = self.passages.chosen_filter()
        choices = [("All passages", PassageFilter())]
        if listed != PassageFilter():
            choices.insert(0, ("Passages in the list", listed))
        if len(chosen) > 1 or ids:
            number = plural(len(chosen), "chosen passage")
            choices.insert(0 if ids else len(choices), (number, PassageFilter(ids=chosen)))
        self.errands.show_export(choices)

    @Slot(str, object)
    def _export_some(self, form: str, ids: list[int]) -> None:
        self.inspector.commit_pending()
        if form:
            self.errands.export_passages(form, PassageFilter(ids=tuple(ids)))
        else:
            self.show_export(ids)

    @Slot(str, object)
    def _export_table(self, proposed: str, write: Callable[[Path], None]) -> None:
        self.errands.save_as("Export table", proposed, ("CSV table (*.csv)",), write)

    def passages_at_hand(self) -> list[int]:
        """The passages that a gesture is for, in whichever pane the user is."""
        here = self.focus.here
        return here.passages_at_hand() if isinstance(here, ViewPane) else self.gestures.chosen()

    def chosen_articles(self) -> list[int]:
        """The articles that an action is for: those chosen in Sources, else the open one."""
        if self.focus.here is self.sources and (chosen := self.sources.selected_articles()):
            return chosen
        open_article = self.reader.article_id()
        return [] if open_article is None else [open_article]

    def show_stories(self) -> None:
        """List the stories of several articles, that of the chosen one first."""
        self.source_errands.show_stories(next(iter(self.chosen_articles()), None))

    def export_chart(self) -> None:
        """Ask for a file and write the chart to it."""
        self.inspector.commit_pending()
        if self.chart.can_export():
            self.errands.save_as(
                "Export chart", self.chart.proposed_name(), CHART_FILES, self.chart.write
            )
        else:
            self.session.notice.emit("There is no figure on the chart to export.", False)

    def export_variants(self) -> None:
        """Ask for a file and write the statements that are listed to it."""
        if self.variants.shown():
            self.errands.save_as(
                "Export quote variants",
                self.variants.proposed_name(),
                ("CSV table (*.csv)",),
                self.variants.write,
            )
        else:
            self.session.notice.emit("Quote variants lists no statement to export.", False)

    def show_rates(self) -> None:
        """List the exchange rates, to give others."""
        RatesDialog(self.session, self.search.window()).show()

    def start(self) -> None:
        """Show where the user was last in this project, else what there is to see."""
        remembered = str(self._settings.value(self._last_key(), ""))
        if not (remembered.isdigit() and self._still_an_article(int(remembered))):
            self._show_something()
        else:
            self.open_article(int(remembered))
        self.focus.go_home()
        self.errands.keep_index()
        self.watch_errands.start()
        project = self.session.project
        self.session.jobs.run(
            "Opening the index", lambda _task: project.open_index(), quiet=True, lane="search"
        )

    def _show_something(self) -> None:
        """Show the newest article with a passage, that passage chosen, or the newest of all."""
        project = self.session.project
        tagged, newest = project.newest_article(tagged=True), project.newest_article()
        if tagged is not None:
            self.open_passage(project.passages(PassageFilter(article_id=tagged))[0].id)
        elif newest is not None:
            self.open_article(newest)

    def _still_an_article(self, article_id: int) -> bool:
        try:
            self.session.project.article(article_id)
        except NotFound:
            return False
        return True

    def close(self) -> None:
        """Save what is being typed and take the panes away.

        The session is closed by whoever made it.
        """
        self.inspector.commit_pending()
        self._settings.setValue(_READING_SIZE, self.reader.reading_size())
        article_id = self.reader.article_id()
        if article_id is not None:
            self._settings.setValue(self._last_key(), article_id)
        for _, pane in self.panes():
            pane.setParent(None)
            pane.deleteLater()
        for errands in (
            self.errands,
            self.source_errands,
            self.watch_errands,
            self.codebook_errands,
            self.note_errands,
            self.link_gestures,
        ):
            errands.deleteLater()
        self.deleteLater()

    def _restore(self) -> None:
        size = self._settings.value(_READING_SIZE)
        if isinstance(size, str | int) and str(size).isdigit():
            self.readers.set_reading_size(int(size))
        queries = self._settings.value(self._queries_key())
        if isinstance(queries, list):
            self.search.box.set_history([one for one in queries if isinstance(one, str)])

    @Slot(object)
    def _keep_queries(self, queries: list[str]) -> None:
        self._settings.setValue(self._queries_key(), queries)

    def _queries_key(self) -> str:
        return f"queries/{self.session.project.uid}"

    def _last_key(self) -> str:
        return f"last_article/{self.session.project.uid}"

    def _connect(self) -> None:
        self.search.article_chosen.connect(self.open_article)
        self.search.passage_chosen.connect(self.open_passage)
        self.search.reading_wanted.connect(self.focus.go_home)
        self.sources.article_chosen.connect(self._open_source)
        self.sources.import_requested.connect(self.errands.import_folder)
        self.passages.passage_chosen.connect(self.open_passage)
        self.chart.passage_chosen.connect(self.open_passage)
        self.chart.place_chosen.connect(self._open_place)
        self.chart.passages_chosen.connect(self._filter_by_chart)
        self.chart.export_requested.connect(self.export_chart)
        self.chart.rates_requested.connect(self.show_rates)
        for view in self.views.values():
            view.passage_chosen.connect(self.open_passage)
            view.place_chosen.connect(self._open_place)
            view.export_wanted.connect(self._export_table)
        self.variants.suggestion_chosen.connect(self._show_suggestion)
        self.readers.passage_selected.connect(self._passage_selected)
        self.readers.edit_requested.connect(self.gestures.edit)
        self.readers.article_opened.connect(self.sources.select_article)
        self.readers.article_opened.connect(self.passages.show_article)
        self.passages.export_wanted.connect(self._export_some)
        self.readers.article_opened.connect(self.suggestions.show_article)
        self.suggestions.wanted.connect(self._show_suggestion)
        self.suggestions.corrected.connect(self._correct)
        self.suggestions.least_changed.connect(self.readers.set_least)
        self.search.help_requested.connect(self.help_wanted)
        self.search.box.history_changed.connect(self._keep_queries)
        self.errands.article_wanted.connect(self._open_source)
        self.errands.review_wanted.connect(self.source_errands.show_review)
        self.codebook_errands.passages_wanted.connect(self.find_passages)
        self.note_errands.place_wanted.connect(self._open_place)
        self.search.memo_line.clicked.connect(self.note_errands.show_memo)
        self.search.query_changed.connect(self._mark_both)
        self.readers.article_opened.connect(self._mark_both)
        self._connect_sources()

    def _connect_sources(self) -> None:
        errands = self.source_errands
        errands.article_wanted.connect(self._open_source)
        errands.table_chosen.connect(self.errands.import_paths)
        self.sources.details_requested.connect(errands.edit_details)
        self.sources.original_requested.connect(errands.show_original)
        self.sources.reading_requested.connect(errands.read_again)
        self.sources.story_requested.connect(errands.show_stories)
        self.sources.grouping_requested.connect(errands.group_as_story)
        self.sources.ungrouping_requested.connect(errands.take_out_of_story)
        self.readers.story_requested.connect(errands.show_stories)
        self.watch_errands.files_added.connect(self.errands.import_quietly)
        self.watch_errands.folder_added.connect(self.errands.import_paths)

    @Slot(int, object)
    def open_article(self, article_id: int, marks: tuple[Span, ...] = ()) -> None:
        """Read an article, its matches marked and the first of them in view."""
        at = marks[0] if marks else None
        self.bring_wanted.emit("reader")
        self.reader.show_article(article_id, at=at, marks=marks)
        self._visit(Place(article_id, at=at))

    @Slot(int)
    def open_passage(self, passage_id: int) -> None:
        """Read a passage in its article."""
        passage = self.session.perform(partial(self.session.project.passage, passage_id))
        if passage is not None:
            self._show_passage(passage)
            self._visit(Place(passage.article_id, passage_id))

    @Slot(object)
    def _filter_by_chart(self, ids: list[int] | None) -> None:
        # Passages may share its place with the chart, which is not taken away while it is used.
        self.passages.show_only(ids, "the chart")

    @Slot(object)
    def _show_suggestion(self, suggestion: Suggestion) -> None:
        self.bring_wanted.emit("reader")
        self.reader.show_article(suggestion.article_id, at=suggestion.span)
        self.reader.choose_offer(suggestion)
        self._visit(Place(suggestion.article_id, at=suggestion.span))

    @Slot(object)
    def _correct(self, passage: Passage) -> None:
        self._show_passage(passage)
        self.bring_wanted.emit("inspector")
        self.inspector.focus_field(FIELD[passage.kind])

    @Slot()
    def _mark_both(self) -> None:
        self.readers.mark(self.search.query, typing=self.search.typing)

    @Slot(int, object)
    def _open_place(self, article_id: int, place: Span | None) -> None:
        self.bring_wanted.emit("reader")
        self.reader.show_article(article_id, at=place or Span(0, 0))
        self._visit(Place(article_id, at=place))

    def toggle_bookmark(self) -> None:
        """Mark the paragraph at the reader's cursor, or no longer."""
        self.note_errands.toggle_bookmark(self.reader.article_id(), self.reader.point())

    @Slot(int)
    def _open_source(self, article_id: int) -> None:
        self.open_article(article_id)

    @Slot(object)
    def _passage_selected(self, passage: Passage | None) -> None:
        self.inspector.show_passage(passage)
        if passage is not None:
            self.passages.select_passage(passage.id)

    def _show_passage(self, passage: Passage) -> None:
        self.bring_wanted.emit("reader")
        self.reader.show_passage(passage)
        self.inspector.show_passage(passage)

    def _edit_article_memo(self) -> None:
        article_id = self.reader.article_id()
        if article_id is not None:
            self.source_errands.edit_details([article_id], field="memo")

    def _still_there(self, passage_id: int | None) -> Passage | None:
        if passage_id is None:
            return None
        try:
            return self.session.project.passage(passage_id)
        except NotFound:
            return None

    def _visit(self, place: Place) -> None:
        self.places.visit(place)
        self.moved.emit()
