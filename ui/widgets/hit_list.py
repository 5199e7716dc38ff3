"""The list of hits: opened by click or Enter, left upwards by Esc."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.models.hits import HitsModel, Role
from ui.theme import current
from ui.widgets.hit_delegate import HitDelegate


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
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setAccessibleName("Search results")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self.opened)
        current().changed.connect(self.viewport().update)

    def current_article(self) -> int | None:
        """The article of the hit that the list is at."""
        hit = self._hits.hit(self.currentIndex())
        return None if hit is None else hit.article_id

    def article_at_top(self) -> tuple[int, int] | None:
        """The article of the first hit in view, and how far it has been scrolled out."""
        index = self.indexAt(self.viewport().rect().topLeft())
        if not index.isValid():
            return None
        return index.data(Role.ARTICLE_ID), self.visualRect(index).top()

    def keep_at_top(self, place: tuple[int, int] | None) -> None:
        """Scroll so that an article stands where `article_at_top` has found it."""
        index = self._hits.index_of(place[0]) if place else QModelIndex()
        if place and index.isValid():
            bar = self.verticalScrollBar()
            self.doItemsLayout()
            bar.setValue(bar.value() + self.visualRect(index).top() - place[1])

    def go_to_row(self, row: int) -> None:
        """Make that hit the current one."""
        self.setCurrentIndex(self._hits.index(row))

    def keyboardSearch(self, _typed: str) -> None:
        """Nothing: a letter is a command or nothing, and one searches in the box."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_at.emit(self.currentIndex())
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.left.emit()
        else:
            super().keyPressEvent(event)
