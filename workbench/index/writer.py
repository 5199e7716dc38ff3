"""Changing an index folder: documents in, documents out, one commit.

New documents become new segments; what they replace is marked as deleted where it stands.
Small segments are merged as they come, large ones by `merge_large`, between commits. A commit
adds files and takes none away. The caller records the new manifest and only then removes
what is no longer listed, so that a process killed anywhere leaves the old state.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from whoosh.util.filelock import try_for

from workbench.domain import IndexDocument
from workbench.errors import IndexUnavailable
from workbench.index import manifest as manifests
from workbench.index.codec import EXTENSION, NAME, FlatSegment, open_segment
from workbench.index.manifest import Verifier
from workbench.index.schema import ANALYSIS, COLUMNS, ID, ORDER, content
from workbench.index.segments.builder import Builder
from workbench.index.segments.merging import Source, merge
from workbench.index.segments.postings import MOST_DOCUMENTS
from workbench.index.segments.segment import Segment
from workbench.index.storage import open_index, segments_of, write_contents

_LOCK_SECONDS = 5.0

SEGMENT_WORDS = 1_500_000
"""Words of new documents after which a segment is written: what memory has to hold."""

FAN_IN = 8
"""Segments of about one size that are merged into one."""

SMALL = 2_048
"""Documents of merges that a commit does at once; larger ones wait for `merge_large`."""

MOST_BYTES = 1 << 32
"""Of segments that are merged: a word takes more than one, and 32 bits have to count them."""

_SMALLEST_TIER = 64


class NewSegments:
    """Writes documents as segments into a folder, without a word about them in the index.

    `Writer` takes them over; several processes can write some at the same time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._builder = self._new_builder()
        self._written: list[FlatSegment] = []
        self.ids: set[int] = set()

    def put(self, document: IndexDocument) -> None:
        """Add a document."""
        # What was added since the last commit cannot be replaced.
        if document.id in self.ids:
            raise ValueError(f"document {document.id} twice in one commit")
        self.ids.add(document.id)
        full = self._builder.documents == MOST_DOCUMENTS or self._builder.words >= SEGMENT_WORDS
        if full:
            self._flush()
        self._builder.add(content(document))

    def finish(self) -> list[FlatSegment]:
        """Write what is left; gives all segments."""
        self._flush()
        return self._written

    def _new_builder(self) -> Builder:
        return Builder(ANALYSIS, COLUMNS, ORDER)

    def _flush(self) -> None:
        if self._builder.documents:
            entry = FlatSegment(self._builder.documents)
            self._builder.write(self._folder / str(entry.make_filename(EXTENSION)))
            self._written.append(entry)
            self._builder = self._new_builder()


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
        self._storage = index.storage
        self._generation = int(index.latest_generation())
        self._lock = self._storage.lock(f"{NAME}_WRITELOCK")
        if not try_for(self._lock.acquire, timeout=_LOCK_SECONDS):
            raise IndexUnavailable(
                "Another process is changing the search index. Try again when it has finished."
            )
        self._old = segments_of(index)
        self._new = NewSegments(folder)
        self._adopted: list[FlatSegment] = []
        self._removed: set[int] = set()

    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents, in place of the ones with the same ids."""
        for one in documents:
            self._new.put(one)

    def adopt(self, segments: Iterable[FlatSegment]) -> None:
        """Take over new segments that others have written into the folder.

        Their documents must be in the index nowhere else.
        """
        self._adopted += segments

    def remove(self, ids: Iterable[int]) -> None:
        """Take documents out; ids that are not in the index do not matter."""
        self._removed.update(ids)

    def commit(self) -> dict[str, str]:
        """Write everything to the disk; gives the manifest of the new state."""
        new = self._new.finish() + self._adopted
        gone = np.array(sorted(self._new.ids | self._removed), np.int64)
        kept = [self._without(entry, gone) for entry in self._old] + new
        return self._finish(self._merged(kept, SMALL))

    def merge_large(self) -> dict[str, str] | None:
        """Do one merge that commits have left, if there is any; gives the new manifest."""
        group = _group(self._old, MOST_DOCUMENTS, self._bytes)
        if not group:
            self.abandon()
            return None
        return self._finish(self._replaced(self._old, group))

    def merge_all(self) -> dict[str, str]:
        """Make the segments as few as can be; gives the new manifest."""
        entries = self._old
        for group in _fullest(entries, self._bytes):
            if len(group) > 1 or group[0].deleted_count():
                entries = self._replaced(entries, group)
        return self._finish(entries)

    def abandon(self) -> None:
        """Leave the index as it was; what was written is a stray file."""
        self._lock.release()

    def _without(self, entry: FlatSegment, gone: "np.typing.NDArray[np.int64]") -> FlatSegment:
        if not len(gone):
            return entry
        ids = self._open(entry).column(ID)
        at = np.minimum(np.searchsorted(gone, ids), len(gone) - 1)
        deleted = np.flatnonzero(gone[at] == ids)
        return entry.without(deleted.tolist()) if len(deleted) else entry

    def _merged(self, entries: list[FlatSegment], most: int) -> list[FlatSegment]:
        while group := _group(entries, most, self._bytes):
            entries = self._replaced(entries, group)
        return entries

    def _replaced(
        self, entries: list[FlatSegment], group: Sequence[FlatSegment]
    ) -> list[FlatSegment]:
        """The segments with one in place of the whole group."""
        sources = [Source(self._open(entry), entry.live()) for entry in group]
        kept = [entry for entry in entries if entry not in group]
        documents = sum(source.kept for source in sources)
        if documents:
            entry = FlatSegment(documents)
            merge(sources, self._path(entry), ORDER)
            kept.append(entry)
        return kept

    def _finish(self, entries: Sequence[FlatSegment]) -> dict[str, str]:
        entries = [entry for entry in entries if entry.doc_count()]
        write_contents(self._storage, entries, self._generation + 1)
        contents = f"_{NAME}_{self._generation + 1}.toc"
        names = [contents, *(entry.make_filename(EXTENSION) for entry in entries)]
        made = manifests.make(self._folder, names, self._before)
        self._lock.release()
        return made

    def _open(self, entry: FlatSegment) -> Segment:
        return open_segment(self._storage, entry)

    def _bytes(self, entry: FlatSegment) -> int:
        return self._path(entry).stat().st_size

    def _path(self, entry: FlatSegment) -> Path:
        return self._folder / str(entry.make_filename(EXTENSION))


def _tier(documents: int) -> int:
    tier, most = 0, _SMALLEST_TIER
    while documents > most:
        tier, most = tier + 1, most * FAN_IN
    return tier


def _group(
    entries: Sequence[FlatSegment], most: int, weigh: Callable[[FlatSegment], int]
) -> list[FlatSegment]:
    """Segments that are to be merged: many of about one size, or one that is half deleted.

    They have at most `most` documents together, and `MOST_BYTES` as `weigh` tells them.
    """
    for entry in entries:
        if entry.deleted_count() * 2 > entry.doc_count_all() and entry.doc_count() <= most:
            return [entry]
    tiers: dict[int, list[FlatSegment]] = {}
    for entry in entries:
        tiers.setdefault(_tier(entry.doc_count()), []).append(entry)
    for _, peers in sorted(tiers.items()):
        group = _within(peers, most, weigh)
        held = sum(entry.doc_count() for entry in group)
        if len(group) >= FAN_IN or (1 < len(group) < len(peers) and held * 2 > most):
            return group
    return []


def _within(
    entries: Sequence[FlatSegment], most: int, weigh: Callable[[FlatSegment], int]
) -> list[FlatSegment]:
    chosen: list[FlatSegment] = []
    documents = size = 0
    for entry in entries:
        documents += entry.doc_count()
        size += weigh(entry)
        if documents > most or (chosen and size > MOST_BYTES):
            break
        chosen.append(entry)
    return chosen


def _fullest(
    entries: Sequence[FlatSegment], weigh: Callable[[FlatSegment], int]
) -> list[list[FlatSegment]]:
    """All segments in groups of as many documents as one may have, in their order."""
    groups: list[list[FlatSegment]] = []
    rest = list(entries)
    while rest:
        group = _within(rest, MOST_DOCUMENTS, weigh)
        groups.append(group)
        rest = rest[len(group) :]
    return groups
