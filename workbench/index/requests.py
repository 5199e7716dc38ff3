"""What the two sides of the index do when asked: one searches, the other writes.

Each runs in a process of its own, or both in the caller's. They read the store; what they
find out about the index's new state is recorded by the caller, in the one process that
writes to the project.
"""

import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workbench.domain import IndexDocument, Indexed, SearchResult
from workbench.errors import NotFound
from workbench.index.codec import FlatSegment
from workbench.index.concordance import occurrences
from workbench.index.copies import StoryMap
from workbench.index.deadline import Deadline
from workbench.index.hits import hits_of
from workbench.index.languages import stemmer
from workbench.index.likeness import resolved, telling_words
from workbench.index.manifest import Verifier
from workbench.index.marks import Markers, merged
from workbench.index.messages import Handler, Message, NotOpen, answering, packed
from workbench.index.parser import parse
from workbench.index.query import Node
from workbench.index.searcher import DATE, Found, IndexSearcher
from workbench.index.storage import open_index
from workbench.index.writer import NewSegments, Writer
from workbench.store import Store, articles, index_queue, stories

SEARCH_SECONDS = 2.0


class Requests:
    """The same side of both indexes; messages say with "of" which of the two they are for."""

    def __init__(self, make: "Callable[[Indexed], SearchRequests | UpdateRequests]") -> None:
        self._sides = {of: make(of) for of in Indexed}

    def answer(self, message: Message) -> Message:
        """The answer of the side that `message` is for."""
        return self._sides[Indexed(message["of"])].answer(message)

    def close(self) -> None:
        """Let go of what they hold."""
        for side in self._sides.values():
            side.close()


def searching(store: Callable[[], Store], verifier: Verifier) -> Requests:
    """The side that searches."""
    return Requests(lambda of: SearchRequests(store, verifier, of))


def updating(store: Callable[[], Store], verifier: Verifier) -> Requests:
    """The side that writes."""
    return Requests(lambda of: UpdateRequests(store, verifier, of))


class SearchRequests:
    """Keeps one state of an index open and answers queries on it."""

    def __init__(self, store: Callable[[], Store], verifier: Verifier, of: Indexed) -> None:
        self._of = of
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
                "ids": self._ids,
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
                Path(message["folder"]),
                message["manifest"],
                self._verifier,
                before,
                of=self._of,
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
            hits=hits_of(
                self._of,
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
        """The ids of all that match, the newest first."""
        _, found = self._found(message, wanted=sys.maxsize, order=DATE, stories=False)
        return {"ids": [one.id for one in found.best]}

    def _ids(self, message: Message) -> Message:
        """The ids of all that match, in no order, as the bytes of 64-bit numbers."""
        _, found = self._found(message, wanted=0, order=DATE, stories=False)
        assert self._searcher is not None  # noqa: S101 - it has found something
        packed_ids = self._searcher.id_array(found.masks).tobytes()
        return {"ids": b64encode(packed_ids).decode()}

    def _count(self, message: Message) -> Message:
        """How many articles match, and how many of them came after one."""
        _, found = self._found(message, wanted=0, order=DATE, stories=False)
        assert self._searcher is not None  # noqa: S101 - it has found something
        ids = self._searcher.ids(found.masks)
        return {"articles": len(ids), "new": sum(one > message["after"] for one in ids)}

    def _marks(self, message: Message) -> Message:
        """Every place in some articles that matches, by id."""
        markers = Markers(parse(message["query"], typing=message["typing"]))
        return {
            "marks": [
                (one, [(span.start, span.end) for span in merged(marker.marks(text))])
                for one, text, language in self._texts(message["ids"])
                for marker in [markers.of(language)]
            ]
        }

    def _context(self, message: Message) -> Message:
        """Every match in some articles."""
        markers = Markers(parse(message["query"], typing=message["typing"]))
        found = [
            (one.article_id, one.span.start, one.span.end, one.before, one.match, one.after)
            for article_id, text, language in self._texts(message["ids"])
            for one in occurrences(article_id, text, markers.of(language))
        ]
        return {"occurrences": found}

    def _texts(self, ids: Sequence[int]) -> list[tuple[int, str, str | None]]:
        """Id, text and language of articles, in the order of `ids`; those gone are left out."""
        known = articles.headings(self._store(), ids)
        texts = articles.texts_of(self._store(), ids)
        return [(one, texts[one], known[one].language) for one in ids if one in texts]

    def _telling_words(self, article_id: int) -> list[str]:
        """The words that tell an article from the others."""
        store, searcher = self._store(), self._searcher
        heading = articles.headings(store, [article_id]).get(article_id)
        if heading is None or searcher is None:
            raise NotFound(f"There is no article {article_id}.")
        text = articles.text(store, article_id)
        stem = stemmer(heading.language)
        return telling_words(heading.title, text, stem, searcher.frequency, searcher.documents)

    def _known_now(self) -> tuple[frozenset[int], StoryMap]:
        """Articles that are gone but still in the index, and who tells the same story; read
        again when anything was written."""
        store = self._store()
        version = store.version()
        if version != self._version:
            self._gone = frozenset(index_queue.removed(store, self._of))
            pairs = stories.members(store) if self._of is Indexed.ARTICLES else []
            if pairs != self._pairs:
                self._pairs, self._story_map = pairs, StoryMap(pairs)
            self._version = version
        return self._gone, self._story_map


class UpdateRequests:
    """Brings documents from the store into the folders of an index."""

    def __init__(self, store: Callable[[], Store], verifier: Verifier, of: Indexed) -> None:
        self._of = of
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
        documents = list(self._documents(message))
        self._writer.put(documents)
        self._writer.remove(set(message["ids"]) - {one.id for one in documents})
        return {}

    def _documents(self, message: Message) -> Iterator[IndexDocument]:
        return index_queue.documents(self._store(), message["ids"], self._of)

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
        for document in self._documents(message):
            self._share.put(document)
        return {}

    def _end_share(self, _message: Message) -> Message:
        share, self._share = self._share, None
        if share is None:
            raise NotOpen
        return {"segments": [(one.segid, one.doc_count_all()) for one in share.finish()]}
