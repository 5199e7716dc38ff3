"""Zip archives of articles: their entries, weighed before and while they are unpacked.

Nothing is unpacked to disk, and the names in an archive are no paths: they only tell the
format and the article.
"""

import datetime
import io
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.formats import MAX_BYTES, too_large
from workbench.ingest.members import Names
from workbench.ingest.packages import DAMAGE
from workbench.ingest.scan import pages_in_archive, passed_over_in_archive

MOST_ENTRIES = 50_000
"""Of an archive with those within it."""
MOST_BYTES = 2 * 1024 * 1024 * 1024
"""Of all entries, unpacked; archives within it count with what they unpack to."""
HIGHEST_RATIO = 200
"""Unpacked to packed size; text rarely reaches 20. Small entries may have any."""

_SMALL = 1024 * 1024
_CHUNK = 256 * 1024
_HEADER = 30
_ENCRYPTED = 1


class Budget:
    """What an archive, with those within it, may still unpack."""

    def __init__(self) -> None:
        self._entries = MOST_ENTRIES
        self._bytes = MOST_BYTES

    def take_entries(self, number: int) -> None:
        """Count entries; raises `Refused` when there are too many by now."""
        if number > self._entries:
            raise Refused(f"It holds more than {MOST_ENTRIES:,} files; split it.")
        self._entries -= number

    def take_bytes(self, number: int) -> None:
        """Count unpacked bytes; raises `Refused` when there are too many by now."""
        self._bytes -= number
        if self._bytes < 0:
            raise Refused("The archive unpacks to far more than articles need.")


@dataclass(frozen=True)
class Entry:
    """One file of an archive; `data` unpacks it and raises `Refused` or `Unreadable`.

    `name` is its own in the archive and may be shown; `file_name` says its format.
    """

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    name: str
    budget: Budget

    @property
    def file_name(self) -> str:
        """The name of the file alone."""
        return PurePosixPath(_path(self.info)).name

    @property
    def modified(self) -> float | None:
        """The entry's time stamp in seconds, None when it is none."""
        try:
            return datetime.datetime(*self.info.date_time).timestamp()
        except (ValueError, OverflowError):
            return None

    def data(self) -> bytes:
        """The unpacked bytes."""
        info = self.info
        if info.flag_bits & _ENCRYPTED:
            raise Refused("It is protected by a password.")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused("It is a link.")
        if reason := too_large(info.file_size):
            raise Refused(reason)
        most = MAX_BYTES if info.compress_size == 0 else HIGHEST_RATIO * info.compress_size
        most = min(MAX_BYTES, max(most, _SMALL))
        pieces: list[bytes] = []
        size = 0
        try:
            # In pieces: the size in an archive's directory is only what it claims.
            with self.archive.open(info) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    self.budget.take_bytes(len(piece))
                    if size > most:
                        raise Refused("It unpacks to far more than an article needs.")
                    pieces.append(piece)
        except RecursionError:
            raise
        except DAMAGE:
            raise Unreadable("It is damaged.") from None
        return b"".join(pieces)


def entries(data: bytes, budget: Budget) -> Iterator[Entry]:
    """The files in an archive, in the order of their names; what a scan would pass over is.

    Raises `Refused` for an archive made to do harm, `Unreadable` for a damaged one.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except RecursionError:
        raise
    except DAMAGE:
        raise Unreadable("It is damaged, or not a zip archive.") from None
    budget.take_entries(len(infos))
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused("It unpacks to far more than articles need.")
    _refuse_overlaps(infos)
    names = Names()
    pages = pages_in_archive(map(_path, infos))
    for info in sorted(infos, key=_path):
        if not info.is_dir() and not passed_over_in_archive(_path(info), pages):
            yield Entry(archive, info, names.own(_path(info)), budget)


def _path(info: zipfile.ZipInfo) -> str:
    """The entry's path in the archive, written one way."""
    return str(PurePosixPath(info.filename.replace("\\", "/")))


def _refuse_overlaps(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose entries share their bytes, as bombs do."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("Its parts overlap, as those of no honest archive do.")
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
