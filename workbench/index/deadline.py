"""A time by which a search has to end, asked for inside its loops."""

import time

from workbench.errors import SearchTimeout


class Deadline:
    """Raises `SearchTimeout` from `check` once `seconds` have passed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Go on, or raise `SearchTimeout`."""
        if time.monotonic() >= self._end:
            raise too_slow(self._seconds)


def too_slow(seconds: float) -> SearchTimeout:
    """The error of a search that took longer than `seconds`."""
    return SearchTimeout(
        f"The search was stopped after {seconds:g} seconds. Add a word or a date range, or put "
        "more letters before “*”."
    )
