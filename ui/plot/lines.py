"""Lines through points, painted where the marks are, to the pixel."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainter


class Line(pg.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """A curve that is mapped to pixels before it is painted.

    pyqtgraph lets the painter map it. An SVG file has six digits for that mapping, which puts
    a line of days by dollars several pixels beside its points.
    """

    def paint(self, p: QPainter, opt: Any, widget: Any) -> None:
        del opt, widget
        x, y = self.getData()
        if x is None or not len(x):
            return
        mapped = pg.transformCoordinates(p.transform(), np.vstack((x, y)))
        p.save()
        p.resetTransform()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(self.opts["pen"])
        p.drawPath(pg.arrayToQPath(*mapped, connect=self.opts["connect"]))
        p.restore()
