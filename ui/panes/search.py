"""Search: a query, and the articles or passages that answer it, as fast as one types."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.jobs import Job
from ui.latest import Latest
from ui.models.facets import toggled, with_term
from ui.models.hits import HitsModel
from ui.models.months import without_dates
from ui.models.query_hints import examples
from ui.searcher import PAGE, Searcher, Spans
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.facet_strip import FacetStrip
from ui.widgets.hit_list import HitList
from ui.widgets.memo_line import MemoLine
from ui.widgets.query_box import QueryBox
from ui.widgets.query_problem import QueryProblem
from ui.widgets.result_line import ResultLine
from ui.widgets.search_pages import SearchPages
from workbench.domain import Change, Hit, Indexed, SearchResult, Span
from workbench.errors import IndexUnavailable, QueryError, SearchTimeout

_FOUND_BY = frozenset({"articles", "index_queue", "passage_queue", "stories"})

PAUSE_MS = 40
"""After the last key before a search begins: less than between two keys of a fast typist."""


class SearchPane(QWidget):
    """`article_chosen` carries an article's id and the spans of all matches in it, the one to
    open at first, `passage_chosen` a passage's id; `reading_wanted` comes after either when
    that was by Enter. `query_changed` carries every query that is searched for, "" for none.
    """

    article_chosen = Signal(int, object)
    passage_chosen = Signal(int)
    reading_wanted = Signal()
    query_changed = Signal(str)
    help_requested = Signal()

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Search")
        self._session = session
        self._searcher = Searcher(session, self)
        self._open_first = False
        self._wanted: Hit | None = None
        self._to_read = False
        self._counting: Job | None = None
        self._marks: dict[int, Spans] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.box = QueryBox()
        self.problem = QueryProblem()
        self.line = ResultLine()
        self.memo_line = MemoLine(session)
        self.facets = FacetStrip()
        self.model = HitsModel(self)
        self.list = HitList(self.model)
        self.pages = SearchPages(self.list)
        self._build()
        self._connect()
        self._values = Latest(session, "Values in use")
        self._values_are_old = True
        self._count_passages()
        self._show_start()

    # ── What others call ─────────────────────────────────────────────────────────────────

    def set_query(self, query: str) -> None:
        """Search for `query` now."""
        self.box.setText(query)
        self._search()

    def toggle_passages(self) -> None:
        """Search passages instead of articles, or articles again."""
        self.line.passages.toggle()

    def seek_passages(self) -> None:
        """Search passages from now on."""
        self.line.passages.setChecked(True)

    def focus_query(self) -> None:
        """Let the user type a query."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    @property
    def query(self) -> str:
        """What is searched for."""
        return self._searcher.query

    @property
    def typing(self) -> bool:
        """Whether the last word of the query stands for all that begin with it."""
        return self._searcher.typing

    @property
    def page(self) -> QWidget | None:
        """What is shown below the box: the list, or one of the pages in words."""
        return self.pages.currentWidget()

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        head = QFrame()
        head.setProperty("role", "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(*[2 * GRID] * 4)
        row.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, self.problem, self.line, self.memo_line, self.facets):
            column.addWidget(widget)
        # In a low window the list gives way, not the rows above it.
        self.pages.setMinimumHeight(16 * GRID)
        column.addWidget(self.pages, 1)
        self.setFocusProxy(self.box)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.entered.connect(self._enter)
        self.box.list_wanted.connect(self._go_to_list)
        self.box.recalled.connect(self._search)
        self.box.values_wanted.connect(self._learn_values)
        self._pause.timeout.connect(self._search_typed)
        self.problem.nearest_chosen.connect(self.set_query)
        self.line.order_chosen.connect(self._set_order)
        self.line.narrowing_toggled.connect(self._show_facets)
        self.line.grouping_toggled.connect(self._group_stories)
        self.line.passages_toggled.connect(self._seek_passages)
        self.facets.term_chosen.connect(self._narrow_by)
        self.facets.range_chosen.connect(self._narrow_to_dates)
        self.list.opened.connect(self._open)
        self.list.entered_at.connect(self._read)
        self.list.left.connect(self.focus_query)
        self.model.more_wanted.connect(self._fetch_more)
        self.pages.query_chosen.connect(self.set_query)
        self.pages.help_wanted.connect(self.help_requested)
        self.pages.rebuild_wanted.connect(self._rebuild)
        self.pages.currentChanged.connect(self._show_line)
        self._searcher.found.connect(self._show_result)
        self._searcher.found.connect(self.memo_line.show_result)
        self._searcher.followed.connect(self._extend)
        self._searcher.marked.connect(self._keep_marks)
        self._searcher.failed.connect(self._say_failed)
        self._session.changed.connect(self._refresh)

    # ── Searching ────────────────────────────────────────────────────────────────────────

    @Slot()
    def _typed(self) -> None:
        self._open_first = False
        self._pause.start()

    @Slot()
    def _search_typed(self) -> None:
        """Search for what has been typed so far."""
        self._search(typing=True)

    @Slot()
    def _search_again(self) -> None:
        """Search as before: the articles or the index have changed."""
        self._search(typing=self._searcher.typing)

    @Slot()
    def _search(self, *, typing: bool = False) -> None:
        """Search for what stands in the box."""
        self._pause.stop()
        # A space behind the last word says that it is complete.
        query, before = self.box.text().lstrip(), self._searcher.query
        query = query if typing and query.strip() else query.strip()
        if query:
            # Whoever has scrolled down keeps what is there when the same is asked again.
            rows = self.model.rowCount() if query == before else 0
            self._searcher.search(query, least=rows, typing=typing)
        else:
            self._searcher.stop()
            self.memo_line.hide()
            self._show_start()
        if query != before:
            self.query_changed.emit(query)

    @Slot(object)
    def _show_result(self, result: SearchResult) -> None:
        at, top = self.list.current_key(), self.list.key_at_top()
        self._marks.clear()
        self._say_no_problem()
        self.model.show(result)
        self.list.setCurrentIndex(self.model.index_of(at))
        self.list.keep_at_top(top)
        self.facets.show_facets(result.facets, result.query, result.articles)
        self.line.show_count(result, self._session.project.totals().unindexed)
        if result.total:
            self.pages.show_hits()
        else:
            self.pages.show_nothing(self._searcher.query, self._searcher.of)
        self._show_line()
        if self._open_first and result.hits:
            self._read(self.model.index(0))
        else:
            self._count_matches()
        self._open_first = False

    @Slot(object)
    def _say_failed(self, error: BaseException) -> None:
        self._open_first = False
        self._wanted = None
        self.line.show_old()
        if isinstance(error, QueryError):
            place = Span(error.start, error.end)
            self.box.set_invalid(True)
            self.problem.show_problem(
                str(error), query=self._searcher.query, span=place, nearest=error.nearest
            )
        elif isinstance(error, SearchTimeout):
            self.problem.show_problem(str(error))
        elif isinstance(error, IndexUnavailable):
            self._say_no_problem()
            self.model.clear()
            self.pages.show_unready(str(error))
        else:
            self._session.report(error)
        self._show_facets()

    @Slot()
    def _fetch_more(self) -> None:
        self._searcher.more(self.model.rowCount())

    @Slot(object)
    def _extend(self, result: SearchResult) -> None:
        self.model.extend(result)
        self._count_matches()

    # ── An article and its matches ───────────────────────────────────────────────────────

    def _count_matches(self) -> None:
        if self._searcher.of is Indexed.PASSAGES:
            return
        unknown = [h.article_id for h in self.model.hits() if h.article_id not in self._marks]
        if unknown:
            self._searcher.mark(unknown[:PAGE])

    @Slot(object)
    def _keep_marks(self, found: Mapping[int, Spans]) -> None:
        self._marks.update(found)
        self.model.set_matches({article_id: len(spans) for article_id, spans in found.items()})
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._choose(wanted)
        self._count_matches()

    @Slot(QModelIndex)
    def _read(self, index: QModelIndex) -> None:
        self._open(index, to_read=True)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex, *, to_read: bool = False) -> None:
        self._to_read = to_read
        hit = self.model.hit(index)
        if hit is None:
            return
        self.list.setCurrentIndex(index)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.remember(self._searcher.query)
        if hit.passage_id is not None:
            self.passage_chosen.emit(hit.passage_id)
            self._begin_to_read()
        elif hit.article_id in self._marks:
            self._choose(hit)
        else:
            self._wanted = hit
            self._searcher.mark([hit.article_id])

    def _choose(self, hit: Hit) -> None:
        best = [match for snippet in hit.snippets[:1] for match in snippet.matches[:1]]
        others = [match for match in self._marks[hit.article_id] if match not in best]
        self.article_chosen.emit(hit.article_id, (*best, *others))
        self._begin_to_read()

    def _begin_to_read(self) -> None:
        if self._to_read:
            self._to_read = False
            self.reading_wanted.emit()

    # ── Box, facets, order ───────────────────────────────────────────────────────────────

    @Slot()
    def _enter(self) -> None:
        if self._pause.isActive() or not self.model.rowCount():
            self._search()
            self._open_first = True
        else:
            self._read(self.model.index(0))

    @Slot()
    def _go_to_list(self) -> None:
        if self.page is self.list:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.go_to_row(0)

    @Slot(str)
    def _narrow_by(self, part: str) -> None:
        self.set_query(toggled(self._searcher.query, part))

    @Slot(str)
    def _narrow_to_dates(self, part: str) -> None:
        query = without_dates(self._searcher.query)
        self.set_query(with_term(query, part) if part else query)

    @Slot(str)
    def _set_order(self, order: str) -> None:
        self._searcher.order = order
        self.model.clear()
        self._search_again()

    @Slot(bool)
    def _seek_passages(self, wanted: bool) -> None:
        self._searcher.of = Indexed.PASSAGES if wanted else Indexed.ARTICLES
        self.model.clear()
        self.box.setPlaceholderText(f"Search all {self._searcher.of}")
        self._search_again()

    @Slot(bool)
    def _group_stories(self, grouped: bool) -> None:
        self._searcher.stories = grouped
        self.model.clear()
        self._search_again()

    # ── Pages ────────────────────────────────────────────────────────────────────────────

    @Slot()
    def _show_line(self) -> None:
        self.line.setVisible(self.page in (self.list, self.pages.nothing))
        self._show_facets()

    @Slot()
    def _show_facets(self) -> None:
        wanted = self.line.narrows and not self.facets.is_empty()
        # Results of an earlier query are not to be narrowed while this one is put right.
        possible = self.page is self.list and self.problem.isHidden()
        self.facets.setVisible(wanted and possible)

    def _show_start(self) -> None:
        self._say_no_problem()
        self.model.clear()
        self._marks.clear()
        self.pages.show_start(self._searcher.of, self._find_examples)
        self._show_line()

    def _find_examples(self) -> None:
        self._session.jobs.run(
            "Find examples",
            lambda _task: examples(self._session.project.articles()),
            on_result=self._show_examples,
            quiet=True,
            lane="lists",
        )

    def _show_examples(self, found: list[tuple[str, str]]) -> None:
        self.pages.set_examples(self._searcher.of, found)

    def _say_no_problem(self) -> None:
        self.box.set_invalid(False)
        self.problem.hide()

    # ── The index and changes ────────────────────────────────────────────────────────────

    @Slot()
    def _rebuild(self) -> None:
        self.pages.unready.button.setEnabled(False)
        job = self._session.jobs.run(
            "Rebuild search index", self._session.project.rebuild_index, lane="index"
        )
        job.progressed.connect(self._tell_rebuilding)
        for ending in (job.finished, job.failed, job.cancelled):
            ending.connect(self._search_again)

    @Slot(object, object, str)
    def _tell_rebuilding(self, done: int, total: int, _text: str) -> None:
        self.pages.show_rebuilding(done, total)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"articles", "passages"}:
            self._count_passages()
            self._values_are_old = True
        if change.tables & _FOUND_BY and not self._pause.isActive():
            self._search_again()

    @Slot()
    def _learn_values(self) -> None:
        """Have the values in use offered while one is typed."""
        if self._values_are_old:
            self._values_are_old = False
            self._values.ask(self._session.project.query_values, self.box.set_values)

    def _count_passages(self) -> None:
        if self._counting is not None:
            self._counting.supersede()
        self._counting = self._session.jobs.run(
            "Count passages",
            lambda _task: self._session.project.passage_counts(),
            on_result=self.model.set_counts,
            quiet=True,
            lane="lists",
        )
