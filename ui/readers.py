"""One reader, or two side by side of which one is being used."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import keep_icon
from ui.latest import Latest
from ui.panes.reader import ReaderPane
from ui.session import ProjectSession
from ui.theme import GRID
from workbench.domain import Passage, Span


class Readers(QSplitter):
    """What is opened, tagged and walked through is so in the `active` reader: the one that has
    the focus, or had it last. Its signals are those of the active one; `split_changed` says
    whether there are two.
    """

    passage_selected = Signal(object)
    article_opened = Signal(int)
    edit_requested = Signal(str)
    story_requested = Signal(int)
    split_changed = Signal(bool)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Reader")
        self.setChildrenCollapsible(False)
        self._session = session
        self.first = ReaderPane(session)
        self.second: ReaderPane | None = None
        self._side: _Side | None = None
        self.active = self.first
        self._marking = Latest(session, "Find matches")
        self.addWidget(self.first)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.first)
        self._follow(self.first)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note_focus)

    @property
    def is_split(self) -> bool:
        """Whether two articles are shown."""
        return self.second is not None

    @property
    def other(self) -> ReaderPane | None:
        """The reader that is not being used, while there are two."""
        if self.second is None:
            return None
        return self.first if self.active is self.second else self.second

    def open_beside(self) -> None:
        """Show what is open in a second reader as well, and use that one."""
        if self.second is None:
            self.second = ReaderPane(self._session)
            self.second.setAccessibleName("Reader beside")
            self.second.set_reading_size(self.first.reading_size())
            self._side = _Side(self.second)
            self._side.closed.connect(self.close_beside)
            self.addWidget(self._side)
            self._follow(self.second)
            half = self.width() // 2
            self.setSizes([half, half])
            article_id = self.first.article_id()
            if article_id is not None:
                self.second.show_article(article_id)
            self.split_changed.emit(True)
        self._use(self.second)
        self.second.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_beside(self) -> None:
        """Show two articles, or one again."""
        if self.is_split:
            self.close_beside()
        else:
            self.open_beside()

    @Slot()
    def close_beside(self) -> None:
        """Show one article again."""
        if self.second is None or self._side is None:
            return
        self.second.setParent(None)
        self._side.setParent(None)
        for widget in (self.second, self._side):
            widget.deleteLater()
        self.second = self._side = None
        self._use(self.first)
        self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.split_changed.emit(False)

    def set_least(self, least: float) -> None:
        """Show suggestions from this score on in both."""
        for pane in filter(None, (self.first, self.second)):
            pane.offers.set_least(least)

    def set_reading_size(self, pixels: int) -> None:
        """Set the text of both in that size."""
        for pane in filter(None, (self.first, self.second)):
            pane.set_reading_size(pixels)

    def mark(self, query: str, *, typing: bool) -> None:
        """While there are two, mark in both what a query matches in the articles they show."""
        panes = [pane for pane in (self.first, self.second) if pane is not None]
        shown = {pane: pane.article_id() for pane in panes}
        ids = [one for one in shown.values() if one is not None]
        if self.second is None or not query.strip() or not ids:
            return
        project = self._session.project

        def show(found: Mapping[int, Sequence[Span]]) -> None:
            for pane, article_id in shown.items():
                if article_id is not None and pane.article_id() == article_id:
                    pane.show_marks(found.get(article_id, ()))

        self._marking.ask(
            lambda: project.marks(query, ids, typing=typing), show, failed=lambda _error: None
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody has taken closes the reader beside."""
        if event.key() == Qt.Key.Key_Escape and self.second is not None:
            self.close_beside()
            return
        super().keyPressEvent(event)

    def _follow(self, pane: ReaderPane) -> None:
        pane.passage_selected.connect(self._tell_passage)
        pane.article_opened.connect(self._tell_article)
        pane.edit_requested.connect(self.edit_requested)
        pane.story_requested.connect(self.story_requested)

    def _use(self, pane: ReaderPane) -> None:
        if pane is self.active:
            return
        self.active = pane
        self.setFocusProxy(pane)
        article_id = pane.article_id()
        if article_id is not None:
            self.article_opened.emit(article_id)
        self.passage_selected.emit(pane.chosen_passage())

    @Slot(QWidget, QWidget)
    def _note_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for pane in filter(None, (self.first, self.second)):
            if new is not None and (new is pane or pane.isAncestorOf(new)):
                self._use(pane)

    @Slot(object)
    def _tell_passage(self, passage: Passage | None) -> None:
        if self.sender() is self.active:
            self.passage_selected.emit(passage)

    @Slot(int)
    def _tell_article(self, article_id: int) -> None:
        if self.sender() is self.active:
            self.article_opened.emit(article_id)


class _Side(QWidget):
    """The reader beside, with a line that closes it."""

    closed = Signal()

    def __init__(self, pane: ReaderPane) -> None:
        super().__init__()
        head = QFrame()
        head.setProperty("role", "bar")
        words = QLabel("Beside")
        words.setProperty("role", "small")
        close = QToolButton()
        close.setAccessibleName("Close the reader beside")
        close.setToolTip("Close the reader beside  (Esc)")
        keep_icon(close, "x", "secondary")
        close.clicked.connect(lambda _checked=False: self.closed.emit())
        row = QHBoxLayout(head)
        row.setContentsMargins(3 * GRID, 0, GRID, 0)
        row.addWidget(words, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(pane, 1)
