"""Thin strips below the top bar: the first steps with the sample, and what opening found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.icons import keep_icon
from ui.theme import GRID

STEPS = (
    ("search", "1  Search “rare earth*”"),
    ("tag", "2  Select words, press C, Q or F"),
    ("chart", "3  See the figures over time"),
)
"""Name and words of each first step."""


class Strip(QFrame):
    """A row that can be closed; `dismissed` comes when the user has closed it."""

    dismissed = Signal()

    def __init__(self, close_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._close = QToolButton()
        self._close.setToolTip(close_text)
        self._close.setAccessibleName(close_text)
        keep_icon(self._close, "x", "secondary")
        self._close.clicked.connect(self._dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def close_button(self) -> QToolButton:
        """The button that closes the strip."""
        return self._close

    def _put(self, *widgets: QWidget, stretch: int = 0) -> None:
        for widget in widgets:
            self._row.insertWidget(self._row.count() - 1, widget, stretch)

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class FirstSteps(Strip):
    """`step_wanted` carries the name of a step."""

    step_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Do not show these steps again", parent)
        self._put(QLabel("This is the sample project. Try:"))
        for name, words in STEPS:
            button = QPushButton(words)
            button.setObjectName(f"step.{name}")
            button.setFlat(True)
            button.clicked.connect(lambda _checked=False, name=name: self.step_wanted.emit(name))
            self._put(button)
        self._row.insertStretch(self._row.count() - 1, 1)
        own = QPushButton("Import your own folder…")
        own.clicked.connect(self.import_wanted)
        self._put(own)


class OpeningNotes(Strip):
    """What was found or repaired when the project was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Close", parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._put(self._text, stretch=1)

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._text.text()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show them, or nothing when there are none."""
        self._text.setText("\n".join(notes))
        self.setVisible(bool(notes))
