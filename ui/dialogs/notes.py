"""A list of sentences to read: what an export changed, what was found on opening."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID


class NotesDialog(QDialog):
    """Shows `sentence` and below it one line for each of `notes`."""

    def __init__(
        self, title: str, sentence: str, notes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel(sentence)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        lines = QPlainTextEdit("\n".join(notes))
        lines.setReadOnly(True)
        lines.setAccessibleName("Notes")
        close = QPushButton("Close")
        close.setDefault(True)
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * GRID] * 4)
        layout.setSpacing(4 * GRID)
        layout.addWidget(head)
        layout.addWidget(lines, 1)
        layout.addLayout(foot)
        self.resize(140 * GRID, 80 * GRID)
