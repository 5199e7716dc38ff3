"""The axes of a chart: dates below, round numbers at the left, series' names at the right.

pyqtgraph's own axes scale with SI prefixes and render their labels as HTML; these paint
plain text.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.plot import time_scale
from ui.plot.look import Look
from ui.plot.placed import PlacedSeries, labels
from ui.plot.value_scale import ValueScale
from ui.theme import SMALL, ui_font

GAP = 6
_DATE_SPACING = 88
_OVERHANG = 36
_FROM_EDGE = 5
_VALUE_SPACING = 32
_LABEL_HEIGHT = 16
_LABEL_WIDTH = 190
_LEADER = 14
_SWATCH = 8
_TITLE_HEIGHT = 22


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """An axis with our ticks, thin lines and plain text."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=0)
        self.setStyle(
            tickFont=ui_font(SMALL), tickTextOffset=GAP, autoReduceTextSpace=True, tickAlpha=255
        )
        self.enableAutoSIPrefix(False)

    def set_look(self, look: Look) -> None:
        """Draw in these colours."""
        self.setPen(look.pen(look.line_strong))
        self.setTickPen(look.pen(look.line))
        self.setTextPen(look.pen(look.secondary))


class DateAxis(_Axis):
    """Years, months or days, all labels of one form."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setHeight(SMALL * 2 + GAP)
        self.setStyle(tickLength=4, tickTextOffset=2, hideOverlappingLabels=_OVERHANG)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        found = time_scale.ticks(low, high, int(size // _DATE_SPACING))
        self._labels = dict(found)
        return [(0.0, [at for at, _ in found])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        del scale, spacing
        return [self._labels[value] for value in values]


class ValueAxis(_Axis):
    """Round numbers, written by `write`, with a light line for each across the plot."""

    def __init__(self) -> None:
        super().__init__("left")
        self.scale_of_values = ValueScale()
        self.write: Callable[[float], str] = str
        self.setGrid(255)

    def show_values(self, scale: ValueScale, write: Callable[[float], str]) -> None:
        """Place by `scale`, label by `write`."""
        self.scale_of_values, self.write = scale, write
        self.picture = None
        self.update()

    def needed_width(self, low: float, high: float) -> int:
        """How wide the labels between the places `low` and `high` are, in pixels."""
        metrics = QFontMetricsF(ui_font(SMALL))
        texts = [self.write(v) for v in self.scale_of_values.ticks(low, high, self._most())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        return int(widest) + 2 * GAP + 2

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        # A label that would stand half outside is not painted; its line should not be either.
        margin = (high - low) * _FROM_EDGE / max(size, 1.0)
        values = self.scale_of_values.ticks(low, high, self._most())
        places = [(self.scale_of_values.place(value), value) for value in values]
        self._labels = {
            at: self.write(value)
            for at, value in places
            if at is not None and low + margin <= at <= high - margin
        }
        return [(0.0, list(self._labels))]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        del scale, spacing
        return [self._labels[value] for value in values]

    def _most(self) -> int:
        return max(2, int(self.size().height() // _VALUE_SPACING))


class _TextAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Room beside a plot that paints text of its own instead of ticks."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, showValues=False, maxTickLength=0)
        self._look: Look | None = None

    def set_look(self, look: Look) -> None:
        """Draw in these colours."""
        self._look = look
        self.update()


class PanelTitle(_TextAxis):
    """What the numbers of a panel are, above its value axis."""

    def __init__(self) -> None:
        super().__init__("top")
        self.text = ""
        self.setHeight(_TITLE_HEIGHT)

    def set_text(self, text: str) -> None:
        """Show `text`, as it is."""
        self.text = text
        self.update()

    def paint(self, p: QPainter, opt: Any, widget: Any) -> None:
        del opt, widget
        if self._look is None:
            return
        p.setFont(ui_font(SMALL))
        p.setPen(QColor(self._look.secondary))
        p.drawText(
            QRectF(0, 0, self.size().width(), _TITLE_HEIGHT - GAP),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.text,
        )


class EndLabels(_TextAxis):
    """The name of each series beside its last point in view, kept apart by thin leaders."""

    def __init__(self) -> None:
        super().__init__("right")
        self._placed: list[PlacedSeries] = []
        self._names: dict[PlacedSeries, str] = {}

    def linkToView(self, view: Any) -> None:
        super().linkToView(view)
        view.sigXRangeChanged.connect(self._view_moved)

    def show_series(self, placed: Sequence[PlacedSeries]) -> None:
        """Name these series."""
        self._placed = [each for each in placed if each.points]
        names = labels([each.series for each in self._placed])
        self._names = dict(zip(self._placed, names, strict=True))
        self.update()

    def needed_width(self) -> int:
        """How wide the widest name is, elided to the most that a name may take."""
        metrics = QFontMetricsF(ui_font(SMALL))
        widths = [metrics.horizontalAdvance(name) for name in self._names.values()]
        if not widths:
            return GAP
        return int(min(max(widths), _LABEL_WIDTH)) + _LEADER + _SWATCH + 2 * GAP + 2

    def names_shown(self) -> list[str]:
        """The names that are painted now, from top to bottom."""
        shown, _ = self._arranged()
        return [self._names[each] for _, _, each in shown]

    def paint(self, p: QPainter, opt: Any, widget: Any) -> None:
        del opt, widget
        if self._look is None:
            return
        shown, left_out = self._arranged()
        p.setFont(ui_font(SMALL))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for end, row, each in shown:
            self._paint_name(p, self._look, end, row, each)
        if left_out:
            row = shown[-1][1] + _LABEL_HEIGHT
            p.setPen(QColor(self._look.secondary))
            self._paint_text(p, row, f"and {left_out} more")

    def _view_moved(self, *_: object) -> None:
        self.update()

    def _paint_name(
        self, p: QPainter, look: Look, end: float, row: float, each: PlacedSeries
    ) -> None:
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(each.style.line_pen(look).color(), 1))
        p.drawPolyline(
            QPolygonF(
                [QPointF(0, end), QPointF(4, end), QPointF(_LEADER - 2, row), QPointF(_LEADER, row)]
            )
        )
        p.save()
        p.translate(_LEADER + _SWATCH / 2 + 2, row)
        drawSymbol(p, each.style.shape, _SWATCH, each.style.outline_pen(look), each.style.fill())
        p.restore()
        p.setPen(QColor(look.text))
        self._paint_text(p, row, self._names[each])

    def _paint_text(self, p: QPainter, row: float, text: str) -> None:
        left = _LEADER + _SWATCH + GAP + 2
        metrics = QFontMetricsF(p.font())
        shown = metrics.elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, self.size().width() - left
        )
        p.drawText(
            QRectF(left, row - _LABEL_HEIGHT / 2, self.size().width() - left, _LABEL_HEIGHT),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip,
            shown,
        )

    def _arranged(self) -> tuple[list[tuple[float, float, PlacedSeries]], int]:
        """Ends in pixels, rows in pixels and series from top to bottom; how many did not fit."""
        view = self.linkedView()
        if view is None:
            return [], 0
        (left, right), (bottom, top) = view.viewRange()
        height = self.size().height()
        ends = []
        for each in self._placed:
            inside = ((each.x >= left) & (each.x <= right)).nonzero()[0]
            if inside.size:
                y = float(each.y[inside[-1]])
                if bottom <= y <= top:
                    ends.append((height * (top - y) / (top - bottom), each))
        ends.sort(key=lambda end: end[0])
        fit = max(1, int(height // _LABEL_HEIGHT) - 1)
        kept = ends if len(ends) <= fit + 1 else ends[:fit]
        rows = spread([y for y, _ in kept], _LABEL_HEIGHT, height)
        return [(y, row, each) for (y, each), row in zip(kept, rows, strict=True)], len(ends) - len(
            kept
        )


def spread(wanted: Sequence[float], apart: float, height: float) -> list[float]:
    """Rows near the `wanted` ones (sorted), at least `apart` from each other, from 0 to `height`.

    When there is no room for all, the last ones go beyond `height`.
    """
    rows: list[float] = []
    for y in wanted:
        rows.append(max(y, rows[-1] + apart if rows else apart / 2))
    limit = height - apart / 2
    for n in range(len(rows) - 1, -1, -1):
        rows[n] = max(min(rows[n], limit), apart / 2 + n * apart)
        limit = rows[n] - apart
    return rows
