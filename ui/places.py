"""Back and forward: the places the user has been to, as a browser keeps them."""

from dataclasses import dataclass

from workbench.domain import Span

LIMIT = 200
"""Places kept; the oldest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article, and the passage or the stretch in it that was gone to."""

    article_id: int
    passage_id: int | None = None
    at: Span | None = None


class Places:
    """Where the user is, has been, and has come back from."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._now = -1

    def visit(self, place: Place) -> None:
        """Go to `place`; what lay ahead is forgotten. Where one already is counts once."""
        if self.here == place:
            return
        self._places = [*self._places[: self._now + 1], place][-LIMIT:]
        self._now = len(self._places) - 1

    def back(self) -> Place | None:
        """Go one place back, or stay and return None."""
        return self._go(-1)

    def forward(self) -> Place | None:
        """Go one place forward, or stay and return None."""
        return self._go(1)

    @property
    def here(self) -> Place | None:
        """Where the user is."""
        return self._places[self._now] if self._now >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._now > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._now + 1 < len(self._places)

    def _go(self, by: int) -> Place | None:
        if not 0 <= self._now + by < len(self._places):
            return None
        self._now += by
        return self._places[self._now]
