"""What is said of one tag: name, the tag above it, meaning, colour, key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from ui.formats import plural
from ui.theme import GRID
from ui.widgets.line_field import LineField
from ui.widgets.memo_field import MemoField
from workbench.domain import Tag

COLOURS = {
    "Orange": "#e69f00",
    "Sky blue": "#56b4e9",
    "Green": "#009e73",
    "Yellow": "#f0e442",
    "Blue": "#0072b2",
    "Vermilion": "#d55e00",
    "Purple": "#cc79a7",
    "Grey": "#8a8f98",
}
"""Colours that stay apart for the colour-blind (Okabe and Ito 2008), on light and on dark."""

_DOT = 12
_NO_TAG = "(top)"


class TagForm(QWidget):
    """`changed` carries the tag's id, the name of a column and what it is to be.

    What has been typed stays when the same tag is shown again.
    """

    changed = Signal(int, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag_id = 0
        self.name = LineField("Name of the tag")
        self.under = QComboBox()
        self.under.setAccessibleName("Stands under")
        self.definition = MemoField("Definition", "When is a passage tagged with this?")
        self.colour = QComboBox()
        self.colour.setAccessibleName("Colour")
        self.colour.setIconSize(QSize(_DOT, _DOT))
        self.key = QComboBox()
        self.key.setAccessibleName("Key")
        self.used = QLabel()
        self.used.setProperty("role", "small")
        self.colour.addItem("None", None)
        for name, value in COLOURS.items():
            self.colour.addItem(dot(value), name, value)
        self.key.addItem("None", None)
        for digit in "123456789":
            self.key.addItem(f"Ctrl+{digit}", digit)
        form = QFormLayout(self)
        form.setContentsMargins(3 * GRID, 0, 0, 0)
        form.setSpacing(2 * GRID)
        for title, field in (
            ("Name", self.name),
            ("Under", self.under),
            ("Definition", self.definition),
            ("Colour", self.colour),
            ("Key", self.key),
            ("", self.used),
        ):
            form.addRow(title, field)
        self.name.left.connect(self._tell_name)
        self.definition.left.connect(self._tell_definition)
        self.under.activated.connect(self._tell_parent)
        self.colour.activated.connect(self._tell_colour)
        self.key.activated.connect(self._tell_key)
        self.setEnabled(False)

    def show_tag(self, tag: Tag | None, above: Sequence[Tag] = ()) -> None:
        """Show a tag, and those that it may stand under; None empties the form."""
        same = tag is not None and tag.id == self._tag_id
        if not same:
            self.commit()
        self._tag_id = tag.id if tag else 0
        self.setEnabled(tag is not None)
        for field, stored in (
            (self.name, tag.name if tag else ""),
            (self.definition, tag.definition if tag else ""),
        ):
            if not (same and field.dirty):
                field.load(stored)
        self.under.clear()
        self.under.addItem(_NO_TAG, None)
        for other in above:
            self.under.addItem(other.name, other.id)
        self.under.setCurrentIndex(max(0, self.under.findData(tag.parent_id if tag else None)))
        self._show_colour(tag.colour if tag else None)
        self.key.setCurrentIndex(max(0, self.key.findData(tag.shortcut if tag else None)))
        self.used.setText(f"On {plural(tag.passages, 'passage')}" if tag else "")

    def forget(self) -> None:
        """Have what was typed replaced by what is stored when the tag is shown next."""
        self._tag_id = 0

    def commit(self) -> None:
        """Tell of what has been typed and not yet left."""
        if self.name.dirty:
            self._tell_name()
        if self.definition.dirty:
            self._tell_definition()

    def _show_colour(self, colour: str | None) -> None:
        known = self.colour.findData(colour)
        if known < 0 and colour is not None:
            # One that came with an imported codebook.
            self.colour.addItem(dot(colour), colour, colour)
            known = self.colour.count() - 1
        self.colour.setCurrentIndex(max(0, known))

    @Slot()
    def _tell_name(self) -> None:
        if self.name.text().strip():
            self._tell("name", self.name.text())

    def _tell(self, column: str, value: object) -> None:
        if self._tag_id:
            self.changed.emit(self._tag_id, column, value)

    @Slot()
    def _tell_definition(self) -> None:
        self._tell("definition", self.definition.text())

    @Slot()
    def _tell_parent(self) -> None:
        self._tell("parent_id", self.under.currentData())

    @Slot()
    def _tell_colour(self) -> None:
        self._tell("colour", self.colour.currentData())

    @Slot()
    def _tell_key(self) -> None:
        self._tell("shortcut", self.key.currentData())


def dot(colour: str) -> QIcon:
    """A round icon of that colour."""
    picture = QPixmap(2 * _DOT, 2 * _DOT)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(1, 1, _DOT - 2, _DOT - 2)
    return QIcon(picture)
