"""Files that stand complete under their name, or not at all."""

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from workbench.errors import ExportError

_BLOCK = 1024 * 1024
_KEPT = "An older file of that name is untouched."


def write_whole(
    path: Path, chunks: Iterable[bytes], check: Callable[[Path], None] | None = None
) -> None:
    """Write `chunks` to `path` so that it holds all of them when this returns.

    They go to a new file in the same folder, which is synced to disk, read again and compared
    before it takes the name; then the folder is synced and the file read once more. Until it has
    the name, a file that was there stays as it was. Whatever fails or is raised by `chunks`, the
    new file is removed. A symbolic link is followed. `check` is called with the new file before
    it takes the name, and refuses it by raising. Raises `ExportError`.
    """
    target = _target(path)
    temporary = target.with_name(f".lode-{secrets.token_hex(6)}.part")
    try:
        written = _fill(temporary, chunks)
        if _digest(temporary) != written:
            raise ExportError(f"What was written for “{path}” could not be read back. {_KEPT}")
        if check is not None:
            check(temporary)
        _take_mode(temporary, target)
        temporary.replace(target)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _confirm(path, target, written)


def _refused(path: Path, error: OSError) -> ExportError:
    reason = error.strerror or type(error).__name__
    return ExportError(f"“{path}” could not be written: {reason}. {_KEPT}")


def _confirm(path: Path, target: Path, written: str) -> None:
    """Raise `ExportError` unless the named file is on disk and holds what was written."""
    try:
        _sync_folder(target.parent)
        holds_it = _digest(target) == written
    except OSError:
        holds_it = False
    if not holds_it:
        raise ExportError(
            f"“{path}” was written, but reading it back failed. Export it again, to another "
            "disk if this repeats."
        )


def _target(path: Path) -> Path:
    """The file itself behind any links.

    A device, a pipe or a folder is refused: renaming over one would remove it.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return target
    except OSError as error:
        raise _refused(path, error) from error
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise ExportError(f"“{path}” is {kind}. Choose another name for the export.")
    return target


def _fill(path: Path, chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _take_mode(temporary: Path, target: Path) -> None:
    """Give the new file the permissions of the one that it replaces, where that may be done."""
    with suppress(FileNotFoundError, PermissionError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        # Windows opens no folder as a file; its rename is durable by itself.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems sync no folders; there is nothing more to be done there.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)
