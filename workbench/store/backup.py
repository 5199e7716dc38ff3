"""Verified copies of the database, thinned with age."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from workbench.errors import ChildCrashed, ChildTimeout, ProjectDamaged, StoreError
from workbench.store.checking import findings
from workbench.store.connection import Store
from workbench.store.disk import sync
from workbench.store.writing import now

_NAME = re.compile(r"project-(\d{8}T\d{6}\d{3}Z)\.sqlite")


def back_up(store: Store, path: Path) -> Path:
    """Copy the database to `path`, verify the copy, and only then give it its name.

    An older file of that name is replaced only by a verified copy. Raises `ProjectDamaged`
    when the copy does not pass the check, `StoreError` when it cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        partial.unlink(missing_ok=True)
        partial.touch()  # the system says why it refuses, SQLite would not
        store.backup_to(partial)
        _verify(partial)
        sync(partial)
        partial.replace(path)
        sync(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{partial}{suffix}").unlink(missing_ok=True)
    return path


def next_name(folder: Path) -> Path:
    """Where an automatic backup of this moment goes."""
    return folder / f"project-{re.sub(r'[-:.]', '', now())}.sqlite"


def existing(folder: Path) -> list[Path]:
    """The automatic backups of a folder, the newest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True)


def thin(folder: Path) -> list[Path]:
    """Delete all but the newest three backups, one a day, a week and a month; returns those gone.

    Days are kept for two weeks, weeks for two months, months for ever.
    """
    kept: set[Path] = set()
    periods: set[str] = set()
    newest: datetime | None = None
    for path in existing(folder):
        moment = made(path)
        newest = newest or moment
        period = _period(moment, age_days=(newest - moment).days)
        if len(kept) < 3 or period not in periods:
            kept.add(path)
        periods.add(period)
    gone = [path for path in existing(folder) if path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _refused(path: Path, error: OSError) -> StoreError:
    return StoreError(f"No backup was made: {error.strerror or error} ({path}).")


def _period(made: datetime, *, age_days: int) -> str:
    if age_days <= 14:
        return made.strftime("day %Y-%m-%d")
    if age_days <= 62:
        return made.strftime("week %G-%V")
    return made.strftime("month %Y-%m")


def made(path: Path) -> datetime:
    """When an automatic backup was made, in UTC, by its name."""
    match = _NAME.fullmatch(path.name)
    assert match is not None  # noqa: S101 - `existing` has matched it
    return datetime.strptime(match[1][:15], "%Y%m%dT%H%M%S")


def _verify(path: Path) -> None:
    try:
        found = findings(path)
    except (ChildCrashed, ChildTimeout) as error:
        raise StoreError(f"No backup was made: the copy could not be checked ({error}).") from error
    if found:
        raise ProjectDamaged(
            f"No backup was made, because the copy does not pass the check: "
            f"{found[0].where} {found[0].what}. Older backups are untouched."
        )
