"""An open project: opening, searching, charting, exporting and care."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs

from workbench.analysis import Rates
from workbench.analysis import series as charted
from workbench.domain import (
    Change,
    CountedSearch,
    Finding,
    Group,
    Indexed,
    Kind,
    Occurrence,
    Passage,
    PassageFilter,
    PassageGrouping,
    PassageOrder,
    SavedSearch,
    SearchResult,
    Series,
    Span,
    Step,
    StepState,
)
from workbench.errors import (
    IndexUnavailable,
    NotFound,
    ProjectDamaged,
    ProjectError,
    ProjectMissing,
    QueryError,
    SearchTimeout,
)
from workbench.extract.along import Along
from workbench.extract.reading import VERSION
from workbench.index import SearchIndex
from workbench.project.content import ALL, verified
from workbench.project.exporting import Exporting
from workbench.project.following import following
from workbench.project.lists import FilterNames, Ids, PassageLists
from workbench.store import (
    Store,
    articles,
    backup,
    folder,
    journal,
    originals,
    passages,
    stories,
)
from workbench.store.check import check
from workbench.store.folder import Hold
from workbench.store.readings import ReadingCache
from workbench.tasks import Task


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a project holds, and how much of it the indexes have still to see."""

    articles: int
    passages: int
    unindexed: int
    unindexed_passages: int


ReadingParts = tuple[Along, ReadingCache]


