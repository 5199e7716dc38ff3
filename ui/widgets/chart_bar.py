"""The controls above a chart: how it is split, which dates, which scale, fit and export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.split = _combo("Split the series", SPLITS)
        self.time = _combo("Dates", TIMES)
        self.log = QCheckBox("Logarithmic")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "small")
        self.fit = _button("rotate-ccw", "Show all  (0)")
        self.export = _button("file-chart-line", "Export chart…")
        self.split.currentIndexChanged.connect(self.data_wanted)
        self.time.currentIndexChanged.connect(self.data_wanted)
        self.log.toggled.connect(self.scale_changed)
        self.fit.clicked.connect(self.fit_wanted)
        self.export.clicked.connect(self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        for widget in (self.split, self.time, self.log):
            row.addWidget(widget)
        row.addWidget(self.note, 1)
        row.addWidget(self.fit)
        row.addWidget(self.export)

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
