"""Which of many texts are worth comparing with one: those whose sketches share enough of it.

An inverted index in memory: 100,000 articles take some 30 MB and a second to load.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

COMMON = 0.2
"""Share of the smaller sketch that two must have in common."""

FEWEST_COMMON = 2
MOST_COMPARED = 12
"""Texts that are compared at most, the likeliest ones; copies of each other are linked by few."""

TOO_COMMON = 500
"""Texts with a shingle from which on it is a standing phrase, and tells nothing."""


class Candidates:
    """The sketches of all texts, by number of the text."""

    def __init__(self, sketches: Iterable[Sequence[int] | np.ndarray] = ()) -> None:
        known = [np.asarray(sketch, np.uint32) for sketch in sketches]
        self._sizes = [len(sketch) for sketch in known]
        hashes = np.concatenate(known) if known else np.zeros(0, np.uint32)
        owners = np.repeat(np.arange(len(known), dtype=np.uint32), self._sizes)
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], owners[order]
        self._added: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, sketch: Sequence[int]) -> int:
        """Take one more text in; returns its number."""
        number = len(self._sizes)
        self._sizes.append(len(sketch))
        for one in sketch:
            self._added.setdefault(one, []).append(number)
        return number

    def near(self, sketch: Sequence[int]) -> list[int]:
        """Numbers of the texts that may be copies, the likeliest first."""
        if not sketch:
            return []
        wanted = np.asarray(sketch, np.uint32)
        starts = np.searchsorted(self._hashes, wanted, "left")
        ends = np.searchsorted(self._hashes, wanted, "right")
        tally: Counter[int] = Counter()
        for one, start, end in zip(sketch, starts.tolist(), ends.tolist(), strict=True):
            added = self._added.get(one, [])
            if end - start + len(added) <= TOO_COMMON:
                tally.update(self._owners[start:end].tolist())
                tally.update(added)
        enough = (
            (common / min(len(sketch), self._sizes[number]), number)
            for number, common in tally.items()
            if common >= min(FEWEST_COMMON, len(sketch), self._sizes[number])
        )
        likely = sorted((one for one in enough if one[0] >= COMMON), reverse=True)
        return [number for _, number in likely[:MOST_COMPARED]]
