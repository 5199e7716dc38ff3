"""More like this: the words that tell an article from others, and articles that share them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import log

from workbench.index.languages import Stem
from workbench.index.query import Any, Every, Like, Node, Several, Without, Words
from workbench.index.words import folded

WORDS = 24
"""Words of an article that others are sought by."""

SHARED = 6
"""How many of those another article must have to be like it."""

_SHORTEST = 3
_TITLE = 3
_COMMON = 4
_LONGEST_TEXT = 100_000


def telling_words(
    title: str, text: str, stem: Stem, frequency: Callable[[str], int], articles: int
) -> list[str]:
    """The words that are frequent in an article and rare elsewhere, the most telling first.

    `frequency` tells how many of all `articles` have a word. The measure is the term frequency
    times the inverse document frequency, as of old (Spärck Jones 1972).
    """
    counts: Counter[str] = Counter(folded(text[:_LONGEST_TEXT]))
    for word in folded(title):
        counts[word] += _TITLE
    by_stem: dict[str, Counter[str]] = {}
    for word, count in counts.items():
        if len(word) >= _SHORTEST and not word[0].isdigit():
            by_stem.setdefault(stem(word), Counter())[word] += count
    weights: list[tuple[float, str]] = []
    for forms in by_stem.values():
        [(word, _)] = forms.most_common(1)
        having = frequency(word)
        # What only this article has leads nowhere, and what many have tells nothing.
        if 1 < having <= max(2, articles // _COMMON):
            weights.append((-forms.total() * log(articles / having), word))
    return [word for _, word in sorted(weights)[:WORDS]]


def resolved(node: Node, words_of: Callable[[int], list[str]]) -> Node:
    """`node` with the words of an article in place of each `Like`."""
    match node:
        case Every(parts) | Any(parts):
            return replace(node, parts=tuple(resolved(part, words_of) for part in parts))
        case Without(part):
            return Without(resolved(part, words_of))
        case Like(article_id):
            words = tuple(Words((word,)) for word in words_of(article_id))
            return Several(words, min(SHARED, max(1, len(words) // 2)), article_id)
    return node
