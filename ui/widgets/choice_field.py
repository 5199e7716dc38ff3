"""A box with a few words to choose from, used like the fields beside it that are typed into."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_NARROWEST = 6


class ChoiceField(QComboBox):
    """`left` comes when the user has chosen; a turn of the wheel scrolls past it.

    `text` and `load` deal in the stored values, the box shows their words.
    """

    left = Signal()
    dirty = False
    """A choice is saved as soon as it is made."""

    def __init__(self, name: str, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(_NARROWEST)
        for value, shown in words.items():
            self.addItem(shown, value)
        self.activated.connect(lambda _index: self.left.emit())

    def text(self) -> str:
        """The chosen value."""
        return str(self.currentData())

    def load(self, value: str) -> None:
        """Show that value."""
        self.setCurrentIndex(self.findData(value))

    setText = load  # noqa: N815 - as fields that are typed into call it

    def selectAll(self) -> None:
        """Open the list, as a field that is typed into selects what can be replaced."""
        self.showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
