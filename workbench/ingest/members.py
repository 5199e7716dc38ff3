"""Files that hold several articles: what a reader of one gives, and caps that all share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain import ArticleDraft
from workbench.ingest.failures import Refused

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Member:
    """One article of a file, not yet read.

    `name` tells it from the others and is the same when the file is read again; `data` are
    its own bytes, by whose hash a change is noticed. `read` makes the finished article of
    them, and raises as a reader does.
    """

    name: str
    data: bytes
    read: Callable[[], ArticleDraft]


class Names:
    """Gives every member of a file a name of its own, printable and not too long."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def own(self, wanted: str) -> str:
        """The wanted name, with a number behind it where it has been given before."""
        name = "".join(c if c.isprintable() else " " for c in wanted[:LONGEST_NAME])
        name = " ".join(name.split()) or "article"
        times = self._given[name] = self._given.get(name, 0) + 1
        return name if times == 1 else self.own(f"{name} ({times})")


def refused(name: str, data: bytes, reason: str) -> Member:
    """A member that is there but not to be read, for `reason`."""

    def read() -> ArticleDraft:
        raise Refused(reason)

    return Member(name, data, read)


def nonempty(members: Iterator[Member]) -> Iterator[Member]:
    """The members; raises `Refused` when there are none."""
    first = next(members, None)
    if first is None:
        raise Refused("It holds no article.")
    yield first
    yield from members
