"""The list of hits: opened by click or Enter, unfolded by Right, left upwards by Esc."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.models.hits import HitsModel, Role, key
from ui.theme import current
from ui.widgets.hit_delegate import HitDelegate, more_rect


class HitList(QListView):
    """Shows a `HitsModel`. `opened` carries the index of a hit that was clicked, `entered_at`
    of one that Enter was pressed on; `left` comes with Esc, or Up on the first hit.
    """

    opened = Signal(QModelIndex)
    entered_at = Signal(QModelIndex)
    left = Signal()

    def __init__(self, model: HitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = model
        self._pressed_at = QPoint()
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setAccessibleName("Search results")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        current().changed.connect(self.viewport().update)

    def current_key(self) -> int | None:
        """The key of the hit that the list is at."""
        hit = self._hits.hit(self.currentIndex())
        return None if hit is None else key(hit)

    def key_at_top(self) -> tuple[int, int] | None:
        """The key of the first hit in view, and how far it has been scrolled out."""
        index = self.indexAt(self.viewport().rect().topLeft())
        if not index.isValid():
            return None
        return index.data(Role.KEY), self.visualRect(index).top()

    def keep_at_top(self, place: tuple[int, int] | None) -> None:
        """Scroll so that a hit stands where `key_at_top` has found it."""
        index = self._hits.index_of(place[0]) if place else QModelIndex()
        if place and index.isValid():
            bar = self.verticalScrollBar()
            self.doItemsLayout()
            bar.setValue(bar.value() + self.visualRect(index).top() - place[1])

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        hit = self._hits.hit(index)
        if hit is not None and more_rect(self.visualRect(index), hit).contains(self._pressed_at):
            self._hits.unfold(index, unfolded=not self._hits.is_unfolded(hit))
        else:
            self.opened.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def go_to_row(self, row: int) -> None:
        """Make that hit the current one."""
        self.setCurrentIndex(self._hits.index(row))

    def keyboardSearch(self, _typed: str) -> None:
        """Nothing: a letter is a command or nothing, and one searches in the box."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key()
        current_ = self.currentIndex()
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current_.isValid():
            self.entered_at.emit(current_)
        elif pressed == Qt.Key.Key_Escape or (pressed == Qt.Key.Key_Up and current_.row() <= 0):
            self.left.emit()
        elif pressed in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._hits.unfold(current_, unfolded=pressed == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
