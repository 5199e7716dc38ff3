"""What panes have in common that show what many passages say together.

A pane reads off the GUI thread, when it is in sight; what has changed while it was hidden is
read when it is shown again. Every mark leads back to its passage.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.latest import Latest
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.view_menu import ViewMenu
from workbench.domain import Change, ViewSort

T = TypeVar("T")

_TABLES = frozenset(
    {"passages", "passage_tags", "tags", "articles", "people", "aliases", "story_choices"}
)


class ViewPane(QWidget, Generic[T]):
    """A pane whose content, a `T`, is read from the project.

    `passage_chosen` carries the id of a passage that is to be seen in its article,
    `place_chosen` the id of an article and the place of something that is no passage yet,
    `passages_chosen` ids for the list of passages, `export_wanted` the proposed name of a file
    and what writes a table to its path. A pane says what it reads (`question`), shows
    it (`show_content`) and says what of it is kept in a saved view (`settings`, `apply`).
    """

    passage_chosen = Signal(int)
    place_chosen = Signal(int, object)
    passages_chosen = Signal(object)
    export_wanted = Signal(str, object)

    title: ClassVar[str]
    sort: ClassVar[ViewSort | None]
    """What its saved views are; None for a pane whose content is kept by itself."""
    tables: ClassVar[frozenset[str]] = _TABLES
    """A change of one of these has the content read again."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self.session = session
        self._asking = Latest(session, f"Read {self.title.lower()}")
        self._stale = True
        self.views = ViewMenu(session, self.sort or ViewSort.CHART, self.settings)
        if self.sort is None:
            self.views.hide()
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "small")
        frame = QFrame()
        frame.setProperty("role", "bar")
        self.bar = QHBoxLayout()
        """The controls of the pane, at the left of its bar."""
        self.bar.setSpacing(2 * GRID)
        row = QHBoxLayout(frame)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(self.bar)
        row.addWidget(self.note, 1)
        row.addWidget(self.views)
        self.pages = QStackedWidget()
        """What is shown: the pane's own widget, added first, or that there is nothing."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame)
        column.addWidget(self.pages, 1)
        self.views.opened.connect(self.apply)
        session.changed.connect(self._refresh)

    # ── What a pane is ───────────────────────────────────────────────────────────────────

    @abstractmethod
    def question(self) -> Callable[[], T]:
        """What reads the content, in another thread: it may touch no widget."""

    @abstractmethod
    def show_content(self, content: T) -> bool:
        """Show what was read; returns whether there is anything."""

    @abstractmethod
    def settings(self) -> Mapping[str, Any]:
        """What a saved view keeps, as plain JSON."""

    @abstractmethod
    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show what a saved view has kept; what it does not name, or what is gone, as at first."""

    def passages_at_hand(self) -> list[int]:
        """The passages that the user has chosen in it; none, where nothing stands for one."""
        return []

    def add_deed(
        self, table: QTableView, text: str, key: str, deed: Callable[[], object]
    ) -> QAction:
        """Have a key in a table, and an entry of its menu, do something with what is chosen."""
        action = QAction(text, table)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addAction(action)
        return action

    # ── Reading ──────────────────────────────────────────────────────────────────────────

    def set_body(self, body: QWidget, nothing: EmptyState) -> None:
        """Put the pane's own widget in, and what is said when there is nothing to show in it."""
        self.pages.addWidget(body)
        self.pages.addWidget(nothing)
        self.pages.setCurrentWidget(nothing)
        self._nothing = nothing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(body)
        self._body = body

    @Slot()
    def reload(self) -> None:
        """Read the content again, or when the pane is shown."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._asking.ask(self.question(), self._show)

    def _show(self, content: T) -> None:
        there = self.show_content(content)
        self.pages.setCurrentWidget(self._body if there else self._nothing)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & self.tables:
            self.reload()
