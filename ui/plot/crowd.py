"""Very many points of several series, each on its own pixels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.plot.look import Look
from ui.plot.placed import Array, PlacedSeries, bounds

DOT = 3
"""Side of a dot in pixels of the screen."""

_LIGHTER, _BAR = 90, 60  # how solid, of 255
_BARRED = 1  # the second colour of the picture; the first is none
_FILE_DENSITY = 2.0

Codes = NDArray[np.uint8]


class Crowd(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """Paints every point in view as a dot, and every range as a thin grey bar behind the dots.

    Points that fall on the same pixels are painted once, so that a hundred thousand cost no
    more than the pixels that they take; nothing is averaged and none is left out.
    """

    def __init__(
        self, placed: Sequence[PlacedSeries], look: Look, *, for_file: bool = False
    ) -> None:
        super().__init__()
        self._placed = [each for each in placed if each.points]
        self._least_density = _FILE_DENSITY if for_file else 1.0
        self._colours = list(dict.fromkeys(each.style.colour for each in self._placed))
        self._table = [0, _solid(look.secondary, _BAR)]
        for colour in self._colours:
            self._table += [_solid(colour, _LIGHTER), _solid(colour, 255)]
        left, right, bottom, top = bounds(self._placed) or (0.0, 1.0, 0.0, 1.0)
        self._rect = QRectF(left - 1, bottom, right - left + 2, max(top - bottom, 1e-9))

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, p: QPainter, opt: Any, widget: Any) -> None:
        del opt, widget
        view = self.getViewBox()
        if view is None:
            return
        transform = p.transform()
        density = max(p.device().devicePixelRatio(), self._least_density)
        dot = round(DOT * density)
        scene = transform.mapRect(view.viewRect())
        left, top = scene.left(), scene.top()
        size = int(scene.height() * density) + 1, int(scene.width() * density) + 1
        if min(size) <= dot:
            return
        codes = np.zeros(size, np.uint8)
        days = view.viewRange()[0]
        parts = [(each, each.between(*days)) for each in self._placed]

        def across(values: Array) -> Array:
            return np.asarray(density * (transform.m11() * values + transform.dx() - left))

        def down(values: Array) -> Array:
            return np.asarray(density * (transform.m22() * values + transform.dy() - top))

        xs = [across(each.x[part]) for each, part in parts]
        _bar(
            codes,
            np.concatenate(xs),
            down(np.concatenate([each.lower[part] for each, part in parts])),
            down(np.concatenate([each.upper[part] for each, part in parts])),
        )
        for accepted in (0, 1):
            for x, (each, part) in zip(xs, parts, strict=True):
                which = each.suggested[part] != bool(accepted)
                code = 2 + 2 * self._colours.index(each.style.colour) + accepted
                _dots(codes, x[which], down(each.y[part][which]), dot, code)
        p.save()
        p.resetTransform()
        picture = _picture(codes, self._table)
        picture.setDevicePixelRatio(density)
        p.drawImage(QPointF(left, top), picture)
        p.restore()


def _bar(codes: Codes, x: Array, lower: Array, upper: Array) -> None:
    """Columns of one pixel from end to end, by counting where bars begin and end."""
    height, width = codes.shape
    has = ~np.isnan(lower) & ~np.isnan(upper) & (x >= 0) & (x < width)
    if not has.any():
        return
    column = x[has].astype(np.int64)
    first = np.clip(upper[has], 0, height).astype(np.int64) * width + column
    last = np.clip(lower[has] + 1, 0, height).astype(np.int64) * width + column
    size = (height + 1) * width
    edges = (np.bincount(first, minlength=size) - np.bincount(last, minlength=size)).astype(
        np.int32
    )
    covered = np.cumsum(edges.reshape(height + 1, width), axis=0, dtype=np.int32)[:height] > 0
    codes[covered] = _BARRED


def _dots(codes: Codes, x: Array, y: Array, dot: int, code: int) -> None:
    height, width = codes.shape
    half = dot // 2
    inside = (x >= half) & (x < width - dot) & (y >= half) & (y < height - dot)
    corner = (y[inside].astype(np.int64) - half) * width + (x[inside].astype(np.int64) - half)
    flat = codes.reshape(-1)
    for row in range(dot):
        for place in range(dot):
            flat[corner + (row * width + place)] = code


def _picture(codes: Codes, table: Sequence[int]) -> QImage:
    height, width = codes.shape
    image = QImage(codes.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(list(table))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _solid(colour: str, alpha: int) -> int:
    made = QColor(colour)
    made.setAlpha(alpha)
    return int(made.rgba())
