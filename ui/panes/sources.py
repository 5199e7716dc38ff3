"""Sources: every article of the project, by outlet or by folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QActionGroup, QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plural
from ui.icons import icon
from ui.latest import Latest
from ui.models.articles import ArticlesModel, Group, Grouping, Order, arrange
from ui.session import ProjectSession
from ui.theme import GRID, current
from ui.widgets.article_delegate import ArticleDelegate
from ui.widgets.empty_state import EmptyState
from workbench.domain import Change, Kind

PAUSE_MS = 80
"""After the last key in the filter before it is applied."""

LONGEST_WAIT_MS = 3000
"""After a change in a very large project before the list follows."""

_GROUPINGS = {Grouping.OUTLET: "Outlets", Grouping.FOLDER: "Folders"}
_ORDERS = {Order.DATE: "By date", Order.TITLE: "By title"}
_INDENT = 3 * GRID


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pane shows, and how long it took to find out; `some` without a filter."""

    some: bool
    groups: tuple[Group, ...]
    counts: Mapping[int, Mapping[Kind, int]]
    seconds: float


class ArticleTree(QTreeView):
    """`opened` carries the index of an article that was clicked or entered, `removal_wanted`
    comes with Delete.
    """

    opened = Signal(QModelIndex)
    removal_wanted = Signal()

    def __init__(self, model: ArticlesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(ArticleDelegate(self))
        self.setAccessibleName("Articles")
        self.setHeaderHidden(True)
        # Without this every row is measured before the first is shown, some 20 µs each.
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        current().changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class SourcesPane(QWidget):
    """`article_chosen` carries the id of the article to open.

    What the menu offers for the chosen articles is asked for with their ids.
    """

    article_chosen = Signal(int)
    import_requested = Signal()
    details_requested = Signal(object)
    original_requested = Signal(object)
    reading_requested = Signal(object)
    story_requested = Signal(int)
    grouping_requested = Signal(object)
    ungrouping_requested = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sources")
        self._session = session
        self._grouping = Grouping.OUTLET
        self._order = Order.DATE
        self._listing = Latest(session, "List articles")
        self._closed: set[str] = set()
        self.model = ArticlesModel(session.project.article, self)
        self.tree = ArticleTree(self.model)
        self.filter = QLineEdit()
        self.nothing = EmptyState(
            "No articles yet",
            "Here are the articles of this project, by outlet and by folder. "
            "Import a folder of saved pages, PDF, Word, text or mail files, tables or archives.",
            "Import folder…",
        )
        self.unmatched = EmptyState("No article fits", "Use fewer words in the filter.")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._build()
        self._connect()
        self._list()

    def select_article(self, article_id: int) -> None:
        """Mark an article as the one that is open, and bring it into view."""
        index = self.model.index_of(article_id)
        if index.isValid() and self.tree.currentIndex() != index:
            self.tree.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def selected_articles(self) -> list[int]:
        """The ids of the selected articles, those of selected groups included."""
        found: dict[int, None] = {}
        for index in self.tree.selectionModel().selectedIndexes():
            group, article_id = self.model.group_of(index), self.model.article_id(index)
            ids = group.ids if group is not None else (article_id,)
            found.update(dict.fromkeys(each for each in ids if each is not None))
        return list(found)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.filter.setPlaceholderText("Filter by title, author, outlet")
        self.filter.setAccessibleName("Filter articles")
        self.filter.setClearButtonEnabled(True)
        head = QFrame()
        head.setProperty("role", "bar")
        rows = QVBoxLayout(head)
        rows.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        rows.setSpacing(GRID)
        rows.addWidget(self.filter)
        rows.addLayout(self._choices())
        self._pages = QStackedWidget()
        for page in (self.tree, self.nothing, self.unmatched):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.tree)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.groupings = QButtonGroup(self)
        for grouping, name in _GROUPINGS.items():
            button = QPushButton(name)
            button.setFlat(True)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setChecked(grouping is self._grouping)
            button.setToolTip(f"Group the articles by {grouping}")
            button.clicked.connect(partial(self._group_by, grouping))
            self.groupings.addButton(button)
            row.addWidget(button)
        self.order = QToolButton()
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setToolTip("Order of the articles in a group")
        self.order.setText(_ORDERS[self._order])
        self.order.setMenu(self._order_menu())
        row.addStretch(1)
        row.addWidget(self.order)
        return row

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for order, name in _ORDERS.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(order is self._order)
            action.triggered.connect(partial(self._order_by, order))
            group.addAction(action)
        return menu

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._list)
        self._again.timeout.connect(self._list)
        self.tree.clicked.connect(self._clicked)
        self.tree.opened.connect(self._open)
        self.tree.removal_wanted.connect(self.remove_selected)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.collapsed.connect(self._note_closed)
        self.tree.expanded.connect(self._note_opened)
        self.nothing.pressed.connect(self.import_requested)
        self._session.changed.connect(self._refresh)

    # ── Listing ──────────────────────────────────────────────────────────────────────────

    @Slot()
    def _list(self) -> None:
        project, words = self._session.project, self.filter.text()
        grouping, order = self._grouping, self._order

        def listed() -> Listing:
            began = monotonic()
            articles = project.articles()
            groups = arrange(articles, grouping=grouping, order=order, words=words)
            counts = project.passage_counts()
            return Listing(bool(articles), groups, counts, monotonic() - began)

        self._listing.ask(listed, self._show)

    def _show(self, listing: Listing) -> None:
        groups = listing.groups
        # While a long import runs, listing takes a tenth of the time and no more.
        self._again.setInterval(min(int(listing.seconds * 10_000), LONGEST_WAIT_MS))
        chosen, scrolled = self.selected_articles(), self.tree.verticalScrollBar().value()
        changed = groups != self.model.groups()
        self.model.show_groups(groups)
        self.model.set_counts(listing.counts)
        if changed:
            self._open_groups(groups)
            self._select(chosen)
            self.tree.verticalScrollBar().setValue(scrolled)
        page = self.tree if groups else self.unmatched if listing.some else self.nothing
        self._pages.setCurrentWidget(page)

    def _open_groups(self, groups: tuple[Group, ...]) -> None:
        # What the user has closed stays closed, except while a filter says what to see.
        for row, group in enumerate(groups):
            if group.label not in self._closed or self.filter.text():
                self.tree.setExpanded(self.model.index(row), True)

    def _select(self, article_ids: list[int]) -> None:
        for article_id in article_ids:
            index = self.model.index_of(article_id)
            if index.isValid():
                self.tree.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & {"articles", "passages"} and not self._again.isActive():
            self._again.start()

    # ── Choices ──────────────────────────────────────────────────────────────────────────

    def _group_by(self, grouping: Grouping, _checked: bool = False) -> None:
        self._grouping = grouping
        self._list()

    def _order_by(self, order: Order, _checked: bool = False) -> None:
        self._order = order
        self.order.setText(_ORDERS[order])
        self._list()

    @Slot(QModelIndex)
    def _note_closed(self, index: QModelIndex) -> None:
        if (group := self.model.group_of(index)) is not None and not self.filter.text():
            self._closed.add(group.label)

    @Slot(QModelIndex)
    def _note_opened(self, index: QModelIndex) -> None:
        if (group := self.model.group_of(index)) is not None and not self.filter.text():
            self._closed.discard(group.label)

    # ── Gestures ─────────────────────────────────────────────────────────────────────────

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if len(self.tree.selectionModel().selectedIndexes()) <= 1:
            self._open(index)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        article_id = self.model.article_id(index)
        if article_id is not None:
            self.article_chosen.emit(article_id)
        elif index.isValid():
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu_at(at)
        if menu is not None:
            menu.popup(self.tree.viewport().mapToGlobal(at))

    def menu_at(self, at: QPoint) -> QMenu | None:
        """The menu for what lies under `at`, None where nothing does."""
        index = self.tree.indexAt(at)
        article_id = self.model.article_id(index)
        chosen = self.selected_articles()
        if not chosen:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if article_id is not None:
            menu.addAction(icon("book-open"), "Open", partial(self.article_chosen.emit, article_id))
            menu.addAction(
                icon("folder-open"), "Show in folder", partial(self.show_folder, article_id)
            )
            menu.addAction(
                icon("file-text"),
                "Show the original",
                partial(self.original_requested.emit, [article_id]),
            )
            menu.addSeparator()
        several = len(chosen) > 1
        of = f" of {len(chosen):,} articles" if several else ""
        menu.addAction(
            icon("pencil"), f"Correct details{of}…", partial(self.details_requested.emit, chosen)
        )
        menu.addAction(
            icon("refresh-cw"),
            f"Read {len(chosen):,} articles again" if several else "Read again",
            partial(self.reading_requested.emit, chosen),
        )
        menu.addSeparator()
        if several:
            menu.addAction(
                icon("layers"), "Group as one story", partial(self.grouping_requested.emit, chosen)
            )
        else:
            menu.addAction(
                icon("copy"), "Copies of its story…", partial(self.story_requested.emit, chosen[0])
            )
        menu.addAction(
            icon("minus"),
            "Take out of their stories" if several else "Take out of its story",
            partial(self.ungrouping_requested.emit, chosen),
        )
        menu.addSeparator()
        many = f"Remove {len(chosen):,} articles" if several else "Remove from project"
        menu.addAction(icon("trash-2"), many, self.remove_selected)
        return menu

    def show_folder(self, article_id: int) -> None:
        """Open the folder that the article's file was imported from."""
        article = self.model.article(article_id)
        if article is None:
            return
        folder = Path(article.path).parent
        if folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        else:
            self._session.notice.emit(f"The folder {folder} is no longer there", False)

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected articles out of the project; undoable."""
        ids = self.selected_articles()
        if not ids:
            return

        def remove() -> bool:
            self._session.project.remove_articles(ids)
            return True

        if self._session.perform(remove):
            self._session.notice.emit(f"Removed {plural(len(ids), 'article')}", True)
