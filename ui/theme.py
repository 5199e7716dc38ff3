"""The look: one table of colours for light and one for dark, fonts, and what follows.

Palette and style sheet are made from the tokens; panes that paint for themselves ask the
theme (`current()`) and paint again when it says `changed`.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QSettings, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from resources import FOLDER
from workbench.domain import Kind

UI_FAMILY = "Inter"
READING_FAMILY = "Source Serif 4"

SMALL, NORMAL, LARGE, TITLE = 11, 13, 15, 20
"""Text sizes in pixels."""

ROW = 28
"""Height of a row in lists and tables, in pixels."""

GRID = 4
"""Every margin and gap is a multiple of this many pixels."""

SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Colours of the series of a chart, told apart by the colour-blind too."""

LIGHT = {
    "canvas": "#F7F7F5",
    "surface": "#FFFFFF",
    "raised": "#FFFFFF",
    "hover": "#EFF0F0",
    "select": "#E1E9F9",
    "text": "#1B1F24",
    "secondary": "#57606A",
    "disabled": "#8C959F",
    "line": "#E4E6E8",
    "line_strong": "#CDD2D7",
    "scroll": "#C3C9CF",
    "accent": "#2F5FD0",
    "on_accent": "#FFFFFF",
    "claim": "#0B62A8",
    "claim_wash": "#DCEBF8",
    "quote": "#0A7456",
    "quote_wash": "#DBF1EA",
    "figure": "#9A5B00",
    "figure_wash": "#FBEBD0",
    "hit": "#FFF3A3",
    "good": "#1A7F37",
    "warn": "#9A6700",
    "bad": "#C02B2B",
}

DARK = {
    "canvas": "#16181C",
    "surface": "#1D2025",
    "raised": "#25292F",
    "hover": "#2A2E35",
    "select": "#2B3A57",
    "text": "#E6E8EB",
    "secondary": "#A3ABB5",
    "disabled": "#6B737D",
    "line": "#2E333A",
    "line_strong": "#434A53",
    "scroll": "#4A515B",
    "accent": "#7FA4FF",
    "on_accent": "#16181C",
    "claim": "#6CB6FF",
    "claim_wash": "#16324A",
    "quote": "#56C7A2",
    "quote_wash": "#123A2F",
    "figure": "#E9A94B",
    "figure_wash": "#40300F",
    "hit": "#5A4E12",
    "good": "#57C26B",
    "warn": "#E0B341",
    "bad": "#FF7B72",
}

_DRAWN = {
    "chevron-down": ("chevron-down", "secondary"),
    "chevron-up": ("chevron-up", "secondary"),
    "chevron-right": ("chevron-right", "secondary"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
    "check-menu": ("check", "text"),
    "close": ("x", "secondary"),
    "close-hover": ("x", "text"),
}
"""Icons that the style sheet draws: file to write, from which icon, in which token."""


class Scheme(StrEnum):
    """What the user wants: as the system has it, or one of the two always."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The colours in use now. `changed` comes after palette and style sheet are in force.

    `system` says which scheme the system has; by default Qt is asked.
    """

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        settings: QSettings | None = None,
        system: Callable[[], Qt.ColorScheme] | None = None,
    ) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._settings = settings
        self._system = system or application.styleHints().colorScheme
        self._drawn = QTemporaryDir()
        stored = str(settings.value("theme", Scheme.SYSTEM)) if settings else Scheme.SYSTEM
        self._scheme = Scheme(stored) if stored in set(Scheme) else Scheme.SYSTEM
        _load_fonts()
        application.setStyle("Fusion")
        application.setFont(ui_font())
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._tokens = self._chosen()
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What the user has chosen."""
        return self._scheme

    @property
    def dark(self) -> bool:
        """Whether the dark table is in use."""
        return self._tokens is DARK

    def set_scheme(self, scheme: Scheme) -> None:
        """Use `scheme` from now on, and at the next start."""
        self._scheme = scheme
        if self._settings is not None:
            self._settings.setValue("theme", scheme.value)
        self._follow()

    def token(self, name: str) -> QColor:
        """The colour called `name` in the tables above."""
        return QColor(self._tokens[name])

    def kind_line(self, kind: Kind) -> QColor:
        """The colour of a kind's underline, letter and lane."""
        return self.token(kind.value)

    def kind_wash(self, kind: Kind) -> QColor:
        """The colour behind the words of a passage of that kind."""
        return self.token(f"{kind.value}_wash")

    @Slot()
    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._follow()

    def _follow(self) -> None:
        tokens = self._chosen()
        if tokens is not self._tokens:
            self._tokens = tokens
            self._apply()
            self._renew_clear_buttons()
            self.changed.emit()

    def _chosen(self) -> dict[str, str]:
        if self._scheme is Scheme.SYSTEM:
            return DARK if self._system() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    def _apply(self) -> None:
        self._application.setPalette(palette(self._tokens))
        self._application.setStyleSheet(style_sheet(self._tokens, self._draw_controls()))

    def _renew_clear_buttons(self) -> None:
        # Qt takes their icon from the style sheet only when it makes the button.
        for field in self._application.allWidgets():
            if isinstance(field, QLineEdit) and field.isClearButtonEnabled():
                field.setClearButtonEnabled(False)
                field.setClearButtonEnabled(True)

    def _draw_controls(self) -> str:
        # A style sheet can colour no SVG, so that the few icons it needs are written out in
        # the colours of the scheme. The folder's name changes with the scheme: Qt keeps
        # images of style sheets by their path.
        name = "dark" if self.dark else "light"
        folder = self._drawn.filePath(name)
        for file, (icon, token) in _DRAWN.items():
            _write_icon(folder, file, icon, self._tokens[token])
        return folder


