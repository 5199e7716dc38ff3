"""Which of many wordings are worth comparing, in a time linear in how much text there is.

A wording is known by its runs of three words, as articles are (`copies.shingles`), and by pairs
of its longer words that follow each other, which outlast a change of the little words between
them. What many wordings have is a standing phrase: of those only neighbours are compared, so
that no run, however common, costs more than in proportion to how often it stands somewhere.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.copies.shingles import shingles
from workbench.tasks import Task

COMMON = 24
"""Wordings with a run or a pair from which on it is a standing phrase."""

NEIGHBOURS = 2
"""Wordings compared on account of a standing phrase: that many that come next in order."""

SHARED = 0.12
"""Share of the runs and pairs of the shorter wording that both must have."""

_LONG = 5
_FEWEST = 2
_STEP = 2_000

Pairs = NDArray[np.int64]


def likely_pairs(wordings: Sequence[Sequence[str]], task: Task | None = None) -> Pairs:
    """Pairs of places in `wordings`, the lower first, each once and in order.

    Which pairs come does not depend on the order of `wordings` as long as they are sorted.
    """
    task = task or Task()
    hashes, owners, sizes = _marks(wordings, task)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else hashes
    lengths = np.diff(np.r_[starts, len(hashes)]).astype(np.int64)
    length_of = np.repeat(lengths, lengths)
    found: Pairs = np.zeros(0, np.int64)
    counts = np.zeros(0, np.int64)
    number = max(1, len(wordings))
    kept = length_of > 1
    hashes, owners, length_of = hashes[kept], owners[kept], length_of[kept]
    for step in range(1, COMMON):
        task.step(step, COMMON, "Looking for like wordings")
        same = hashes[step:] == hashes[:-step]
        if step > NEIGHBOURS:
            same &= length_of[step:] <= COMMON
        first, second = owners[:-step][same], owners[step:][same]
        found, counts = _counted(found, counts, first * number + second)
    first, second = found // number, found % number
    least = np.minimum(sizes[first], sizes[second])
    enough = (counts >= np.minimum(_FEWEST, least)) & (counts >= SHARED * least)
    return np.stack([first[enough], second[enough]], axis=1)


def _counted(found: Pairs, counts: Pairs, more: Pairs) -> tuple[Pairs, Pairs]:
    """Pairs with how often they were met, when these are met as well."""
    new, times = np.unique(more, return_counts=True)
    united, place = np.unique(np.concatenate([found, new]), return_inverse=True)
    total = np.zeros(len(united), np.int64)
    np.add.at(total, place, np.concatenate([counts, times]))
    return united, total


def _marks(
    wordings: Sequence[Sequence[str]], task: Task
) -> tuple[NDArray[np.uint64], Pairs, Pairs]:
    """What each wording is known by, whose it is, and how many each has."""
    each: list[NDArray[np.uint64]] = []
    for place, said in enumerate(wordings):
        if place % _STEP == 0:
            task.step(place, len(wordings), "Comparing words")
        runs = shingles(" ".join(said))
        each.append(np.unique(np.concatenate([runs, _long_pairs(said)])))
    sizes = np.fromiter(map(len, each), np.int64, len(each))
    hashes = np.concatenate(each) if each else np.zeros(0, np.uint64)
    return hashes, np.repeat(np.arange(len(each), dtype=np.int64), sizes), sizes


def _long_pairs(said: Sequence[str]) -> NDArray[np.uint64]:
    codes = np.fromiter(
        (zlib.crc32(word.encode("utf-8", "replace")) for word in said if len(word) >= _LONG),
        np.uint64,
    )
    # The lower half tells which second word, the upper which first: no two pairs are equal
    # whose words are not, and hardly ever one of them a run.
    next_but_one = (codes[:-2] << np.uint64(32)) | codes[2:]
    return np.concatenate([(codes[:-1] << np.uint64(32)) | codes[1:], next_but_one])
