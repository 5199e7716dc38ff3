"""The index of one project: search it, keep it in step with the store, make it anew."""

import re
import sys
import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from workbench.domain import Indexed, Occurrence, SearchResult, Span
from workbench.errors import ChildTimeout, IndexUnavailable, ProjectDamaged
from workbench.index import manifest as manifests
from workbench.index.deadline import too_slow
from workbench.index.feeding import COMMIT_SECONDS, OPEN_SECONDS, Feeder, Progress
from workbench.index.manifest import IndexDamaged
from workbench.index.messages import Message, NotOpen, unpacked
from workbench.index.parser import parse
from workbench.index.requests import SEARCH_SECONDS
from workbench.index.schema import FORMAT
from workbench.index.searcher import RELEVANCE
from workbench.index.segments.files import Array
from workbench.index.transport import Transports, transports
from workbench.store import Store, index_queue
from workbench.store.index_queue import IndexState
from workbench.tasks import Task

SYNC_BATCH = 2_000
"""Articles of one commit while catching up: the most work that a crash can cost."""

_MARGIN_SECONDS = 3.0
_HIT_SECONDS = 0.1
_TRIES = 3
_LOOK = 50
"""Articles that are looked through before another search has its turn."""

MOST_OCCURRENCES = 100_000

_UID = re.compile(r"[A-Za-z0-9-]{1,64}")
_GENERATION = re.compile(r"(\d{1,6})-(\d{6})")


