"""Named arrays in one file: written one after the other, read in place.

    8 bytes   magic
    arrays    each at a multiple of 64 bytes
    footer    JSON: {name: [dtype, offset, count]}
    8 bytes   length of the footer, little-endian
    8 bytes   magic

All numbers are little-endian. The footer is read with `json`, the arrays are mapped into
memory; nothing in the file can be run. Whether it is as it was written is for the caller to
know (`workbench.index.manifest`); here only what would lead outside of the file is refused.
"""

import json
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from workbench.index.manifest import IndexDamaged

Array = NDArray[Any]

MAGIC = b"LODESEG1"
ALIGNED = 64


class SegmentFileWriter:
    """Writes a new file; use it as a context manager, which leaves no half file behind."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("xb")
        self._file.write(MAGIC)
        self._end = len(MAGIC)
        self._directory: dict[str, tuple[str, int, int]] = {}

    def __enter__(self) -> "SegmentFileWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write_footer()
        self._file.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def put(self, name: str, array: Array) -> None:
        """Add a whole array."""
        self.region(name, array.dtype, len(array)).append(array)

    def put_bytes(self, name: str, content: bytes) -> None:
        """Add an array of bytes."""
        self.put(name, np.frombuffer(content, dtype=np.uint8))

    def region(self, name: str, dtype: np.dtype[Any] | type, count: int) -> "Region":
        """Room for `count` items, to be filled bit by bit, with others meanwhile."""
        little = np.dtype(dtype).newbyteorder("<")
        start = -(-self._end // ALIGNED) * ALIGNED
        self._end = start + count * little.itemsize
        self._directory[name] = (little.str, start, count)
        return Region(self._file, start, little)

    def _write_footer(self) -> None:
        footer = json.dumps(self._directory, separators=(",", ":")).encode()
        self._file.seek(self._end)
        self._file.write(footer + len(footer).to_bytes(8, "little") + MAGIC)


class Region:
    """Room for one array in a file that is being written."""

    def __init__(self, file: BinaryIO, start: int, dtype: np.dtype[Any]) -> None:
        self._file = file
        self._at = start
        self._dtype = dtype

    def append(self, items: Array) -> None:
        """Write the next items."""
        content = np.ascontiguousarray(items, dtype=self._dtype)
        if content.size:
            self._file.seek(self._at)
            self._file.write(content.data)
            self._at += content.nbytes


class SegmentFile(Mapping[str, Array]):
    """The arrays of a file by their names, mapped and read-only.

    Raises `IndexDamaged` when the file does not hold together. Reads go to the memory that
    the arrays share, so that several threads may have them.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            raise IndexDamaged from None
        self._arrays: dict[str, Array] = dict(_arrays(mapped))

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def close(self) -> None:
        """Forget the arrays; the file is let go with the last one that is in use."""
        self._arrays = {}


def _arrays(mapped: mmap.mmap) -> Iterator[tuple[str, Array]]:
    tail = len(MAGIC) + 8
    if len(mapped) < tail + len(MAGIC) or mapped[-len(MAGIC) :] != MAGIC:
        raise IndexDamaged
    end = len(mapped) - tail
    length = int.from_bytes(mapped[end : end + 8], "little")
    if length > end:
        raise IndexDamaged
    try:
        directory = json.loads(mapped[end - length : end])
        for name, (dtype, start, count) in directory.items():
            yield name, np.frombuffer(mapped, np.dtype(dtype), count, start)
    except (ValueError, TypeError, AttributeError):
        raise IndexDamaged from None
