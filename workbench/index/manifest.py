"""The SHA-256 of each index file, checked before Whoosh opens any of them.

Whoosh keeps no checksums, syncs nothing and unpickles parts of what it reads, so the list of
trusted files with their hashes is kept in the project's database. What is not in it is never
opened; what differs from it makes the whole index count as damaged.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbench.errors import IndexUnavailable

_NAME = re.compile(r"[A-Za-z0-9_.]{1,100}")
_LOCK = re.compile(r"[A-Za-z0-9]+_WRITELOCK")


class IndexDamaged(IndexUnavailable):
    """A file of the index is missing or not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            "The search index is missing or damaged. Articles and passages are not affected; "
            "rebuild the index to search again."
        )


class Verifier:
    """Checks folders against manifests; a file that has not changed since is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], str]] = {}

    def verify(self, folder: Path, manifest: Mapping[str, str]) -> None:
        """Return when every listed file is as it was written; raise `IndexDamaged` if not."""
        for name, expected in manifest.items():
            # The manifest comes from a project file that somebody else may have made: it must
            # not lead out of the cache folder.
            if _NAME.fullmatch(name) is None or self._hash(folder / name) != expected:
                raise IndexDamaged

    def forget(self) -> None:
        """Read every file again at its next check."""
        self._known.clear()

    def _hash(self, path: Path) -> str:
        try:
            state = path.lstat()
            signature = (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns)
            known = self._known.get(path)
            if known is None or known[0] != signature:
                self._known[path] = known = (signature, sha256_of(path))
        except OSError:
            self._known.pop(path, None)
            raise IndexDamaged from None
        return known[1]


def make(folder: Path, names: Iterable[str], before: Mapping[str, str]) -> dict[str, str]:
    """The manifest of these files, synced to the disk; those listed `before` are unchanged."""
    made: dict[str, str] = {}
    for name in names:
        made[name] = before.get(name) or _synced_hash(folder / name)
    _sync_folder(folder)
    return made


def remove_strays(folder: Path, manifest: Mapping[str, str]) -> None:
    """Delete what an earlier state or an interrupted commit has left in the folder.

    A file that is still open elsewhere (Windows) stays until the next time.
    """
    for path in folder.iterdir():
        if path.name in manifest or _LOCK.fullmatch(path.name):
            continue
        remove(path)


def remove(path: Path) -> None:
    """Delete a file or a folder with all it holds, if the system lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:  # open elsewhere; tried again after the next commit
        return


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a regular file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _synced_hash(path: Path) -> str:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there, and needs no sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