class Project(Exporting):
    """An open project. Made by `create` or `open`, ended by `close`."""

    def __init__(
        self, path: Path, store: Store, hold: Hold, index: SearchIndex, reading: ReadingParts
    ) -> None:
        super().__init__(store)
        self._along, self._readings = reading
        self.folder = path
        self.name = path.name
        self._hold = hold
        self._index = index
        self._lists = PassageLists(store, index)
        self.uid: str = store.value("SELECT value FROM meta WHERE key = 'uid'")
        self.damage: list[Finding] = []
        """What the check found that followed an unclean end."""
        self.opening_notes: tuple[str, ...] = (*folder.warnings(path), *self._look_after_crash())

    @classmethod
    def create(
        cls, path: Path, *, cache: Path | None = None, child_index: bool = False
    ) -> "Project":
        """A new project in the folder `path`, which is made or must be without a project."""
        path = path.absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProjectError(f"{path} cannot be made: {error.strerror}.") from error
        database = path / folder.DATABASE
        _refuse_existing(database)
        hold = Hold.take(path)
        try:
            _refuse_existing(database)  # again: nobody else can make one from here on
            store = Store.create(database)
        except BaseException:
            hold.abandon()
            raise
        return cls._assemble(path, store, hold, cache, child_index)

    @classmethod
    def open(cls, path: Path, *, cache: Path | None = None, child_index: bool = False) -> "Project":
        """The project in the folder `path`; raises one of the `ProjectError` family."""
        path = path.absolute()
        database = path / folder.DATABASE
        if not database.is_file():
            raise ProjectMissing(f"There is no Lode project in {path}.")
        hold = Hold.take(path)
        try:
            store = Store.open(database, before_migration=_back_up_before_migration)
        except BaseException:
            # The note of an unclean close stays for whoever opens the project next.
            hold.abandon()
            raise
        return cls._assemble(path, store, hold, cache, child_index)

    @classmethod
    def _assemble(
        cls, path: Path, store: Store, hold: Hold, cache: Path | None, child_index: bool
    ) -> "Project":
        base = cache or platformdirs.user_cache_path("lode") / "index"
        try:
            uid = store.value("SELECT value FROM meta WHERE key = 'uid'")
            if uid is None:
                raise ProjectDamaged(
                    f"The database in {path} has lost its id. Nothing was changed; restore the "
                    "newest file of the folder “backups”."
                )
            reading = (
                Along(child=child_index),
                ReadingCache(base / "readings" / f"{uid}.sqlite", VERSION),
            )
            index = SearchIndex(store, base, uid, child=child_index)
            return cls(path, store, hold, index, reading)
        except BaseException:
            store.close()
            hold.abandon()
            raise

    def close(self) -> None:
        """End the helper processes, close the database, let the folder go."""
        self._index.close()
        self._along.close()
        self._readings.close()
        self._store.close()
        self._hold.release()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each commit, in the writing thread; returns the way out."""
        return self._store.subscribe(listener)

    def totals(self) -> Totals:
        """How much the project holds."""
        counts = {
            row["tbl"]: row["n"] for row in self._store.rows("SELECT tbl, n FROM table_counts")
        }
        waiting = self._index.waiting(), self._index.of_passages.waiting()
        return Totals(counts["articles"], counts["passages"], *waiting)

    # ── Journal ──────────────────────────────────────────────────────────────────────────

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none."""
        return journal.undo(self._store)

    def redo(self) -> Step | None:
        """Do again what was last taken back; None when there is nothing."""
        return journal.redo(self._store)

    def undo_label(self) -> str | None:
        """What undo would take back."""
        return journal.label(self._store, journal.reach(self._store).undo)

    def redo_label(self) -> str | None:
        """What redo would do again."""
        return journal.label(self._store, journal.reach(self._store).redo)

    def history(self, limit: int = 200) -> list[Step]:
        """The newest steps of the journal, newest first."""
        return journal.history(self._store, limit)

    def deeds(self, limit: int = 1_000) -> list[tuple[Step, StepState]]:
        """What was done, the newest first, and whether it is so now."""
        found = [step for step in journal.history(self._store, limit) if step.action == "do"]
        states = journal.states(self._store, [step.id for step in found])
        return [(step, states[step.id]) for step in found]

    def go_to_step(self, step_id: int | None, task: Task | None = None) -> int:
        """Undo or redo until that step is the last one done; None takes back everything.

        Returns how many steps that were. Raises `ConflictError`.
        """
        return journal.go_to(self._store, step_id, task)

    # ── Search ───────────────────────────────────────────────────────────────────────────

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
        order: str = "relevance",
        typing: bool = False,
        stories: bool = False,
        of: Indexed = Indexed.ARTICLES,
    ) -> SearchResult:
        """The articles that answer a query, or the passages that do.

        Of passages their words, memo and tags are looked into; a field like “outlet:” asks for
        that of the article. All parts of a query are then asked of one passage.

        `order` is "relevance", "date" or "outlet". With `typing` the query may be unfinished:
        its last word stands for all that begin with it. With `stories` copies of one story are
        one hit.
        Raises `QueryError`, `SearchTimeout` or `IndexUnavailable`. Not for use by two threads
        at once.
        """
        index = self._index if of is Indexed.ARTICLES else self._index.of_passages
        return index.search(
            query,
            limit=limit,
            offset=offset,
            facets=facets,
            order=order,
            typing=typing,
            stories=stories,
        )

    def passages(self, chosen: PassageFilter = ALL) -> list[Passage]:
        """The passages that a filter lets through, by article date, then by place.

        Those that `passage_ids` gives. Of one article they are compared with its text: one
        whose words are not at its offsets comes back as an orphan.
        """
        if not chosen.text.strip():
            return super().passages(chosen)
        found = self.passages_by_id(self.passage_ids(chosen).tolist())
        if chosen.article_id is None or not found:
            return found
        return verified(found, self.text(chosen.article_id))

    def passage_ids(
        self,
        chosen: PassageFilter = ALL,
        order: PassageOrder = PassageOrder.DATE,
        *,
        descending: bool = False,
    ) -> Ids:
        """The ids of the passages that a filter lets through, in order, as int64[passages].

        Words are those of the index, the last one as the beginning of a word; without an index
        they are sought anywhere. For a million passages, off the GUI thread.
        """
        return self._lists.ids(chosen, order, descending=descending)

    def group_passages(self, ids: Ids, by: PassageGrouping) -> tuple[Ids, tuple[Group, ...]]:
        """Ids of a list in the order of groups, and the groups; off the GUI thread.

        The largest group comes first, what has nothing to group by last; within a group the
        order stays.
        """
        return self._lists.grouped(ids, by)

    def passage_names(self) -> FilterNames:
        """Tags, metrics, speakers and outlets, as a filter offers them."""
        return self._lists.names()

    def occurrences(self, query: str, task: Task, *, typing: bool = False) -> list[Occurrence]:
        """Every match of a query with what stands before and behind it.

        Raises as `search` does.
        """
        return self._index.occurrences(query, task, typing=typing)

    def count_saved_searches(self) -> list[CountedSearch]:
        """The saved searches with what each finds now, and how much of that is new."""
        return [self._counted(search) for search in self.saved_searches()]

    def _counted(self, search: SavedSearch) -> CountedSearch:
        try:
            articles, new = self._index.count(search.query, after=search.seen)
        except (QueryError, SearchTimeout, IndexUnavailable, NotFound) as error:
            return CountedSearch(search, trouble=str(error))
        return CountedSearch(search, articles, new)

    def open_index(self) -> None:
        """Open the indexes ahead of the first search, which then need not wait for that."""
        self._index.open()
        self._index.of_passages.open()

    def marks(
        self, query: str, ids: Sequence[int], *, typing: bool = False
    ) -> dict[int, tuple[Span, ...]]:
        """Every place that a query matches in some articles, by id."""
        return self._index.marks(query, ids, typing=typing)

    def _meanwhile(self, task: Task) -> AbstractContextManager[None]:
        """Have most of what an import brings indexed while it reads on."""
        if not self._index.elsewhere:
            return super()._meanwhile(task)
        return following(self._store, self._index, task)

    def sync_index(self, task: Task | None = None) -> int:
        """Bring the indexes up to date, from nothing if need be; returns how many articles.

        The articles of a project that was made before copies were looked for are compared, too.
        """
        stories.compare_all(self._store, task)
        done = self._index.sync(task)
        self._index.of_passages.sync(task)
        return done

    def rebuild_index(self, task: Task | None = None) -> int:
        """Make the indexes anew beside the old ones, which serve until then; returns how many
        articles."""
        done = self._index.rebuild(task)
        self._index.of_passages.rebuild(task)
        return done

    # ── Charts and exports ───────────────────────────────────────────────────────────────

    def series(
        self,
        metrics: Sequence[str] = (),
        *,
        unit: str | None = None,
        by: str | None = None,
        time: str = "published",
        convert: bool = False,
        once: bool = False,
        suggested: bool = False,
        task: Task | None = None,
    ) -> list[Series]:
        """Tagged quantities over time.

        `by` is None, "speaker" (under the main name), "source", "tag" or "story"; `time`
        "published" or "as_of". With `convert` what can be compared stands in one unit, by the
        exchange rates that were given; with `once` copies of one story count once. With
        `suggested` what was read in articles, and has a metric, stands beside the passages.
        """
        task = task or Task()
        figures = passages.find(self._store, PassageFilter(kind=Kind.FIGURE))
        sources = articles.get_many(self._store, list({figure.article_id for figure in figures}))
        book = self.name_book()
        return charted(
            ((figure, sources[figure.article_id]) for figure in figures),
            suggested=self.suggested_figures(task=task) if suggested else (),
            metrics=metrics,
            unit=unit,
            by=by,
            time=time,
            who=book.main_name,
            convert=convert,
            rates=Rates.given(self.rates()) if convert else Rates(),
            once=once,
            stories=cache(lambda story: self.article(story).title),
        )

    # ── Care ─────────────────────────────────────────────────────────────────────────────

    def check(self, *, repair: bool = False, task: Task | None = None) -> list[Finding]:
        """Compare everything stored with its hashes; with `repair` the index is made anew."""
        findings = [*check(self._store, task), *originals.faults(self._store)]
        for index in (self._index, self._index.of_passages):
            try:
                index.verify()
            except IndexUnavailable as error:
                if repair:
                    index.rebuild(task)
                findings.append(Finding("warning", str(error), "index", repaired=repair))
        return findings

    def _look_after_crash(self) -> list[str]:
        if not self._hold.unclean:
            return []
        findings = self.damage = check(self._store)
        if not findings:
            return ["Lode was not closed properly last time. Everything was checked and is intact."]
        return [
            f"Lode was not closed properly last time, and the check found {len(findings)} faults "
            f"(the first: {findings[0].where} {findings[0].what}). Nothing was changed; the "
            "folder “backups” holds verified copies."
        ]


def _refuse_existing(database: Path) -> None:
    if database.exists():
        raise ProjectError(f"There is a project in {database.parent} already; open it instead.")


def _back_up_before_migration(database: Path) -> None:
    store = Store.open_readonly(database)
    try:
        backup.back_up(store, backup.next_name(database.parent / folder.BACKUPS))
    finally:
        store.close()
