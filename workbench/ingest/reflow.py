"""Lines of fixed length back into the paragraphs they were broken from.

A paragraph ends where the next line's first word would still have fitted on the line, where
the gap or the size of the letters changes, and where a line is indented.
"""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WINDOW = 12
_WIDER_GAP = 1.35
_OTHER_SIZE = 1.15
_SAME_PLACE = 0.35
_FARTHEST_INDENT = 6.0
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●–*-]|\(?\d{1,3}[.)]|[a-z]\))\s")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’»)\]]*$")
# What stands for a hyphen at a line's end: pdfium marks one that it has recognised.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u0002\ufffe]$")
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the box it is printed in; `top` grows upwards, as PDF counts."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The size of its letters, never 0."""
        return max(self.top - self.bottom, 0.1)


def paragraphs(lines: Sequence[Line], width: float | None = None) -> list[str]:
    """The paragraphs that the lines were broken from, in the order of the lines.

    `width` is where all lines end at the latest; without it, it is taken from those around.
    """
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(x.text for x in lines)))
    usual = _Usual(
        width, _leading(lines), statistics.median([line.height for line in lines] or [1.0])
    )
    found: list[list[str]] = []
    for place, line in enumerate(lines):
        if place and not _breaks(lines, place, usual):
            _append(found[-1], line.text.strip(), words)
        else:
            found.append([line.text.strip()])
    joined = ("".join(pieces) for pieces in found)
    return [_HYPHEN.sub("-", paragraph) for paragraph in joined if paragraph]


def wrapped(text: str, narrowest: int = 55, widest: int = 80) -> bool:
    """Whether the text's lines look broken at a fixed length, as mail programs do."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    if len(lengths) < 4 or max(lengths) > widest:
        return False
    return sum(length >= narrowest for length in lengths) >= 0.5 * len(lengths)


def unwrap(text: str) -> str:
    """Text of fixed line length with one line a paragraph; empty lines stay where they are."""
    width = max((len(line.rstrip()) for line in text.split("\n")), default=0)
    blocks = re.split(r"\n\s*\n", text)
    return "\n\n".join("\n".join(_unwrapped(block.strip("\n"), width)) for block in blocks)


def _unwrapped(block: str, width: int) -> list[str]:
    """A block's paragraphs; one that is laid out in columns stays as it is."""
    if _COLUMNS.search(block):
        return block.split("\n")
    return paragraphs(_typed(block), width)


def _typed(block: str) -> list[Line]:
    """The lines of typed text as if printed in letters one wide and one high."""
    typed = []
    for number, line in enumerate(block.split("\n")):
        indent = len(line) - len(line.lstrip())
        typed.append(Line(line, indent, len(line.rstrip()), -number, -number - 1))
    return typed


@dataclass(frozen=True, slots=True)
class _Usual:
    """Where lines end (None: look around), their distance (0: unknown), their height."""

    width: float | None
    leading: float
    height: float


def _breaks(lines: Sequence[Line], place: int, usual: _Usual) -> bool:
    """Whether a new paragraph begins with the line at `place`."""
    before, line = lines[place - 1], lines[place]
    size = max(before.height, line.height)
    if size / min(before.height, line.height) > _OTHER_SIZE or _BULLET.match(line.text):
        return True
    step = before.bottom - line.bottom
    early = _ended_early(lines, place, usual.width)
    if step <= 0:  # the next column or page
        return early and bool(_ENDS_SENTENCE.search(before.text.rstrip()))
    if size > _OTHER_SIZE * usual.height:  # a heading, which is broken as sense has it
        return step > 1.8 * size
    if usual.leading and step > _WIDER_GAP * usual.leading:
        return True
    return not _is_centred(before, line) and (early or _is_indented(before, line))


def _is_centred(before: Line, line: Line) -> bool:
    """Whether both lines have the same middle and different ends."""
    size = max(before.height, line.height)
    same_middle = abs((before.left + before.right) - (line.left + line.right)) < size
    return same_middle and abs(before.left - line.left) > _SAME_PLACE * size


def _is_indented(before: Line, line: Line) -> bool:
    """Whether the line begins further right, and not as what follows a bullet does."""
    indent = (line.left - before.left) / max(before.height, line.height)
    return _SAME_PLACE < indent < _FARTHEST_INDENT and not _BULLET.match(before.text)


def _ended_early(lines: Sequence[Line], place: int, width: float | None) -> bool:
    """Whether the first word at `place` would have fitted on the line before."""
    before = lines[place - 1]
    column = (
        [width]
        if width
        else [
            other.right
            for other in lines[max(0, place - _WINDOW) : place + _WINDOW]
            if abs(other.left - before.left) < 2.5 * before.height
        ]
    )
    letter = (before.right - before.left) / max(1, len(before.text.strip()))
    first = lines[place].text.split(maxsplit=1)
    needed = letter * (len(first[0]) + 1) if first else 0.0
    return max(column, default=before.right) - before.right > needed


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, 0 when there is none to measure."""
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    return statistics.median_low([step for step in steps if step > 0] or [0.0])


def _append(pieces: list[str], line: str, words: frozenset[str]) -> None:
    """Add one more line to a paragraph, and take out the hyphen of the line break."""
    before = pieces[-1]
    if not line:
        return
    if not _HYPHEN.search(before):
        pieces.extend([" ", line] if before else [line])
        return
    stem, first = _LAST_WORD.search(before[:-1]), _FIRST_WORD.match(line)
    # A compound that is written with its hyphen elsewhere in the text keeps it here.
    is_compound = (
        stem is None
        or first is None
        or not first[0][0].islower()
        or (f"{stem[0]}-{first[0]}" in words and stem[0] + first[0] not in words)
    )
    pieces[-1] = before[:-1]
    pieces.append("-" + line if is_compound else line)


def without_repeats(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The pages without what most of them have at the same place of their edges."""
    seen: dict[tuple[str, int], int] = {}
    for page in pages:
        for key in {_edge_key(line) for line in _edges(page)}:
            seen[key] = seen.get(key, 0) + 1
    for page in pages:
        edges = set(_edges(page))
        yield [
            line
            for line in page
            if line not in edges or len(pages) < 2 or seen[_edge_key(line)] <= len(pages) / 2
        ]


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return [*by_height[:2], *by_height[-2:]]


def _edge_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.strip()), round(line.bottom / 4)
