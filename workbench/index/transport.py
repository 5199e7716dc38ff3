"""How requests reach their handlers: called here, or sent to a child process.

A child keeps the window's interpreter free and can be killed, which is the only sure way to
stop a search; the command line and the tests do without.
"""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workbench.errors import ChildCrashed, ChildTimeout, IndexUnavailable
from workbench.index.manifest import Verifier
from workbench.index.messages import Message, checked
from workbench.index.requests import Requests, searching, updating
from workbench.processes import Child
from workbench.store import Store

SERVER = "workbench.index.server"
SEARCH = "search"
UPDATE = "update"

_CLOSING_SECONDS = 1.0


class Transport(Protocol):
    """Carries one request at a time."""

    def request(self, message: Message, seconds: float) -> Message:
        """The answer; raises the error that it tells of, or `ChildTimeout`."""

    def rest(self) -> None:
        """Let go of what is held, until something is asked again."""

    def close(self) -> None:
        """End whatever answers."""


class Here:
    """Calls the handlers in this process; `seconds` is then theirs to keep."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def request(self, message: Message, seconds: float) -> Message:  # noqa: ARG002 - see above
        """The answer to `message`."""
        return checked(self._requests.answer(message))

    def rest(self) -> None:
        """Let go of what the handlers hold."""
        self._requests.close()

    def close(self) -> None:
        """The same: nothing else has to end."""
        self.rest()


class Elsewhere:
    """Sends requests to a child process, which is killed when it takes too long."""

    def __init__(self, side: str, database: Path) -> None:
        self._child = Child(SERVER, side, str(database))
        self._closed = False

    def request(self, message: Message, seconds: float) -> Message:
        """The answer to `message`; raises `ChildTimeout` after `seconds`."""
        if self._closed:
            raise IndexUnavailable("The project is closed.")
        try:
            return checked(self._child.request(message, seconds))
        except ChildTimeout:
            raise
        except ChildCrashed:
            raise IndexUnavailable(
                "The process that works on the search index ended unexpectedly. Try again; if "
                "it happens again, rebuild the index."
            ) from None

    def rest(self) -> None:
        """End the child; the next request starts another."""
        self._child.kill()

    def close(self) -> None:
        """End the child, at once: what it has not committed is done again."""
        self._closed = True
        self._child.kill()


@dataclass(frozen=True, slots=True)
class Transports:
    """The ways to the searching and to the writing side, and to one that helps with writing.

    Who asks something holds the lock of that side: one request at a time.
    """

    searching: Transport
    updating: Transport
    helping: Transport | None
    """None where everything is done in this process, which two would only share."""
    search_lock: threading.Lock = field(default_factory=threading.Lock)
    update_lock: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        """Let go of all files and processes; an update under way in another thread fails."""
        writing = [side for side in (self.updating, self.helping) if side is not None]
        for lock, sides in ((self.search_lock, [self.searching]), (self.update_lock, writing)):
            free = lock.acquire(timeout=_CLOSING_SECONDS)
            try:
                for side in sides:
                    side.close()
            finally:
                if free:
                    lock.release()


def transports(store: Store, *, child: bool) -> Transports:
    """The ways to all sides; a process is only started when something is asked of it."""
    if child:
        searching_, updating_, helping = (
            Elsewhere(side, store.path) for side in (SEARCH, UPDATE, UPDATE)
        )
        return Transports(searching_, updating_, helping)
    verifier = Verifier()
    return Transports(
        Here(searching(lambda: store, verifier)),
        Here(updating(lambda: store, verifier)),
        None,
    )
