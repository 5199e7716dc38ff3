"""Asks the project what a query finds, off the GUI thread; the newest question wins."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job
from ui.session import ProjectSession
from workbench.domain import Indexed, SearchResult, Span
from workbench.tasks import Task

PAGE = 40
"""Hits fetched at a time."""

LANE = "search"

Spans = tuple[Span, ...]
T = TypeVar("T")


class Searcher(QObject):
    """One question at a time: each takes the place of the one before it, answered or not.

    `found` carries the `SearchResult` of `search`, `followed` the one of `more`, `marked` a
    dict of the spans in each article that `mark` was asked for, `failed` the exception.
    """

    found = Signal(object)
    followed = Signal(object)
    marked = Signal(object)
    failed = Signal(object)

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.query = ""
        self.order = "relevance"
        self.stories = True
        """Whether copies of one story are one hit."""
        self.of = Indexed.ARTICLES
        """What is sought."""
        self._typing = False

    def search(self, query: str, *, least: int = PAGE, typing: bool = False) -> None:
        """Ask for the first hits, `least` of them or more, and for the facets.

        While the query is being typed its last word stands for all that begin with it.
        """
        self.query, self._typing = query, typing
        self._run("Search", self._asked(0, max(PAGE, least), facets=True), self.found.emit)

    @property
    def typing(self) -> bool:
        """Whether the query was asked while it was being typed."""
        return self._typing

    def more(self, offset: int) -> None:
        """Ask for the hits after the first `offset` ones."""
        self._run("Fetch results", self._asked(offset, PAGE, facets=False), self.followed.emit)

    def mark(self, article_ids: Sequence[int]) -> None:
        """Ask for all places in these articles that the query matches."""
        find, query, ids = self._session.project.marks, self.query, tuple(article_ids)
        typing = self._typing

        def work(_task: Task) -> dict[int, Spans]:
            found = find(query, ids, typing=typing)
            # An article that has gone since the search has no matches either.
            return {article_id: found.get(article_id, ()) for article_id in ids}

        self._run("Find matches", work, self.marked.emit)

    def stop(self) -> None:
        """Ask nothing any more; an answer that is on its way is not told."""
        self.query = ""
        if self._job is not None:
            self._job.supersede()

    def _asked(self, offset: int, limit: int, *, facets: bool) -> Callable[[Task], SearchResult]:
        search, query, order = self._session.project.search, self.query, self.order
        typing, of = self._typing, self.of
        stories = self.stories and of is Indexed.ARTICLES

        def work(_task: Task) -> SearchResult:
            return search(
                query,
                limit=limit,
                offset=offset,
                facets=facets,
                order=order,
                typing=typing,
                stories=stories,
                of=of,
            )

        return work

    def _run(self, label: str, work: Callable[[Task], T], tell: Callable[[T], None]) -> None:
        self._job = self._session.jobs.run(
            label, work, on_result=tell, on_error=self.failed.emit, quiet=True, lane=LANE
        )
