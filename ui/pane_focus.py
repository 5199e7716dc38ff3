"""F6 from pane to pane, to where one was in each; Esc back to the reader."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.actions import spec


class PaneFocus(QObject):
    """Remembers in which pane the user is, and where in it.

    `panes` are given in the order in which the eye goes over them, each with the call that
    brings it to light. `home` is the one to which Esc leads from the others, where they have
    no use for it themselves.
    """

    def __init__(
        self,
        panes: Sequence[tuple[QWidget, Callable[[], None]]],
        home: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panes = list(panes)
        self._home = home
        self._home_keys = [QKeySequence(key) for key in spec("go.reader").keys]
        for pane, _ in panes:
            if pane is not home:
                pane.installEventFilter(self)
        self._last: dict[QWidget, QWidget] = {}
        self._here: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note)

    @property
    def here(self) -> QWidget | None:
        """The pane that has the focus, or had it last."""
        return self._here

    def go(self, by: int) -> None:
        """Go `by` panes further, over those that are hidden, round and round."""
        open_panes = [(pane, bring) for pane, bring in self._panes if not _closed(pane)]
        if not open_panes:
            return
        places = [pane for pane, _ in open_panes]
        now = places.index(self._here) if self._here in places else -1 if by > 0 else 0
        pane, bring = open_panes[(now + by) % len(open_panes)]
        bring()
        self.enter(pane)

    def enter(self, pane: QWidget) -> None:
        """Give the focus to where it was in `pane`, or to its first field."""
        self._here = pane
        target = self._last.get(pane)
        if target is None or not isValid(target) or not target.isVisibleTo(pane):
            target = _first_stop(pane)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_home(self) -> None:
        """Give the focus to the pane that all others are beside."""
        self.enter(self._home)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc when it has come up to a pane, which means that nothing in it took it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and QKeySequence(event.keyCombination()) in self._home_keys
        ):
            self.go_home()
            return True
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _note(self, _old: QWidget | None, new: QWidget | None) -> None:
        for pane, _ in self._panes:
            if new is not None and (new is pane or pane.isAncestorOf(new)):
                self._here = pane
                self._last[pane] = new


def _closed(pane: QWidget) -> bool:
    holder = pane.parentWidget()
    return holder is not None and holder.isHidden()


def _first_stop(pane: QWidget) -> QWidget:
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus or pane.focusProxy() is not None:
        return pane
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(pane):
            return child
    return pane
