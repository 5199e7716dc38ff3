"""Making sure that what was written is on the disk."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Return when a file or a folder is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder for this, and flushes renames by itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
