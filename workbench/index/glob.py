"""Wildcards and small misspellings: which words a pattern or a fuzzy word stands for."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


def literal_head(pattern: str) -> str:
    """What stands before the first wildcard."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def literal_pieces(pattern: str) -> list[str]:
    """What stands before, between and after wildcards."""
    return re.split(r"[*?]+", pattern)


def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression that matches the same whole words as `pattern`, in linear time."""
    head, *rest = [re.escape(part).replace(r"\?", ".") for part in pattern.split("*")]
    if not rest:
        return re.compile(rf"{head}\Z", re.DOTALL)
    *middle, tail = rest
    # Atomic groups: where a part was found first is as good as anywhere later, so that
    # "a*b*c*d" never tries again.
    between = "".join(f"(?>.*?{part})" for part in middle if part)
    return re.compile(rf"{head}{between}.*{tail}\Z", re.DOTALL)


def matching(pattern: str, words: Iterable[str]) -> Iterator[str]:
    """Those of `words` that `pattern` stands for."""
    fits = compiled(pattern).match
    return (word for word in words if fits(word))


def within(word: str, other: str, distance: int) -> bool:
    """Whether at most `distance` letters are missing, added, changed or swapped.

    The optimal string alignment distance: a pair of neighbours that have changed places
    counts once, and no part of the word is edited twice.
    """
    return OSA.distance(word, other, score_cutoff=distance) <= distance
