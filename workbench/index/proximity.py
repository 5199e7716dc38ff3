"""Whether and where words stand together, given the positions of each.

Shared by the index, which asks whether, and the marks in a text, which ask where.
"""

from collections import Counter
from collections.abc import Mapping, Sequence


def phrase_starts(words: Sequence[str], positions: Mapping[str, Sequence[int]]) -> list[int]:
    """Positions of the first word wherever the words stand one behind the other."""
    rarest = min(range(len(words)), key=lambda place: len(positions[words[place]]))
    others = {word: set(positions[word]) for word in set(words) - {words[rarest]}}
    others[words[rarest]] = set(positions[words[rarest]])
    return [
        position - rarest
        for position in positions[words[rarest]]
        if all(position - rarest + place in others[word] for place, word in enumerate(words))
    ]


def near(
    words: Sequence[str], positions: Mapping[str, Sequence[int]], between: int
) -> list[tuple[int, int]]:
    """Stretches (first and last position) that hold all the words in any order.

    At most `between` other words stand in a stretch; a word that is asked for twice must
    occur twice. Each stretch is the shortest that ends where it ends.
    """
    needed = Counter(words)
    longest = len(words) - 1 + between
    hits = sorted((position, word) for word in needed for position in positions[word])
    found: list[tuple[int, int]] = []
    held: Counter[str] = Counter()
    missing = len(words)
    left = 0
    for position, word in hits:
        held[word] += 1
        missing -= held[word] <= needed[word]
        while held[hits[left][1]] > needed[hits[left][1]]:
            held[hits[left][1]] -= 1
            left += 1
        if missing == 0 and position - hits[left][0] <= longest:
            found.append((hits[left][0], position))
    return found
