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
from workbench.ingest.packages import DAMAGE
from workbench.ingest.scan import passed_over_in_archive

MOST_ENTRIES = 50_000
MOST_BYTES = 2 * 1024 * 1024 * 1024
"""Of all entries, unpacked."""
HIGHEST_RATIO = 200
"""Unpacked to packed size; text rarely reaches 20. Small entries may have any."""

_SMALL = 1024 * 1024
_CHUNK = 256 * 1024
_HEADER = 30
_ENCRYPTED = 1


@dataclass(frozen=True)
class Entry:
    """One file of an archive; `data` unpacks it and raises `Refused` or `Unreadable`."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    name: str

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
                    if size > most:
                        raise Refused("It unpacks to far more than an article needs.")
                    pieces.append(piece)
        except RecursionError:
            raise
        except DAMAGE:
            raise Unreadable("It is damaged.") from None
        return b"".join(pieces)


def entries(data: bytes) -> Iterator[Entry]:
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
    if len(infos) > MOST_ENTRIES:
        raise Refused(f"It holds {len(infos):,} files; Lode reads up to {MOST_ENTRIES:,}.")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused("It unpacks to far more than articles need.")
    _refuse_overlaps(infos)
    seen: set[str] = set()
    for info in sorted(infos, key=lambda info: info.filename):
        name = str(PurePosixPath(info.filename.replace("\\", "/")))
        if info.is_dir() or name in seen or passed_over_in_archive(name):
            continue
        seen.add(name)
        yield Entry(archive, info, name)


def _refuse_overlaps(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose entries share their bytes, as bombs do."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("Its parts overlap, as those of no honest archive do.")
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
