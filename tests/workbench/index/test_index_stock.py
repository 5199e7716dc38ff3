"""The index answers as stock Whoosh does: the same hits in the same order with the same scores.

Three ways to the answer are held against each other: Whoosh's own codec, writer and searcher;
Whoosh's searcher on our segments; and our search on our segments.
"""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.scoring import BM25F

from tests.workbench.index.conftest import document
from workbench.domain import IndexDocument
from workbench.index import schema
from workbench.index.deadline import Deadline
from workbench.index.languages import stem
from workbench.index.manifest import Verifier, remove_strays
from workbench.index.parser import parse
from workbench.index.query import (
    All,
    Every,
    Node,
    Pattern,
    Scope,
    Without,
    Words,
)
from workbench.index.query import (
    Any as AnyOf,
)
from workbench.index.questions import TITLE_WEIGHT
from workbench.index.scoring import K1, B
from workbench.index.searcher import IndexSearcher
from workbench.index.storage import open_index
from workbench.index.writer import Writer

WORDS = [
    "deal", "deals", "dealing", "oil", "oils", "price", "prices", "priced", "mineral", "minerals",
    "the", "of", "rare", "earth", "earths", "café", "70", "14.8", "нефть", "minister", "ministers",
]  # fmt: skip
TOLERANCE = 0.002

Answer = dict[int, float]


def make(article_id: int, chance: random.Random) -> IndexDocument:
    def some(most: int) -> str:
        # Some words are common and some rare, and few texts are long.
        length = int(most * chance.random() ** 2)
        return " ".join(chance.choices(WORDS, weights=range(len(WORDS), 0, -1), k=length))

    return document(
        article_id,
        some(60) + (" deal" * 40 if chance.random() < 0.05 else ""),
        title=some(6),
        source=chance.choice(["Meridian Wire", "Fernhill Daily", None]),
        language=chance.choice(["en", "en", "de", None]),
        published=f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    )


def stock_query(node: Node) -> Any:
    """The same query made of Whoosh's own classes."""
    match node:
        case Every(parts):
            wanted = [stock_query(part) for part in parts if not isinstance(part, Without)]
            unwanted = [stock_query(part.part) for part in parts if isinstance(part, Without)]
            found = whoosh.And(wanted) if len(wanted) > 1 else wanted[0]
            # Whoosh counts what is not there as worth 1.
            without = [whoosh.ConstantScoreQuery(whoosh.Not(one), 1e-9) for one in unwanted]
            return whoosh.And([found, *without])
        case AnyOf(parts):
            return whoosh.Or([stock_query(part) for part in parts])
        case All():
            return whoosh.Every()
        case Words(words, None, exact, None):
            fields = _in_languages((Scope.TITLE, TITLE_WEIGHT), (schema.BODY, 1.0))
            return whoosh.Or([_words(name, words, exact, weight) for name, weight in fields])
        case Words(words, Scope.TITLE, exact, None):
            fields = _in_languages((Scope.TITLE, 1.0))
            return whoosh.Or([_words(name, words, exact, weight) for name, weight in fields])
        case Pattern(pattern, None):
            head = pattern.removesuffix("*")
            fields = _in_languages((Scope.TITLE, TITLE_WEIGHT), (schema.BODY, 1.0))
            return whoosh.Or(
                [
                    # Whoosh gives each prefix the score 1, whatever its boost.
                    whoosh.ConstantScoreQuery(whoosh.Prefix(name + schema.EXACT, head), weight)
                    for name, weight in fields
                ]
            )
    raise AssertionError(node)


def _in_languages(*fields: tuple[str, float]) -> list[tuple[str, float]]:
    return [
        (schema.in_language(field, language), weight)
        for language in ("en", "de")
        for field, weight in fields
    ]


def _words(field: str, words: tuple[str, ...], exact: bool, weight: float) -> Any:
    name = field + schema.EXACT if exact else field
    known = list(words) if exact else [schema.stem_of(field)(word) for word in words]
    if len(known) == 1:
        return whoosh.Term(name, known[0], boost=weight)
    return whoosh.Phrase(name, known, boost=weight)


def stock_answer(index: FileIndex, node: Node) -> Answer:
    with index.searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        found = searcher.search(stock_query(node), limit=None)
        ids = searcher.reader().column_reader(schema.ID)
        return {ids[number]: score for score, number in found.top_n}


def our_answer(searcher: IndexSearcher, node: Node) -> Answer:
    found = searcher.find(node, Deadline(10), wanted=10_000)
    assert found.total == len(found.best)
    return {one.id: one.score for one in found.best}


def assert_same(ours: Answer, theirs: Answer) -> None:
    assert ours.keys() == theirs.keys()
    for article_id, score in ours.items():
        assert score == pytest.approx(theirs[article_id], abs=TOLERANCE)
    # The same order as far as the scores tell one.
    for before, after in pairwise(ours):
        assert theirs[before] >= theirs[after] - 2 * TOLERANCE


