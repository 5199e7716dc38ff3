"""An import: scan, read in child processes, compare with the project, store, report.

Articles are stored in small transactions together with the note of how their file ended, so
that a cancel or a crash keeps what is in and the report is true of it. What becomes of each
article is decided in `intake`; here is the way of the files, and which of them are gone.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.domain import ImportReport
from workbench.ingest.intake import Intake, Looked, is_gone
from workbench.ingest.pool import ReaderPool
from workbench.ingest.scan import display_path, scan
from workbench.store import Store, articles, files, imports
from workbench.store.articles import KnownFile
from workbench.tasks import Cancelled, Task

CHUNK = 50
"""Articles a transaction: keeps a write of the window's under 20 ms while an import runs."""

Known = dict[str, dict[str | None, KnownFile]]


def import_paths(
    store: Store,
    paths: Sequence[Path],
    task: Task,
    *,
    pool: ReaderPool | None = None,
    keep_originals: bool = True,
) -> ImportReport:
    """Import files and folders; every file found has its outcome in the report.

    A cancel ends the import early and keeps what has been read; the report says so. Articles
    whose file is gone from a folder that was imported whole are noted as vanished.
    """
    import_id = imports.begin(store, [display_path(path) for path in paths])
    known = articles.known_files(store)
    intake = Intake(store, import_id, known, keep_originals=keep_originals)
    readers = pool or ReaderPool()
    chunk: list[Looked] = []
    seen: set[str] = set()
    cancelled = False
    try:
        for item in _look(readers, store, paths, known, task):
            seen.add(item.found.shown)
            chunk.append(item)
            if len(chunk) == CHUNK:
                intake.take(chunk)
                chunk = []
    except Cancelled:
        cancelled = True
    finally:
        if pool is None:
            readers.close()
    intake.take(chunk)
    if not cancelled:
        _note_vanished(store, import_id, paths, known, seen)
    imports.finish(store, import_id, cancelled=cancelled)
    return imports.report(store, import_id)


def _look(
    readers: ReaderPool, store: Store, paths: Sequence[Path], known: Known, task: Task
) -> Iterator[Looked]:
    task.step(0, 0, "Looking for files")
    found_files = list(scan(paths))
    hashes = _known_hashes(store, known)
    readable = [found for found in found_files if found.outcome is None]
    results = readers.read_all(((found.path, hashes.get(found.shown)) for found in readable), task)
    for number, found in enumerate(found_files, start=1):
        task.step(number - 1, len(found_files), found.shown)
        yield Looked(found, next(results) if found.outcome is None else None)
    task.step(len(found_files), len(found_files), "")


def _known_hashes(store: Store, known: Known) -> dict[str, str]:
    """Paths with the hash of the file that has been read there, whole."""
    plain = {path: one[None].original_sha256 for path, one in known.items() if None in one}
    return {**plain, **files.container_hashes(store)}


def _note_vanished(
    store: Store, import_id: int, paths: Sequence[Path], known: Known, seen: set[str]
) -> None:
    """Note the articles whose file lay under one of `paths` and is there no more."""
    roots = tuple(f"{display_path(os.path.abspath(path))}{os.sep}" for path in paths)  # noqa: PTH100 - resolve() follows links
    lost = {path for path in known if path.startswith(roots) and path not in seen and is_gone(path)}
    ids = [one.article_id for path in lost for one in known[path].values()]
    # One that was found again under another name has its new path by now.
    present = articles.get_many(store, ids)
    gone = [one for one in present.values() if one.path in lost]
    if gone:
        with store.write() as writer:
            files.note_vanished(writer, [one.id for one in gone])
            imports.note_vanished(writer, import_id, gone)
