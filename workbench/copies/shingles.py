"""A text as the set of its runs of words, and a sample of that set small enough to keep.

Shingling after Broder, "On the resemblance and containment of documents" (1997); the sample is
the one by hash value that he calls "mod m" (today also FracMinHash), in which a text contained
in another is found however much longer the other is.
"""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

WIDTH = 3
"""Words a shingle: fewer are shared by chance, more are all lost with each changed word."""

SAMPLED = 16
"""One shingle in so many is in the sketch."""

FEWEST = 16
"""Shingles that the sketch of a short text has at least, if the text has as many."""

MOST = 1_000
"""Shingles of a sketch at most; a text that long is compared by its beginning of the sample."""

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


def word_places(text: str) -> list[tuple[int, int]]:
    """Start and end of each word, in code points."""
    return [match.span() for match in _WORD.finditer(text)]


def shingles(text: str) -> Hashes:
    """The hash of each run of `WIDTH` words, in their order; case and punctuation do not count.

    Two texts have equal hashes at equal runs on every machine. A text of fewer words gives one
    hash.
    """
    words = _WORD.findall(text.casefold())
    codes = np.fromiter((zlib.crc32(w.encode("utf-8", "replace")) for w in words), np.uint64)
    if not len(codes):
        return np.zeros(0, np.uint64)
    number = max(1, len(codes) - WIDTH + 1)
    mixed = np.zeros(number, np.uint64)
    for place, odd in enumerate(_ODD[: min(WIDTH, len(codes))]):
        mixed += (codes[place : place + number] + np.uint64(place + 1)) * np.uint64(odd)
    # The finaliser of splitmix64: close sums become unrelated hashes.
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def sketch(text: str) -> tuple[int, ...]:
    """The sample of a text's shingles by which its copies are looked up: 32-bit numbers, sorted."""
    hashes = np.unique(shingles(text))
    sampled = int(np.searchsorted(hashes, np.uint64(2**64 // SAMPLED)))
    kept = hashes[: min(max(sampled, FEWEST), MOST)]
    # The high bits are what was sampled by; the low ones tell the shingles apart.
    return tuple(sorted({int(one) for one in kept & np.uint64(0xFFFFFFFF)}))
