"""The numbers of an article's passages behind small letters: C 3  Q 1  F 4."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.formats import KIND_LETTER
from ui.theme import GRID, SMALL, Theme, ui_font
from workbench.domain import Kind

HEIGHT = 4 * GRID
"""Of a badge, in pixels."""


def badge_texts(counts: Mapping[Kind, int]) -> list[tuple[Kind, str]]:
    """A text for each kind in `counts`, in the order of the kinds; 0 leaves the number out."""
    return [
        (kind, f"{KIND_LETTER[kind]} {counts[kind]:,}" if counts[kind] else KIND_LETTER[kind])
        for kind in Kind
        if kind in counts
    ]


def badges_width(counts: Mapping[Kind, int]) -> float:
    """How much room the badges take, the gaps before them included."""
    metrics = QFontMetricsF(ui_font(SMALL, medium=True))
    return sum(metrics.horizontalAdvance(text) + 3 * GRID for _, text in badge_texts(counts))


def paint_badges(
    painter: QPainter, right: float, top: float, counts: Mapping[Kind, int], theme: Theme
) -> None:
    """Paint the badges so that they end at `right`."""
    font = ui_font(SMALL, medium=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for kind, text in reversed(badge_texts(counts)):
        width = metrics.horizontalAdvance(text) + 2 * GRID
        box = QRectF(right - width, top, width, HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.kind_wash(kind))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.kind_line(kind))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        right -= width + GRID
