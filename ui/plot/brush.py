"""A stretch of time that is marked across all panels of a chart."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QBrush, QColor

from ui.plot.look import Look
from ui.plot.panel import Panel

_WASH = 40


class Brush:
    """Holds the stretch, from one day number to another, and shows it in the panels."""

    def __init__(self) -> None:
        self.days: tuple[float, float] | None = None
        self.anchor: float | None = None
        """Where the stretch was begun; the other end moves."""
        self._shown: list[tuple[Panel, Any]] = []

    def begin(self, day: float) -> None:
        """Begin a stretch at a day."""
        self.anchor, self.days = day, None

    def reach(self, day: float) -> None:
        """Let the stretch go from where it was begun to this day."""
        anchor = day if self.anchor is None else self.anchor
        self.anchor = anchor
        self.days = min(anchor, day), max(anchor, day)

    def clear(self) -> None:
        """Mark nothing."""
        self.anchor = self.days = None

    def show(self, panels: Sequence[Panel], look: Look) -> None:
        """Show the stretch in these panels, which may be others than before."""
        for panel, region in self._shown:
            panel.vb.removeItem(region)
        self._shown = []
        if self.days is None:
            return
        wash = QColor(look.accent)
        wash.setAlpha(_WASH)
        for panel in panels:
            region = pg.LinearRegionItem(
                self.days, movable=False, brush=QBrush(wash), pen=look.pen(look.accent)
            )
            region.setZValue(-1)
            panel.vb.addItem(region, ignoreBounds=True)
            self._shown.append((panel, region))
