"""The list below a field of what may be typed there; the field keeps the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.models.completions import Completion
from ui.theme import GRID

_ROLE = Qt.ItemDataRole.UserRole
_WIDTH = 90 * GRID


class CompletionPopup(QFrame):
    """`picked` carries the completion that was clicked. Nothing is chosen until one goes there."""

    picked = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.ToolTip)
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Suggestions")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)

    def offer(self, completions: Sequence[Completion]) -> None:
        """Show these below the field, or nothing."""
        self.list.clear()
        for one in completions:
            about = f"   {one.about}" if one.about else ""
            item = QListWidgetItem(f"{one.text.strip()}{about}")
            item.setData(_ROLE, one)
            self.list.addItem(item)
        # Not kept as an attribute: the field has this list as one of its own, and what refers
        # to each other may be collected in any thread.
        field = self.parentWidget()
        if not completions or field is None or not field.hasFocus():
            self.hide()
            return
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.setFixedSize(min(_WIDTH, field.width()), rows + 2 * GRID)
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self.raise_()

    def go(self, step: int) -> None:
        """Choose the next or the previous one, round and round."""
        count, row = self.list.count(), self.list.currentRow()
        start = -1 if row < 0 and step > 0 else row if row >= 0 else 0
        self.list.setCurrentRow((start + step) % count)

    def chosen(self) -> Completion | None:
        """The completion that was gone to."""
        item = self.list.currentItem()
        completion: Completion | None = None if item is None else item.data(_ROLE)
        return completion

    def first(self) -> Completion:
        """The first one offered."""
        completion: Completion = self.list.item(0).data(_ROLE)
        return completion

    def _pick(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_ROLE))