class Library:
    """Documents in our segments, and in Whoosh's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, str] = {}
        self.documents: dict[int, IndexDocument] = {}

    def change(self, put: list[IndexDocument], remove: list[int]) -> None:
        writer = Writer(self.folder, self.manifest, Verifier())
        writer.put(put)
        writer.remove(remove)
        self.manifest = writer.commit()
        self.documents |= {one.id: one for one in put}
        for number in remove:
            self.documents.pop(number, None)

    def merge(self) -> None:
        writer = Writer(self.folder, self.manifest, Verifier())
        self.manifest = writer.merge_all()
        remove_strays(self.folder, self.manifest)

    def searcher(self) -> IndexSearcher:
        return IndexSearcher(self.folder, self.manifest, Verifier())

    def own_index(self) -> FileIndex:
        return open_index(self.folder, self.manifest, Verifier())

    def stock_index(self) -> FileIndex:
        """What Whoosh itself makes of the documents that are there now."""
        index = RamStorage().create_index(schema.schema())
        writer = index.writer()
        for one in self.documents.values():
            given = {name: value for name, value in schema.document(one).items() if value}
            writer.add_document(**given)
        writer.commit()
        return index


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Several segments with documents that were replaced and removed."""
    library = Library(tmp_path_factory.mktemp("stock") / "index")
    chance = random.Random(20251104)
    for round_ in range(5):
        numbers = {*range(1 + round_ * 30, 31 + round_ * 30), *chance.sample(range(1, 200), 8)}
        gone = chance.sample(range(1, 31 + round_ * 30), 6)
        library.change([make(n, chance) for n in sorted(numbers - set(gone))], gone)
    return library


@pytest.fixture(scope="module")
def merged(grown: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same documents in one segment, after merging."""
    library = Library(tmp_path_factory.mktemp("merged") / "index")
    documents = list(grown.documents.values())
    for start in range(0, len(documents), 25):
        library.change(documents[start : start + 25], [])
    library.change(documents[:40], [])
    library.merge()
    return library


word = st.sampled_from(WORDS)
term = st.one_of(
    word,
    word.map(lambda one: f"={one}"),
    word.map(lambda one: f"title:{one}"),
    # Of one word only Whoosh makes a term with a score of its own.
    st.sampled_from(["dea*", "pri*", "min*"]),
    st.lists(word, min_size=2, max_size=3, unique_by=stem).map(lambda some: f'"{" ".join(some)}"'),
)
queries = st.recursive(
    term,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' '.join(some)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' OR '.join(some)})"),
        st.tuples(inner, term).map(lambda two: f"({two[0]} -{two[1]})"),
    ),
    max_leaves=5,
)
several = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def opened(grown: Library) -> Iterator[tuple[FileIndex, IndexSearcher]]:
    searcher = grown.searcher()
    yield grown.own_index(), searcher
    searcher.close()


@several
@given(query=queries)
def test_whoosh_finds_the_same_in_our_segments(
    opened: tuple[FileIndex, IndexSearcher], query: str
) -> None:
    index, searcher = opened
    node = parse(query)
    assert_same(our_answer(searcher, node), stock_answer(index, node))


@pytest.fixture(scope="module")
def beside(merged: Library) -> Iterator[tuple[FileIndex, IndexSearcher]]:
    searcher = merged.searcher()
    yield merged.stock_index(), searcher
    searcher.close()


@several
@given(query=queries)
def test_after_merging_all_is_as_in_an_index_that_whoosh_wrote(
    beside: tuple[FileIndex, IndexSearcher], query: str
) -> None:
    index, searcher = beside
    node = parse(query)
    assert_same(our_answer(searcher, node), stock_answer(index, node))


def test_merging_changes_no_score(grown: Library, merged: Library, tmp_path: Path) -> None:
    library = Library(tmp_path / "index")
    for one in merged.documents.values():
        library.change([one], [])
    before, after = library.searcher(), merged.searcher()
    for query in ("deal", "oil price", "minister OR earth", '"rare earth"', "pri*"):
        node = parse(query)
        assert our_answer(before, node) == our_answer(after, node)


def test_segments_say_what_whoosh_says_of_words_and_lengths(merged: Library) -> None:
    ours, theirs = merged.own_index().reader(), merged.stock_index().reader()
    for field in (schema.BODY, schema.BODY + schema.EXACT, Scope.TITLE, Scope.OUTLET):
        assert list(ours.lexicon(field)) == list(theirs.lexicon(field))
        assert ours.field_length(field) == theirs.field_length(field)
        assert ours.min_field_length(field) == theirs.min_field_length(field)
        assert ours.max_field_length(field) == theirs.max_field_length(field)
        for text in ours.lexicon(field):
            mine, other = ours.term_info(field, text), theirs.term_info(field, text)
            assert mine.weight() == other.weight()
            assert mine.doc_frequency() == other.doc_frequency()
            assert mine.max_weight() == other.max_weight()
            assert positions(ours, field, text) == positions(theirs, field, text)


def positions(reader: Any, field: str, text: bytes) -> dict[int, list[int]]:
    """Where a word stands, by article."""
    ids = reader.column_reader(schema.ID)
    found: dict[int, list[int]] = {}
    matcher = reader.postings(field, text)
    while matcher.is_active():
        found[ids[matcher.id()]] = matcher.value_as("positions")
        matcher.next()
    return found


def test_whoosh_sorts_by_our_columns(merged: Library) -> None:
    with merged.own_index().searcher() as searcher:
        found = searcher.search(whoosh.Every(), limit=None, sortedby=schema.NEWEST, reverse=True)
        ids = searcher.reader().column_reader(schema.ID)
        dates = [merged.documents[ids[number]].published for _, number in found.top_n]
    assert dates == sorted(dates, reverse=True)
