"""Lode's own index, as the program has it: a project, its index, two processes that write it."""

import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size
from workbench.domain import ArticleDraft, DateBasis
from workbench.index import SearchIndex
from workbench.index.marks import Marker
from workbench.index.parser import parse
from workbench.index.snippets import snippets
from workbench.store import Store, articles, imports

UID = "benchmark"
_AT_ONCE = 2_000


class Lode:
    """A store and an index beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = folder / "project.sqlite"
        self._index: SearchIndex | None = None
        self._known: dict[Query, list[int]] = {}

    def build(self, path: Path, count: int) -> float:
        self._folder.mkdir(parents=True, exist_ok=True)
        store = Store.create(self._database)
        store_records(store, read(path, count))
        index = SearchIndex(store, self._folder / "cache", UID, child=True)
        started = time.perf_counter()
        index.rebuild()
        taken = time.perf_counter() - started
        index.close()
        store.close()
        return taken

    def open(self) -> None:
        self._store = Store.open(self._database)
        self._index = SearchIndex(self._store, self._folder / "cache", UID, child=False)
        self._index.open()

    def find(self, query: Query) -> Answer:
        assert self._index is not None
        order = "date" if query.kind == "common term by date" else "relevance"
        found = self._index.search(written(query), limit=HITS, order=order, snippets=False)
        return Answer(
            found.total, [hit.article_id for hit in found.hits], [hit.title for hit in found.hits]
        )

    def window(self, query: Query) -> Answer:
        assert self._index is not None
        found = self._index.search(written(query), limit=HITS, facets=True)
        return Answer(
            found.total, [hit.article_id for hit in found.hits], [hit.title for hit in found.hits]
        )

    def snippets(self, query: Query) -> int:
        texts = articles.texts_of(self._store, self._known[query])
        marker = Marker(parse(written(query)))
        return sum(len(snippets(text, marker)) for text in texts.values())

    def know(self, query: Query) -> None:
        self._known[query] = self.find(query).ids

    def prepare(self, records: Sequence[Record]) -> None:
        store_records(self._store, records)

    def add(self, records: Sequence[Record]) -> None:
        assert self._index is not None
        assert self._index.sync() == len(records)
        assert self._index.search("*", limit=1, snippets=False).total

    def size(self) -> int:
        return folder_size(self._folder / "cache")


def written(query: Query) -> str:
    """The query in Lode's language."""
    words = query.words
    match query.kind:
        case "three terms OR":
            found = " OR ".join(words)
        case "phrase of common words":
            found = f'"{" ".join(words)}"'
        case "prefix, 3 letters":
            found = f"{words[0]}*"
        case "fuzzy ~1":
            found = f"{words[0]}~1"
        case "a b NOT c":
            found = f"{words[0]} {words[1]} -{words[2]}"
        case "term in a month":
            found = f"{words[0]} date:{query.month}"
        case "keystroke":
            found = f"{words[0]} {words[1]}*"
        case _:
            found = " ".join(words)
    return found


def store_records(store: Store, records: Iterable[Record]) -> None:
    """Put articles into a store as an import does."""
    import_id = imports.begin(store, ["/articles"])
    rest = iter(records)
    while batch := list(islice(rest, _AT_ONCE)):
        _store(store, batch, import_id)


def _store(store: Store, records: Sequence[Record], import_id: int) -> None:
    with store.write() as writer:
        for record in records:
            draft = ArticleDraft(
                title=record.title,
                text=record.text,
                author=record.author,
                source=record.outlet,
                published=record.published,
                date_basis=DateBasis.STATED if record.published else DateBasis.UNKNOWN,
            )
            name = f"/articles/{import_id}/{record.id}.txt"
            articles.add(writer, draft, path=name, original_sha256=name, import_id=import_id)


def engine(folder: Path) -> Lode:
    """The engine."""
    return Lode(folder)
