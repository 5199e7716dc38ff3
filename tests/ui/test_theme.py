import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontDatabase,
    QFontInfo,
    QImage,
    QPalette,
    QRawFont,
)
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from resources import FOLDER
from ui.theme import (
    DARK,
    LIGHT,
    READING_FAMILY,
    Scheme,
    Theme,
    current,
    palette,
    reading_font,
    style_sheet,
    ui_font,
)
from workbench.domain import Kind

TABLES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
SURFACES = ("canvas", "surface", "raised", "hover", "select")
TEXTS = ("text", "secondary", "claim", "quote", "figure")


def put_away(theme: Theme) -> None:
    """Delete a theme of this test, and let the one that the others use be in force again."""
    theme.setParent(None)
    theme.deleteLater()
    current().set_scheme(Scheme.DARK)
    current().set_scheme(Scheme.LIGHT)


@pytest.fixture
def theme(qapp: QApplication, settings: QSettings) -> Iterator[Theme]:
    made = Theme(qapp, settings)
    yield made
    put_away(made)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@TABLES
def test_text_can_be_read_on_every_surface(tokens: dict[str, str]) -> None:
    weak = {
        (text, surface): round(contrast(tokens[text], tokens[surface]), 2)
        for text in TEXTS
        for surface in ("canvas", "surface", "raised")
        if contrast(tokens[text], tokens[surface]) < 4.5
    }
    weak |= {
        (text, surface): round(contrast(tokens[text], tokens[surface]), 2)
        for text in ("text", "secondary")
        for surface in ("hover", "select")
        if contrast(tokens[text], tokens[surface]) < 4.5
    }
    assert not weak


@TABLES
def test_text_can_be_read_on_washes_and_on_the_accent(tokens: dict[str, str]) -> None:
    for kind in Kind:
        assert contrast(tokens["text"], tokens[f"{kind.value}_wash"]) >= 4.5
        assert contrast(tokens[kind.value], tokens[f"{kind.value}_wash"]) >= 3
    assert contrast(tokens["text"], tokens["hit"]) >= 4.5
    assert contrast(tokens["on_accent"], tokens["accent"]) >= 4.5


@TABLES
def test_signs_and_focus_stand_out(tokens: dict[str, str]) -> None:
    for sign in ("accent", "good", "warn", "bad", "secondary"):
        for surface in ("canvas", "surface", "raised", "select"):
            assert contrast(tokens[sign], tokens[surface]) >= 3, (sign, surface)


def test_both_tables_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()


@TABLES
def test_the_style_sheet_is_made_of_tokens_alone(tokens: dict[str, str]) -> None:
    source = (FOLDER / "lode.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgb", source), "a literal colour in lode.qss"
    made = style_sheet(tokens, "/drawn")
    assert "$" not in made
    assert tokens["accent"] in made


@TABLES
def test_the_palette_says_the_same(tokens: dict[str, str]) -> None:
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window) == QColor(tokens["canvas"])
    assert made.color(QPalette.ColorRole.Base) == QColor(tokens["surface"])
    assert made.color(QPalette.ColorRole.Highlight) == QColor(tokens["accent"])
    disabled = QPalette.ColorGroup.Disabled
    assert made.color(disabled, QPalette.ColorRole.Text) == QColor(tokens["disabled"])


def test_a_chosen_scheme_is_in_force_at_once_and_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, theme: Theme, settings: QSettings
) -> None:
    theme.set_scheme(Scheme.LIGHT)
    assert not theme.dark
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)

    assert theme.dark
    assert theme.token("surface") == QColor(DARK["surface"])
    assert theme.kind_line(Kind.QUOTE) == QColor(DARK["quote"])
    assert theme.kind_wash(Kind.FIGURE) == QColor(DARK["figure_wash"])
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK["surface"])
    assert DARK["canvas"] in qapp.styleSheet()

    again = Theme(qapp, settings)
    assert again.scheme is Scheme.DARK
    assert again.dark
    put_away(again)


def test_the_system_is_followed_only_when_that_is_wanted(
    qtbot: QtBot, qapp: QApplication, settings: QSettings
) -> None:
    system = [Qt.ColorScheme.Light]

    def switch(scheme: Qt.ColorScheme) -> None:
        system[0] = scheme
        qapp.styleHints().colorSchemeChanged.emit(scheme)

    theme = Theme(qapp, settings, lambda: system[0])
    assert not theme.dark
    with qtbot.waitSignal(theme.changed):
        switch(Qt.ColorScheme.Dark)
    assert theme.dark
    with qtbot.assertNotEmitted(theme.changed):
        switch(Qt.ColorScheme.Dark)
    theme.set_scheme(Scheme.LIGHT)
    assert not theme.dark
    with qtbot.assertNotEmitted(theme.changed):
        switch(Qt.ColorScheme.Light)
        switch(Qt.ColorScheme.Dark)
    theme.set_scheme(Scheme.SYSTEM)
    assert theme.dark
    put_away(theme)


def test_the_clear_button_of_a_field_takes_the_new_colours(qtbot: QtBot, theme: Theme) -> None:
    theme.set_scheme(Scheme.LIGHT)
    field = QLineEdit("words")
    qtbot.addWidget(field)
    field.setClearButtonEnabled(True)
    before = clear_icon(field)
    theme.set_scheme(Scheme.DARK)
    assert clear_icon(field) != before
    theme.set_scheme(Scheme.LIGHT)
    assert clear_icon(field) == before
    assert len(field.findChildren(QAction)) == 1


def clear_icon(field: QLineEdit) -> QImage:
    (action,) = field.findChildren(QAction)
    return action.icon().pixmap(16).toImage()


def test_a_setting_that_makes_no_sense_means_the_system(
    qapp: QApplication, settings: QSettings
) -> None:
    settings.setValue("theme", "purple")
    made = Theme(qapp, settings)
    assert made.scheme is Scheme.SYSTEM
    put_away(made)


def test_widgets_find_the_theme_of_the_application(theme: Theme) -> None:
    assert current() is current()
    assert isinstance(current(), Theme)


def test_the_fonts_come_with_lode_and_know_cyrillic(theme: Theme) -> None:
    families = QFontDatabase.families()
    assert "Inter" in families
    assert READING_FAMILY in families
    assert QFontInfo(reading_font(17)).family() == READING_FAMILY
    assert QFontInfo(ui_font(medium=True)).weight() == 500
    for font in (ui_font(), reading_font()):
        raw = QRawFont.fromFont(font)
        assert all(raw.supportsCharacter(ord(letter)) for letter in "АБВабвёЄїґ—“”≈≤")


def test_the_licences_of_fonts_and_icons_stand_beside_them() -> None:
    for name in ("fonts/Inter-LICENSE.txt", "fonts/SourceSerif4-LICENSE.txt", "icons/LICENSE.txt"):
        assert "icense" in (FOLDER / name).read_text(encoding="utf-8")
