"""Queries to try: some that this project answers, and wider ones where nothing was found."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from workbench.domain import Article

_WORD = re.compile(r"[^\W\d_]{5,}")
_PHRASE = re.compile(r"[^\W\d_]{3,} [^\W\d_]{4,}")
_PLAIN_WORDS = re.compile(r"[^\W_]+(?:\s+[^\W_]+)+")
_QUOTED = re.compile(r'"([^"]+)"')
_FIELD = re.compile(r'\S*[^\W\d_]+:(?:"[^"]*"|\S+)')
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def examples(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Up to three queries, each with what it looks for: words, a phrase, an outlet and a year.

    Made from the articles, so that each of them finds something.
    """
    titles = [" ".join(article.title.split()) for article in articles]
    found = []
    if word := _most_common(match for title in titles for match in _WORD.findall(title)):
        found.append((f"{word[: max(5, len(word) - 2)].lower()}*", "words that begin so"))
    if phrase := _most_common(m for title in titles for m in _PHRASE.findall(title)):
        found.append((f'"{phrase.lower()}"', "words side by side"))
    if source := _most_common(a.source for a in articles if a.source and '"' not in a.source):
        found.append((_of_outlet(articles, source), "by outlet"))
    return found


def wider(query: str) -> list[tuple[str, str]]:
    """Queries that look for less than one which has found nothing."""
    found = []
    if _FIELD.search(query):
        words = " ".join(_FIELD.sub(" ", query).split())
        if words and words.upper() not in _OPERATORS:
            found.append((words, "in any outlet, at any time"))
    elif _QUOTED.search(query):
        found.append((_QUOTED.sub(r"\1", query), "words anywhere in the article"))
    elif _PLAIN_WORDS.fullmatch(query) and not _OPERATORS & set(query.split()):
        found.append((" OR ".join(query.split()), "any of the words"))
    elif _WORD.fullmatch(query):
        found.append((f"{query[: max(4, len(query) - 2)]}*", "words that begin so"))
    return found


def _of_outlet(articles: Sequence[Article], source: str) -> str:
    years = (a.published[:4] for a in articles if a.source == source and a.published)
    year = _most_common(years)
    return f'outlet:"{source}"' + (f" date:{year}" if year else "")


def _most_common(words: Iterable[str]) -> str | None:
    counted = Counter(words).most_common(1)
    return counted[0][0] if counted else None
