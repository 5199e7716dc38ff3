"""What has been added to watched folders since they were last looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbench.ingest.scan import scan

QUIET_SECONDS = 2.0
"""A file that was written to more recently may still be being written."""


@dataclass(frozen=True, slots=True)
class News:
    """Files to import. `until` is the moment to ask from the next time; with `more_soon` there
    are others, too fresh for now, so that it is worth asking again in a little while."""

    files: tuple[Path, ...]
    until: float
    more_soon: bool


def news(folders: Iterable[Path], since: float, now: float) -> News:
    """The files below `folders` that were made, changed or moved there from `since` on.

    Both moments are seconds since 1970. Nothing is opened; what an import would refuse by its
    kind alone (links, special files, unknown formats) is no news.
    """
    until = max(since, now - QUIET_SECONDS)
    ready: list[Path] = []
    more_soon = False
    for found in scan(folders):
        if found.outcome is not None:
            continue
        try:
            info = found.path.lstat()
        except OSError:
            continue
        # A file that is moved keeps the time at which it was written, but not the other one;
        # a time that is yet to come was written by a clock that is wrong.
        times = [moment for moment in (info.st_mtime, info.st_ctime) if moment <= now]
        moment = max(times, default=since)
        if moment >= until:
            more_soon = True
        elif moment >= since:
            ready.append(found.path)
    return News(tuple(ready), until, more_soon)
