"""Small numbers in small arrays: what does not fit stands beside them; fast stable sorting."""

from collections.abc import Mapping

import numpy as np

from workbench.index.segments.files import Array, SegmentFileWriter

COUNT_BITS, PLACE_BITS, FORM_BITS = 4, 12, 4
"""What most numbers fit into: how often a word stands in a text, where, and in which form."""

MOST_DOCUMENTS = 1 << 16
"""Documents of one segment, so that their numbers fit into 16 bits."""


class Packed:
    """Numbers of 4, 8 or 12 bits each; the highest of those says: look it up in `more`.

    One document of a million words would otherwise double the size of all others. The lowest
    eight bits of each number, if it has as many, are a byte in `name`; the other four share
    the bytes of `name`.half, the first of two numbers in the low half.
    """

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._bytes = arrays.get(name)
        self._halves = arrays.get(f"{name}.half")
        self._at = arrays.get(f"{name}.at", _NO_NUMBERS)
        self._more = arrays.get(f"{name}.more", _NO_NUMBERS)

    def part(self, start: int, end: int) -> Array:
        """The numbers from `start` to before `end`, in a small unsigned type that holds them."""
        if self._halves is None:
            assert self._bytes is not None  # noqa: S101 - a number has some bits
            numbers = self._bytes[start:end]
        elif self._bytes is None:
            numbers = _halves(self._halves, start, end)
        else:
            numbers = _halves(self._halves, start, end).astype(np.uint16)
            numbers <<= 8
            numbers |= self._bytes[start:end]
        if not len(self._at):
            return numbers
        # Of the same type as what is searched, which would be converted as a whole otherwise.
        first, last = np.searchsorted(self._at, np.array((start, end), self._at.dtype))
        if first == last:
            return numbers
        more = self._more[first:last]
        wide = numbers.astype(np.promote_types(numbers.dtype, np.min_scalar_type(more.max())))
        wide[self._at[first:last].astype(np.int64) - start] = more
        return wide


class PackedWriter:
    """Writes numbers for `Packed`, bit by bit."""

    def __init__(self, file: SegmentFileWriter, name: str, bits: int, count: int) -> None:
        """Make room for `count` numbers of 4, 8 or 12 bits."""
        self._file = file
        self._name = name
        self._highest = (1 << bits) - 1
        self._bytes = file.region(name, np.uint8, count) if bits >= 8 else None
        self._halves = None if bits == 8 else file.region(f"{name}.half", np.uint8, -(-count // 2))
        self._odd = np.empty(0, np.uint8)
        self._written = 0
        self._at: list[Array] = []
        self._more: list[Array] = []

    def append(self, numbers: Array) -> None:
        """Write the next numbers, none of them negative."""
        large = np.flatnonzero(numbers >= self._highest)
        if len(large):
            self._at.append(large + self._written)
            self._more.append(numbers[large])
            numbers = np.minimum(numbers, self._highest)
        self._written += len(numbers)
        if self._bytes is not None:
            self._bytes.append((numbers & 0xFF).astype(np.uint8))
            numbers = numbers >> 8
        if self._halves is not None:
            halves = np.concatenate((self._odd, numbers.astype(np.uint8)))
            even = len(halves) & ~1
            self._odd = halves[even:]
            self._halves.append(halves[:even:2] | halves[1:even:2] << 4)

    def finish(self) -> None:
        """Write what is left."""
        if self._halves is not None:
            self._halves.append(self._odd)
        if self._at:
            self._file.put(f"{self._name}.at", np.concatenate(self._at).astype(np.uint32))
            self._file.put(f"{self._name}.more", np.concatenate(self._more).astype(np.uint32))


def put_packed(file: SegmentFileWriter, name: str, numbers: Array, bits: int) -> None:
    """Add numbers for `Packed`."""
    writer = PackedWriter(file, name, bits, len(numbers))
    writer.append(numbers)
    writer.finish()


def _halves(packed: Array, start: int, end: int) -> Array:
    pairs = packed[start // 2 : (end + 1) // 2].astype("<u2")
    # 0x00HL becomes 0x0H0L, which is L and H as bytes.
    pairs |= pairs << 4
    pairs &= 0x0F0F
    return pairs.view(np.uint8)[start % 2 : start % 2 + end - start]


_NO_NUMBERS = np.empty(0, np.uint32)


def narrowed(numbers: Array) -> Array:
    """The same numbers, none negative, in the smallest unsigned type that holds them all."""
    highest = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(np.min_scalar_type(highest))


def stable_order(keys: Array, below: int) -> Array:
    """What sorts `keys`, which are below the given number; equal ones keep their order.

    numpy sorts 16 bits by radix, several times as fast as 32 by comparison.
    """
    if below <= 1 << 16:
        return np.argsort(keys.astype(np.uint16), kind="stable")
    low = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
    high = (keys >> 16).astype(np.uint16)[low]
    return low[np.argsort(high, kind="stable")]


def starts_of(counts: Array) -> Array:
    """Where each of several runs of these lengths begins, and behind them where all end."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def runs_of(starts: Array, lengths: Array) -> Array:
    """The numbers from each start on, as many as its length, one run after the other."""
    if not len(lengths):
        return np.empty(0, np.int64)
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(int(ends[-1]))
