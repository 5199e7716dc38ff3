"""A damaged project is opened all the same: the newest sound backup, and all since then."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from workbench.errors import ProjectDamaged, StoreError
from workbench.project import Project
from workbench.store import Store, backup, stories
from workbench.store.folder import BACKUPS, DATABASE, Hold
from workbench.store.restore import put_in_place
from workbench.store.salvage import Salvaged, salvage


@dataclass(frozen=True, slots=True)
class Recovered:
    """From which backup a project was recovered, where the damaged database was put, and what
    was done again."""

    backup: Path
    set_aside: Path | None
    salvaged: Salvaged

    @property
    def sentence(self) -> str:
        """What was done, for the analyst."""
        made = backup.made(self.backup).replace(tzinfo=UTC).astimezone()
        parts = [f"The database was damaged. The backup of {made:%d %b %Y %H:%M} was restored"]
        again = [
            f"{number:,} {noun}{'' if number == 1 else 's'}"
            for number, noun in (
                (self.salvaged.articles, "imported article"),
                (self.salvaged.steps, "later step"),
            )
            if number
        ]
        if again:
            parts.append(f", and {' and '.join(again)} were taken over from the damaged file")
        if self.salvaged.lost:
            parts.append(f"; {self.salvaged.lost:,} could not be read")
        aside = f" The damaged file is kept as {self.set_aside.name}." if self.set_aside else ""
        return f"{''.join(parts)}.{aside}"


def open_or_recover(
    folder: Path, *, cache: Path | None = None, child_index: bool = False
) -> Project:
    """The project in `folder`; one whose database is damaged is recovered first.

    What was done stands in `opening_notes`. Raises `ProjectDamaged` when no backup is sound:
    the project is then as it was.
    """
    try:
        project = Project.open(folder, cache=cache, child_index=child_index)
    except ProjectDamaged:
        recovered = recover(folder)
    else:
        if not project.damage:
            return project
        project.close()
        recovered = recover(folder)
    project = Project.open(folder, cache=cache, child_index=child_index)
    project.opening_notes = (recovered.sentence, *project.opening_notes)
    return project


def recover(folder: Path) -> Recovered:
    """Put the newest sound backup in the place of a damaged database, and on top of it all
    that the damaged one still tells. It is kept beside. Raises `ProjectDamaged`."""
    folder = folder.absolute()
    database = folder / DATABASE
    hold = Hold.take(folder)
    try:
        chosen, aside = _restored(folder, database)
        store = Store.open(database)
        try:
            found = salvage(aside, store) if aside is not None else Salvaged(0, 0, 0)
            stories.compare_all(store)
        finally:
            store.close()
    except BaseException:
        hold.abandon()
        raise
    hold.release()
    return Recovered(chosen, aside, found)


def _restored(folder: Path, database: Path) -> tuple[Path, Path | None]:
    for path in backup.existing(folder / BACKUPS):
        try:
            return path, put_in_place(path, database)
        except StoreError:
            # Not sound either, or the disk refuses: an older one may do.
            continue
    raise ProjectDamaged(
        f"{database} is damaged, and there is no sound backup in the folder “{BACKUPS}” beside "
        "it. Nothing was changed."
    )
