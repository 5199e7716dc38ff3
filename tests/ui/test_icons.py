import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from ui.actions import ACTIONS
from ui.icons import icon, keep_icon, names
from ui.theme import DARK, LIGHT, Scheme, current

ROOT = Path(__file__).resolve().parents[2]


def inks(made: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The opaque colours of an icon."""
    image = made.pixmap(QSize(16, 16), 2.0, mode).toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return {
        QColor(image.pixel(x, y)).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.fixture
def light(qapp: QApplication) -> None:
    current().set_scheme(Scheme.LIGHT)


def test_an_icon_has_the_colour_of_the_text(light: None) -> None:
    assert inks(icon("search")) == {LIGHT["text"]}
    assert inks(icon("search"), QIcon.Mode.Disabled) == {LIGHT["disabled"]}
    assert inks(icon("trash-2", "bad")) == {LIGHT["bad"]}


def test_icons_are_drawn_anew_for_a_dense_screen(light: None) -> None:
    for density in (1.0, 2.0, 3.0):
        pixmap = icon("search").pixmap(QSize(16, 16), density)
        assert pixmap.size() == QSize(round(16 * density), round(16 * density))


def test_a_kept_icon_follows_the_theme(qtbot: QtBot, light: None) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    keep_icon(button, "search")
    assert inks(button.icon()) == {LIGHT["text"]}
    current().set_scheme(Scheme.DARK)
    assert inks(button.icon()) == {DARK["text"]}
    current().set_scheme(Scheme.LIGHT)


def test_a_button_that_is_gone_does_not_trouble_the_theme(qtbot: QtBot, light: None) -> None:
    button = QToolButton()
    keep_icon(button, "search")
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    current().set_scheme(Scheme.DARK)
    current().set_scheme(Scheme.LIGHT)


def test_an_unknown_icon_is_an_error(light: None) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_every_icon_is_used_somewhere() -> None:
    used = {row.icon for row in ACTIONS}
    for path in (ROOT / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert set(names()) <= used, "icons in resources/icons that nothing uses"
