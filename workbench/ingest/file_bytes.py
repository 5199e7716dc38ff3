"""Reading a file once and whole, whatever its name has become since it was found."""

import os
import stat
from pathlib import Path

from workbench.ingest.failures import Refused
from workbench.ingest.formats import MAX_BYTES, too_large


def read_once(path: Path) -> tuple[bytes, float]:
    """The file's bytes and when it was last changed.

    What is opened is looked at again: between the scan and now a name can have become a link
    or a pipe, on which a plain `open` would wait for ever.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    if stat.S_ISLNK(path.lstat().st_mode):
        raise Refused("It is a link; import what it leads to.")
    with os.fdopen(os.open(path, flags), "rb") as file:
        info = os.fstat(file.fileno())
        if not stat.S_ISREG(info.st_mode):
            raise Refused("It is not an ordinary file.")
        data = file.read(MAX_BYTES + 1)
    if reason := too_large(max(len(data), info.st_size)):
        raise Refused(reason)
    if not data:
        raise Refused("The file is empty.")
    return data, info.st_mtime
