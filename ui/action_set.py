"""The Qt side of the ACTIONS table: actions, menus, and keys where they may work."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.actions import ACTIONS, MENUS, ActionSpec, Where
from ui.icons import keep_icon

Handler = Callable[[], None]

_IN_PANES = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ActionSet(QObject):
    """One QAction for every row of the table, made for one window.

    `handlers` has an entry for every row's id, and for nothing else.
    """

    def __init__(self, window: QWidget, handlers: Mapping[str, Handler]) -> None:
        super().__init__(window)
        self._menus: dict[str, QMenu] = {}
        self._actions: dict[str, QAction] = {}
        self._typed: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        unknown = set(handlers) ^ {row.id for row in ACTIONS}
        if unknown:
            raise ValueError(f"Handlers and actions differ: {', '.join(sorted(unknown))}.")
        for row in ACTIONS:
            self._actions[row.id] = self._made(row, handlers[row.id], window)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def attach(self, pane: QWidget, *places: Where) -> None:
        """Let the keys of the rows that work in one of `places` work in `pane`."""
        for row in ACTIONS:
            if row.id in self._typed and Where.PANES in places:
                pane.addAction(self._typed[row.id])
            elif row.where in places:
                pane.addAction(self._actions[row.id])

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into `bar`."""
        for title, written in MENUS.items():
            self._menus[title] = bar.addMenu(written)
            self._fill_menu(title)

    def menu(self, path: str) -> QMenu:
        """The menu or submenu at `path`, after `fill`."""
        return self._menus[path]

    def set_text(self, action_id: str, text: str) -> None:
        """Let the action be called `text` for now ("Undo tag as claim")."""
        # "&" would be taken for the mark of a mnemonic.
        self._actions[action_id].setText(text.replace("&", "&&"))

    def text(self, action_id: str) -> str:
        """What the action is called now, without an ellipsis."""
        return self._actions[action_id].text().replace("&&", "&").removesuffix("…")

    def _made(self, row: ActionSpec, handler: Handler, window: QWidget) -> QAction:
        action = QAction(row.text, self)
        action.setObjectName(row.id)
        action.setToolTip(tool_tip(row))
        action.setStatusTip(row.tip)
        action.setCheckable(row.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if row.icon:
            keep_icon(action, row.icon)
            action.setIconVisibleInMenu(False)
        if row.exclusive:
            group = self._groups.setdefault(row.exclusive, QActionGroup(self))
            group.addAction(action)
        self._give_keys(row, action, window)
        action.triggered.connect(lambda _checked=False: handler())
        return action

    def _give_keys(self, row: ActionSpec, action: QAction, window: QWidget) -> None:
        if row.where is Where.UNCLAIMED:
            # A shortcut would take the key from those that do have a use for it.
            return
        if row.where is not Where.WINDOW:
            action.setShortcuts(_sequences(row.keys))
            action.setShortcutContext(_IN_PANES)
            return
        action.setShortcuts(_sequences(row.other_keys))
        window.addAction(action)
        if row.typed_keys:
            # An action has one context for all its keys, so that the keys which type a
            # character need an action of their own.
            twin = QAction(row.text, self)
            twin.setShortcuts(_sequences(row.typed_keys))
            twin.setShortcutContext(_IN_PANES)
            twin.triggered.connect(action.trigger)
            self._typed[row.id] = twin

    def _fill_menu(self, title: str) -> None:
        group = ""
        for row in ACTIONS:
            if row.menu.split("/")[0] != title:
                continue
            menu = self._menus[title]
            if group and row.group != group:
                menu.addSeparator()
            group = row.group
            if row.menu == title:
                menu.addAction(self._actions[row.id])
            else:
                self._submenu(row.menu).addAction(self._actions[row.id])

    def _submenu(self, path: str) -> QMenu:
        if path not in self._menus:
            above, _, title = path.rpartition("/")
            self._menus[path] = self._menus[above].addMenu(title)
        return self._menus[path]


def tool_tip(row: ActionSpec) -> str:
    """What a button for that row says under the pointer."""
    keys = " or ".join(native(key) for key in row.keys)
    name = row.text.removesuffix("…")
    return f"{name}  ({keys})\n{row.tip}" if keys else f"{name}\n{row.tip}"


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    return [QKeySequence(key) for key in keys]
