"""The passages of one article by place: who lies where, beside whom, and what comes next."""

import bisect
from collections.abc import Iterable, Sequence

from workbench.domain import Passage, Span

SAME_LINE = 90
"""Passages closer than this many code points may share a line, and so get lanes of their own."""


class PassageMap:
    """Passages in reading order, each with a lane for its bar and a level for its underline."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self.passages = sorted(passages, key=lambda p: (p.span.start, -p.span.end, p.id))
        self._starts = [passage.span.start for passage in self.passages]
        self._by_id = {passage.id: place for place, passage in enumerate(self.passages)}
        spans = [passage.span for passage in self.passages]
        self._lanes = assign_lanes(spans, SAME_LINE)
        self._levels = assign_lanes(spans)
        self.lanes = max(self._lanes, default=-1) + 1

    def get(self, passage_id: int | None) -> Passage | None:
        """The passage with that id, if it is here."""
        place = self._by_id.get(passage_id) if passage_id is not None else None
        return None if place is None else self.passages[place]

    def lane(self, passage: Passage) -> int:
        """Column of its bar in the margin, 0 beside the text."""
        return self._lanes[self._by_id[passage.id]]

    def level(self, passage: Passage) -> int:
        """Row of its underline, 0 nearest to the words; passages that overlap differ."""
        return self._levels[self._by_id[passage.id]]

    def touching(self, span: Span) -> list[Passage]:
        """The passages that share a character with `span`, in reading order."""
        before = self.passages[: bisect.bisect_left(self._starts, span.end)]
        return [passage for passage in before if passage.span.end > span.start]

    def at(self, point: int) -> list[Passage]:
        """The passages around `point`, the shortest first.

        Right behind a passage's last character is still at the passage, unless others
        contain the place properly.
        """
        inside = self.touching(Span(point, point + 1))
        found = inside or [p for p in self.touching(Span(point - 1, point)) if p.span.end == point]
        return sorted(found, key=lambda p: (_in_gap(p, point), p.span.end - p.span.start, p.id))

    def step(self, current: Passage | None, point: int, by: int) -> Passage | None:
        """The passage after (`by` 1) or before (-1) the current one or `point`, around the end."""
        if not self.passages:
            return None
        if current is not None and current.id in self._by_id:
            return self.passages[(self._by_id[current.id] + by) % len(self.passages)]
        place = bisect.bisect_left(self._starts, point)
        return self.passages[(place if by > 0 else place - 1) % len(self.passages)]

    def next_at(self, current: Passage | None, point: int) -> Passage | None:
        """The next of the passages that overlap the current one, or else lie around `point`."""
        if current is None or current.id not in self._by_id:
            return next(iter(self.at(point)), None)
        around = self.touching(current.span)
        place = next(n for n, passage in enumerate(around) if passage.id == current.id)
        return around[(place + 1) % len(around)]


def _in_gap(passage: Passage, point: int) -> bool:
    """Whether a place lies between the parts of a passage rather than in one."""
    at = point - passage.span.start
    return any(gap.start <= at < gap.end for gap in passage.gaps)


def assign_lanes(spans: Sequence[Span], apart: int = 0) -> list[int]:
    """A lane for each of `spans`, which come in order of their starts.

    No two spans in a lane overlap or have less than `apart` between them; as few lanes as
    that allows.
    """
    ends: list[int] = []
    lanes = []
    for span in spans:
        free = next((n for n, end in enumerate(ends) if end + apart <= span.start), len(ends))
        if free == len(ends):
            ends.append(0)
        ends[free] = span.end
        lanes.append(free)
    return lanes
