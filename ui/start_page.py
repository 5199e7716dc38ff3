"""What the window shows while no project is open: what goes on, or what stood in the way."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.status import SHOW_AFTER_MS
from ui.theme import GRID

_WIDTH = 160 * GRID


class StartPage(QWidget):
    """Offers the ways to a project. `retry_wanted` tries the one that failed again."""

    retry_wanted = Signal()
    open_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = _line("heading")
        self._text = _line("secondary")
        self._ways = QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        self._retry = QPushButton("Try again")
        self._retry.clicked.connect(self.retry_wanted)
        row.addWidget(self._retry)
        for words, signal in (
            ("Open another project…", self.open_wanted),
            ("New project…", self.new_wanted),
            ("Open the sample project", self.sample_wanted),
        ):
            button = QPushButton(words)
            button.clicked.connect(signal)
            row.addWidget(button)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_AFTER_MS)
        self._wait.timeout.connect(self._head.show)
        self._wait.timeout.connect(self._text.show)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(3 * GRID)
        column.addStretch(2)
        column.addWidget(self._head)
        column.addWidget(self._text)
        column.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        self.show_opening("")

    def show_opening(self, text: str) -> None:
        """Say that a project is being opened, unless that is over in a moment."""
        self._head.setText("Opening the project")
        self._text.setText(text)
        for widget in (self._head, self._text, self._ways):
            widget.hide()
        self._wait.start()

    def show_failure(self, sentence: str) -> None:
        """Say why no project is open, and offer others."""
        self._head.setText("The project could not be opened")
        self._text.setText(sentence)
        self._wait.stop()
        for widget in (self._head, self._text, self._ways):
            widget.show()
        self._retry.setFocus()

    @property
    def text(self) -> str:
        """What stands below the heading."""
        return self._text.text()


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label
