"""How a passage looks in the text: wash, underline by kind, outline when chosen.

Qt knows no double underline and cannot tell overlapping ones apart, so that all of it is
painted here, for visible lines only.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme import Theme
from ui.widgets.shown_lines import ShownLine, covered
from workbench.domain import Kind

_BELOW = 3.5
_LEVEL = 3.0
_LEVELS = 3
_DOUBLE = 2.5
_ASIDE = 4.0


def paint_wash(
    painter: QPainter, lines: Sequence[ShownLine], units: tuple[int, int], colour: QColor
) -> None:
    """Fill what lies behind the words between two units."""
    for _, rect in covered(lines, *units):
        painter.fillRect(rect.adjusted(-1, 0, 1, 1), colour)


def paint_underline(
    painter: QPainter,
    lines: Sequence[ShownLine],
    units: tuple[int, int],
    *,
    kind: Kind,
    level: int,
    theme: Theme,
) -> None:
    """Underline words: solid for a claim, double for a quote, dotted for a figure."""
    colour = theme.kind_line(kind)
    for line, rect in covered(lines, *units):
        y = round(line.baseline + _BELOW + _LEVEL * (level % _LEVELS)) + 0.5
        for stroke in underline(kind, rect.left(), rect.right(), y):
            painter.setPen(_pen(kind, colour))
            painter.drawLine(stroke)


def underline(kind: Kind, left: float, right: float, y: float) -> list[QLineF]:
    """The strokes of a kind's underline from `left` to `right` at height `y`."""
    strokes = [QLineF(left, y, right, y)]
    if kind is Kind.QUOTE:
        strokes.append(QLineF(left, y + _DOUBLE, right, y + _DOUBLE))
    return strokes


def paint_offer(
    painter: QPainter,
    lines: Sequence[ShownLine],
    units: tuple[int, int],
    *,
    kind: Kind,
    theme: Theme,
) -> None:
    """Mark what is only suggested, without a wash: figures and quotes by thin broken underlines.

    Many a sentence may be a claim, and a page full of lines is none the wiser: a claim has a
    broken stroke at the left of its lines.
    """
    pen = QPen(theme.kind_line(kind), 1.0, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([1.0, 2.0] if kind is Kind.FIGURE else [4.0, 3.0])
    painter.setPen(pen)
    if kind is Kind.CLAIM:
        for line, _ in covered(lines, *units):
            x = round(line.text_rect.left() - _ASIDE) + 0.5
            painter.drawLine(QLineF(x, line.top, x, line.top + line.height))
        return
    for line, rect in covered(lines, *units):
        y = round(line.baseline + _BELOW) + 0.5
        for stroke in underline(kind, rect.left(), rect.right(), y):
            painter.drawLine(stroke)


def paint_outline(
    painter: QPainter,
    rects: Iterable[QRectF],
    colour: QColor,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Draw one contour around all of `rects`."""
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    for rect in rects:
        outline.addRect(rect)
    painter.setPen(QPen(colour, 1.5, style, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline.simplified())


def outlined(lines: Sequence[ShownLine], units: tuple[int, int]) -> list[QRectF]:
    """Rectangles around words between two units that touch from line to line."""
    return [
        QRectF(rect.left() - 2, line.top, rect.width() + 4, line.height)
        for line, rect in covered(lines, *units)
    ]


def _pen(kind: Kind, colour: QColor) -> QPen:
    if kind is Kind.CLAIM:
        return QPen(colour, 1.5)
    if kind is Kind.QUOTE:
        return QPen(colour, 1.0)
    pen = QPen(colour, 2.0)
    pen.setDashPattern([0.1, 1.6])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
