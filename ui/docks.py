"""The docks of the window: where they stand at first, and their quiet title bars."""

from itertools import pairwise

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from ui.icons import keep_icon
from ui.theme import GRID
from ui.views import VIEWS

TITLES = {
    "sources": "Sources",
    "search": "Search",
    "reader": "Reader",
    "inspector": "Inspector",
    "passages": "Passages",
    "suggestions": "Suggestions",
    "chart": "Chart",
    **{name: pane.title for name, pane in VIEWS.items()},
}
"""The docks by name, in the order in which the eye goes over them."""

WIDE = 1400
"""From this width of the window, Sources and Search stand side by side."""

_WIDTHS = {"sources": 224, "search": 360, "inspector": 288}
_READER_LEAST = 100 * GRID
_SCROLLERS = {"ScrollLeftButton": "More tabs, left", "ScrollRightButton": "More tabs, right"}
"""What Qt calls the buttons of a row of tabs that has not room for all."""
_ROW = ("sources", "search", "reader", "inspector")
_FOOT = 0.30
_TITLE = 7 * GRID
_TOP = Qt.DockWidgetArea.TopDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
_LEAST_HEIGHT = {_TOP: 56 * GRID, _BOTTOM: 36 * GRID}


class Docks(QObject):
    """Makes the docks of `window`, which keeps them for good; panes come and go in them.

    They fill the window between them; its central widget is hidden while they are shown.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._docks = {name: self._made(name, title) for name, title in TITLES.items()}
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)
        for dock in self._docks.values():
            for signal in (dock.dockLocationChanged, dock.visibilityChanged, dock.topLevelChanged):
                signal.connect(self._settling.start)

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def fill(self, name: str, pane: QWidget) -> None:
        """Put `pane` into the dock called `name`."""
        # Docks do not make room for one whose content asks for more height than it has: that
        # one would come to lie over the one below.
        pane.setMinimumHeight(_LEAST_HEIGHT[_area(name)])
        self._docks[name].setWidget(pane)

    def arrange(self) -> None:
        """Put every dock where it is at first, for the window's width as it is."""
        wide = self._window.width() >= WIDE
        for name, dock in self._docks.items():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
            self._window.addDockWidget(_area(name), dock)
        docks = self._docks
        row = _ROW if wide else _ROW[1:]
        for left, right in pairwise(row):
            self._window.splitDockWidget(docks[left], docks[right], Qt.Orientation.Horizontal)
        if not wide:
            self._window.tabifyDockWidget(docks["search"], docks["sources"])
        for left, right in pairwise(("passages", "suggestions", "chart", *VIEWS)):
            self._window.tabifyDockWidget(docks[left], docks[right])
        for dock in docks.values():
            dock.show()
        for name in ("search", "passages"):
            docks[name].raise_()
        self._give_sizes()
        # Docks that have only now come to light take their room when they are laid out.
        QTimer.singleShot(0, self, self._give_sizes)

    def bring(self, name: str) -> None:
        """Show that dock, on top of those it shares its place with."""
        self._docks[name].show()
        self._docks[name].raise_()

    def in_front(self, name: str) -> bool:
        """Whether that dock can be seen: it is open, and no other is in front of it."""
        return not self._docks[name].visibleRegion().isEmpty()

    @Slot()
    def _give_sizes(self) -> None:
        side_by_side = not self._window.tabifiedDockWidgets(self._docks["search"])
        beside = list(_WIDTHS) if side_by_side else ["search", "inspector"]
        rest = self._window.width() - sum(_WIDTHS[name] for name in beside)
        widths = {name: _WIDTHS[name] for name in beside}
        widths["reader"] = max(_READER_LEAST, rest)
        self._window.resizeDocks(
            [self._docks[name] for name in widths],
            list(widths.values()),
            Qt.Orientation.Horizontal,
        )
        foot = round(self._window.height() * _FOOT)
        self._window.resizeDocks(
            [self._docks["reader"], self._docks["passages"]],
            [self._window.height() - foot, foot],
            Qt.Orientation.Vertical,
        )

    def _made(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock.{name}")
        dock.setTitleBarWidget(DockTitle(dock))
        self._window.addDockWidget(_area(name), dock)
        return dock

    @Slot()
    def _settle(self) -> None:
        # A dock in a stack is named by its tab; its own title bar would say it twice.
        for dock in self._docks.values():
            bar = dock.titleBarWidget()
            if isinstance(bar, DockTitle):
                bar.collapse(bool(self._window.tabifiedDockWidgets(dock)) and not dock.isFloating())
        for tabs in self._window.findChildren(
            QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            if not tabs.tabsClosable():
                tabs.setTabsClosable(True)
                tabs.setExpanding(False)
                tabs.setDocumentMode(True)
                tabs.setElideMode(Qt.TextElideMode.ElideNone)
                tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                tabs.tabCloseRequested.connect(self._close_tab)
                for name, words in _SCROLLERS.items():
                    for button in tabs.findChildren(QToolButton, name):
                        button.setAccessibleName(words)
                        button.setToolTip(words)

    @Slot(int)
    def _close_tab(self, index: int) -> None:
        tabs = self.sender()
        if isinstance(tabs, QTabBar):
            title = tabs.tabText(index)
            for dock in self._docks.values():
                if dock.windowTitle() == title:
                    dock.close()


class DockTitle(QFrame):
    """A dock's title: its name, and the button that closes it. Drag it to move the dock."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._collapsed = False
        self.setProperty("role", "bar")
        name = QLabel(dock.windowTitle())
        name.setProperty("role", "section")
        self.close_button = close = QToolButton()
        close.setIconSize(QSize(14, 14))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName(f"Close {dock.windowTitle()}")
        close.setToolTip(f"Close {dock.windowTitle()}\nThe View menu brings it back")
        keep_icon(close, "x", "secondary")
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 0, GRID, 0)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(close)

    def collapse(self, collapsed: bool) -> None:
        """Take no room, or the usual row."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self.setMaximumHeight(0 if collapsed else _TITLE)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row, or nothing."""
        return QSize(super().sizeHint().width(), 0 if self._collapsed else _TITLE)

    def minimumSizeHint(self) -> QSize:
        """As high as wanted: a dock makes its title so high, whatever else is said."""
        return self.sizeHint()


def _area(name: str) -> Qt.DockWidgetArea:
    return _TOP if name in _ROW else _BOTTOM
