"""The names of the series of a chart, each a switch that takes its series off and puts it back."""

from collections.abc import Sequence

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from ui.formats import plain_tool_tip
from ui.plot.look import Look, look, series_style
from ui.plot.placed import labels
from ui.plot.units import SeriesKey, series_key
from ui.theme import GRID, SMALL, current, ui_font
from ui.widgets.flow_layout import FlowLayout
from workbench.domain import Series

_HEIGHT = 6 * GRID
_LINES = 2
_NAME = 48 * GRID
_SWATCH = 9
_MOST = 60


class ChartLegend(QScrollArea):
    """Hidden for a single series. `toggled` comes when another set of series is wanted."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Series")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hidden: set[SeriesKey] = set()
        """The series that are taken off, those that are not listed now among them."""
        self._names: list[_Name] = []
        self.hide()

    def show_series(self, series: Sequence[Series]) -> None:
        """Name these, in their colours."""
        keys = [series_key(each) for each in series]
        if keys == [name.key for name in self._names]:
            for name in self._names:
                name.set_on(name.key not in self.hidden)
            return
        self._names = []
        inside = QWidget()
        row = FlowLayout(inside, GRID)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        for number, (key, text) in enumerate(zip(keys, labels(series), strict=True)):
            if number == _MOST:
                break
            name = _Name(number, key, text)
            name.set_on(key not in self.hidden)
            name.clicked.connect(self._read)
            row.addWidget(name)
            self._names.append(name)
        rest = len(keys) - len(self._names)
        # The last one takes the room that is left.
        row.addWidget(QLabel(f"and {rest} more" if rest > 0 else ""))
        self.setWidget(inside)
        self.setVisible(len(self._names) > 1)
        self._take_height()

    def names(self) -> list[QAbstractButton]:
        """The switches, in the order of the series."""
        return list(self._names)

    def _read(self) -> None:
        for name in self._names:
            if name.isChecked():
                self.hidden.discard(name.key)
            else:
                self.hidden.add(name.key)
        self.toggled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """As many lines as the names need, and scrolling from a third one on."""
        inside = self.widget()
        layout = inside.layout() if inside else None
        if layout is not None:
            wanted = layout.heightForWidth(max(self.viewport().width(), 1))
            self.setFixedHeight(min(wanted, _LINES * (_HEIGHT + GRID) + GRID))


class _Name(QAbstractButton):
    def __init__(self, number: int, key: SeriesKey, text: str) -> None:
        super().__init__()
        self.key = key
        self._style = series_style(number)
        self._text = " ".join(text.split())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self._text)
        self.setToolTip(plain_tool_tip(f"{self._text}: show or hide"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(lambda _on: self.update())
        current().changed.connect(self.update)

    def set_on(self, on: bool) -> None:
        """Show whether the series is drawn, without telling anybody."""
        if self.isChecked() != on:
            self.setChecked(on)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(ui_font(SMALL)).horizontalAdvance(self._text)
        return QSize(min(int(width) + 1, _NAME) + 7 * GRID, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours: Look = look(dark=current().dark)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.save()
        painter.translate(QPointF(3 * GRID, self.height() / 2))
        fill = self._style.fill() if self.isChecked() else Qt.BrushStyle.NoBrush
        drawSymbol(painter, self._style.shape, _SWATCH, self._style.outline_pen(colours), fill)
        painter.restore()
        font = ui_font(SMALL)
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colours.text if self.isChecked() else colours.secondary))
        room = QRectF(5 * GRID, 0, self.width() - 6 * GRID, self.height())
        text = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags) | Qt.TextFlag.TextSingleLine, text)
