"""The one row at the head of the window: project, menus, and what is used all the time."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from ui.action_set import ActionSet, native
from ui.actions import spec
from ui.formats import elide, plain_tool_tip
from ui.icons import keep_icon
from ui.recent import RecentProjects
from ui.theme import GRID

_LONGEST = 32
_PROJECT_ROWS = ("project.new", "project.open", "project.sample")
_EXPORT_ROWS = (
    "export.show",
    "export.csv",
    "export.markdown",
    "export.chart",
    "export.variants",
)
_IMPORT_ROWS = (
    "import.folder",
    "import.files",
    "import.table",
    "import.watch",
    "import.report",
)


class TopBar(QFrame):
    """Holds the menu bar too, which saves a row of the text's height.

    `recent_chosen` carries the folder of a project.
    """

    recent_chosen = Signal(Path)

    def __init__(
        self, actions: ActionSet, recent: RecentProjects, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._recent = recent
        self.setProperty("role", "bar")
        self.project_button = _menu_button("layers", "Project")
        self.project_button.setAccessibleName("Project")
        menus = QMenuBar()
        actions.fill(menus)
        menu = QMenu(self.project_button)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill_project_menu)
        self.project_button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.project_button)
        row.addWidget(menus)
        row.addStretch(1)
        for action_id in ("go.back", "go.forward"):
            row.addWidget(_button(actions, action_id))
        self.of_project = (
            _with_menu(actions, "file-down", "Import", _IMPORT_ROWS),
            _with_menu(actions, "file-up", "Export", _EXPORT_ROWS),
        )
        for button in self.of_project:
            row.addWidget(button)
        self.palette_button = _palette_button(actions)
        row.addWidget(self.palette_button)

    def set_project(self, name: str | None) -> None:
        """Show which project is open, or with None that there is none."""
        for button in self.of_project:
            button.setEnabled(name is not None)
        self.project_button.setText(f" {elide(name or 'No project', _LONGEST).replace('&', '&&')}")

    @Slot()
    def _fill_project_menu(self) -> None:
        menu = self.project_button.menu()
        menu.clear()
        for action_id in _PROJECT_ROWS:
            menu.addAction(self._actions[action_id])
        menu.addSeparator()
        for folder in self._recent.folders():
            # "&" would be read as the mark of a mnemonic.
            entry = menu.addAction(folder.name.replace("&", "&&"))
            entry.setToolTip(plain_tool_tip(str(folder)))
            entry.triggered.connect(partial(self._choose, folder))

    def _choose(self, folder: Path, _checked: bool = False) -> None:
        self.recent_chosen.emit(folder)


def _button(actions: ActionSet, action_id: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[action_id])
    button.setAccessibleName(actions[action_id].text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _palette_button(actions: ActionSet) -> QToolButton:
    # Not the action's own button: that would take the action's name with every change of it.
    action = actions["help.palette"]
    button = QToolButton()
    button.setProperty("role", "key")
    button.setText(native(spec("help.palette").keys[0]))
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    return button


def _menu_button(icon_name: str, text: str) -> QToolButton:
    button = QToolButton()
    # The space keeps the words off the icon; no style sheet can.
    button.setText(f" {text}")
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    keep_icon(button, icon_name)
    return button


def _with_menu(actions: ActionSet, icon_name: str, text: str, rows: tuple[str, ...]) -> QToolButton:
    button = _menu_button(icon_name, text)
    menu = QMenu(button)
    for action_id in rows:
        menu.addAction(actions[action_id])
    button.setMenu(menu)
    return button
