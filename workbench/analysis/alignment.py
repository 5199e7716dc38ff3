"""Wordings of one statement set below each other, word by word.

Each is aligned to the base wording by the fewest words dropped, added and changed (Levenshtein);
what several add at one place shares columns where the words are the same. This is the star
alignment of sequences (Gusfield, "Algorithms on Strings, Trees, and Sequences", 1997, 14.6), its
centre being the base.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from workbench.analysis.variants import Quoted, Variants
from workbench.analysis.wordings import Word, key, words

_WINDOW = 1.25


class Mark(StrEnum):
    """What a wording does with a word of the base."""

    SAME = "same"
    DROPPED = "dropped"
    ADDED = "added"
    CHANGED = "changed"
    NOTHING = "nothing"
    """Another wording adds a word here, this one and the base have none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A word of a wording with the marks around it; "" where it has none."""

    mark: Mark
    word: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A quote, its words column by column, and which wording of the group it has.

    Quotes with the same `wording`, counted from 0 for that of the base, agree word for word.
    The words of the cells one after another are the quote.
    """

    quote: Quoted
    cells: tuple[Cell, ...]
    wording: int

    def count(self, mark: Mark) -> int:
        """How many words bear that mark."""
        return sum(cell.mark is mark for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The quotes of a statement below each other.

    `columns` hold the words of the base, "" where only other wordings have one.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def aligned(group: Variants) -> Alignment:
    """The quotes of a group: those with the wording of the base first, then the first published
    of the others with those that agree with it, and so on."""
    base = group.base
    quotes = [base, *(one for one in group.quotes if one is not base)]
    lines = align(words(base.words), [words(one.words) for one in quotes])
    numbers: dict[tuple[str, ...], int] = {}
    rows = [
        Row(quote, cells, numbers.setdefault(key(quote.words), len(numbers)))
        for quote, cells in zip(quotes, lines, strict=True)
    ]
    columns = (cell.word.strip() if cell.mark is Mark.SAME else "" for cell in rows[0].cells)
    return Alignment(tuple(columns), tuple(sorted(rows, key=lambda row: row.wording)))


def align(base: Sequence[Word], wordings: Sequence[Sequence[Word]]) -> list[tuple[Cell, ...]]:
    """The cells of each wording, as many in each: one for each word of the base, and where
    wordings add words before or behind it, one for each that is added."""
    placed = [_placed(base, one) for one in wordings]
    slots: list[list[str]] = [[] for _ in range(len(base) + 1)]
    for _, added in placed:
        for slot, more in enumerate(added):
            slots[slot] = _merged(slots[slot], [word.same_as for word in more])
    lines = []
    for own, added in placed:
        cells: list[Cell] = []
        for slot, columns in enumerate(slots):
            cells += _spread(columns, added[slot])
            cells += own[slot : slot + 1]
        lines.append(tuple(cells))
    return lines


def _placed(base: Sequence[Word], wording: Sequence[Word]) -> tuple[list[Cell], list[list[Word]]]:
    """A cell for each word of the base, and the words that are added before each and at the end."""
    cells = [Cell(Mark.DROPPED)] * len(base)
    added: list[list[Word]] = [[] for _ in range(len(base) + 1)]
    compared = [word.same_as for word in base], [word.same_as for word in wording]
    for step in _steps(*compared):
        source, target = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        if step.tag == "insert":
            added[step.src_start] += wording[step.dest_start : step.dest_end]
        elif step.tag != "delete":
            mark = Mark.SAME if step.tag == "equal" else Mark.CHANGED
            for at, place in zip(source, target, strict=True):
                cells[at] = Cell(mark, wording[place].shown)
    return cells, added


def _steps(base: Sequence[str], wording: Sequence[str]) -> list[Opcode]:
    """The edits that make the wording of the base; a part of a longer one keeps together."""
    if not base or not wording or len(base) <= _WINDOW * len(wording):
        return list(Levenshtein.opcodes(base, wording))
    found = fuzz.partial_ratio_alignment(wording, base)
    margin = len(wording) // 3
    start = max(0, found.dest_start - margin) if found else 0
    end = min(len(base), found.dest_end + margin) if found else len(base)
    within = Levenshtein.opcodes(base[start:end], wording)
    return [
        Opcode(s.tag, s.src_start + start, s.src_end + start, s.dest_start, s.dest_end)
        for s in within
    ]


def _merged(columns: list[str], more: list[str]) -> list[str]:
    """The shortest row of columns in which both can be read in their order."""
    united: list[str] = []
    for step in Levenshtein.opcodes(columns, more) if more else ():
        united += columns[step.src_start : step.src_end]
        if step.tag != "equal":
            united += more[step.dest_start : step.dest_end]
    return united if more else columns


def _spread(columns: Sequence[str], added: Sequence[Word]) -> list[Cell]:
    """The words that a wording adds, each in the first column of its own that still fits."""
    cells = [Cell(Mark.NOTHING)] * len(columns)
    place = 0
    for word in added:
        place = columns.index(word.same_as, place)
        cells[place] = Cell(Mark.ADDED, word.shown)
        place += 1
    return cells
