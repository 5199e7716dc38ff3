"""The best of very many documents, without sorting all.

Documents are numbered from the newest on, so that of equal ones the first is taken.
"""

import numpy as np

from workbench.index.segments.files import Array

_BLOCKS = 1_024
_FIRST_LOOK = 4_096
_FEW = 8


def best_scored(scores: Array, wanted: int, mask: Array | None = None) -> Array:
    """The places of the `wanted` highest scores, the best first; of equal ones the first.

    Scores are never negative. With `mask` (bool, as long as `scores`) only where it is set,
    and outside of it `scores` must be 0.
    """
    if wanted <= 0 or not len(scores):
        return np.empty(0, np.int64)
    least = _least_of_best(scores, wanted)
    places = np.flatnonzero(scores >= least)
    if mask is not None and least <= 0:
        places = places[mask[places]]
    if len(places) > _FEW * wanted:
        places = _without_surplus_ties(places, scores, wanted)
    # Stable, so that the first of equal ones stays the first.
    return places[np.argsort(-scores[places], kind="stable")[:wanted]]


def _least_of_best(scores: Array, wanted: int) -> np.float32:
    """A score that at least `wanted` entries reach, and not many more."""
    if wanted >= len(scores):
        return np.float32(0)
    rows = len(scores) // _BLOCKS
    if rows < 4 or wanted * 2 > _BLOCKS:
        return _nth(scores, wanted)
    # As many columns have an entry as high as this one, so that many entries are.
    highest = scores[: rows * _BLOCKS].reshape(rows, _BLOCKS).max(axis=0)
    return _nth(highest, wanted)


def _nth(scores: Array, wanted: int) -> np.float32:
    return np.float32(np.partition(scores, len(scores) - wanted)[len(scores) - wanted])


def _without_surplus_ties(places: Array, scores: Array, wanted: int) -> Array:
    """The `wanted` best of these places, in the order of places."""
    found = scores[places]
    border = _nth(found, wanted)
    above = found > border
    tied = np.flatnonzero(found == border)[: wanted - int(np.count_nonzero(above))]
    above[tied] = True
    return places[above]


def first_set(mask: Array, wanted: int) -> Array:
    """The first `wanted` places at which `mask` is set."""
    end = _FIRST_LOOK
    while True:
        places = np.flatnonzero(mask[:end])
        if len(places) >= wanted or end >= len(mask):
            return places[:wanted]
        end *= 8
