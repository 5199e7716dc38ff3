"""Places of a query that cannot be read, and the query with that one place repaired."""

from dataclasses import dataclass


class Unreadable(Exception):
    """Why and where reading stopped; `repair` is a whole query, perhaps with other faults."""

    def __init__(self, reason: str, start: int, end: int, repair: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start
        self.end = end
        self.repair = repair


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a query."""

    query: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.query[: self.start]

    @property
    def written(self) -> str:
        """The stretch itself."""
        return self.query[self.start : self.end]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.query[self.end :]

    def trouble(self, reason: str, instead: str | None = None) -> Unreadable:
        """An error here, repaired by `instead` in its place; None when nothing would do."""
        if instead is None:
            return Unreadable(reason, self.start, self.end)
        before, after = self.before, self.after
        if not instead:
            after = after.lstrip()
            before = before.rstrip() + ("" if after.startswith(")") else " ")
        return Unreadable(reason, self.start, self.end, f"{before}{instead}{after}".strip())
