"""Some lines to type in, saved when they are left, and never lost before."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class MemoField(QPlainTextEdit):
    """`left` comes when the user leaves the field or presses Ctrl+Enter after changing it.

    Undo keys go to the window unless something has been typed here since it was loaded.
    """

    left = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._loaded = ""

    def load(self, text: str) -> None:
        """Show what is stored; what was typed before is forgotten."""
        self._loaded = text
        self.setPlainText(text)
        self.document().setModified(False)

    def text(self) -> str:
        """What was loaded, or what has been typed instead."""
        return _typed(self.document()) if self.document().isModified() else self._loaded

    def setText(self, text: str) -> None:
        """Put in text as if it had been typed."""
        self.setPlainText(text)
        self.document().setModified(True)

    @property
    def dirty(self) -> bool:
        """Whether the text is another than what was loaded."""
        return self.text() != self._loaded

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.dirty
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tell()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell()

    def _tell(self) -> None:
        if self.dirty:
            self.left.emit()


def _typed(document: QTextDocument) -> str:
    # Block by block: the text of the whole document has other spaces than were typed.
    lines = []
    block = document.begin()
    while block.isValid():
        lines.append(block.text())
        block = block.next()
    return "\n".join(lines)
