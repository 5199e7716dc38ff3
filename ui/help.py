"""Palette, sheets and the rest of the Help menu."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from ui.action_set import ActionSet, native
from ui.actions import ACTIONS
from ui.dialogs.about import AboutDialog
from ui.dialogs.palette import Command, PaletteDialog
from ui.dialogs.queries import QueriesDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.theme import GRID

_FROM_TOP = 12 * GRID


class Help(QObject):
    """Opens them over `window`."""

    def __init__(self, window: QWidget, actions: ActionSet) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions

    def show_palette(self) -> None:
        """List every action that can be done now."""
        commands = [
            Command(
                row.id,
                self._actions.text(row.id),
                row.menu.replace("/", " › "),
                "  ".join(native(key) for key in row.keys),
            )
            for row in ACTIONS
            if self._actions[row.id].isEnabled() and row.id != "help.palette"
        ]
        self._open_palette(commands, lambda action_id: self._actions[action_id].trigger())

    def choose_project(self, folders: list[Path], then: Callable[[Path], None]) -> None:
        """List projects by name, and call `then` with the chosen one's folder."""
        commands = [Command(str(folder), folder.name, str(folder.parent), "") for folder in folders]
        palette = self._open_palette(commands, lambda chosen: then(Path(chosen)))
        palette.ask("Open project", "Type a project's name")

    def show_shortcuts(self) -> None:
        """Show every key."""
        ShortcutsDialog(self._window).open()

    def show_queries(self, then: Callable[[str], None]) -> None:
        """Show what a query may contain, and call `then` with an example to try."""
        dialog = QueriesDialog(self._window)
        dialog.chosen.connect(then)
        dialog.open()

    def show_about(self, places: tuple[tuple[str, Path], ...]) -> None:
        """Show version, licences, and where things are kept."""
        AboutDialog(places, self._window).open()

    def _open_palette(self, commands: list[Command], then: Callable[[str], None]) -> PaletteDialog:
        palette = PaletteDialog(commands, self._window)
        palette.chosen.connect(then)
        left = (self._window.width() - palette.width()) // 2
        palette.move(self._window.mapToGlobal(QPoint(left, _FROM_TOP)))
        palette.show()
        return palette
