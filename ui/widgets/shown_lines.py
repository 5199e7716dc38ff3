"""Where the visible lines of a text stand, and what of them a stretch covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLine


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One visible line, in viewport pixels; good until the text is laid out anew.

    `start` and `end` are units in the document, `top` and `height` include the line's share
    of the space between lines.
    """

    start: int
    end: int
    block_start: int
    top: float
    height: float
    origin_x: float
    origin_y: float
    line: QTextLine

    @property
    def text_rect(self) -> QRectF:
        """The rectangle of the words themselves."""
        return self.line.naturalTextRect().translated(self.origin_x, self.origin_y)

    @property
    def baseline(self) -> float:
        """Where the letters stand."""
        return self.origin_y + self.line.y() + self.line.ascent()

    def x(self, unit: int) -> float:
        """The horizontal place of the cursor in front of `unit`."""
        # PySide's stubs call it an object; it is the pair of place and cursor position.
        place, _ = cast("tuple[float, int]", self.line.cursorToX(unit - self.block_start))
        return self.origin_x + place


def covered(lines: Sequence[ShownLine], start: int, end: int) -> list[tuple[ShownLine, QRectF]]:
    """The rectangle of each line's words that units `start` to `end` cover."""
    found = []
    for line in lines:
        if line.end <= start or line.start >= end:
            continue
        words = line.text_rect
        left, right = sorted((line.x(max(start, line.start)), line.x(min(end, line.end))))
        left, right = max(left, words.left()), min(right, words.right())
        if right > left:
            found.append((line, QRectF(left, words.top(), right - left, words.height())))
    return found


def line_of(lines: Sequence[ShownLine], unit: int) -> ShownLine | None:
    """The visible line on which `unit` stands."""
    for line in lines:
        if line.start <= unit < line.end or unit == line.start == line.end:
            return line
    return None
