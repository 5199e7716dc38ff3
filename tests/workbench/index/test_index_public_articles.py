"""The search benchmark's queries over 5,000 public articles, answered as stock Whoosh answers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.search import corpus
from benchmarks.search.lode import written
from tests.workbench.index.test_index_stock import assert_same, our_answer, stock_answer
from workbench.domain import IndexDocument
from workbench.index.manifest import Verifier
from workbench.index.parser import parse
from workbench.index.searcher import IndexSearcher
from workbench.index.storage import open_index
from workbench.index.writer import Writer

ARTICLES = 5_000
EACH = 8
COMPARED = (
    "rare term",
    "common term",
    "two terms AND",
    "three terms OR",
    "phrase of common words",
    "a b NOT c",
)

pytestmark = pytest.mark.skipif(
    not Path(os.environ.get("LODE_GOLD", "") or "none", "1_news").is_dir(),
    reason="LODE_GOLD names no folder with the public test data",
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[corpus.Record]:
    return list(corpus.read(corpus.write(tmp_path_factory.mktemp("corpus"), ARTICLES)))


@pytest.fixture(scope="module")
def opened(
    records: list[corpus.Record], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[IndexSearcher, object]]:
    folder = tmp_path_factory.mktemp("index")
    manifest: dict[str, str] = {}
    for start in range(0, ARTICLES, ARTICLES // 2):
        writer = Writer(folder, manifest, Verifier())
        writer.put(
            IndexDocument(
                record.id, record.title, record.text, None, record.outlet, None, record.published
            )
            for record in records[start : start + ARTICLES // 2]
        )
        manifest = writer.commit()
    searcher = IndexSearcher(folder, manifest, Verifier())
    yield searcher, open_index(folder, manifest, Verifier())
    searcher.close()


@pytest.mark.parametrize("kind", COMPARED)
def test_the_answers_are_those_of_stock_whoosh(
    records: list[corpus.Record], opened: tuple[IndexSearcher, object], kind: str
) -> None:
    searcher, index = opened
    for query in corpus.queries(records, EACH)[kind]:
        node = parse(written(query))
        ours = our_answer(searcher, node)
        assert ours or kind not in ("rare term", "common term", "three terms OR")
        assert_same(ours, stock_answer(index, node))
