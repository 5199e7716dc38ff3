"""The sorted words of a field, as one run of bytes with a line break behind each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from workbench.index.segments.files import Array

_BREAK = 10
_BLOCK = 32
"""Words that are read at once to find one."""


class Lexicon(Sequence[bytes]):
    """Words as UTF-8 in the order of their bytes, without repetitions; found by bisection."""

    def __init__(self, joined: Array) -> None:
        self._joined = joined.data
        # Where each word ends, which is one before the next begins.
        self._ends = np.flatnonzero(joined == _BREAK).astype(np.uint32)

    @staticmethod
    def packed(words: Sequence[bytes]) -> bytes:
        """The form in which words are kept; they must be sorted and hold no line break."""
        return b"".join(word + b"\n" for word in words)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override] # no slices
        if number < 0 or number >= len(self._ends):
            raise IndexError(number)
        start = int(self._ends[number - 1]) + 1 if number else 0
        return bytes(self._joined[start : int(self._ends[number])])

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.all())

    def all(self) -> list[bytes]:
        """All words."""
        return bytes(self._joined).split(b"\n")[:-1]

    def position(self, word: bytes) -> int:
        """How many words come before `word`."""
        block = bisect_left(self._samples, word) - 1
        if block < 0:
            return 0
        first = block * _BLOCK
        return first + bisect_left(self._block(first), word)

    def find(self, word: bytes) -> int:
        """The number of a word, or -1."""
        number = self.position(word)
        return number if number < len(self) and self[number] == word else -1

    def starting(self, head: bytes) -> tuple[int, int]:
        """The numbers, first to before the last, of the words that begin with `head`."""
        # No byte of UTF-8 is as high as this one.
        return self.position(head), self.position(head + b"\xff")

    def _block(self, first: int) -> list[bytes]:
        start = int(self._ends[first - 1]) + 1 if first else 0
        last = min(first + _BLOCK, len(self)) - 1
        return bytes(self._joined[start : int(self._ends[last])]).split(b"\n")

    @cached_property
    def _samples(self) -> list[bytes]:
        """The first word of each block: they are searched before a block is read."""
        return [self[number] for number in range(0, len(self), _BLOCK)]

    def holding(self, piece: bytes) -> list[int]:
        """The numbers of the words that have `piece` in them, in order."""
        whole, found, at = self._whole, [], 0
        while (at := whole.find(piece, at)) >= 0:
            number = int(np.searchsorted(self._ends, at))
            found.append(number)
            at = int(self._ends[number])
        return found

    @cached_property
    def letters(self) -> Array:
        """Code points of each word, as int32[words]."""
        return np.diff(self._breaks, prepend=np.int32(-1)) - np.int32(1)

    @cached_property
    def signatures(self) -> Array:
        """A bit for each code point modulo 32 that a word has, as uint32[words].

        A letter added or missing changes at most one bit, a changed one two, a swap none.
        """
        if not len(self):
            return np.empty(0, np.uint32)
        bits = np.left_shift(np.uint32(1), self._code_points & np.uint32(31))
        bits[self._breaks] = 0
        starts = np.concatenate(([0], self._breaks[:-1].astype(np.int64) + 1))
        return np.bitwise_or.reduceat(bits, starts)

    @cached_property
    def _whole(self) -> bytes:
        return bytes(self._joined)

    @property
    def _code_points(self) -> Array:
        return np.frombuffer(self._whole.decode().encode("utf-32-le"), np.uint32)

    @cached_property
    def _breaks(self) -> Array:
        """Where each word ends, counted in code points."""
        return np.flatnonzero(self._code_points == _BREAK).astype(np.int32)
