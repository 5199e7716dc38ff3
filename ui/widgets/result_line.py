"""The line above the results: how many, how fast, in which order, and narrowed or not."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ui.formats import elide, plural
from ui.icons import keep_icon
from ui.theme import GRID
from workbench.domain import Indexed, SearchResult

ORDERS = {"relevance": "By relevance", "date": "By date", "outlet": "By outlet"}

_QUERY_SHOWN = 40


class ResultLine(QWidget):
    """`order_chosen` carries one of `ORDERS`, `narrowing_toggled` whether to offer facets,
    `grouping_toggled` whether copies of one story are to be one hit, `passages_toggled` whether
    passages are sought instead of articles."""

    passages_toggled = Signal(bool)
    order_chosen = Signal(str)
    narrowing_toggled = Signal(bool)
    grouping_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: SearchResult | None = None
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "small")
        self.narrow = QToolButton()
        self.narrow.setCheckable(True)
        self.narrow.setChecked(True)
        self.narrow.setToolTip("Show what the results can be narrowed by")
        self.narrow.setAccessibleName("Narrow the results")
        keep_icon(self.narrow, "list-filter", "secondary")
        self.narrow.toggled.connect(self.narrowing_toggled)
        self.group = QToolButton()
        self.group.setCheckable(True)
        self.group.setChecked(True)
        self.group.setToolTip("Show copies of one story as one result")
        self.group.setAccessibleName("Group copies of one story")
        keep_icon(self.group, "layers", "secondary")
        self.group.toggled.connect(self.grouping_toggled)
        self.passages = QToolButton()
        self.passages.setCheckable(True)
        self.passages.setToolTip("Search passages instead of articles (Ctrl+Shift+P)")
        self.passages.setAccessibleName("Search passages")
        keep_icon(self.passages, "tags", "secondary")
        self.passages.toggled.connect(self.passages_toggled)
        self.passages.toggled.connect(self.group.setHidden)
        self.order = QToolButton()
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setToolTip("Order of the results")
        self.order.setMenu(self._order_menu())
        self.order.setText(ORDERS["relevance"])
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.count, 1)
        row.addWidget(self.passages)
        row.addWidget(self.group)
        row.addWidget(self.narrow)
        row.addWidget(self.order)

    @property
    def sought(self) -> Indexed:
        """What is sought."""
        return Indexed.PASSAGES if self.passages.isChecked() else Indexed.ARTICLES

    @property
    def narrows(self) -> bool:
        """Whether facets are wanted."""
        return self.narrow.isChecked()

    def show_count(self, result: SearchResult, waiting: int) -> None:
        """Say how many there are, how long it took, and how many are `waiting` to be indexed."""
        self._result = result
        parts = [counted(result, self.sought), f"{max(1, round(result.milliseconds)):,} ms"]
        if waiting:
            parts.append(f"{waiting:,} not indexed yet")
        self.count.setText(" · ".join(parts))
        self.count.setAccessibleName(f"{parts[0]} for {elide(result.query, _QUERY_SHOWN)}")

    def show_old(self) -> None:
        """Say which query the results belong to, now that the box holds another one."""
        if self._result is not None:
            query = elide(self._result.query, _QUERY_SHOWN)
            self.count.setText(f"{counted(self._result)} for “{query}”")

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for order, name in ORDERS.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(order == "relevance")
            action.triggered.connect(partial(self._choose, order))
            group.addAction(action)
        return menu

    def _choose(self, order: str, _checked: bool = False) -> None:
        self.order.setText(ORDERS[order])
        self.order_chosen.emit(order)


def counted(result: SearchResult, of: Indexed = Indexed.ARTICLES) -> str:
    """How much was found: passages, or articles, and stories where some of them are copies."""
    if of is Indexed.PASSAGES:
        return plural(result.total, "passage")
    if result.articles <= result.total:
        return plural(result.total, "article")
    return f"{plural(result.total, 'story', 'stories')} in {plural(result.articles, 'article')}"
