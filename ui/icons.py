"""Icons in the text colour: Lucide drawings, 16 pixels, sharp at every screen density."""

from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER
from ui.theme import Theme, current

SIZE = 16
"""Side of an icon in device-independent pixels."""

_DENSITIES = (1.0, 1.5, 2.0, 3.0)


class Bearer(Protocol):
    """What carries an icon: a button, an action."""

    def setIcon(self, icon: QIcon, /) -> None: ...


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon called `name` in the theme's token `colour` as it is now; `KeyError` for no such."""
    theme = current()
    made = QIcon()
    drawing = _drawing(name)
    for mode, shade in (
        (QIcon.Mode.Normal, theme.token(colour)),
        (QIcon.Mode.Active, theme.token(colour)),
        (QIcon.Mode.Selected, theme.token(colour)),
        (QIcon.Mode.Disabled, theme.token("disabled")),
    ):
        for density in _DENSITIES:
            made.addPixmap(_painted(drawing, shade, density), mode)
    return made


def names() -> list[str]:
    """Every icon that there is."""
    return sorted(path.stem for path in (FOLDER / "icons").glob("*.svg"))


def keep_icon(bearer: Bearer, name: str, colour: str = "text") -> None:
    """Give `bearer`, a QObject, that icon and colour it anew whenever the theme changes."""
    _Keeper(bearer, name, colour, current())


class _Keeper(QObject):
    """Lives as the child of what it colours, and so exactly as long."""

    def __init__(self, bearer: Bearer, name: str, token: str, theme: Theme) -> None:
        super().__init__(bearer if isinstance(bearer, QObject) else None)
        self._bearer = bearer
        self._name = name
        self._token = token
        theme.changed.connect(self._colour)
        self._colour()

    @Slot()
    def _colour(self) -> None:
        self._bearer.setIcon(icon(self._name, self._token))


def _drawing(name: str) -> str:
    path = FOLDER / "icons" / f"{name}.svg"
    if not path.is_file():
        raise KeyError(f"There is no icon {name!r} in resources/icons.")
    return path.read_text(encoding="utf-8")


def _painted(drawing: str, colour: QColor, density: float) -> QPixmap:
    side = round(SIZE * density)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap
