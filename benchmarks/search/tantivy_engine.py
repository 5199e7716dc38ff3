"""tantivy through its Python package: title and text stemmed, outlet and month for counting."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size

_FIELDS = ["title", "body"]
_BOOSTS = {"title": 3.0}
_HEAP = 300_000_000
_THREADS = 2
_SNIPPET = 200
_FACETS = {name: {"terms": {"field": name, "size": 200}} for name in ("outlet", "author", "month")}


class Tantivy:
    """One tantivy index; texts are stored in it, because its snippets are made of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True, fast=True)
        builder.add_integer_field("day", indexed=True, fast=True)
        for name in _FIELDS:
            builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in ("outlet", "author", "month"):
            builder.add_text_field(name, stored=False, fast=True, tokenizer_name="raw")
        self._schema = builder.build()
        self._known: dict[Query, list[Any]] = {}

    def build(self, path: Path, count: int) -> float:
        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(self._schema, path=str(self._folder))
        records = list(read(path, count))
        started = time.perf_counter()
        writer = index.writer(heap_size=_HEAP, num_threads=_THREADS)
        for record in records:
            writer.add_document(_document(record))
        writer.commit()
        writer.wait_merging_threads()
        return time.perf_counter() - started

    def open(self) -> None:
        self._index = tantivy.Index.open(str(self._folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, query: Query) -> Answer:
        asked = self._asked(query)
        by_date = {"order_by_field": "day"} if query.kind == "common term by date" else {}
        found = self._searcher.search(asked, HITS, count=True, **by_date)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        return Answer(
            found.count,
            [one.get_first("id") for one in documents],
            [one.get_first("title") for one in documents],
        )

    def window(self, query: Query) -> Answer:
        asked = self._asked(query)
        found = self._searcher.search(asked, HITS, count=True)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        self._snippets(asked, documents)
        self._searcher.aggregate(asked, _FACETS)
        return Answer(
            found.count,
            [one.get_first("id") for one in documents],
            [one.get_first("title") for one in documents],
        )

    def know(self, query: Query) -> None:
        found = self._searcher.search(self._asked(query), HITS)
        self._known[query] = [address for _, address in found.hits]

    def snippets(self, query: Query) -> int:
        documents = [self._searcher.doc(address) for address in self._known[query]]
        return self._snippets(self._asked(query), documents)

    def _snippets(self, asked: Any, documents: Sequence[Any]) -> int:
        maker = tantivy.SnippetGenerator.create(self._searcher, asked, self._schema, "body")
        maker.set_max_num_chars(_SNIPPET)
        made = [maker.snippet_from_doc(one) for one in documents]
        return len([(one.fragment(), one.highlighted()) for one in made])

    def prepare(self, records: Sequence[Record]) -> None:
        pass

    def add(self, records: Sequence[Record]) -> None:
        writer = self._writer()
        for record in records:
            writer.add_document(_document(record))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()
        assert self._searcher.search(tantivy.Query.all_query(), 1, count=True).count

    _open_writer: Any = None

    def _writer(self) -> Any:
        if self._open_writer is None:
            self._open_writer = self._index.writer(heap_size=_HEAP, num_threads=_THREADS)
        return self._open_writer

    def size(self) -> int:
        return folder_size(self._folder)

    def _asked(self, query: Query) -> Any:
        schema, make = self._schema, tantivy.Query
        words = query.words
        match query.kind:
            case "three terms OR":
                found = self._parsed(" OR ".join(words))
            case "phrase of common words":
                found = self._parsed(f'"{" ".join(words)}"')
            case "prefix, 3 letters":
                found = self._prefix(words[0])
            case "fuzzy ~1":
                found = _any(
                    make.fuzzy_term_query(schema, field, words[0], 1, True) for field in _FIELDS
                )
            case "a b NOT c":
                found = tantivy.Query.boolean_query(
                    [
                        (tantivy.Occur.Must, self._parsed(words[0])),
                        (tantivy.Occur.Must, self._parsed(words[1])),
                        (tantivy.Occur.MustNot, self._parsed(words[2])),
                    ]
                )
            case "term in a month":
                first = int(query.month.replace("-", "")) * 100
                days = make.range_query(
                    schema, "day", tantivy.FieldType.Integer, first + 1, first + 31
                )
                found = _all([self._parsed(words[0]), days])
            case "keystroke":
                found = _all([self._parsed(words[0]), self._prefix(words[1])])
            case _:
                found = self._parsed(" ".join(words))
        return found

    def _parsed(self, words: str) -> Any:
        return self._index.parse_query(
            words, _FIELDS, field_boosts=_BOOSTS, conjunction_by_default=True
        )

    def _prefix(self, head: str) -> Any:
        return _any(
            tantivy.Query.regex_query(self._schema, field, f"{head}.*") for field in _FIELDS
        )


def _any(queries: Any) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in queries])


def _all(queries: Any) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in queries])


def _document(record: Record) -> Any:
    return tantivy.Document(
        id=record.id,
        title=record.title,
        body=record.text,
        day=record.day,
        outlet=record.outlet or "",
        author=record.author or "",
        month=(record.published or "")[:7],
    )


def engine(folder: Path) -> Tantivy:
    """The engine."""
    # Said once, so that a change of its arguments' form is seen here and not deep inside.
    json.dumps(_FACETS)
    return Tantivy(folder)
