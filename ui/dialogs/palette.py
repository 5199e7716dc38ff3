"""The command palette: any action by a few letters of its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID, ROW, SMALL, current, ui_font

_ID, _PATH, _KEYS = (Qt.ItemDataRole.UserRole + n for n in range(3))
_PASSED_ON = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    id: str
    text: str
    path: str
    keys: str


class PaletteDialog(QDialog):
    """Lists `commands`, the best match first; `chosen` carries the id after it has closed."""

    chosen = Signal(str)

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Commands")
        self.setProperty("role", "popup")
        self._commands = list(commands)
        self._model = QStandardItemModel(self)
        self.query = QLineEdit()
        self.query.setPlaceholderText("Type a command")
        self.query.setAccessibleName("Command")
        self.query.textChanged.connect(self._refresh)
        self.query.installEventFilter(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_CommandDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * GRID] * 4)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.query)
        layout.addWidget(self._list)
        self.setFixedSize(140 * GRID, 12 * ROW + 12 * GRID)
        self._refresh("")
        self.query.setFocus()

    def ask(self, title: str, words: str) -> None:
        """Ask for something other than a command, in these words."""
        self.setWindowTitle(title)
        self.query.setAccessibleName(title)
        self.query.setPlaceholderText(words)

    def shown_ids(self) -> list[str]:
        """The ids of the lines as they stand, from the top."""
        return [self._model.item(row).data(_ID) for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list, and Enter choose, while one types."""
        if watched is self.query and isinstance(event, QKeyEvent):
            if event.type() is not QEvent.Type.KeyPress:
                return False
            if event.key() in _PASSED_ON:
                self._move(event.key())
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10}.get(Qt.Key(key), 10)
        last = self._model.rowCount() - 1
        row = min(max(self._list.currentIndex().row() + step, 0), last)
        self._list.setCurrentIndex(self._model.index(row, 0))

    @Slot(str)
    def _refresh(self, query: str) -> None:
        self._model.clear()
        for command in ranked(self._commands, query):
            item = QStandardItem(command.text)
            item.setData(command.id, _ID)
            item.setData(command.path, _PATH)
            item.setData(command.keys, _KEYS)
            item.setSizeHint(QSize(0, ROW))
            self._model.appendRow(item)
        self._list.setCurrentIndex(self._model.index(0, 0))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            action_id = index.data(_ID)
            self.accept()
            self.chosen.emit(action_id)


def ranked(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that answer `query`, best first; all of them, in order, for "".

    Each word of the query has to be in name or path. A name that begins with the query comes
    first, then one with a word that does, then the rest.
    """
    words = query.casefold().split()
    fitting = [
        command
        for command in commands
        if all(word in f"{command.path} {command.text}".casefold() for word in words)
    ]
    whole = " ".join(words)
    return sorted(fitting, key=lambda command: _distance(command.text.casefold(), whole))


def _distance(text: str, query: str) -> int:
    if text.startswith(query):
        return 0
    if any(word.startswith(query) for word in text.split()):
        return 1
    return 2 if query in text else 3


class _CommandDelegate(QStyledItemDelegate):
    """Paints name at the left, menu and keys at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = current()
        painter.save()
        place = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.token("select"))
        inner = place.adjusted(2 * GRID, 0, -2 * GRID, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(ui_font())
        painter.setPen(theme.token("text"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, index.data())
        painter.setFont(ui_font(SMALL))
        painter.setPen(theme.token("secondary"))
        beside = "   ".join(filter(None, [index.data(_PATH), index.data(_KEYS)]))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, beside)
        painter.restore()
