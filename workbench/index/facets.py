"""How many of the matching articles have each outlet, month, author, tag and so on."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from workbench.index.query import Scope
from workbench.index.schema import DAY_AFTER, FIRST_DAY
from workbench.index.segments.files import Array
from workbench.index.segments.segment import Segment

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


class SegmentFacets:
    """The values of one segment's documents, prepared for counting. Not for several threads."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._names = lru_cache(maxsize=None)(self._decoded)
        self._periods: Array | None = None

    def add(self, mask: Array, tallies: dict[str, Counter[str]]) -> None:
        """Count the values of the documents in `mask`, bool[documents]."""
        for facet, field in FACETS.items():
            names = self._segment.names(field)
            if names is None:
                continue
            counts = np.bincount(names.numbers[mask[names.documents]])
            known, tally = self._names(field), tallies[facet]
            present = np.flatnonzero(counts)
            for number, count in zip(present.tolist(), counts[present].tolist(), strict=True):
                tally[known[number]] += count
        # The newest come first, so that the articles of a month are neighbours.
        periods = self._dated()[mask]
        if len(periods):
            at = np.flatnonzero(np.concatenate(([True], periods[1:] != periods[:-1])))
            sizes = np.diff(at, append=len(periods))
            for period, count in zip(periods[at].tolist(), sizes.tolist(), strict=True):
                if period:
                    tallies[MONTH][_written(period)] += count

    def _decoded(self, field: str) -> list[str]:
        names = self._segment.names(field)
        return [] if names is None else [name.decode() for name in names.lexicon]

    def _dated(self) -> Array:
        """The month or, if its date says no more, the year of each document; 0 without date."""
        if self._periods is None:
            first = self._segment.column(FIRST_DAY).astype(np.int64)
            days = self._segment.column(DAY_AFTER).astype(np.int64) - first
            months = (first - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
            years, month = months // 12 + 1970, months % 12 + 1
            exact = np.where(days > _LONGEST_MONTH, 0, month)
            self._periods = np.where(first > 0, years * 13 + exact, 0)
        return self._periods


def counted(parts: Sequence[tuple[SegmentFacets, Array]]) -> Counts:
    """The counts of all segments together, given each with its matching documents.

    The most frequent first, then by name; months run in their own order.
    """
    tallies: dict[str, Counter[str]] = {name: Counter() for name in (*FACETS, MONTH)}
    for facets, mask in parts:
        facets.add(mask, tallies)
    counts: Counts = {}
    for name, tally in tallies.items():
        if name == MONTH:
            counts[name] = sorted(tally.items())
        else:
            counts[name] = sorted(tally.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    return counts


def _written(period: int) -> str:
    year, month = divmod(period, 13)
    return f"{year:04}-{month:02}" if month else f"{year:04}"