def current() -> Theme:
    """The application's theme; made, with the system's scheme, when there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("A theme needs a QApplication.")
    found = application.findChild(Theme, "theme", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Theme) else Theme(application)


def ui_font(size: int = NORMAL, *, medium: bool = False) -> QFont:
    """The font of everything but the reader, with figures of equal width."""
    font = QFont(UI_FAMILY)
    font.setPixelSize(size)
    font.setFeature(QFont.Tag("tnum"), 1)
    if medium:
        font.setWeight(QFont.Weight.Medium)
    return font


def reading_font(size: int = 17) -> QFont:
    """The serif of the reader, `size` in pixels."""
    font = QFont(READING_FAMILY)
    font.setPixelSize(size)
    return font


def palette(tokens: dict[str, str]) -> QPalette:
    """The Qt palette that says what `tokens` say."""
    made = QPalette()
    role = QPalette.ColorRole
    for roles, token in (
        ((role.Window, role.AlternateBase), "canvas"),
        ((role.Base,), "surface"),
        ((role.Button, role.ToolTipBase), "raised"),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), "text"),
        ((role.BrightText, role.HighlightedText), "on_accent"),
        ((role.PlaceholderText,), "secondary"),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), "accent"),
        ((role.Light, role.Midlight), "surface"),
        ((role.Mid,), "line"),
        ((role.Dark, role.Shadow), "line_strong"),
    ):
        for each in roles:
            made.setColor(each, QColor(tokens[token]))
    disabled = QPalette.ColorGroup.Disabled
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(disabled, each, QColor(tokens["disabled"]))
    made.setColor(disabled, role.Highlight, QColor(tokens["line"]))
    return made


def style_sheet(tokens: dict[str, str], drawn: str) -> str:
    """`resources/lode.qss` in the colours of `tokens`, its icons in the folder `drawn`."""
    template = Template((FOLDER / "lode.qss").read_text(encoding="utf-8"))
    return template.substitute(tokens, drawn=drawn.replace("\\", "/"))


def _load_fonts() -> None:
    for path in sorted((FOLDER / "fonts").glob("*.ttf")):
        # From memory: a path that Qt's own file engine cannot spell must not cost the fonts.
        QFontDatabase.addApplicationFontFromData(path.read_bytes())


def _write_icon(folder: str, file: str, icon: str, colour: str) -> None:
    place = Path(folder)
    place.mkdir(exist_ok=True)
    drawing = (FOLDER / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
    if icon == "x":
        # Tabs and fields draw it larger than it should look.
        drawing = drawing.replace('viewBox="0 0 24 24"', 'viewBox="-4 -4 32 32"')
    (place / f"{file}.svg").write_text(drawing.replace("currentColor", colour), encoding="utf-8")
