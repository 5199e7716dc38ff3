"""A verified copy put in the database's place, and the old database set aside."""

import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from workbench.errors import ProjectError, ProjectTooNew, StoreError
from workbench.store.check import check
from workbench.store.connection import Store
from workbench.store.disk import sync
from workbench.store.writing import now

_ASIDE = re.compile(r"(\d{8}T\d{6})\d{3}Z")
_COMPANIONS = ("", "-wal", "-shm")
"""What SQLite adds to a database's name for the files that belong to it."""


def put_in_place(file: Path, database: Path) -> Path | None:
    """Put a copy of the backup `file` at `database`; returns where the old one was set aside.

    For whoever holds the project's folder. The copy is checked before anything is moved; when
    this raises `StoreError`, the old database is where it was. None when there was no old one.
    """
    incoming = database.with_name(database.name + ".restoring")
    try:
        _refuse_unfit(file, database)
        _remove(incoming)
        _copy(file, incoming)
        _verify(incoming, file)
        sync(incoming)
        aside = _swap(incoming, database)
        sync(database.parent)
    except OSError as error:
        raise _refused(file, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            _remove(incoming)
    return aside


def set_aside(database: Path) -> list[tuple[Path, datetime]]:
    """The databases that were set aside beside one, with the moment, in UTC; the newest first."""
    found: list[tuple[Path, datetime]] = []
    for path in database.parent.glob(f"{database.name}.2*"):
        match = _ASIDE.fullmatch(path.name.removeprefix(f"{database.name}."))
        if match is not None:
            found.append((path, datetime.strptime(match[1], "%Y%m%dT%H%M%S")))
    return sorted(found, key=lambda one: one[1], reverse=True)


def _refuse_unfit(file: Path, database: Path) -> None:
    # Looked at before it is opened: a pipe would be waited on for ever.
    if not file.is_file():
        why = "it is not an ordinary file" if file.exists() else "there is no such file"
        raise _refused(file, why)
    if database.exists() and file.samefile(database):
        raise _refused(file, "it is the project's own database")


def _copy(file: Path, to: Path) -> None:
    """Copy a database with what SQLite has not yet written into its main file."""
    shutil.copyfile(file, to)
    journal = Path(f"{file}-wal")
    if journal.is_file():
        shutil.copyfile(journal, f"{to}-wal")


def _verify(copy: Path, file: Path) -> None:
    """Raise `StoreError` unless the copy is a sound database; it is one file afterwards."""
    try:
        store = Store.open(copy)
    except ProjectTooNew as error:
        raise _refused(file, "a later version of Lode made it") from error
    except ProjectError as error:
        raise _refused(file, "it is damaged, or no backup of a Lode project") from error
    try:
        findings = check(store)
    finally:
        store.close()
    if findings:
        first = findings[0]
        raise _refused(file, f"it does not pass the check: {first.where} {first.what}")


def _swap(incoming: Path, database: Path) -> Path | None:
    """Move the old database out of the way and the new one in; back again if that fails."""
    aside = database.with_name(f"{database.name}.{re.sub(r'[-:.]', '', now())}")
    moved: list[tuple[Path, Path]] = []
    try:
        # A journal of the old database must not stay: SQLite would play it into the new one.
        for suffix in _COMPANIONS:
            old, kept = Path(f"{database}{suffix}"), Path(f"{aside}{suffix}")
            if old.exists():
                old.rename(kept)
                moved.append((old, kept))
        incoming.rename(database)
    except OSError:
        for old, kept in reversed(moved):
            kept.rename(old)
        raise
    return aside if aside.exists() else None


def _remove(database: Path) -> None:
    for suffix in _COMPANIONS:
        Path(f"{database}{suffix}").unlink(missing_ok=True)


def _refused(file: Path, why: str) -> StoreError:
    return StoreError(f"{file} was not restored: {why}. The project is as it was.")
