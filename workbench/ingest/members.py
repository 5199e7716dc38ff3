"""Files that hold several articles: what a reader of one gives, and caps that all share."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain import ArticleDraft
from workbench.ingest.failures import Refused
from workbench.ingest.scan import display_path

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Member:
    """One article of a file, not yet unpacked nor read.

    `name` tells it from the others and is the same when the file is read again. `content`
    gives its own bytes, by whose hash a change is noticed, and `read` makes the finished
    article of them; both raise as a reader does.
    """

    name: str
    content: Callable[[], bytes]
    read: Callable[[bytes], ArticleDraft]


class Names:
    """Gives every member of a file a name of its own, printable and not too long."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def own(self, wanted: str) -> str:
        """The wanted name, with a number behind it where it has been given before."""
        first = name = _short(" ".join(display_path(wanted).split()) or "article")
        while name in self._given:
            self._given[first] += 1
            name = f"{first} ({self._given[first]})"
        self._given[name] = 1
        return name


def _short(name: str) -> str:
    """The name, a long one with its hash in place of its end: addresses may differ only there."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:LONGEST_NAME]}… {hashlib.sha256(name.encode()).hexdigest()[:16]}"


def refused(name: str, reason: str) -> Member:
    """A member that is there but not to be read, for `reason`."""
    return failing(name, Refused(reason))


def failing(name: str, error: Exception) -> Member:
    """A member that cannot be had: reading it raises `error`."""

    def read(_: bytes) -> ArticleDraft:
        raise error

    return Member(name, bytes, read)


def nonempty(members: Iterator[Member]) -> Iterator[Member]:
    """The members; raises `Refused` when there are none."""
    first = next(members, None)
    if first is None:
        raise Refused("It holds no article.")
    yield first
    yield from members
