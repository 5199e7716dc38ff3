"""What an empty pane says: what it is for and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 360


class EmptyState(QWidget):
    """A heading, a few plain sentences and, where one helps, a button: `pressed`."""

    pressed = Signal()

    def __init__(
        self, heading: str, text: str, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading)
        words = QWidget()
        words.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(8)
        column.addStretch(2)
        self._heading = _label("heading")
        self._text = _label("secondary")
        column.addWidget(self._heading)
        column.addWidget(self._text)
        if button:
            self.button = QPushButton(button)
            self.button.setAccessibleName(button)
            self.button.clicked.connect(lambda _checked=False: self.pressed.emit())
            column.addSpacing(4)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addStretch(1)
        row.addWidget(words, 1000)
        row.addStretch(1)
        self.set_words(heading, text)

    def set_words(self, heading: str, text: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._text.setText(text)

    @property
    def words(self) -> str:
        """What is said, heading first."""
        return f"{self._heading.text()}\n{self._text.text()}"


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
