"""The tags of a passage as buttons that take them off, with a line to type another in."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from ui.formats import elide, plain_tool_tip
from ui.icons import keep_icon
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.line_field import LineField

_LONGEST = 28
_ICON = 12


class TagField(QWidget):
    """`added` carries a tag that was typed, `removed` one that was taken off."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._tags: tuple[str, ...] = ()
        self.chips: dict[str, QToolButton] = {}
        self.input = _TagInput()
        self.input.left.connect(self._add)
        self.setFocusProxy(self.input)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.input)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are shown."""
        return self._tags

    def load(self, tags: Sequence[str]) -> None:
        """Show these tags; what is being typed stays."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for tag in self._tags:
            chip = self._chip(tag)
            self.chips[tag] = chip
            self._flow.insert_before_last(chip)
            chip.show()
        self.updateGeometry()

    def complete_from(self, tags: Sequence[str]) -> None:
        """Offer these while somebody types."""
        self.input.complete_from(tags)

    def take_typed(self) -> None:
        """Add what has been typed and not yet added."""
        self._add()

    def _add(self) -> None:
        typed = self.input.text()
        self.input.load("")
        for part in typed.split(","):
            tag = " ".join(part.split())
            if tag and tag.casefold() not in {known.casefold() for known in self._tags}:
                self.added.emit(tag)

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton()
        chip.setText(elide(tag, _LONGEST))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIconSize(QSize(_ICON, _ICON))
        keep_icon(chip, "x", "secondary")
        chip.setProperty("role", "chip")
        chip.setAccessibleName(f"Take off tag {tag}")
        chip.setToolTip(plain_tool_tip(f"Take “{tag}” off"))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda _checked=False: self.removed.emit(tag))
        return chip


class _TagInput(LineField):
    """Enter and comma end a tag."""

    def __init__(self) -> None:
        super().__init__("Add a tag", "Add a tag")
        self.setMinimumWidth(96)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == ",":
            self.left.emit()
            return
        super().keyPressEvent(event)
