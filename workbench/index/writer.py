"""Changing an index folder: documents in, documents out, one commit.

A commit adds files and takes none away. The caller records the new manifest and only then
removes what is no longer listed, so that a process killed anywhere leaves the old state.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.index import LockError
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL, SegmentWriter

from workbench.domain import IndexDocument
from workbench.errors import IndexUnavailable
from workbench.index import manifest as manifests
from workbench.index.manifest import Verifier
from workbench.index.schema import ID, document
from workbench.index.storage import open_index

_MEMORY_MB = 128
_LOCK_SECONDS = 5.0


class Writer:
    """One set of changes to the index in `folder`, from opening to `commit` or `abandon`.

    An empty manifest starts a new index. Raises `IndexDamaged` when the folder is not as the
    manifest says, and `IndexUnavailable` when another process is writing to it.
    """

    def __init__(self, folder: Path, manifest: Mapping[str, str], verifier: Verifier) -> None:
        self._folder = folder
        self._before = dict(manifest)
        folder.mkdir(parents=True, exist_ok=True)
        index = open_index(folder, manifest, verifier)
        try:
            self._writer = SegmentWriter(index, timeout=_LOCK_SECONDS, limitmb=_MEMORY_MB)
        except LockError:
            raise IndexUnavailable(
                "Another process is changing the search index. Try again when it has finished."
            ) from None
        # Opened once: older versions of Whoosh would open one for each deletion.
        self._searcher = self._writer.searcher()
        self._added: set[int] = set()

    def put(self, documents: Iterable[IndexDocument]) -> int:
        """Add documents, in place of the ones with the same article ids; says how many."""
        before = len(self._added)
        for one in documents:
            # Whoosh does not see what has been added since the last commit.
            if one.article_id in self._added:
                raise ValueError(f"article {one.article_id} twice in one commit")
            self._added.add(one.article_id)
            self.remove([one.article_id])
            self._writer.add_document(**document(one))
        return len(self._added) - before

    def remove(self, article_ids: Iterable[int]) -> None:
        """Take documents out; ids that are not in the index do not matter."""
        for article_id in article_ids:
            self._writer.delete_by_term(ID, article_id, searcher=self._searcher)

    def commit(self) -> dict[str, str]:
        """Write everything to the disk; gives the manifest of the new state."""
        self._searcher.close()
        self._writer.commit(mergetype=_merge)
        return manifests.make(self._folder, self._writer.storage.list(), self._before)

    def abandon(self) -> None:
        """Leave the index as it was."""
        self._searcher.close()
        self._writer.cancel()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's policy for small segments, and new ones for those with many deletions."""
    kept: list[Any] = []
    for segment in segments:
        if segment.deleted_count() * 3 <= segment.doc_count_all():
            kept.append(segment)
            continue
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    merged: list[Any] = MERGE_SMALL(writer, kept)
    return merged
