"""How a chart looks: the theme's colours, and a colour and a shape for every series."""

from dataclasses import dataclass

from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen

from ui.theme import DARK, LIGHT, SERIES

SHAPES = ("o", "s", "t1", "d", "p", "star")
"""pyqtgraph's names of the marks' shapes; the seventh series takes the next shape."""

MARK = 9
"""Side of a mark in pixels."""

_OUTLINE, _BAR = 135, 115


@dataclass(frozen=True, slots=True)
class Look:
    """The colours that a chart needs, as `#RRGGBB`, and how heavy its lines are.

    Lines are in pixels of the device, whatever its density: `stroke` is 2 for a picture with
    two pixels a point.
    """

    surface: str
    text: str
    secondary: str
    line: str
    line_strong: str
    accent: str
    dark: bool
    stroke: float = 1.0

    def pen(self, colour: QColor | str, width: float = 1.0) -> QPen:
        """A pen that does not grow with the view's scale, which is days by dollars."""
        pen = QPen(QColor(colour), width * self.stroke)
        pen.setCosmetic(True)
        return pen


def look(*, dark: bool, stroke: float = 1.0) -> Look:
    """The chart's colours from the light or the dark table of the theme."""
    tokens = DARK if dark else LIGHT
    return Look(
        surface=tokens["surface"],
        text=tokens["text"],
        secondary=tokens["secondary"],
        line=tokens["line"],
        line_strong=tokens["line_strong"],
        accent=tokens["accent"],
        dark=dark,
        stroke=stroke,
    )


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """The colour and the shape that tell one series from the others."""

    colour: str
    shape: str

    def line_pen(self, look: Look) -> QPen:
        """For the line from point to point."""
        colour = QColor(self.colour)
        colour.setAlphaF(0.8 if look.dark else 0.5)
        return look.pen(colour)

    def bar_pen(self, look: Look) -> QPen:
        """For bars of ranges and arrows of bounds."""
        return look.pen(self._shade(look, _BAR), 1.5)

    def outline_pen(self, look: Look) -> QPen:
        """For the edge of a mark: a shade off, so that yellow shows on white, blue on black."""
        return look.pen(self._shade(look, _OUTLINE), 1.25)

    def fill(self) -> QBrush:
        """For the inside of a mark."""
        return QBrush(QColor(self.colour))

    def _shade(self, look: Look, percent: int) -> QColor:
        colour = QColor(self.colour)
        return colour.lighter(percent) if look.dark else colour.darker(percent)


def series_style(index: int) -> SeriesStyle:
    """The style of the series number `index`; the first 36 are all different."""
    turn = index // len(SERIES)
    return SeriesStyle(SERIES[index % len(SERIES)], SHAPES[(index + turn) % len(SHAPES)])


def arrow(*, up: bool) -> QPainterPath:
    """A bound's arrow as a pyqtgraph symbol: from the mark in the middle to one end."""
    way = -1 if up else 1
    path = QPainterPath()
    path.moveTo(0, 0.13 * way)
    path.lineTo(0, 0.48 * way)
    path.moveTo(-0.1, 0.36 * way)
    path.lineTo(0, 0.48 * way)
    path.lineTo(0.1, 0.36 * way)
    return path


def cap() -> QPainterPath:
    """The end of a range's bar as a pyqtgraph symbol."""
    path = QPainterPath()
    path.moveTo(-0.5, 0)
    path.lineTo(0.5, 0)
    return path
