from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.window_keys import WindowKeys, window_keys

CTRL = Qt.KeyboardModifier.ControlModifier


class Window(QWidget):
    """A line, a memo, and an action on a key that both want for themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.memo = QLineEdit("words"), QPlainTextEdit("words")
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.memo)
        self.done = 0
        action = QAction("All", self)
        action.setShortcut(QKeySequence("Ctrl+A"))
        action.triggered.connect(self.do)
        self.addAction(action)

    def do(self) -> None:
        self.done += 1


def opened(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    WindowKeys(window, frozenset({QKeySequence("Ctrl+A")}))
    with qtbot.waitActive(window):
        window.show()
    return window


def test_a_key_of_the_window_works_in_its_fields(qtbot: QtBot) -> None:
    window = opened(qtbot)
    for done, field in enumerate((window.line, window.memo, window.line), start=1):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        assert window.done == done
    assert not window.line.hasSelectedText()


def test_a_field_keeps_its_other_keys(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.line.setFocus()
    qtbot.keyClick(window.line, Qt.Key.Key_End)
    qtbot.keyClicks(window.line, " a")
    qtbot.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert window.line.text() != "words a"


def test_what_is_typed_and_undo_are_left_to_fields() -> None:
    keys = window_keys()
    assert QKeySequence("Ctrl+E") in keys
    assert QKeySequence("Ctrl+K") in keys
    assert not {QKeySequence(key) for key in ("/", "C", "Ctrl+Z", "Esc", "Delete")} & keys
