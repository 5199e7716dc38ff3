"""The button that keeps a view under a name and opens it again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from ui.icons import keep_icon
from ui.session import ProjectSession
from workbench.domain import SavedView, ViewSort
from workbench.errors import NotFound


class ViewMenu(QToolButton):
    """`opened` carries the settings of the saved view that is to be shown.

    `settings` gives those of what is shown now, as plain JSON.
    """

    opened = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        sort: ViewSort,
        settings: Callable[[], Mapping[str, Any]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._sort = sort
        self._settings = settings
        self.current: SavedView | None = None
        """The saved view that was opened or saved last."""
        self.setAccessibleName("Saved views")
        self.setToolTip("Saved views: keep what is shown here under a name, and open it again")
        keep_icon(self, "layers", "secondary")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        kept = self._session.project.views(self._sort)
        for view in kept:
            action = self._menu.addAction(view.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self.current is not None and view.id == self.current.id)
            action.triggered.connect(partial(self.open, view.id))
        self._menu.addSeparator()
        self._menu.addAction("Save this view…").triggered.connect(self.ask_name)
        here = next((one for one in kept if self.current and one.id == self.current.id), None)
        for words, deed in (
            ("Save changes", self.save_changes),
            ("Rename…", self.ask_new_name),
            ("Delete", self.delete),
        ):
            action = self._menu.addAction(
                words if here is None else f"{words.rstrip('…')} “{here.name}”".replace("&", "&&")
            )
            action.setEnabled(here is not None)
            action.triggered.connect(deed)

    def open(self, view_id: int, _checked: bool = False) -> None:
        """Show a saved view."""
        try:
            self.current = self._session.project.view(view_id)
        except NotFound as error:
            self._session.report(error)
            return
        self.opened.emit(self.current.settings)

    @Slot()
    def ask_name(self) -> None:
        """Ask for a name and keep what is shown under it."""
        shown = "" if self.current is None else self.current.name
        name, chosen = QInputDialog.getText(
            self, "Save this view", "Name (one of that name is replaced)", text=shown
        )
        if chosen and name.strip():
            self.save(name)

    def save(self, name: str) -> None:
        """Keep what is shown under a name."""
        project, settings = self._session.project, self._settings()
        view_id = self._session.perform(lambda: project.save_view(self._sort, name, settings))
        if view_id is not None:
            self.current = project.view(view_id)
            self._session.notice.emit(f"Saved the view “{self.current.name}”", True)

    @Slot()
    def save_changes(self) -> None:
        """Keep what is shown in the place of the view that was opened."""
        if self.current is not None:
            self.save(self.current.name)

    @Slot()
    def ask_new_name(self) -> None:
        """Ask for another name of the view that was opened."""
        if self.current is None:
            return
        view = self.current
        name, chosen = QInputDialog.getText(self, "Rename the view", "Name", text=view.name)
        if chosen and name.strip():
            project = self._session.project
            self._session.perform(lambda: project.rename_view(view.id, name))
            self.current = project.view(view.id)

    @Slot()
    def delete(self) -> None:
        """Keep the view that was opened no longer."""
        if self.current is not None:
            view, self.current = self.current, None
            self._session.perform(lambda: self._session.project.delete_view(view.id))
