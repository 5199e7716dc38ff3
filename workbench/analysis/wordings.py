"""Words of quotes: how they are compared, and how much two wordings have in common.

Case, punctuation and the shape of marks do not count, so that a quote with curly marks, a comma
more or a hyphen less has the same words.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

ALIKE = 0.62
"""Likeness from which on two wordings are of one statement: of long ones, or of one speaker."""

ALIKE_SHORT = 0.7
"""The same where the shorter has few words and different people speak."""

ALIKE_PHRASE = 0.9
"""The same for a phrase that anybody might use; then only of one speaker."""

FEW_WORDS = 10
PHRASE_WORDS = 6
PHRASE_WEIGHT = 24
"""Words, and weight of words, below which a quote is such a phrase."""

FEWEST_WORDS = 3
LEAST_WEIGHT = 14
"""Words, and weight of words, below which a quote is only compared with equal ones."""

_HEAVIEST = 8
_WINDOW = 1.25
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\w+")
_APOSTROPHES = str.maketrans("’ʼ", "''")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and as it stands there with the marks around it.

    The `shown` of all words one after another are the text.
    """

    same_as: str
    shown: str


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, of which there are none in one without letters and digits."""
    found = list(_WORD.finditer(text))
    bounds = [_boundary(text, a.end(), b.start()) for a, b in itertools.pairwise(found)]
    starts, ends = [0, *bounds], [*bounds, len(text)]
    return tuple(
        Word(match.group().translate(_APOSTROPHES).casefold(), text[start:end])
        for match, start, end in zip(found, starts, ends, strict=False)
    )


def key(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: equal for wordings that differ in marks only."""
    return tuple(match.translate(_APOSTROPHES).casefold() for match in _WORD.findall(text))


def weight(word: str) -> int:
    """How much a word tells: by its length, which needs no list of a language's little words."""
    return _HEAVIEST if word[0].isdigit() else min(len(word), _HEAVIEST)


def comparable(said: Sequence[str]) -> bool:
    """Whether words are enough to be looked for in other wordings."""
    return len(said) >= FEWEST_WORDS and _weighs(said, LEAST_WEIGHT)


def is_phrase(said: Sequence[str]) -> bool:
    """Whether words are so few that anybody might use them."""
    return len(said) < PHRASE_WORDS or not _weighs(said, PHRASE_WEIGHT)


def _weighs(said: Sequence[str], least: int) -> bool:
    # A word weighs 1 at least, so that most need no adding up.
    return len(said) >= least or sum(map(weight, said)) >= least


def wanted(first: Sequence[str], second: Sequence[str], *, one_speaker: bool) -> float:
    """The likeness from which on two wordings are of one statement; above 1 if they cannot be."""
    short = min(first, second, key=len)
    if is_phrase(short):
        return ALIKE_PHRASE if one_speaker else 2.0
    return ALIKE if one_speaker or len(short) >= FEW_WORDS else ALIKE_SHORT


def likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """How much of the shorter wording stands in one stretch of the longer, from 0 to 1.

    Dice's coefficient of the shorter wording and of that stretch, and not more than the share
    of the shorter that stands there; each word counts by its weight. What the longer has beyond
    that stretch does not count. The same in either order.
    """
    short, long = sorted((first, second), key=lambda one: (len(one), tuple(one)))
    if not short:
        return 0.0
    place = 0
    if len(long) > _WINDOW * len(short):
        found = fuzz.partial_ratio_alignment(short, long)
        if found is None:
            return 0.0
        margin = len(short) // 3
        place = max(0, found.dest_start - margin)
        long = long[place : found.dest_end + margin]
    weights = [weight(word) for word in long]
    whole = sum(map(weight, short))
    blocks = [
        (block.b, block.b + block.size)
        for block in LCSseq.opcodes(short, long).as_matching_blocks()
        if block.size
    ]
    return _best(blocks, weights, whole)


def _best(blocks: list[tuple[int, int]], weights: list[int], whole: int) -> float:
    """The coefficient for the stretch that is best when matches at its ends may be left out."""
    best = share = 0.0
    while blocks:
        matched = [sum(weights[start:end]) for start, end in blocks]
        first, last = blocks[0][0], blocks[-1][1]
        common, stretch = sum(matched), sum(weights[first:last])
        now = 2 * common / (whole + stretch)
        if now < best:
            break
        best, share = now, common / whole
        # A word that happens to stand far off ("the") makes the stretch long and little alike.
        blocks = blocks[1:] if matched[0] <= matched[-1] else blocks[:-1]
    # Half of a short wording in one stretch is a coefficient of two thirds already.
    return min(best, share)


def _boundary(text: str, end: int, start: int) -> int:
    """Where what stands between two words goes over from the first to the second."""
    space = max(text.rfind(sign, end, start) for sign in " \t\n\u00a0")
    return start if space < 0 else space + 1
