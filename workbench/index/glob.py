"""Wildcards and small misspellings: which words a pattern or a fuzzy word stands for."""

import re
from collections.abc import Iterable, Iterator


def literal_head(pattern: str) -> str:
    """What stands before the first wildcard."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


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
    if abs(len(word) - len(other)) > distance:
        return False
    if word == other:
        return True
    two_above: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(word):
        row = [i + 1]
        for j, theirs in enumerate(other):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != theirs))
            if i and j and letter == other[j - 1] and word[i - 1] == theirs:
                cost = min(cost, two_above[j - 1] + 1)
            row.append(cost)
        if min(row) > distance:
            return False
        two_above, above = above, row
    return above[-1] <= distance
