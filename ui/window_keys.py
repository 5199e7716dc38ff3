"""The window's keys where a field wants them for itself: Ctrl+E ends a line on some systems."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.actions import ACTIONS, ActionSpec, Where

_OF_FIELDS = frozenset({"edit.undo", "edit.redo"})
"""What is being typed has steps of its own, which a field takes back first."""


def window_keys(rows: Iterable[ActionSpec] = ACTIONS) -> frozenset[QKeySequence]:
    """The keys that mean the same everywhere in the window, whatever has the focus."""
    return frozenset(
        QKeySequence(key)
        for row in rows
        if row.where is Where.WINDOW and row.id not in _OF_FIELDS
        for key in row.other_keys
    )


class WindowKeys(QObject):
    """Keeps `keys` for the actions of `window`, in whichever field of it the focus is.

    Qt asks the field first; the answer is given here in its place.
    """

    def __init__(self, window: QWidget, keys: frozenset[QKeySequence] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._keys = window_keys() if keys is None else keys
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say for the field that it does not want the key."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) in self._keys
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and isValid(old):
            old.removeEventFilter(self)
        if new is not None and new.window() is self._window:
            new.installEventFilter(self)