class SearchIndex:
    """The index of articles of the project in `store`, kept in `cache`/`project_uid`/generation.

    `search`, `sync` and `rebuild` may be called from different threads; two searches or two
    updates at once wait for each other, a search never waits for an update. `of_passages` is
    the index of its passages; both share their processes.
    """

    def __init__(
        self,
        store: Store,
        cache: Path,
        project_uid: str,
        *,
        child: bool,
        beside: "SearchIndex | None" = None,
    ) -> None:
        # The uid comes from a project file that somebody else may have made: it must not lead
        # out of the cache, where a poisoned index could lie.
        if _UID.fullmatch(project_uid) is None:
            raise ProjectDamaged(
                f"The project's id is not one that Lode makes: {project_uid[:64]!r}. Nothing was "
                "changed."
            )
        self._store = store
        self._of = Indexed.ARTICLES if beside is None else Indexed.PASSAGES
        self._folder = cache / (project_uid if beside is None else f"{project_uid}-passages")
        self.elsewhere = child
        """Whether the index is worked on in processes of its own."""
        self._sides: Transports = (
            beside._sides if beside is not None else transports(store, child=child)
        )
        self._search_lock, self._update_lock = self._sides.search_lock, self._sides.update_lock
        self._feeder = Feeder(self._sides.updating, self._sides.helping, self._of)
        self._opened: str | None = None
        self._last_state: tuple[tuple[int, int] | None, IndexState | None] = None, None
        self.of_passages = (
            SearchIndex(store, cache, project_uid, child=child, beside=self)
            if beside is None
            else self
        )

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
        order: str = RELEVANCE,
        snippets: bool = True,
        typing: bool = False,
        stories: bool = False,
    ) -> SearchResult:
        """The best articles for `query`, `order` being "relevance", "date" or "outlet".

        While a query is being typed its last word stands for all that begin with it. With
        `stories` the best article of each story stands for its copies.

        Raises `QueryError`, `SearchTimeout`, or `IndexUnavailable` when there is no index
        that can be trusted; `sync` makes one then.
        """
        parse(query, typing=typing)
        started = time.perf_counter()
        message = {
            "op": "search",
            "query": query,
            "limit": max(0, limit),
            "offset": max(0, offset),
            "facets": facets,
            "order": order,
            "snippets": snippets,
            "typing": typing,
            "stories": stories,
        }
        try:
            with self._search_lock:
                answer = self._search(message)
        except IndexDamaged:
            if self._update_lock.locked():
                raise IndexUnavailable(
                    "The search index is just being made. Try again when it is done."
                ) from None
            raise
        return unpacked(answer, (time.perf_counter() - started) * 1000)

    def count(self, query: str, *, after: int = 0) -> tuple[int, int]:
        """How many articles answer `query`, and how many of them came after the article with
        that id. Raises as `search` does."""
        parse(query)
        message = {"op": "count", "query": query, "typing": False, "after": after}
        with self._search_lock:
            answer = self._search(message)
        return answer["articles"], answer["new"]

    def ids(self, words: str) -> Array:
        """The ids of all that have these words, the last one as the beginning of a word, in no
        order, int64[found]. Raises as `search` does."""
        parse(words, typing=True)
        message = {"op": "ids", "query": words, "typing": True}
        with self._search_lock:
            answer = self._search(message)
        return np.frombuffer(b64decode(answer["ids"]), np.int64)

    def occurrences(
        self, query: str, task: Task, *, typing: bool = False, most: int = MOST_OCCURRENCES
    ) -> list[Occurrence]:
        """Every match of `query` in the texts of the articles that answer it, the newest first.

        At most about `most` of them. Other searches go on between two looks at some articles.
        Raises as `search` does.
        """
        parse(query, typing=typing)
        asked = {"query": query, "typing": typing}
        with self._search_lock:
            ids = self._search({"op": "matching", **asked})["ids"]
        found: list[Occurrence] = []
        for start in range(0, len(ids), _LOOK):
            task.step(start, len(ids), "Looking for matches")
            with self._search_lock:
                answer = self._ask({"op": "context", "ids": ids[start : start + _LOOK], **asked})
            found += [
                Occurrence(n, Span(a, b), *words) for n, a, b, *words in answer["occurrences"]
            ]
            if len(found) >= most:
                break
        return found

    def open(self) -> None:
        """Open the index ahead of the first search, if there is one that can be opened."""
        with self._search_lock, suppress(IndexUnavailable, ChildTimeout):
            state = self._state()
            if state is not None:
                self._open(state)

    def marks(
        self, query: str, ids: Sequence[int], *, typing: bool = False
    ) -> dict[int, tuple[Span, ...]]:
        """Every match of `query` in the texts of some articles, by id; ids that do not exist
        are left out. Raises `QueryError`."""
        parse(query, typing=typing)
        message = {"op": "marks", "query": query, "typing": typing, "ids": list(ids)}
        with self._search_lock:
            answer = self._ask(message)
        return {
            article_id: tuple(Span(start, end) for start, end in spans)
            for article_id, spans in answer["marks"]
        }

    def sync(self, task: Task | None = None, *, most: int | None = None) -> int:
        """Bring the index up to date; says how many articles were looked at.

        An index that is missing, damaged or of an older form is made anew. With `most` a
        sound one takes in at most so many articles, with one commit, and the others wait for
        the next call.
        """
        with self._update_lock:
            state = self._state()
            if state is None or not self._is_sound(state):
                return self._rebuild(task or Task())
            self._tidy(state)
            return self._catch_up(state, task or Task(), most)

    def rebuild(self, task: Task | None = None) -> int:
        """Make the index anew; says how many articles it holds.

        The old one answers until the new one is complete.
        """
        with self._update_lock:
            return self._rebuild(task or Task())

    def verify(self) -> None:
        """Read every file of the index again; raises `IndexUnavailable` when one is not sound.

        A project that has never been indexed has nothing to verify.
        """
        with self._update_lock:
            if index_queue.state(self._store, self._of) is None:
                return
            state = self._state()
            if state is None:
                raise IndexDamaged
            self._check(state, afresh=True)

    def waiting(self) -> int:
        """How many articles the index has still to see: all, where there is none to go on with."""
        if self._state() is None:
            return index_queue.total(self._store, self._of)
        return index_queue.waiting(self._store, self._of)

    def close(self) -> None:
        """Let go of all files and processes; an update under way in another thread fails."""
        self._sides.close()

    def _search(self, message: Message) -> Message:
        for _ in range(_TRIES):
            state = self._state()
            if state is None:
                raise IndexDamaged
            self._open(state)
            try:
                return self._ask({**message, "state": state.name})
            except NotOpen:
                self._opened = None
        raise IndexUnavailable("The search index changes faster than it opens. Try again.")

    def _ask(self, message: Message) -> Message:
        articles = message.get("limit") or len(message.get("ids", ()))
        seconds = SEARCH_SECONDS + _MARGIN_SECONDS + _HIT_SECONDS * articles
        try:
            return self._sides.searching.request({**message, "of": self._of}, seconds)
        except ChildTimeout:
            raise too_slow(SEARCH_SECONDS) from None

    def _open(self, state: IndexState) -> None:
        # A request of its own, with time to start a process and to read all files once.
        place = self._place(state)
        if place["state"] == self._opened:
            return
        self._opened = None
        try:
            message = {"op": "open", "of": self._of, **place}
            self._sides.searching.request(message, OPEN_SECONDS)
            self._opened = place["state"]
        except IndexDamaged:
            # An update may have replaced the files since the state was read.
            if self._state() == state:
                raise

    def _state(self) -> IndexState | None:
        """The recorded state, unless another version's index or something else is recorded."""
        version, (seen, state) = self._store.version(), self._last_state
        if version != seen:
            state = self._read_state()
            # Both at once: searches and updates ask from different threads.
            self._last_state = version, state
        return state

    def _read_state(self) -> IndexState | None:
        state = index_queue.state(self._store, self._of)
        if state is None:
            return None
        generation = _GENERATION.fullmatch(state.generation)
        if generation is None or int(generation[1]) != FORMAT or not state.manifest:
            return None
        return state

    def _is_sound(self, state: IndexState) -> bool:
        try:
            self._check(state, afresh=False)
        except IndexDamaged:
            return False
        return True

    def _check(self, state: IndexState, *, afresh: bool) -> None:
        message = {"op": "check", "afresh": afresh, **self._place(state)}
        self._feeder.update(message, COMMIT_SECONDS)

    def _catch_up(self, state: IndexState, task: Task, most: int | None) -> int:
        total = min(self.waiting(), most or sys.maxsize)
        done = 0
        while True:
            batch = min(SYNC_BATCH, most or SYNC_BATCH)
            up_to, ids = index_queue.pending(self._store, batch, self._of)
            if not ids:
                break
            progress = Progress(task, done, total)
            with self._change(state):
                self._feeder.put(ids, progress)
                progress.say("Writing the index")
                state = self._changed(state, {"op": "commit", "adopted": []})
            self._record(up_to, state)
            done += len(ids)
            if most:
                break
        self._merge(state)
        return done

    def _merge(self, state: IndexState) -> None:
        """Merge what commits have left, after all articles can be found."""
        while True:
            message = {"op": "merge", "all": False, **self._place(state)}
            manifest = self._feeder.update(message, COMMIT_SECONDS)["manifest"]
            if manifest is None:
                return
            state = self._record(0, replace(state, manifest=manifest))

    def _changed(self, state: IndexState, message: Message) -> IndexState:
        """The state that the index is in after what `message` asks for."""
        return replace(state, manifest=self._feeder.update(message, COMMIT_SECONDS)["manifest"])

    def _record(self, up_to: int, state: IndexState) -> IndexState:
        """Trust a new state, which has seen the queue up to a number."""
        index_queue.done(self._store, up_to, state.generation, state.manifest, self._of)
        self._tidy(state)
        return state

    def _rebuild(self, task: Task) -> int:
        # What changes while the new index is made stays in the queue for the next sync.
        waiting = index_queue.waiting(self._store, self._of)
        up_to, _ = index_queue.pending(self._store, waiting, self._of)
        ids = index_queue.all_ids(self._store, self._of)
        state = IndexState(self._next_generation(), {})
        folder = self._folder / state.generation
        try:
            with self._change(state):
                adopted = self._feeder.put_all(ids, folder, Progress(task, 0, len(ids)))
                task.step(len(ids), len(ids), "Writing the index")
                message = {"op": "commit", "adopted": adopted}
                state = self._changed(state, message)
            message = {"op": "merge", "all": True, **self._place(state)}
            self._record(up_to, self._changed(state, message))
        except BaseException:
            manifests.remove(folder)
            raise
        return len(ids)

    @contextmanager
    def _change(self, state: IndexState) -> Iterator[None]:
        self._feeder.update({"op": "begin", **self._place(state)}, OPEN_SECONDS)
        try:
            yield
        except IndexUnavailable:  # whoever made the change is gone, and the change with it
            raise
        except BaseException:
            with suppress(IndexUnavailable):
                self._feeder.update({"op": "abandon"}, OPEN_SECONDS)
            raise

    def _place(self, state: IndexState) -> Message:
        return {
            "folder": str(self._folder / state.generation),
            "manifest": state.manifest,
            "state": state.name,
        }

    def _next_generation(self) -> str:
        known = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        numbers = [int(match[2]) for name in known if (match := _GENERATION.fullmatch(name))]
        return f"{FORMAT}-{max(numbers, default=0) + 1:06d}"

    def _tidy(self, state: IndexState) -> None:
        """Remove older generations and what interrupted changes have left."""
        for path in self._folder.iterdir():
            if path.name != state.generation:
                manifests.remove(path)
        manifests.remove_strays(self._folder / state.generation, state.manifest)
