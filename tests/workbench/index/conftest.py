"""Indexes made of a few documents, and a project's store with an index beside it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from workbench.domain import ArticleDraft, DateBasis, IndexDocument
from workbench.index import SearchIndex
from workbench.index.deadline import Deadline
from workbench.index.manifest import Verifier
from workbench.index.parser import parse
from workbench.index.searcher import IndexSearcher
from workbench.index.writer import Writer
from workbench.store import Store, articles, imports

UID = "0123456789abcdef"

AddArticle = Callable[..., int]
Answer = Callable[[str], list[int]]
Ask = Callable[..., Answer]


def document(article_id: int, text: str = "", **fields: object) -> IndexDocument:
    """A document with nothing but what a test says."""
    defaults: dict[str, object] = {
        "title": "",
        "author": None,
        "source": None,
        "language": None,
        "published": None,
    }
    return IndexDocument(id=article_id, text=text, **(defaults | fields))  # type: ignore[arg-type]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Makes an index of documents; gives a function from a query to ids, the best first."""
    opened: list[IndexSearcher] = []

    def make(*documents: IndexDocument) -> Answer:
        folder = tmp_path / f"index-{len(opened)}"
        writer = Writer(folder, {}, Verifier())
        writer.put(documents)
        searcher = IndexSearcher(folder, writer.commit(), Verifier())
        opened.append(searcher)

        def answer(query: str) -> list[int]:
            found = searcher.find(parse(query), Deadline(10), wanted=1_000)
            best = [one.id for one in found.best]
            assert found.total == len(best)
            assert sorted(searcher.ids(found.masks)) == sorted(best)
            return best

        return answer

    yield make
    for searcher in opened:
        searcher.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "project.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def add_article(store: Store) -> AddArticle:
    """Adds an article with this text and these fields; returns its id."""
    import_id = imports.begin(store, ["/articles"])

    def add(text: str, *, title: str = "A title", **fields: str | None) -> int:
        draft = ArticleDraft(title=title, text=text, date_basis=DateBasis.STATED, **fields)  # type: ignore[arg-type]
        with store.write() as writer:
            path = f"/articles/{writer.next_id('articles')}.txt"
            return articles.add(writer, draft, path=path, original_sha256=path, import_id=import_id)

    return add


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def index(store: Store, cache: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex(store, cache, UID, child=False)
    yield opened
    opened.close()


def ids(index: SearchIndex, query: str) -> Sequence[int]:
    """The ids of a query's hits, the best first."""
    return [hit.article_id for hit in index.search(query).hits]
