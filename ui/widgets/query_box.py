"""The box that a query is typed into, with the queries before it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ui.formats import elide
from ui.icons import keep_icon
from ui.models.completions import Completion, completions
from ui.widgets.completion_popup import CompletionPopup

REMEMBERED = 20
"""Queries kept; the oldest is forgotten first."""

LONGEST = 4_000
"""Characters that the box takes; the index says what it makes of them."""

_SHOWN = 60


class QueryBox(QLineEdit):
    """`entered` comes with Enter, `list_wanted` with Down, `recalled` when an earlier query
    was put into the box, `values_wanted` when the value of a field is being typed;
    `history_changed` carries the earlier queries, the newest first.

    Down in an empty box, or Alt+Down, shows the earlier queries. What a word may become is
    offered below the box: Down goes there, Tab takes the first.
    """

    entered = Signal()
    list_wanted = Signal()
    recalled = Signal()
    values_wanted = Signal()
    history_changed = Signal(object)

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
        self._values: Mapping[str, Sequence[str]] = {}
        self.suggestions = CompletionPopup(self)
        self.suggestions.picked.connect(self._complete)
        self.textEdited.connect(self._suggest)
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
            self.history_changed.emit(self.history())

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
        if self.suggestions.isVisible() and self._use_suggestions(Qt.Key(key)):
            return
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Down and (alt or not self.text()):
            self.show_history()
        elif key == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.suggestions.hide()
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.suggestions.hide()

    def event(self, event: QEvent) -> bool:
        # Tab would leave the box before `keyPressEvent` sees it.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.suggestions.isVisible()
        ):
            self._use_suggestions(Qt.Key.Key_Tab)
            return True
        return super().event(event)

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Offer these values, by field, while one is typed."""
        self._values = values
        if self.hasFocus():
            self._suggest()

    @Slot()
    def _suggest(self) -> None:
        """Offer what the word before the cursor may become."""
        if ":" in self.text():
            self.values_wanted.emit()
        self.suggestions.offer(completions(self.text(), self.cursorPosition(), self._values))

    def _use_suggestions(self, key: Qt.Key) -> bool:
        """What a key means while something is offered; whether it meant anything."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            self.suggestions.go(steps[key])
        elif key == Qt.Key.Key_Escape:
            self.suggestions.hide()
        elif key == Qt.Key.Key_Tab or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.suggestions.chosen() is not None
        ):
            self._complete(self.suggestions.chosen() or self.suggestions.first())
        else:
            return False
        return True

    @Slot(object)
    def _complete(self, completion: Completion) -> None:
        text, cursor = self.text(), self.cursorPosition()
        before = text[: completion.start] + completion.text
        self.setText(before + text[cursor:].removeprefix(" " if before.endswith(" ") else ""))
        self.setCursorPosition(len(before))
        self._suggest()

    def _offer_history(self) -> None:
        # Where there is text, its place belongs to the button that clears it.
        self._recall.setVisible(bool(self._history) and not self.text())

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        self.setText(str(action.data()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recalled.emit()
