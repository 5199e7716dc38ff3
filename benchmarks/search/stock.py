"""Stock Whoosh: its own analyzer, codec, writer, searcher and highlighter."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, highlight
from whoosh import query as whoosh
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import BM25F
from whoosh.sorting import FieldFacet

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size
from workbench.index.questions import TITLE_WEIGHT
from workbench.index.scoring import K1, B

_MEMORY_MB = 128
_ANALYZER = StemmingAnalyzer(stoplist=None, minsize=1)
_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))


class Stock:
    """One index as `whoosh.index.create_in` makes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Query, Any] = {}
        self._schema = fields.Schema(
            id=fields.NUMERIC(bits=64, stored=True, unique=True),
            title=fields.TEXT(analyzer=_ANALYZER, stored=True),
            body=fields.TEXT(analyzer=_ANALYZER, stored=True),
            day=fields.NUMERIC(sortable=True),
            outlet=fields.ID(sortable=True),
            month=fields.ID(sortable=True),
        )

    def build(self, path: Path, count: int) -> float:
        self._folder.mkdir(parents=True, exist_ok=True)
        records = list(read(path, count))
        index = FileStorage(str(self._folder)).create_index(self._schema)
        started = time.perf_counter()
        writer = index.writer(limitmb=_MEMORY_MB)
        for record in records:
            writer.add_document(**_document(record))
        writer.commit()
        return time.perf_counter() - started

    def open(self) -> None:
        self._index = FileStorage(str(self._folder)).open_index()
        self._searcher = self._index.searcher(weighting=BM25F(B=B, K1=K1))

    def find(self, query: Query) -> Answer:
        found = self._search(query)
        return Answer(len(found), [hit["id"] for hit in found], [hit["title"] for hit in found])

    def _search(self, query: Query, **options: Any) -> Any:
        if query.kind == "common term by date":
            options |= {"sortedby": "day", "reverse": True}
        found = self._searcher.search(_asked(query), limit=HITS, **options)
        len(found)
        return found

    def window(self, query: Query) -> Answer:
        groups = [FieldFacet("outlet"), FieldFacet("month")]
        found = self._search(query, groupedby={"outlet": groups[0], "month": groups[1]})
        self._snippets(found)
        return Answer(len(found), [hit["id"] for hit in found], [hit["title"] for hit in found])

    def know(self, query: Query) -> None:
        self._known[query] = self._search(query)

    def snippets(self, query: Query) -> int:
        return self._snippets(self._known[query])

    def _snippets(self, found: Any) -> int:
        found.fragmenter = highlight.ContextFragmenter(maxchars=200)
        return len([hit.highlights("body", top=3) for hit in found])

    def prepare(self, records: Sequence[Record]) -> None:
        pass

    def add(self, records: Sequence[Record]) -> None:
        writer = self._index.writer()
        for record in records:
            writer.add_document(**_document(record))
        writer.commit()
        self._searcher = self._searcher.refresh()
        assert self._searcher.doc_count()

    def size(self) -> int:
        return folder_size(self._folder)


def _document(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "body": record.text,
        "day": record.day,
        "outlet": record.outlet or "",
        "month": (record.published or "")[:7],
    }


def _asked(query: Query) -> Any:
    words = query.words
    match query.kind:
        case "three terms OR":
            found = whoosh.Or([_word(word) for word in words])
        case "phrase of common words":
            roots = [stem(word) for word in words]
            found = whoosh.Or([whoosh.Phrase(f, roots, boost=w) for f, w in _FIELDS])
        case "prefix, 3 letters":
            found = _prefix(words[0])
        case "fuzzy ~1":
            found = whoosh.Or([whoosh.FuzzyTerm(f, words[0], boost=w) for f, w in _FIELDS])
        case "a b NOT c":
            found = whoosh.And([_word(words[0]), _word(words[1]), whoosh.Not(_word(words[2]))])
        case "term in a month":
            first = int(query.month.replace("-", "")) * 100
            days = whoosh.NumericRange("day", first + 1, first + 31)
            found = whoosh.And([_word(words[0]), days])
        case "keystroke":
            found = whoosh.And([_word(words[0]), _prefix(words[1])])
        case _:
            found = whoosh.And([_word(word) for word in words])
    return found


def stem(word: str) -> str:
    [token] = _ANALYZER(word)
    return str(token.text)


def _word(word: str) -> Any:
    return whoosh.Or([whoosh.Term(field, stem(word), boost=w) for field, w in _FIELDS])


def _prefix(head: str) -> Any:
    return whoosh.Or([whoosh.Prefix(field, head) for field, _ in _FIELDS])


def engine(folder: Path) -> Stock:
    """The engine."""
    return Stock(folder)
