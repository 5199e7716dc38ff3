from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.file_dialogs import file_dialog
from ui.theme import Scheme, current


def test_its_buttons_are_in_the_colour_of_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = file_dialog(over, "Import folder", str(tmp_path))
    try:
        for scheme in (Scheme.DARK, Scheme.LIGHT):
            current().set_scheme(scheme)
            for name in ("backButton", "toParentButton", "newFolderButton", "detailModeButton"):
                button = dialog.findChild(QToolButton, name)
                assert colour_of(button) == current().token("text").name()
    finally:
        current().set_scheme(Scheme.LIGHT)


def test_it_goes_when_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = file_dialog(over, "Import folder", str(tmp_path))
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    assert dialog.directory().absolutePath() == str(tmp_path)


def colour_of(button: QToolButton) -> str:
    """The colour of the strongest pixel of a button's icon."""
    image = button.icon().pixmap(16).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    strongest: QColor = max(pixels, key=QColor.alpha)
    return strongest.name()
