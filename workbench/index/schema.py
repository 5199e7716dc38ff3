"""The fields of the index, and what an article looks like in them.

Running text stands in two fields each: stems with positions, for words and phrases, and the
words as written ("…_exact"), for exact words and phrases, wildcards and misspellings. Values
(an author, a tag) stand as their words and once as a whole, marked with "=".
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from whoosh import fields
from whoosh.analysis.acore import Token

from workbench.domain import IndexDocument
from workbench.index.dates import periods
from workbench.index.query import PROSE, Scope
from workbench.index.words import folded, stem

FORMAT = 1
"""To be raised with every change to fields or words; older indexes are then made anew."""

ID = "article"
PUBLISHED = "published"
NEWEST = "newest"
BODY = "body"
EXACT = "_exact"
FILLED = "="
"""The word that every document with a value in a field has there."""

TEXTS = (Scope.TITLE, BODY, Scope.MEMO)
VALUES = tuple(scope for scope in Scope if scope not in PROSE)

_GAP = 1_000
_BETWEEN = "\x1f"


class Prose:
    """Whoosh's analyzer of running text: our words, as stems or as written."""

    def __init__(self, *, stems: bool) -> None:
        self.stems = stems

    def __call__(self, value: str, **_options: Any) -> Iterator[Any]:
        token = Token(text="", boost=1.0)
        position = 0
        for position, word in enumerate(_words_of(value)):
            token.text = stem(word) if self.stems else word
            token.pos = position
            yield token
        if token.text and not self.stems:
            token.text, token.pos = FILLED, position + _GAP
            yield token


@lru_cache(maxsize=1)
def _words_of(value: str) -> list[str]:
    # A text stands in two fields, one after the other.
    return folded(value)


class Values:
    """Whoosh's analyzer of values: the words of each, and the whole of each."""

    def __call__(self, value: str, **_options: Any) -> Iterator[Any]:
        token = Token(text=FILLED, boost=1.0, pos=0)
        yield token
        for number, one in enumerate(value.split(_BETWEEN), 1):
            # Far apart, so that no phrase runs from one value into the next.
            start = number * _GAP
            found = folded(one)
            for token.pos, token.text in enumerate([whole(found), *found], start):
                yield token


def whole(words_of_value: list[str] | tuple[str, ...]) -> str:
    """The word that stands for a whole value in the index."""
    return FILLED + " ".join(words_of_value)


@cache
def schema() -> fields.Schema:
    """The Whoosh schema."""
    definition = {
        ID: fields.NUMERIC(bits=64, unique=True, sortable=True, shift_step=0),
        # A number that grows with time, for sorting; 0 without a date.
        NEWEST: fields.NUMERIC(bits=64, sortable=True, shift_step=0),
        PUBLISHED: fields.KEYWORD(),
    }
    for text in TEXTS:
        definition[text] = fields.TEXT(analyzer=Prose(stems=True))
        definition[text + EXACT] = fields.TEXT(analyzer=Prose(stems=False))
    for value in VALUES:
        definition[value] = fields.TEXT(analyzer=Values())
    return fields.Schema(**definition)


def document(article: IndexDocument) -> dict[str, Any]:
    """The fields of one article, as Whoosh's writer takes them."""
    dates = periods(article.published)
    texts = {Scope.TITLE: article.title, BODY: article.text, Scope.MEMO: "\n".join(article.memos)}
    values: dict[Scope, tuple[str, ...]] = {
        Scope.AUTHOR: _one(article.author),
        Scope.OUTLET: _one(article.source),
        Scope.LANG: _one(article.language),
        Scope.TAG: article.tags,
        Scope.KIND: article.kinds,
        Scope.SPEAKER: article.speakers,
        Scope.CLAIMANT: article.claimants,
        Scope.METRIC: article.metrics,
    }
    found: dict[str, Any] = {
        ID: article.article_id,
        NEWEST: _moment(article.published) if dates else 0,
        PUBLISHED: " ".join([*dates, FILLED]) if dates else None,
    }
    for name, text in texts.items():
        found[name] = found[name + EXACT] = text
    for scope, given in values.items():
        filled = [one.replace(_BETWEEN, " ") for one in given if one.strip()]
        found[scope] = _BETWEEN.join(filled) or None
    return found


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _moment(published: str | None) -> int:
    """Year to minute as one number; what the date leaves open counts as 0."""
    digits = "".join(filter(str.isdecimal, (published or "")[:16]))
    return int(digits.ljust(12, "0"))
