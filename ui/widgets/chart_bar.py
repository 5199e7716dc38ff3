"""The controls above a chart: how it is split, which dates, which scale, fit and export."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from ui.icons import keep_icon
from ui.theme import GRID

SPLITS = (
    ("Not split", None),
    ("By speaker", "speaker"),
    ("By outlet", "source"),
    ("By tag", "tag"),
    ("By story", "story"),
)
TIMES = (("Date of publication", "published"), ("Date that the figure is of", "as_of"))


class ChartBar(QFrame):
    """`data_wanted` comes when other series are wanted, `scale_changed` when the same ones are
    to be drawn otherwise.
    """

    data_wanted = Signal()
    scale_changed = Signal()
    fit_wanted = Signal()
    export_wanted = Signal()
    rates_wanted = Signal()

    def __init__(self, views: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.split = _combo("Split the series", SPLITS)
        self.time = _combo("Dates", TIMES)
        self.log = QCheckBox("Logarithmic")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "small")
        self.brush = _button("list-filter", "Mark a stretch of time: its figures in Passages")
        self.brush.setToolTip(
            "Mark a stretch of time to list its figures in Passages  (Shift and drag, or Shift+←/→)"
        )
        self.brush.setCheckable(True)
        self.fit = _button("rotate-ccw", "Show all  (0)")
        self.export = _button("file-chart-line", "Export chart…")
        self.options = QToolButton()
        self.options.setText("Options")
        self.options.setAccessibleName("Options of the chart")
        self.options.setToolTip("Copies, units, suggestions, small charts")
        self.options.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.options)
        self.options.setMenu(menu)
        self.once = _option(menu, "Count copies of one story once", on=True)
        self.convert = _option(menu, "Convert units that measure the same", on=True)
        self.suggested = _option(menu, "Show suggestions beside, lighter")
        self.apart = _option(menu, "A small chart for each metric")
        menu.addSeparator()
        menu.addAction("Exchange rates…").triggered.connect(self.rates_wanted)
        self.split.currentIndexChanged.connect(self.data_wanted)
        self.time.currentIndexChanged.connect(self.data_wanted)
        for option in (self.once, self.convert, self.suggested):
            option.toggled.connect(lambda _on: self.data_wanted.emit())
        for toggle in (self.log, self.apart):
            toggle.toggled.connect(lambda _on: self.scale_changed.emit())
        self.fit.clicked.connect(self.fit_wanted)
        self.export.clicked.connect(self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        for widget in (self.split, self.time, self.log, self.options):
            row.addWidget(widget)
        row.addWidget(self.note, 1)
        for button in (self.brush, self.fit, self.export, views):
            row.addWidget(button)

    def by(self) -> str | None:
        """What the series are split by."""
        chosen: str | None = self.split.currentData()
        return chosen

    def dates(self) -> str:
        """Which dates the points stand at."""
        return str(self.time.currentData())

    def logarithmic(self) -> bool:
        """Whether the values stand on a logarithmic scale."""
        return self.log.isChecked()

    def settings(self) -> dict[str, Any]:
        """What is chosen here, as plain JSON."""
        return {
            "by": self.by(),
            "time": self.dates(),
            "logarithmic": self.logarithmic(),
            **{name: option.isChecked() for name, option in self._options().items()},
        }

    def apply(self, settings: Mapping[str, Any]) -> None:
        """Choose what was kept; what is not named, or not known, as at first. Tells nobody."""
        with QSignalBlocker(self):
            self.split.setCurrentIndex(max(0, self.split.findData(settings.get("by"))))
            self.time.setCurrentIndex(max(0, self.time.findData(settings.get("time"))))
            self.log.setChecked(settings.get("logarithmic") is True)
            for name, option in self._options().items():
                option.setChecked(settings.get(name, name in {"once", "convert"}) is True)

    def _options(self) -> dict[str, QAction]:
        return {
            "once": self.once,
            "convert": self.convert,
            "suggested": self.suggested,
            "apart": self.apart,
        }


def _option(menu: QMenu, words: str, *, on: bool = False) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    return action


def _combo(name: str, choices: tuple[tuple[str, str | None], ...]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for words, value in choices:
        combo.addItem(words, value)
    return combo


def _button(icon: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    keep_icon(button, icon, "secondary")
    return button
