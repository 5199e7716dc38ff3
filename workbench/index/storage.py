"""A folder of index files as Whoosh is allowed to see it: the listed files and no others.

Whoosh unpickles the newest table of contents that it finds, so that a file somebody has laid
there would be run. Here it finds only what has been listed and verified. Nor can it delete a
listed file: what was trusted before a commit stays readable, for searches that are under way
and for the case that the commit is never confirmed, until `manifest.remove_strays`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, FileIndex

from workbench.index.codec import NAME, FlatSegment
from workbench.index.manifest import IndexDamaged, Verifier
from workbench.index.schema import schema


class ListedStorage(FileStorage):  # type: ignore[misc] # Whoosh is not typed
    """The files of `folder` named in `listed`, and those that are created through it."""

    def __init__(self, folder: Path, listed: Iterable[str]) -> None:
        super().__init__(str(folder))
        self._listed = frozenset(listed)
        self._visible = set(self._listed)

    def list(self) -> list[str]:
        """The names that Whoosh may open."""
        return sorted(self._visible)

    def file_exists(self, name: str) -> bool:
        """Whether Whoosh may open the file."""
        return name in self._visible

    def open_file(self, name: str, **options: Any) -> Any:
        """The file, opened for reading."""
        if name not in self._visible:
            raise FileNotFoundError(name)
        return super().open_file(name, **options)

    def create_file(self, name: str, **options: Any) -> Any:
        """A new file, visible from now on."""
        if name in self._listed:
            raise FileExistsError(name)
        created = super().create_file(name, **options)
        self._visible.add(name)
        return created

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file that was created here."""
        if newname not in self._visible:
            # A stray of an interrupted commit; a table of contents is never written over.
            (Path(self.folder) / newname).unlink(missing_ok=True)
        super().rename_file(oldname, newname, safe=safe)
        self._visible.discard(oldname)
        self._visible.add(newname)

    def delete_file(self, name: str) -> None:
        """Forget a listed file, or delete one that was created here."""
        if name not in self._listed:
            super().delete_file(name)
        self._visible.discard(name)


def open_index(folder: Path, manifest: Mapping[str, str], verifier: Verifier) -> FileIndex:
    """The index in `folder` as the manifest lists it; an empty manifest starts a new one.

    Raises `IndexDamaged` when a listed file is missing or not as it was written.
    """
    if not manifest:
        return FileIndex.create(ListedStorage(folder, ()), schema(), NAME)
    verifier.verify(folder, manifest)
    try:
        return FileIndex(ListedStorage(folder, manifest), schema(), NAME)
    # Replaced by an update since it was verified, or listed without a table of contents.
    except (FileNotFoundError, EmptyIndexError):
        raise IndexDamaged from None


def segments_of(index: FileIndex) -> list[FlatSegment]:
    """The segments of an opened index."""
    segments: list[FlatSegment] = TOC.read(index.storage, NAME, schema=schema()).segments
    return segments


def write_contents(
    storage: ListedStorage, segments: Iterable[FlatSegment], generation: int
) -> None:
    """Write the table of contents of a new state of the index."""
    TOC(schema(), list(segments), generation).write(storage, NAME)
