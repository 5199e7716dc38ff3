"""Leaving the clipboard in a state in which Qt can end after Python has."""

from PySide6.QtGui import QClipboard, QGuiApplication

_PRIVATE = frozenset({"offscreen", "minimal"})
"""Platforms whose clipboard is the process's own, though they say that nobody owns it."""


def let_go() -> None:
    """Put what this program has copied into the clipboard again, as data of Qt's own.

    Data that was made in Python, as the reader's is, would be destroyed by Qt after the end
    of the interpreter, and crash the process while it leaves. To be called before that.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard() or QGuiApplication.platformName() in _PRIVATE:
        clipboard.setText(clipboard.text())
    if clipboard.ownsSelection():
        mode = QClipboard.Mode.Selection
        clipboard.setText(clipboard.text(mode), mode)
