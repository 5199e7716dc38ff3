"""Xapian with its English stemmer, as its Python binding has it.

It has no misspellings within a distance. Facets are counted by a spy over all matches, as
Xapian recommends. The binding comes from the system (python3-xapian).
"""

import time
from collections.abc import Sequence
from pathlib import Path

import xapian

from benchmarks.search.corpus import Query, Record, read
from benchmarks.search.engines import HITS, Answer, folder_size

_DAY, _OUTLET, _AUTHOR, _MONTH = range(4)
_TITLE_WEIGHT = 3
_FACETS = (_OUTLET, _AUTHOR, _MONTH)
_SNIPPET = 200


class Xapian:
    """One database with texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stem = xapian.Stem("en")
        self._known: dict[Query, xapian.MSet] = {}

    def build(self, path: Path, count: int) -> float:
        self._folder.mkdir(parents=True, exist_ok=True)
        records = list(read(path, count))
        started = time.perf_counter()
        database = xapian.WritableDatabase(str(self._folder), xapian.DB_CREATE_OR_OPEN)
        self._put(database, records)
        database.close()
        return time.perf_counter() - started

    def _put(self, database: xapian.WritableDatabase, records: Sequence[Record]) -> None:
        generator = xapian.TermGenerator()
        generator.set_stemmer(self._stem)
        for record in records:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(record.title, _TITLE_WEIGHT)
            generator.increase_termpos()
            generator.index_text(record.text)
            document.set_data(f"{record.title}\n{record.text}")
            document.add_value(_DAY, xapian.sortable_serialise(record.day))
            document.add_value(_OUTLET, record.outlet or "")
            document.add_value(_AUTHOR, record.author or "")
            document.add_value(_MONTH, (record.published or "")[:7])
            database.replace_document(record.id, document)
        database.commit()

    def open(self) -> None:
        self._database = xapian.Database(str(self._folder))

    def find(self, query: Query) -> Answer:
        return self._answer(self._matches(query))

    def _answer(self, matches: xapian.MSet) -> Answer:
        titles = [match.document.get_data().partition(b"\n")[0].decode() for match in matches]
        return Answer(matches.get_matches_estimated(), [match.docid for match in matches], titles)

    def _matches(self, query: Query, spies: Sequence[xapian.MatchSpy] = ()) -> xapian.MSet:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._asked(query))
        if query.kind == "common term by date":
            enquire.set_sort_by_value(_DAY, True)
        for spy in spies:
            enquire.add_matchspy(spy)
        # An exact count, as the others give it.
        return enquire.get_mset(0, HITS, self._database.get_doccount())

    def window(self, query: Query) -> Answer:
        spies = [xapian.ValueCountMatchSpy(slot) for slot in _FACETS]
        matches = self._matches(query, spies)
        for spy in spies:
            list(spy.top_values(200))
        self._snippets(matches)
        return self._answer(matches)

    def know(self, query: Query) -> None:
        self._known[query] = self._matches(query)

    def snippets(self, query: Query) -> int:
        return self._snippets(self._known[query])

    def _snippets(self, matches: xapian.MSet) -> int:
        made = 0
        for match in matches:
            text = match.document.get_data().partition(b"\n")[2].decode()
            made += bool(matches.snippet(text, _SNIPPET, self._stem))
        return made

    def prepare(self, records: Sequence[Record]) -> None:
        pass

    def add(self, records: Sequence[Record]) -> None:
        database = xapian.WritableDatabase(str(self._folder), xapian.DB_OPEN)
        self._put(database, records)
        database.close()
        self._database.reopen()
        assert self.find(Query("common term", ("the",))).total

    def size(self) -> int:
        return folder_size(self._folder)

    def _term(self, word: str) -> xapian.Query:
        return xapian.Query(b"Z" + self._stem(word.encode()))

    def _beginning(self, head: str) -> xapian.Query:
        # The binding makes no wildcard of its own.
        reader = xapian.QueryParser()
        reader.set_database(self._database)
        return reader.parse_query(f"{head}*", xapian.QueryParser.FLAG_WILDCARD)

    def _asked(self, query: Query) -> xapian.Query:
        terms = [self._term(word) for word in query.words]
        match query.kind:
            case "three terms OR":
                found = xapian.Query(xapian.Query.OP_OR, terms)
            case "phrase of common words":
                found = xapian.Query(xapian.Query.OP_PHRASE, list(query.words))
            case "prefix, 3 letters":
                found = self._beginning(query.words[0])
            case "a b NOT c":
                both = xapian.Query(xapian.Query.OP_AND, terms[:2])
                found = xapian.Query(xapian.Query.OP_AND_NOT, both, terms[2])
            case "term in a month":
                first = int(query.month.replace("-", "")) * 100
                days = [xapian.sortable_serialise(day) for day in (first + 1, first + 31)]
                month = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DAY, *days)
                found = xapian.Query(xapian.Query.OP_FILTER, terms[0], month)
            case "keystroke":
                found = xapian.Query(xapian.Query.OP_AND, terms[0], self._beginning(query.words[1]))
            case _:
                found = xapian.Query(xapian.Query.OP_AND, terms)
        return found


def engine(folder: Path) -> Xapian:
    """The engine."""
    return Xapian(folder)
