"""The one place that shows what went wrong: what happened, what was kept, what to do."""

from collections import deque

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.theme import GRID

KEPT = "Everything that was saved before this is kept."
"""Said below every failure: a change is stored whole or not at all."""

_MOST_WAITING = 5
"""Failures kept to be shown later; what fails in a loop must not bury the user."""


class ErrorDialog(QDialog):
    """Shows `sentence`; `details` on demand, to be copied. `advice` says what to do."""

    def __init__(
        self, sentence: str, details: str, parent: QWidget | None = None, *, advice: str = KEPT
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(120 * GRID)
        self._report = f"{sentence}\n\n{details}"
        self._details = _details_box(details)
        self._toggle = QPushButton("Show details")
        self._toggle.setFlat(True)
        self._toggle.setCheckable(True)
        self._toggle.setVisible(bool(details))
        self._toggle.toggled.connect(self._show_details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * GRID] * 4)
        layout.setSpacing(4 * GRID)
        layout.addLayout(_message(sentence, advice))
        layout.addWidget(self._details, 1)
        layout.addLayout(self._buttons())

    @Slot()
    def copy(self) -> None:
        """Put sentence and details on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)

    def _buttons(self) -> QHBoxLayout:
        copy = QPushButton("Copy details")
        copy.clicked.connect(self.copy)
        close = QPushButton("Close")
        close.setDefault(True)
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        close.setFocus()
        return row

    @Slot(bool)
    def _show_details(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self._toggle.setText("Hide details" if shown else "Show details")
        self.adjustSize()


class ErrorDisplay(QObject):
    """Shows failures over `window`, one after the other."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: deque[tuple[str, str]] = deque(maxlen=_MOST_WAITING)
        self._shown: ErrorDialog | None = None

    @property
    def shown(self) -> ErrorDialog | None:
        """The dialog that is open now."""
        return self._shown

    @Slot(str, str)
    def show_error(self, sentence: str, details: str) -> None:
        """Show it now, or when the one that is shown has been closed."""
        self._waiting.append((sentence, details))
        if self._shown is None:
            self._show_next()

    @Slot()
    def _show_next(self) -> None:
        self._shown = None
        if self._waiting:
            self._shown = ErrorDialog(*self._waiting.popleft(), self._window)
            self._shown.finished.connect(self._show_next)
            self._shown.open()


def _message(sentence: str, advice: str) -> QHBoxLayout:
    sign = QLabel()
    sign.setPixmap(icon("triangle-alert", "bad").pixmap(20, 20))
    sign.setAccessibleName("Error")
    words = QVBoxLayout()
    words.setSpacing(2 * GRID)
    for text, role in ((sentence, ""), (advice, "secondary")):
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("role", role)
        words.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(3 * GRID)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _details_box(details: str) -> QPlainTextEdit:
    box = QPlainTextEdit(details)
    box.setReadOnly(True)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    box.setMinimumHeight(50 * GRID)
    box.setAccessibleName("Details")
    box.hide()
    return box
