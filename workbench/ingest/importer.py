"""An import: scan, read in child processes, compare with the project, store, report.

Articles are stored in small transactions together with the note of how their file ended, so
that a cancel or a crash keeps what is in and the report is true of it. What becomes of each
article is decided in `intake`; here is the way of the files, and which of them are gone.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain import ImportReport, Outcome, ReadFile
from workbench.ingest.formats import CONTAINERS
from workbench.ingest.intake import Intake, Looked, is_gone
from workbench.ingest.mapping import chosen_for
from workbench.ingest.pool import ReaderPool, Request
from workbench.ingest.scan import Found, display_path, scan
from workbench.store import Store, articles, files, imports, stories
from workbench.store.articles import KnownFile
from workbench.tasks import Cancelled, Task

CHUNK = 50
"""Articles a transaction: keeps a write of the window's under 20 ms while an import runs."""


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What an analyst has chosen for an import.

    `mapping` says which columns of a table of articles hold what; see `dumps`.
    """

    keep_originals: bool = True
    mapping: Mapping[str, str] = field(default_factory=dict)


def import_paths(
    store: Store,
    paths: Sequence[Path],
    task: Task,
    *,
    pool: ReaderPool | None = None,
    choices: ImportChoices | None = None,
) -> ImportReport:
    """Import files and folders; every file found has its outcome in the report.

    A cancel ends the import early and keeps what has been read; the report says so. Articles
    whose file is gone from a folder that was imported whole are noted as vanished.
    """
    choices = choices or ImportChoices()
    stories.compare_all(store, task)
    import_id = imports.begin(store, [display_path(path) for path in paths])
    known = articles.known_files(store)
    way = _Way(store, paths, known, choices.mapping)
    intake = Intake(store, import_id, known, keep_originals=choices.keep_originals)
    readers = pool or ReaderPool()
    chunk: list[Looked] = []
    cancelled = False
    try:
        for item in way.looked(readers, task):
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
    with store.write() as writer:
        for path, sha256 in way.whole_containers.items():
            files.note_container(writer, path, sha256)
    if not cancelled:
        _note_vanished(store, import_id, way)
    imports.finish(store, import_id, cancelled=cancelled)
    return imports.report(store, import_id)


@dataclass
class _Way:
    """The files of one import, from the scan to the readers, and which of them were met."""

    store: Store
    paths: Sequence[Path]
    known: Mapping[str, Mapping[str | None, KnownFile]]
    mapping: Mapping[str, str]
    whole_containers: dict[str, str] = field(default_factory=dict)
    """Files of several articles that were read to their end without a failure, by path."""
    _met: dict[str, set[str | None]] = field(default_factory=dict)

    def looked(self, readers: ReaderPool, task: Task) -> Iterator[Looked]:
        """Each file that is found, with each article that is read from it."""
        task.step(0, 0, "Looking for files")
        found_files = list(scan(self.paths))
        hashes = self._known_hashes()
        results = readers.read_all(
            (
                self._request(found, hashes.get(found.shown))
                for found in found_files
                if found.outcome is None
            ),
            task,
        )
        for number, found in enumerate(found_files):
            task.step(number, len(found_files), found.shown)
            self._met[found.shown] = set()
            if found.outcome is None:
                yield from self._articles_of(found, results, task)
            else:
                yield Looked(found, None)
        task.step(len(found_files), len(found_files), "")

    def _request(self, found: Found, known_sha256: str | None) -> Request:
        """To read a file: with the columns chosen now, else those that were chosen before."""
        if self.mapping:
            # Other columns make other articles of the same bytes.
            changes = found.path.suffix.lower() in CONTAINERS
            return Request(found.path, None if changes else known_sha256, self.mapping)
        before = self.known.get(found.shown, {}).values()
        chosen = next((mapping for one in before if (mapping := chosen_for(one.extractor))), {})
        return Request(found.path, known_sha256, chosen)

    def vanished(self) -> dict[int, tuple[str, str | None]]:
        """Articles that were not met, with the path and the member where they had been."""
        roots = tuple(f"{display_path(os.path.abspath(path))}{os.sep}" for path in self.paths)  # noqa: PTH100 - resolve() follows links
        gone: list[KnownFile] = []
        for path, members in self.known.items():
            if path in self.whole_containers:
                met = self._met[path]
                gone += [one for member, one in members.items() if member not in met]
            elif path.startswith(roots) and path not in self._met and is_gone(path):
                gone += members.values()
        return {one.article_id: (one.path, one.member) for one in gone}

    def _articles_of(
        self, found: Found, results: Iterator[ReadFile], task: Task
    ) -> Iterator[Looked]:
        met = self._met[found.shown]
        whole = True
        while True:
            read = next(results)
            met.add(read.member)
            whole = whole and read.outcome is not Outcome.FAILED
            yield Looked(found, read)
            if not read.more:
                break
            task.raise_if_cancelled()
        if read.member is not None and whole:
            self.whole_containers[found.shown] = read.file_sha256

    def _known_hashes(self) -> dict[str, str]:
        """Paths with the hash of the file that has been read there, whole."""
        plain = {
            path: members[None].original_sha256
            for path, members in self.known.items()
            if None in members
        }
        containers = files.container_hashes(self.store)
        return {
            **plain,
            **{
                path: known.sha256
                for path, known in containers.items()
                if known.articles == len(self.known.get(path, ()))
            },
        }


def _note_vanished(store: Store, import_id: int, way: _Way) -> None:
    """Note the articles whose file is gone, once."""
    before = files.vanished(store)
    missing = way.vanished()
    here = articles.get_many(store, sorted(missing.keys() - before.keys()))
    # One that was found again elsewhere has another place by now.
    gone = [one for one in here.values() if (one.path, one.member) == missing[one.id]]
    if gone:
        with store.write() as writer:
            files.note_vanished(writer, [one.id for one in gone])
            imports.note_vanished(writer, import_id, gone)
