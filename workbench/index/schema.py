"""The fields of the index, and what an article looks like in them.

Running text is kept by stems with positions, and the same postings tell which word stands at
each place, so that Whoosh sees two fields: the stems, and the words as written ("…_exact").
Which stems a word has is a matter of language: other ones than English have fields of their own
for their titles and texts ("body_in_de"), which a query looks into together.
Values (an author, a tag) stand as their words and once as a whole, marked with "=". Dates
are numbers: the first day of the period that a date names, and the day after its last.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from whoosh import columns, fields
from whoosh.analysis.acore import Token

from workbench.domain import IndexDocument
from workbench.index import dates
from workbench.index.languages import LANGUAGES, Stem, stemmed_in, stemmer
from workbench.index.query import PROSE, Scope
from workbench.index.segments.builder import VALUE_GAP, Analysis, Content
from workbench.index.words import fold, folded, spaced, tokens

FORMAT = 4
"""To be raised with every change to fields, words or files; older indexes are made anew."""

ID = "article"
FIRST_DAY = "first_day"
DAY_AFTER = "day_after"
NEWEST = "newest"
COLUMNS = (ID, FIRST_DAY, DAY_AFTER, NEWEST)
ORDER = (NEWEST, ID)
"""The columns that put the newest first and decide between equal ones."""

BODY = "body"
EXACT = "_exact"
_IN = "_in_"
WHOLE = "="
"""What a word begins with that stands for a whole value."""

_IN_LANGUAGES = (Scope.TITLE, BODY)
VALUES = tuple(scope for scope in Scope if scope not in PROSE)

_MINUTES_OF_DAY = 24 * 60
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d):(\d\d)")
_BETWEEN = "\x1f"


class Prose:
    """Whoosh's analyzer of running text: our words, as the stems of a field or as written."""

    def __init__(self, field: str | None = None) -> None:
        self.field = field

    def __call__(self, value: str, **_options: Any) -> Iterator[Any]:
        stem = stem_of(self.field) if self.field else None
        token = Token(text="", boost=1.0)
        for token.pos, word in enumerate(folded(value)):
            token.text = stem(word) if stem else word
            yield token


class Values:
    """Whoosh's analyzer of values: the whole of each, and its words."""

    def __call__(self, value: str, **_options: Any) -> Iterator[Any]:
        token = Token(text="", boost=1.0)
        for number, one in enumerate(value.split(_BETWEEN), 1):
            found = folded(one)
            for token.pos, token.text in enumerate([whole(found), *found], number * VALUE_GAP):
                yield token


def whole(words_of_value: Sequence[str]) -> str:
    """The word that stands for a whole value in the index."""
    return WHOLE + " ".join(words_of_value)


@cache
def stem_of(field: str) -> Stem:
    """What gives the stems of the words of a field of running text."""
    return stemmer(field.partition(_IN)[2] or None)


def in_language(field: str, language: str | None) -> str:
    """The field that holds the words of `field` of articles in a language."""
    stemmed = stemmed_in(language)
    return f"{field}{_IN}{stemmed}" if stemmed and field in _IN_LANGUAGES else field


TEXTS = (
    Scope.TITLE,
    BODY,
    Scope.MEMO,
    *(in_language(field, language) for field in _IN_LANGUAGES for language in LANGUAGES),
)

ANALYSIS = Analysis(spaced=spaced, tokens=tokens, fold=fold, stemmer=stem_of, whole=whole)
"""How segments take words out of texts and values; equal to `Prose` and `Values`."""


@cache
def schema() -> fields.Schema:
    """The Whoosh schema."""
    definition: dict[str, Any] = {
        name: fields.COLUMN(columns.NumericColumn("q")) for name in COLUMNS
    }
    for text in TEXTS:
        definition[text] = fields.TEXT(analyzer=Prose(text))
        definition[text + EXACT] = fields.TEXT(analyzer=Prose())
    for value in VALUES:
        definition[value] = fields.TEXT(analyzer=Values())
    return fields.Schema(**definition)


def content(article: IndexDocument) -> Content:
    """What a segment is to know of an article."""
    values: dict[str, tuple[str, ...]] = {
        Scope.AUTHOR: _one(article.author),
        Scope.OUTLET: _one(article.source),
        Scope.LANG: _one(article.language),
        Scope.TAG: article.tags,
        Scope.KIND: article.kinds,
        Scope.SPEAKER: article.speakers,
        Scope.CLAIMANT: article.claimants,
        Scope.METRIC: article.metrics,
        Scope.CURRENCY: article.currencies,
        Scope.UNIT: article.units,
    }
    period = dates.days(article.published)
    first_day, day_after = period or (0, 0)
    return Content(
        texts={
            in_language(Scope.TITLE, article.language): article.title,
            in_language(BODY, article.language): article.text,
            Scope.MEMO: "\n".join(article.memos),
        },
        values={scope: [one for one in given if one.strip()] for scope, given in values.items()},
        numbers={
            ID: article.id,
            FIRST_DAY: first_day,
            DAY_AFTER: day_after,
            NEWEST: _moment(article.published, first_day) if period else 0,
        },
        amounts=article.amounts,
    )


def document(article: IndexDocument) -> dict[str, Any]:
    """The same content as Whoosh's own writer takes it."""
    of = content(article)
    found: dict[str, Any] = dict(of.numbers)
    for name, text in of.texts.items():
        found[name] = found[name + EXACT] = text
    for name, values in of.values.items():
        found[name] = _BETWEEN.join(one.replace(_BETWEEN, " ") for one in values) or None
    return found


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _moment(published: str | None, first_day: int) -> int:
    """The minute at which something was published; what the date leaves open counts as 0."""
    time = _TIME.match(published or "")
    return first_day * _MINUTES_OF_DAY + (int(time[1]) * 60 + int(time[2]) if time else 0)
