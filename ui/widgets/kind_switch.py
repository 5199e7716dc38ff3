"""Three buttons, one for each kind of passage, of which one may be down."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.formats import KIND_LETTER, KIND_NAME
from ui.theme import SMALL, current, ui_font
from workbench.domain import Kind

LETTER = 16
"""Side of a letter's square, in pixels."""

_DENSITIES = (1.0, 2.0, 3.0)


class KindSwitch(QWidget):
    """`chosen` carries the `Kind` that the user has chosen, or None where none is needed."""

    chosen = Signal(object)

    def __init__(
        self,
        purpose: str,
        *,
        optional: bool = False,
        plural: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(purpose)
        self._optional = optional
        self._kind: Kind | None = None
        self.buttons: dict[Kind, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for kind in Kind:
            button = QToolButton()
            name = f"{KIND_NAME[kind]}s" if plural else KIND_NAME[kind]
            button.setText(name)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(f"{purpose}: {name}")
            button.clicked.connect(lambda _checked=False, kind=kind: self._press(kind))
            self.buttons[kind] = button
            row.addWidget(button)
        row.addStretch(1)
        current().changed.connect(self._colour)
        self._colour()

    @property
    def kind(self) -> Kind | None:
        """The kind whose button is down."""
        return self._kind

    def set_kind(self, kind: Kind | None) -> None:
        """Put that button down; nothing is told."""
        self._kind = kind
        for each, button in self.buttons.items():
            button.setChecked(each is kind)

    def _press(self, kind: Kind) -> None:
        before = self._kind
        self.set_kind(None if self._optional and kind is before else kind)
        if self._kind is not before:
            self.chosen.emit(self._kind)

    @Slot()
    def _colour(self) -> None:
        for kind, button in self.buttons.items():
            button.setIcon(letter_icon(kind))


def letter_icon(kind: Kind) -> QIcon:
    """A kind's letter in its colour, on its wash."""
    icon = QIcon()
    for density in _DENSITIES:
        # Without one of its own Qt would tint the picture in a selected row.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(_letter(kind, density), mode)
    return icon


def paint_letter(painter: QPainter, kind: Kind, place: QPointF) -> None:
    """Paint a kind's letter with its upper left corner at `place`, 16 pixels wide and high."""
    theme = current()
    box = QRectF(place, QSizeF(LETTER, LETTER))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.kind_wash(kind))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.kind_line(kind))
    painter.setFont(ui_font(SMALL, medium=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, KIND_LETTER[kind])


def _letter(kind: Kind, density: float) -> QPixmap:
    pixmap = QPixmap(round(LETTER * density), round(LETTER * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_letter(painter, kind, QPointF())
    return pixmap
