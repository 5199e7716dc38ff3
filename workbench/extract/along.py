"""Texts read along, here or in a process of its own.

Rules run for a fifth of a second over a long article: in a thread of the window's process that
would hold its interpreter.
"""

import threading
from typing import Any

from workbench.domain import Reading
from workbench.errors import ChildCrashed, ChildTimeout
from workbench.extract.packing import packed, unpacked
from workbench.extract.reading import read_along
from workbench.processes import Child, serve

SECONDS = 120.0
"""A text that takes longer is given up."""


class Along:
    """Reads texts; with `child` in another process, which is started by the first."""

    def __init__(self, *, child: bool) -> None:
        self._child = Child("workbench.extract.along") if child else None
        self._lock = threading.Lock()

    def read(self, text: str, published: str | None = None, language: str | None = None) -> Reading:
        """All that is offered in a text; of one that could not be read, nothing."""
        if self._child is None:
            return read_along(text, published, language)
        asked = {"text": text, "published": published, "language": language}
        with self._lock:
            try:
                answer = self._child.request(asked, SECONDS)
            except (ChildCrashed, ChildTimeout):
                return Reading()
        return unpacked(answer)

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    return packed(read_along(message["text"], message["published"], message["language"]))


if __name__ == "__main__":
    serve(_answer)
