"""The folder of a project: who holds it, whether it was closed, where it had better not lie."""

import json
import os
import platform
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workbench.errors import ProjectError, ProjectLocked
from workbench.store.writing import now

DATABASE = "project.sqlite"
BACKUPS = "backups"
ORIGINALS = "originals"
_LOCK = "project.lock"
_HOLDER = "project.holder"
_NETWORK_KINDS = """
nfs nfs4 cifs smb3 smbfs afpfs ncpfs 9p afs ceph glusterfs lustre davfs fuse.sshfs fuse.davfs2
fuse.rclone fuse.gvfsd-fuse fuse.s3fs
"""
_NETWORK = frozenset(_NETWORK_KINDS.split())
_MOUNT_PLACE, _MOUNT_KIND = 1, 2
_SYNCED = ("onedrive", "dropbox", "icloud", "mobile documents", "google drive", "googledrive")


class Hold:
    """This process's hold on a project folder, from `take` to `release`.

    The operating system drops the lock when the process ends in whatever way. The holder's
    note stays then, which is how the next one knows that the project was not closed.
    """

    def __init__(self, lock: FileLock, note: Path, *, unclean: bool) -> None:
        self._lock = lock
        self._note = note
        self.unclean = unclean
        """Whether the holder before this one ended without closing the project."""

    @classmethod
    def take(cls, folder: Path) -> "Hold":
        """Hold the folder, or raise `ProjectLocked` with who does."""
        lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
        note = folder / _HOLDER
        try:
            lock.acquire()
        except Timeout:
            raise ProjectLocked(
                f"{folder} is open in another Lode ({_describe(note)}). Close it there first."
            ) from None
        except OSError as error:
            raise _not_held(folder, error) from error
        unclean = note.exists()
        content = {"pid": os.getpid(), "host": platform.node(), "since": now()}
        try:
            note.write_text(json.dumps(content), encoding="utf-8")
        except OSError as error:
            lock.release()
            raise _not_held(folder, error) from error
        return cls(lock, note, unclean=unclean)

    def release(self) -> None:
        """Let the folder go after a clean close."""
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def abandon(self) -> None:
        """Let the folder go, and leave the note if the holder before left one."""
        if not self.unclean:
            self._note.unlink(missing_ok=True)
        self._lock.release()


def is_own(folder: Path, path: Path) -> bool:
    """Whether `path` is where a project in `folder` keeps, or would look for, files of its own.

    Links are followed; case is ignored, as some file systems do.
    """
    try:
        inside = path.resolve().relative_to(folder.resolve())
    except ValueError:
        return False
    name = inside.parts[0].casefold() if inside.parts else ""
    return name in {"", BACKUPS, ORIGINALS, _LOCK, _HOLDER} or name.startswith(DATABASE)


def warnings(folder: Path) -> list[str]:
    """Sentences about a folder that a database had better not lie in."""
    parts = [part.casefold() for part in folder.resolve().parts]
    if any(service in part for part in parts for service in _SYNCED):
        return [
            f"{folder} seems to be synchronised to the cloud. A copy made while Lode writes can "
            "be damaged; keep the project in a local folder and copy it when Lode is closed."
        ]
    if is_on_network(folder):
        return [
            f"{folder} seems to lie on a network drive. Locks and writes are not sure to be "
            "kept there; work in a local folder and copy the project when Lode is closed."
        ]
    return []


def is_on_network(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a folder lies on a drive of another machine, as far as the system tells.

    Known are Windows' network paths, and the file systems that Linux lists in `mounts`.
    """
    place = folder.resolve()
    if place.drive.startswith("\\\\"):
        return True
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    kinds = {}
    for line in lines:
        fields = line.split(" ")
        if len(fields) > _MOUNT_KIND:
            # Blanks in a path are written as octal numbers.
            kinds[fields[_MOUNT_PLACE].replace("\\040", " ")] = fields[_MOUNT_KIND]
    above = [str(part) for part in (place, *place.parents)]
    return next((kinds[one] for one in above if one in kinds), "") in _NETWORK


def _not_held(folder: Path, error: OSError) -> ProjectError:
    return ProjectError(
        f"{folder} cannot be written to: {error.strerror or error}. Nothing was changed."
    )


def _describe(note: Path) -> str:
    try:
        holder: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(holder["since"]).astimezone()
        return f"process {holder['pid']} on {holder['host']} since {since:%Y-%m-%d %H:%M}"
    except (OSError, ValueError, KeyError):  # it is being written just now
        return "holder unknown"
