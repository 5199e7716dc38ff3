"""What the index is told, what is asked of it, and what it finds."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from workbench.domain.values import Kind, Span


class Indexed(StrEnum):
    """What an index has a document of each of."""

    ARTICLES = "articles"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article around a match; all offsets are in the article's text."""

    span: Span
    text: str
    matches: tuple[Span, ...]


class Hit(NamedTuple):
    """One article, or one passage of it, that answers a query; offsets are in the article.

    A plain tuple, since every key that is typed makes many.
    """

    article_id: int
    title: str
    published: str | None
    source: str | None
    score: float
    snippets: tuple[Snippet, ...]
    copies: int = 0
    """How many matching copies of its story it stands for."""
    passage_id: int | None = None
    kind: Kind | None = None
    by: str | None = None
    """Who says what the passage says, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One match in an article, on one line with what stands before and behind it."""

    article_id: int
    span: Span
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, the exact number of all, and counts by facet value.

    Where copies of a story are one hit `total` counts stories and `articles` all that match.
    """

    query: str
    total: int
    milliseconds: float
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    articles: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name; articles with ids up to `seen` were there when it was last
    looked at."""

    id: int
    name: str
    query: str
    seen: int = 0


@dataclass(frozen=True, slots=True)
class CountedSearch:
    """How many articles a saved search finds, and how many of them are new since it was looked
    at; None while not known. `trouble` says why it cannot be counted."""

    search: SavedSearch
    articles: int | None = None
    new: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What the index is told of one article, passages' keywords included, or of one passage:
    of that, `text` is what it stands on, and title and outlet are its article's."""

    id: int
    title: str
    text: str
    author: str | None
    source: str | None
    language: str | None
    published: str | None
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()
