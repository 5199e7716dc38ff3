"""A store, and a way to put articles into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import ArticleDraft, DateBasis
from workbench.store import Store, articles, imports

TEXT = "China supplies over 70% of the world’s rare earths.\nKyiv disputes the figure. 🚜 Really?"

AddArticle = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "project.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def add_article(store: Store) -> AddArticle:
    """Adds an article with this text and these fields; returns its id."""

    def add(text: str = TEXT, *, path: str = "/articles/a.txt", **fields: str) -> int:
        defaults = {
            "title": "A title",
            "author": "Ana Ortiz",
            "published": "2025-03-12",
            "source": "The Harbour Ledger",
            "language": "en",
        }
        draft = ArticleDraft(text=text, date_basis=DateBasis.STATED, **(defaults | fields))
        import_id = imports.begin(store, ["/articles"])
        with store.write() as writer:
            return articles.add(writer, draft, path=path, original_sha256=path, import_id=import_id)

    return add
