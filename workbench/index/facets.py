"""How many of the matching articles have each outlet, month, author, tag and so on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.index.query import Scope
from workbench.index.schema import DAY_AFTER, FIRST_DAY
from workbench.index.segments.files import Array
from workbench.index.segments.segment import Names, Segment

FACETS = {
    "source": Scope.OUTLET,
    "author": Scope.AUTHOR,
    "language": Scope.LANG,
    "kind": Scope.KIND,
    "tag": Scope.TAG,
    "speaker": Scope.SPEAKER,
}
"""What can be counted beside months, and the field that has it."""

MONTH = "month"
MOST = 200
"""Values of one facet that are told, the most frequent ones; all months are."""

_EPOCH = 719_163
"""The day 1970-01-01, as `date.toordinal` counts."""
_LONGEST_MONTH = 31

Counts = dict[str, list[tuple[str, int]]]


class Counting:
    """Counts values over segments; what it prepares for one is kept as long as the segment.

    Not for several threads.
    """

    def __init__(self) -> None:
        self._names: dict[str, _Names] = {facet: _Names() for facet in FACETS}
        self._prepared: WeakKeyDictionary[Segment, _Prepared] = WeakKeyDictionary()

    def counts(self, parts: Sequence[tuple[Segment, Array]]) -> Counts:
        """The counts, given each segment with its matching documents, bool[documents].

        The most frequent first, then by name; months run in their own order.
        """
        prepared = [(self._of(segment), segment, mask) for segment, mask in parts]
        counts: Counts = {}
        for facet, field in FACETS.items():
            names = self._names[facet]
            total = np.zeros(len(names.known), np.int64)
            for one, segment, mask in prepared:
                found = segment.names(field)
                if found is not None:
                    numbers = found.numbers[mask[found.documents]]
                    own = np.bincount(numbers, minlength=len(one.numbers[facet]))
                    total[one.numbers[facet]] += own
            counts[facet] = names.most_frequent(total)
        months: Counter[int] = Counter()
        for one, _, mask in prepared:
            _add_periods(one.periods[mask], months)
        counts[MONTH] = sorted((_written(period), count) for period, count in months.items())
        return counts

    def _of(self, segment: Segment) -> "_Prepared":
        found = self._prepared.get(segment)
        if found is None:
            numbers = {
                facet: self._names[facet].numbers(segment.names(field))
                for facet, field in FACETS.items()
            }
            found = self._prepared[segment] = _Prepared(numbers, _periods(segment))
        return found


class _Names:
    """The values of one facet in all segments, numbered as they come."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self._number_of: dict[str, int] = {}

    def numbers(self, names: Names | None) -> Array:
        """The number of each name of a segment, int64[names]."""
        own = [] if names is None else [name.decode() for name in names.lexicon]
        for name in own:
            if name not in self._number_of:
                self._number_of[name] = len(self.known)
                self.known.append(name)
        return np.array([self._number_of[name] for name in own], np.int64)

    def most_frequent(self, counts: Array) -> list[tuple[str, int]]:
        present = np.flatnonzero(counts)
        if len(present) > MOST:
            # All that are as frequent as the last one wanted: among those the name decides.
            least = np.partition(counts[present], len(present) - MOST)[len(present) - MOST]
            present = present[counts[present] >= least]
        found = [(self.known[number], int(counts[number])) for number in present.tolist()]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:MOST]


@dataclass(frozen=True, slots=True)
class _Prepared:
    numbers: dict[str, Array]
    """By facet, the number in `_Names` of each name of the segment."""
    periods: Array
    """The month or, if its date says no more, the year of each document; 0 without date."""


class NameOrder:
    """The documents of some segments in the order of one field's values."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._keys: list[Array] | None = None

    def keys(self, segments: Sequence[Segment]) -> list[Array]:
        """For each segment float32[documents]: the higher, the earlier its value sorts; 0
        without one. The segments must always be the same."""
        if self._keys is None:
            names = _Names()
            numbers = [names.numbers(segment.names(self._field)) for segment in segments]
            order = sorted(range(len(names.known)), key=lambda n: names.known[n].casefold())
            keys = np.zeros(len(order), np.float32)
            keys[order] = np.arange(len(order), 0, -1)
            self._keys = []
            for segment, own in zip(segments, numbers, strict=True):
                of_documents = np.zeros(segment.documents, np.float32)
                found = segment.names(self._field)
                if found is not None:
                    of_documents[found.documents] = keys[own[found.numbers]]
                self._keys.append(of_documents)
        return self._keys


def _periods(segment: Segment) -> Array:
    first = segment.column(FIRST_DAY).astype(np.int64)
    days = segment.column(DAY_AFTER).astype(np.int64) - first
    months = (first - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
    years, month = months // 12 + 1970, months % 12 + 1
    exact = np.where(days > _LONGEST_MONTH, 0, month)
    return np.where(first > 0, years * 13 + exact, 0).astype(np.int32)


def _add_periods(periods: Array, tally: Counter[int]) -> None:
    # The newest come first, so that the articles of a month are neighbours.
    if len(periods):
        at = np.flatnonzero(np.concatenate(([True], periods[1:] != periods[:-1])))
        sizes = np.diff(at, append=len(periods))
        for period, count in zip(periods[at].tolist(), sizes.tolist(), strict=True):
            if period:
                tally[period] += count


def _written(period: int) -> str:
    year, month = divmod(period, 13)
    return f"{year:04}-{month:02}" if month else f"{year:04}"
