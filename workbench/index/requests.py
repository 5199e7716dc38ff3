"""What the two sides of the index do when asked: one searches, the other writes.

Each runs in a process of its own, or both in the caller's. They read the store; what they
find out about the index's new state is recorded by the caller, in the one process that
writes to the project.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from workbench.domain import Hit, SearchResult
from workbench.errors import NotFound
from workbench.index.codec import FlatSegment
from workbench.index.concordance import occurrences
from workbench.index.copies import StoryMap
from workbench.index.deadline import Deadline
from workbench.index.likeness import resolved, telling_words
from workbench.index.manifest import Verifier
from workbench.index.marks import Marker, merged
from workbench.index.messages import Handler, Message, NotOpen, answering, packed
from workbench.index.parser import parse
from workbench.index.query import Node
from workbench.index.searcher import DATE, Best, Found, IndexSearcher
from workbench.index.snippets import snippets
from workbench.index.storage import open_index
from workbench.index.writer import NewSegments, Writer
from workbench.store import Store, articles, index_queue, stories

SEARCH_SECONDS = 2.0


class SearchRequests:
    """Keeps one state of the index open and answers queries on it."""

    def __init__(self, store: Callable[[], Store], verifier: Verifier) -> None:
        self._store = store
        self._verifier = verifier
        self._searcher: IndexSearcher | None = None
        self._state: str | None = None
        self._version: tuple[int, int] | None = None
        self._gone: frozenset[int] = frozenset()
        self._pairs: list[tuple[int, int]] = []
        self._story_map = StoryMap([])
        self.answer: Handler = answering(
            {
                "open": self._open,
                "search": self._search,
                "matching": self._matching,
                "context": self._context,
                "count": self._count,
                "marks": self._marks,
            }
        )

    def close(self) -> None:
        """Let go of the index files."""
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._state = None

    def _open(self, message: Message) -> Message:
        before, self._searcher, self._state = self._searcher, None, None
        try:
            self._searcher = IndexSearcher(
                Path(message["folder"]), message["manifest"], self._verifier, before
            )
        finally:
            if before is not None:
                before.close(self._searcher)
        self._state = message["state"]
        return {}

    def _search(self, message: Message) -> Message:
        limit, offset = message["limit"], message["offset"]
        node, found = self._found(
            message, wanted=offset + limit, order=message["order"], stories=message["stories"]
        )
        assert self._searcher is not None  # noqa: S101 - it has found something
        result = SearchResult(
            query=message["query"],
            total=found.total,
            articles=found.articles,
            milliseconds=0.0,  # known to the caller, who also waited for the answer
            hits=_hits(
                self._store(),
                found.best[offset : offset + limit],
                node if message["snippets"] else None,
            ),
            facets=self._searcher.facets(found) if message["facets"] else {},
        )
        return packed(result)

    def _found(
        self, message: Message, *, wanted: int, order: str, stories: bool
    ) -> tuple[Node, Found]:
        """What the query asks for, and what answers it."""
        if self._searcher is None or self._state != message["state"]:
            raise NotOpen
        gone, story_map = self._known_now()
        node = resolved(parse(message["query"], typing=message["typing"]), self._telling_words)
        found = self._searcher.find(
            node,
            Deadline(SEARCH_SECONDS),
            wanted=wanted,
            order=order,
            without=gone,
            stories=story_map if stories else None,
        )
        return node, found

    def _matching(self, message: Message) -> Message:
        """The ids of all articles that match, the newest first."""
        _, found = self._found(message, wanted=sys.maxsize, order=DATE, stories=False)
        return {"ids": [one.article_id for one in found.best]}

    def _count(self, message: Message) -> Message:
        """How many articles match, and how many of them came after one."""
        _, found = self._found(message, wanted=0, order=DATE, stories=False)
        assert self._searcher is not None  # noqa: S101 - it has found something
        ids = self._searcher.article_ids(found.masks)
        return {"articles": len(ids), "new": sum(one > message["after"] for one in ids)}

    def _marks(self, message: Message) -> Message:
        """Every place in some articles that matches, by id."""
        marker = Marker(parse(message["query"], typing=message["typing"]))
        texts = articles.texts_of(self._store(), message["ids"])
        return {
            "marks": [
                (article_id, [(one.start, one.end) for one in merged(marker.marks(text))])
                for article_id, text in texts.items()
            ]
        }

    def _context(self, message: Message) -> Message:
        """Every match in some articles."""
        marker = Marker(parse(message["query"], typing=message["typing"]))
        texts = articles.texts_of(self._store(), message["ids"])
        found = [
            (one.article_id, one.span.start, one.span.end, one.before, one.match, one.after)
            for article_id in message["ids"]
            if article_id in texts
            for one in occurrences(article_id, texts[article_id], marker)
        ]
        return {"occurrences": found}

    def _telling_words(self, article_id: int) -> list[str]:
        """The words that tell an article from the others."""
        store, searcher = self._store(), self._searcher
        heading = articles.headings(store, [article_id]).get(article_id)
        if heading is None or searcher is None:
            raise NotFound(f"There is no article {article_id}.")
        text = articles.text(store, article_id)
        return telling_words(heading.title, text, searcher.frequency, searcher.documents)

    def _known_now(self) -> tuple[frozenset[int], StoryMap]:
        """Articles that are gone but still in the index, and who tells the same story; read
        again when anything was written."""
        store = self._store()
        version = store.version()
        if version != self._version:
            self._gone = frozenset(index_queue.removed(store))
            pairs = stories.members(store)
            if pairs != self._pairs:
                self._pairs, self._story_map = pairs, StoryMap(pairs)
            self._version = version
        return self._gone, self._story_map


class UpdateRequests:
    """Brings documents from the store into index folders."""

    def __init__(self, store: Callable[[], Store], verifier: Verifier) -> None:
        self._store = store
        self._verifier = verifier
        self._writer: Writer | None = None
        self._share: NewSegments | None = None
        self.answer: Handler = answering(
            {
                "check": self._check,
                "begin": self._begin,
                "put": self._put,
                "commit": self._commit,
                "abandon": self._abandon,
                "merge": self._merge,
                "begin_share": self._begin_share,
                "put_share": self._put_share,
                "end_share": self._end_share,
            }
        )

    def close(self) -> None:
        """Give up a change that is not committed."""
        writer, self._writer, self._share = self._writer, None, None
        if writer is not None:
            writer.abandon()

    def _check(self, message: Message) -> Message:
        if message["afresh"]:
            self._verifier.forget()
        open_index(Path(message["folder"]), message["manifest"], self._verifier)
        return {}

    def _begin(self, message: Message) -> Message:
        self.close()
        self._writer = self._opened(message)
        return {}

    def _opened(self, message: Message) -> Writer:
        return Writer(Path(message["folder"]), message["manifest"], self._verifier)

    def _put(self, message: Message) -> Message:
        if self._writer is None:
            raise NotOpen
        documents = list(index_queue.documents(self._store(), message["ids"]))
        self._writer.put(documents)
        self._writer.remove(set(message["ids"]) - {one.article_id for one in documents})
        return {}

    def _commit(self, message: Message) -> Message:
        writer, self._writer = self._writer, None
        if writer is None:
            raise NotOpen
        writer.adopt(FlatSegment.named(name, size) for name, size in message["adopted"])
        return {"manifest": writer.commit()}

    def _abandon(self, _message: Message) -> Message:
        self.close()
        return {}

    def _merge(self, message: Message) -> Message:
        self.close()
        writer = self._writer = self._opened(message)
        # If it fails, `close` lets go of the lock before the next change.
        manifest = writer.merge_all() if message["all"] else writer.merge_large()
        self._writer = None
        return {"manifest": manifest}

    # ── A share of a rebuild, beside the process that has the writer ─────────────────────

    def _begin_share(self, message: Message) -> Message:
        folder = Path(message["folder"])
        folder.mkdir(parents=True, exist_ok=True)
        self._share = NewSegments(folder)
        return {}

    def _put_share(self, message: Message) -> Message:
        if self._share is None:
            raise NotOpen
        for document in index_queue.documents(self._store(), message["ids"]):
            self._share.put(document)
        return {}

    def _end_share(self, _message: Message) -> Message:
        share, self._share = self._share, None
        if share is None:
            raise NotOpen
        return {"segments": [(one.segid, one.doc_count_all()) for one in share.finish()]}


def _hits(store: Store, best: list[Best], node: Node | None) -> tuple[Hit, ...]:
    """The hits with what is shown of them; snippets only where the query is given."""
    known = articles.headings(store, [one.article_id for one in best])
    texts = articles.texts_of(store, list(known)) if node is not None else {}
    marker = Marker(node) if node is not None else None
    hits: list[Hit] = []
    for one in best:
        article, text = known.get(one.article_id), texts.get(one.article_id)
        if article is None:  # removed since the search began
            continue
        shown = snippets(text, marker) if marker is not None and text is not None else ()
        hits.append(
            Hit(
                one.article_id,
                article.title,
                article.published,
                article.source,
                one.score,
                shown,
                one.copies,
            )
        )
    return tuple(hits)
