"""Which documents have words as a phrase or near each other, all documents at once.

Every position of a word in a segment becomes one number, its place on a common line: where
its document begins there, plus the position. Between two documents one place stays empty, so
that no run of words crosses.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.index.deadline import Deadline
from workbench.index.segments.files import Array
from workbench.index.segments.postings import starts_of

_CHEAPER_TO_SEARCH = 40
_ROOM = 1_000
"""Empty places before the first document and behind the last: more than a query has words."""

_WORTH_IT = 4
"""Places are left out when fewer than one in so many lies in a candidate."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where one word stands: its documents, how often in each, and all its positions."""

    documents: Array
    counts: Array
    places: Array


class Line:
    """The common line of the documents of a field. Not for several threads.

    `ends` is the number of positions that each document takes up, int[documents].
    """

    def __init__(self, ends: Array) -> None:
        self._starts = np.full(len(ends) + 1, _ROOM, np.int64)
        self._starts[1:] += np.cumsum(ends.astype(np.int64) + 1)
        # Kept, and all unset between two uses: making one takes longer than using it.
        self._marked = np.zeros(0, bool)

    def phrase(self, words: Sequence[Occurrences], candidates: Array, deadline: Deadline) -> Array:
        """The documents among the candidates, bool[documents], that have `words` in a row."""
        order = sorted(range(len(words)), key=lambda place: len(words[place].places))
        rarest = order[0]
        anchor = _only(words[rarest], candidates)
        starts = self._places(anchor) - rarest
        there: Array | None = None
        for place in order[1:]:
            deadline.check()
            other = _only(words[place], candidates)
            found = self._are_among(starts + place, self._places(other))
            there = found if there is None else there & found
        if there is None or not len(there):
            return anchor.documents[:0]
        # Of each document whether any place is left; dropping the others one by one is slower.
        first = starts_of(anchor.counts)[:-1]
        return anchor.documents[np.bitwise_or.reduceat(there, first)]

    def _places(self, found: Occurrences) -> Array:
        """The places of a word on the line, int64 and sorted."""
        places = np.repeat(self._starts[found.documents], found.counts)
        places += found.places
        return places

    def _are_among(self, few: Array, many: Array) -> Array:
        """Which of the few are among the many, bool[few]."""
        if len(few) * _CHEAPER_TO_SEARCH < len(many):
            at = np.searchsorted(many, few)
            at[at == len(many)] = 0
            same: Array = many[at] == few
            return same
        # Marking all on the line and looking at it is several times as fast as searching.
        if not len(self._marked):
            self._marked = np.zeros(int(self._starts[-1]) + _ROOM, bool)
        self._marked[many] = True
        found: Array = self._marked[few]
        self._marked[many] = False
        return found

    def near(
        self,
        words: Sequence[Occurrences],
        names: Sequence[Hashable],
        between: int,
        candidates: Array,
        deadline: Deadline,
    ) -> Array:
        """The documents among the candidates, perhaps several times, that have all the words in
        one stretch.

        They may stand in any order, with at most `between` other words; `names` tells words
        that are the same, which must then occur that often.
        """
        needed = Counter(names)
        distinct = list(needed)
        found = [_only(words[names.index(name)], candidates) for name in distinct]
        own = [self._places(one) for one in found]
        places = np.concatenate(own)
        documents = np.concatenate([np.repeat(one.documents, one.counts) for one in found])
        owner = np.repeat(np.arange(len(own)), [len(one) for one in own])
        order = np.argsort(places, kind="stable")
        places, documents, owner = places[order], documents[order], owner[order]
        earliest = np.full(len(places), np.iinfo(np.int64).max)
        for number, name in enumerate(distinct):
            deadline.check()
            # The occurrence to which the stretch has to reach back: the last, the last but one…
            index = np.cumsum(owner == number) - needed[name]
            reached = np.where(index >= 0, own[number][np.maximum(index, 0)], -(1 << 62))
            np.minimum(earliest, reached, out=earliest)
        fits = places - earliest <= len(words) - 1 + between
        fits &= earliest >= self._starts[documents]
        fitting: Array = documents[fits]
        return fitting


def _only(found: Occurrences, candidates: Array) -> Occurrences:
    """What lies in the candidates, or a little more where leaving it out is not worth it."""
    kept = candidates[found.documents]
    if np.count_nonzero(kept) * _WORTH_IT > len(kept):
        return found
    places = found.places[np.repeat(kept, found.counts)]
    return Occurrences(found.documents[kept], found.counts[kept], places)
