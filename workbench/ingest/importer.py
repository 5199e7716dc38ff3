"""An import: scan, read in child processes, compare with the project, store, report.

Articles are stored in small transactions together with the note of how their file ended, so
that a cancel or a crash keeps what is in and the report is true of it. A changed file gives
its article the new text; its passages move only where their exact words stand in the same
surroundings, everything else is put up for review or kept as an orphan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain import AnchorState, ArticleDraft, FileOutcome, ImportReport, Outcome, ReadFile
from workbench.errors import ConflictError
from workbench.ingest.pool import ReaderPool
from workbench.ingest.scan import Found, display_path, scan
from workbench.store import Store, Writer, articles, imports, passages
from workbench.store.articles import KnownFile
from workbench.store.rows import Row
from workbench.tasks import Cancelled, Task
from workbench.text import Anchor, reanchor

CHUNK = 50
"""Articles a transaction: keeps a write of the window's under 20 ms while an import runs."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was found, with what a reader made of it (None: not to be read)."""

    found: Found
    read: ReadFile | None

    @property
    def draft(self) -> ArticleDraft | None:
        """The article that was read, if one was."""
        return self.read.draft if self.read else None

    @property
    def sha256(self) -> str:
        """The hash of the bytes that were read, "" when none were."""
        return self.read.sha256 if self.read else ""


def import_paths(
    store: Store, paths: Sequence[Path], task: Task, *, pool: ReaderPool | None = None
) -> ImportReport:
    """Import files and folders; every file found has its outcome in the report.

    A cancel ends the import early and keeps what has been read; the report says so.
    """
    import_id = imports.begin(store, [display_path(path) for path in paths])
    known = {
        path: members[None]
        for path, members in articles.known_files(store).items()
        if None in members
    }
    readers = pool or ReaderPool()
    chunk: list[_Looked] = []
    cancelled = False
    try:
        for item in _look(readers, paths, known, task):
            chunk.append(item)
            if len(chunk) == CHUNK:
                _store(store, import_id, chunk, known)
                chunk = []
    except Cancelled:
        cancelled = True
    finally:
        if pool is None:
            readers.close()
    _store(store, import_id, chunk, known)
    imports.finish(store, import_id, cancelled=cancelled)
    return imports.report(store, import_id)


def _look(
    readers: ReaderPool, paths: Sequence[Path], known: dict[str, KnownFile], task: Task
) -> Iterator[_Looked]:
    task.step(0, 0, "Looking for files")
    files = list(scan(paths))
    readable = [found for found in files if found.outcome is None]
    results = readers.read_all(
        ((found.path, _known_hash(known, found)) for found in readable), task
    )
    for number, found in enumerate(files, start=1):
        task.step(number - 1, len(files), found.shown)
        yield _Looked(found, next(results) if found.outcome is None else None)
    task.step(len(files), len(files), "")


def _known_hash(known: dict[str, KnownFile], found: Found) -> str | None:
    file = known.get(found.shown)
    return None if file is None else file.original_sha256


def _store(
    store: Store, import_id: int, chunk: Sequence[_Looked], known: dict[str, KnownFile]
) -> None:
    changed: list[tuple[_Looked, ArticleDraft, KnownFile]] = []
    with store.write() as writer:
        for item in chunk:
            earlier = known.get(item.found.shown)
            if item.draft is not None and earlier is not None:
                changed.append((item, item.draft, earlier))
            else:
                imports.note(writer, import_id, _outcome(writer, import_id, item, known))
    for item, draft, earlier in changed:
        try:
            _update(store, import_id, item, draft, earlier)
        except ConflictError:  # taken out in the window since this import began: new again
            with store.write() as writer:
                imports.note(writer, import_id, _outcome(writer, import_id, item, known))


def _outcome(
    writer: Writer, import_id: int, item: _Looked, known: dict[str, KnownFile]
) -> FileOutcome:
    path = item.found.shown
    if item.read is None:
        return FileOutcome(path, item.found.outcome or Outcome.FAILED, item.found.reason)
    if item.read.draft is None:
        earlier = known.get(path)
        article_id = earlier.article_id if earlier else None
        return FileOutcome(path, item.read.outcome, item.read.reason, article_id)
    twin = articles.same_bytes(writer, item.read.sha256)
    if twin is not None:
        reason = f"The same file as {twin.path}."
        return FileOutcome(path, Outcome.DUPLICATE, reason, twin.article_id)
    article_id = articles.add(
        writer,
        item.read.draft,
        path=path,
        original_sha256=item.read.sha256,
        import_id=import_id,
    )
    return FileOutcome(path, item.read.outcome, item.read.reason, article_id)


def _update(
    store: Store, import_id: int, item: _Looked, draft: ArticleDraft, earlier: KnownFile
) -> None:
    """Give a changed file's article its new text, with the note, as one undoable step."""
    path = item.found.shown
    with store.write(f"Update “{draft.title}” from its changed file") as writer:
        differs = articles.replace(
            writer, earlier.article_id, draft, path=path, original_sha256=item.sha256
        )
        reason = "The file changed; its text is the same."
        if differs:
            reason = "The file and its text changed."
            reason += _reanchor_all(writer, earlier.article_id, draft)
        outcome = FileOutcome(path, Outcome.UPDATED, reason, earlier.article_id)
        imports.note(writer, import_id, outcome)


def _reanchor_all(writer: Writer, article_id: int, draft: ArticleDraft) -> str:
    """Re-anchor the article's passages; returns what to say of those that did not stay."""
    doubtful = 0
    for row in writer.rows("SELECT * FROM passages WHERE article_id = ?", [article_id]):
        columns = _reanchored(row, draft.text)
        doubtful += columns["state"] is not AnchorState.ANCHORED
        writer.update("passages", row["id"], columns)
    if not doubtful:
        return ""
    return " 1 passage needs review." if doubtful == 1 else f" {doubtful} passages need review."


def _reanchored(row: Row, text: str) -> dict[str, Any]:
    span, state = reanchor(text, Anchor(row["exact"], row["prefix"], row["suffix"]), row["start"])
    if state is not AnchorState.ANCHORED:
        return {"state": state}  # the old place is kept until somebody has decided
    return {**passages.place(text, span), "state": state}
