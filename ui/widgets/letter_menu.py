"""A menu that is answered with a letter."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """While it is open its letters are its own: without this, a key of the list from which it
    was opened would be taken first."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
