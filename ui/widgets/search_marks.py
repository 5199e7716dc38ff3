"""The search hits of one text, and which of them the user is at."""

import bisect
from collections.abc import Iterable

Units = tuple[int, int]


class SearchMarks:
    """Hits as pairs of units, in order; stepping goes around the end."""

    def __init__(self, hits: Iterable[Units] = ()) -> None:
        self.hits = sorted(hits)
        self._at: int | None = None

    @property
    def current(self) -> Units | None:
        """The hit that was stepped to last."""
        return None if self._at is None else self.hits[self._at]

    @property
    def number(self) -> int:
        """Which hit that is, from 1; 0 before the first step."""
        return 0 if self._at is None else self._at + 1

    def step(self, by: int, unit: int) -> Units | None:
        """Go to the next (1) or previous (-1) hit, at first as seen from `unit`."""
        if not self.hits:
            return None
        if self._at is None:
            here = bisect.bisect_left(self.hits, (unit, 0))
            self._at = (here if by > 0 else here - 1) % len(self.hits)
        else:
            self._at = (self._at + by) % len(self.hits)
        return self.hits[self._at]

    def between(self, start: int, end: int) -> list[Units]:
        """The hits that may show between two units."""
        first = bisect.bisect_left(self.hits, (start, 0))
        # One more before: it may reach over the edge.
        return self.hits[max(0, first - 1) : bisect.bisect_left(self.hits, (end, 0))]
