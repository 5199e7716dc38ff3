"""The box that a query is typed into, with the queries before it."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ui.formats import elide
from ui.icons import keep_icon

REMEMBERED = 20
"""Queries kept; the oldest is forgotten first."""

LONGEST = 4_000
"""Characters that the box takes; the index says what it makes of them."""

_SHOWN = 60


class QueryBox(QLineEdit):
    """`entered` comes with Enter, `list_wanted` with Down, `recalled` when an earlier query
    was put into the box. Down in an empty box, or Alt+Down, shows the earlier queries.
    """

    entered = Signal()
    list_wanted = Signal()
    recalled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Search articles")
        self.setAccessibleName("Search articles")
        self.setClearButtonEnabled(True)
        self.setMaxLength(LONGEST)
        glass = QAction(self)
        keep_icon(glass, "search", "secondary")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._recall = QAction("Earlier queries", self)
        self._recall.setToolTip("Earlier queries  (Alt+Down)")
        keep_icon(self._recall, "history", "secondary")
        self._recall.triggered.connect(self.show_history)
        self.addAction(self._recall, QLineEdit.ActionPosition.TrailingPosition)
        self._history: list[str] = []
        self.textChanged.connect(self._offer_history)
        self._offer_history()

    def history(self) -> list[str]:
        """The earlier queries, the newest first."""
        return list(self._history)

    def set_history(self, queries: list[str]) -> None:
        """Offer these, the newest first."""
        self._history = queries[:REMEMBERED]
        self._offer_history()

    def remember(self, query: str) -> None:
        """Put `query` at the head of the earlier ones."""
        if query:
            self.set_history([query, *(each for each in self._history if each != query)])

    def set_invalid(self, invalid: bool) -> None:
        """Draw the box as one whose query cannot be read, or not."""
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_history(self) -> None:
        """Offer the earlier queries in a menu below the box."""
        if not self._history:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(min(self.width(), 480))
        for query in self._history:
            menu.addAction(elide(query, _SHOWN).replace("&", "&&")).setData(query)
        # A bound method: a closure would keep the box alive from inside its own menu.
        menu.triggered.connect(self._take)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Down and (alt or not self.text()):
            self.show_history()
        elif key == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _offer_history(self) -> None:
        # Where there is text, its place belongs to the button that clears it.
        self._recall.setVisible(bool(self._history) and not self.text())

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        self.setText(str(action.data()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recalled.emit()
