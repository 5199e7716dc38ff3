"""The backups of a project: made while it is open, listed to be put back."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.domain import BackupInfo
from workbench.errors import LodeError, StoreError
from workbench.project.library import Library
from workbench.store import Store, backup, folder
from workbench.store.restore import set_aside

WORK = timedelta(minutes=30)
"""After so much work there is another backup."""


class Care(Library):
    """Backups of the project in `folder`."""

    folder: Path

    def back_up(self, path: Path | None = None) -> Path:
        """A verified copy of the database, by default among the project's own backups."""
        if path is None:
            return backup.back_up(self._store, backup.next_name(self._backups))
        if folder.is_own(self.folder, path) and path.resolve().parent != self._backups.resolve():
            raise StoreError(f"“{path}” belongs to the project itself. Choose another name.")
        return backup.back_up(self._store, path)

    def back_up_if_due(self) -> Path | None:
        """A backup unless there is one of today, or after half an hour of work since the last.

        Old ones are thinned then. None when none is due.
        """
        existing = backup.existing(self._backups)
        if existing:
            last = backup.made(existing[0])
            now = datetime.now(UTC).replace(tzinfo=None)
            if last.date() == now.date() and not (now - last >= WORK and self._changed(last)):
                return None
        made = self.back_up()
        backup.thin(self._backups)
        return made

    def _changed(self, since: datetime) -> bool:
        """Whether anything was done or imported after a moment, in UTC."""
        newest = (
            self._store.value("SELECT at FROM steps ORDER BY id DESC LIMIT 1"),
            self._store.value("SELECT finished FROM imports ORDER BY id DESC LIMIT 1"),
        )
        moment = since.isoformat(timespec="milliseconds")
        return any(at is not None and at.removesuffix("Z") > moment for at in newest)

    def backups(self) -> list[BackupInfo]:
        """The backups and the databases that were set aside, the newest first.

        One that cannot be read has no counts.
        """
        known = [(path, backup.made(path), False) for path in backup.existing(self._backups)]
        known += [(path, made, True) for path, made in set_aside(self.folder / folder.DATABASE)]
        known.sort(key=lambda one: one[1], reverse=True)
        return [_info(*one) for one in known]

    @property
    def _backups(self) -> Path:
        return self.folder / folder.BACKUPS


def _info(path: Path, made: datetime, replaced: bool) -> BackupInfo:
    counts: dict[str, int] = {}
    with suppress(LodeError):
        store = Store.open_readonly(path)
        try:
            rows = store.rows("SELECT tbl, n FROM table_counts")
            counts = {row["tbl"]: row["n"] for row in rows}
        finally:
            store.close()
    moment = made.replace(tzinfo=UTC).isoformat(timespec="seconds")
    size = path.stat().st_size
    return BackupInfo(
        path, moment, size, counts.get("articles"), counts.get("passages"), replaced=replaced
    )
