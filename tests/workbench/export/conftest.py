"""Excerpts for the export tests."""

from collections.abc import Callable
from typing import Any

import pytest

from workbench.domain import (
    AnchorState,
    Article,
    DateBasis,
    Kind,
    Passage,
    PassageDetails,
    Quantity,
    Span,
)
from workbench.export import Excerpt

MakeExcerpt = Callable[..., Excerpt]

_PASSAGE_FIELDS = {"id", "kind", "text", "prefix", "suffix", "state", "created", "modified"}
_ARTICLE_FIELDS = {"title", "author", "source", "published", "url", "path", "article_id"}


def _make(**given: Any) -> Excerpt:
    details: dict[str, Any] = {}
    passage: dict[str, Any] = {
        "id": 12,
        "kind": Kind.FIGURE,
        "text": "an estimated $14.8 trillion",
        "prefix": "valued at ",
        "suffix": ". However",
        "state": AnchorState.ANCHORED,
        "created": "2025-08-03T09:00:00Z",
        "modified": "2025-08-03T09:05:00Z",
    }
    article: dict[str, Any] = {
        "title": "A prize in the ground",
        "author": "R. Alvarsson",
        "source": "Harbour Ledger",
        "published": "2025-08-02",
        "url": "https://ledger.example/a?b=1",
        "path": "/articles/prize.txt",
        "article_id": 3,
    }
    for name, value in given.items():
        fields = (
            passage if name in _PASSAGE_FIELDS else article if name in _ARTICLE_FIELDS else details
        )
        fields[name] = value
    number = article.pop("article_id")
    start = 4812
    return Excerpt(
        Passage(
            uid=f"p{passage['id']}",
            article_id=number,
            span=Span(start, start + len(passage["text"])),
            details=PassageDetails(**details),
            **passage,
        ),
        Article(
            id=number,
            uid=f"a{number}",
            date_basis=DateBasis.STATED,
            language="en",
            characters=9000,
            story=number,
            text_sha256="ab" * 32,
            imported="2025-08-03T08:00:00Z",
            import_id=1,
            **article,
        ),
    )


@pytest.fixture(scope="session")
def excerpt() -> MakeExcerpt:
    """Makes an excerpt; every field of passage, details and article can be given by name."""
    return _make


@pytest.fixture(scope="session")
def dollars() -> Quantity:
    """14.8 trillion dollars."""
    return Quantity(14.8e12, currency="USD")
