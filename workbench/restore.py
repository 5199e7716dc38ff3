"""Restoring a project from a backup, also one that can no longer be opened."""

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import IndexUnavailable, ProjectError
from workbench.project import Project
from workbench.store.folder import DATABASE, Hold
from workbench.store.restore import put_in_place
from workbench.tasks import Task


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: how many articles, where the old database was set aside (None: there
    was none), and in `note` why the index could not be made anew ("": it was)."""

    articles: int
    set_aside: Path | None
    note: str = ""


def restore(
    folder: Path, file: Path, *, cache: Path | None = None, task: Task | None = None
) -> Restored:
    """Put the backup `file` in the place of the database of the project in `folder`.

    The backup is copied and checked first; `file` stays as it is. The old database is set aside
    beside the new one, whatever its state. Raises `StoreError` when the backup is not sound or
    the disk refuses, `ProjectError` when another process holds the project; the project is as
    it was then.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise ProjectError(f"There is no folder {folder}.")
    hold = Hold.take(folder)
    try:
        aside = put_in_place(file.absolute(), folder / DATABASE)
    except BaseException:
        hold.abandon()
        raise
    hold.release()
    with Project.open(folder, cache=cache) as project:
        note = ""
        try:
            project.rebuild_index(task)
        except IndexUnavailable as error:
            note = str(error)
        return Restored(project.totals().articles, aside, note)
