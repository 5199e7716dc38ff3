"""What SQLite and the disk refuse, as errors with sentences for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import ConflictError, ProjectDamaged, ProjectError, StoreError

_OPERATING = frozenset(
    {
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""What SQLite says of the disk and of other programs, not of the file's content."""

_LOW_BYTE = 0xFF


def not_opened(path: Path, error: sqlite3.DatabaseError | UnicodeDecodeError) -> ProjectError:
    """What to raise when SQLite would not open `path`."""
    if _is_operating(error):
        return ProjectError(f"{path.parent} cannot be opened. {_operating_sentence(str(error))}")
    return damaged(path, error)


def damaged(path: Path, why: object) -> ProjectDamaged:
    """What to raise of a file that is not, or no longer, a project's database."""
    return ProjectDamaged(
        f"{path} is damaged ({why}). It was left as it is; restore the newest file of the "
        "folder “backups” beside it."
    )


def spoilt(what: str, error: Exception) -> ProjectDamaged:
    """What to raise of a row that no longer says anything that Lode stores."""
    return ProjectDamaged(
        f"{what} is not as it was stored ({error}). Nothing was changed; close the project and "
        "open it again to have it checked and recovered."
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn the disk's and SQLite's refusals into sentences; a defect's error stays itself."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ConflictError(f"The change does not fit what is stored ({error}).") from error
    except sqlite3.ProgrammingError as error:
        if "closed" not in str(error):
            raise
        raise StoreError("The project has been closed. Nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise StoreError("The project has been closed. Nothing was changed.") from error
        if _is_operating(error):
            raise StoreError(_operating_sentence(str(error))) from error
        raise ProjectDamaged(
            f"The project's database is damaged ({error}). Nothing was changed; run a check, or "
            "restore a backup from the folder “backups”."
        ) from error


def _is_operating(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """Whether the disk or another program refused, rather than the content being wrong.

    What Python's module finds by itself, such as a text that is none, has no code.
    """
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & _LOW_BYTE in _OPERATING


def _operating_sentence(message: str) -> str:
    if "locked" in message or "busy" in message:
        return "Another program is writing to the project. Nothing was changed; try again."
    if "full" in message:
        return "The disk is full. Nothing was changed; make room and try again."
    if "readonly" in message:
        return "The project's folder cannot be written to. Nothing was changed."
    return f"The disk or the database refused ({message}). Nothing was changed; try again."
