"""Charts as pictures in files, drawn as the window draws them, with or without a window."""

from collections.abc import Container, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.plot.look import look
from ui.plot.units import SeriesKey
from ui.series_plot import SeriesPlot
from workbench.domain import Series
from workbench.errors import ExportError, UsageError
from workbench.export.files import write_whole

FORMS = (".png", ".svg")
"""The endings of file names that `draw` knows."""

WIDTH = 960
"""Of a picture, in points; a PNG has twice as many pixels."""

PANEL_HEIGHT = 240
"""Of each panel, in points; a picture with one panel is twice as high."""

_DENSITY = 2
_DPI = 96


def draw(
    series: Sequence[Series], path: Path, *, dark: bool = False, logarithmic: bool = False
) -> None:
    """Write `series` as a picture to `path`, whose ending says which: .png or .svg.

    Works without a window and without a display. Raises `UsageError` for another ending and
    `ExportError` when there is nothing to draw or the file cannot be written.
    """
    content = rendered(series, path.suffix.lower(), dark=dark, logarithmic=logarithmic)
    write_whole(path, [content])


def rendered(
    series: Sequence[Series],
    ending: str,
    *,
    dark: bool = False,
    logarithmic: bool = False,
    hidden: Container[SeriesKey] = (),
    apart: bool = False,
    days: tuple[float, float] | None = None,
) -> bytes:
    """The content of such a file; on the GUI thread, if there is one.

    `hidden` series are not drawn; with `apart` each metric has a chart of its own; `days` are
    the day numbers to show, instead of all.
    """
    if ending not in FORMS:
        raise UsageError(f"A chart is drawn as .png or .svg, not as “{ending}”.")
    _application()
    stroke = _DENSITY if ending == ".png" else 1.0
    plot = SeriesPlot(look(dark=dark, stroke=stroke), for_file=True)
    try:
        plot.resize(_size(1))
        plot.show_series(series, logarithmic=logarithmic, hidden=hidden, apart=apart)
        if not plot.panels():
            raise ExportError("There is no point to draw.")
        plot.settle(_size(plot.rows()))
        if days is not None:
            plot.show_days(days)
            plot.scene().prepareForPaint()
        return _png(plot) if ending == ".png" else _svg(plot)
    finally:
        # While Qt is still there: pyqtgraph's scene does not survive the application.
        shiboken6.delete(plot)


def _application() -> QApplication:
    found = QCoreApplication.instance()
    if found is None:
        found = QApplication(["lode", "-platform", "offscreen"])
    if not isinstance(found, QApplication):
        raise ExportError("A chart cannot be drawn in a process without graphics.")
    theme.current()
    return found


def _size(panels: int) -> QSize:
    return QSize(WIDTH, PANEL_HEIGHT * max(panels, 2))


def _png(plot: SeriesPlot) -> bytes:
    image = QImage(plot.size() * _DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DENSITY)
    _paint(plot, QPainter(image))
    content = QByteArray()
    # Named, because the writer does not keep it alive.
    buffer = QBuffer(content)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    if not writer.write(image):
        raise ExportError(f"The picture could not be made: {writer.errorString()}.")
    return bytes(content.data())


def _svg(plot: SeriesPlot) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(plot.size())
    generator.setViewBox(QRectF(0, 0, plot.width(), plot.height()))
    generator.setResolution(_DPI)
    generator.setTitle("Chart")
    _paint(plot, QPainter(generator))
    return bytes(content.data())


def _paint(plot: SeriesPlot, painter: QPainter) -> None:
    whole = QRectF(0, 0, plot.width(), plot.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(whole, QColor(plot.background_colour()))
    plot.scene().render(painter, whole, whole)
    painter.end()
