"""A line to type in whose text is saved when it is left, and never lost before."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class LineField(QLineEdit):
    """`entered` comes when somebody may start to type, `left` when they are done.

    That is when the field loses the focus, or on Enter, after its text was changed; and on
    Esc, which brings back what was loaded. Undo keys go to the window unless something has
    been typed here since then.
    """

    left = Signal()
    entered = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._loaded = ""
        self._known = QStringListModel(self)
        self.editingFinished.connect(self._tell)

    def load(self, text: str) -> None:
        """Show what is stored; what was typed before is forgotten."""
        self._loaded = text
        self.setText(text)
        self.setCursorPosition(0)
        self.mark_invalid(False)

    @property
    def dirty(self) -> bool:
        """Whether the text is another than what was loaded."""
        return self.text() != self._loaded

    def mark_invalid(self, invalid: bool) -> None:
        """Show that the text cannot be saved as it is."""
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)

    def complete_from(self, words: Sequence[str]) -> None:
        """Offer these while somebody types."""
        self._known.setStringList(list(words))
        if self.completer() is None:
            completer = QCompleter(self._known, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._leaves_to_window(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dirty:
            self.load(self._loaded)
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _leaves_to_window(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self.dirty:
            return False
        undo_keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return any(event.matches(key) for key in undo_keys)

    def _tell(self) -> None:
        if self.dirty:
            self.left.emit()
