"""Rows of values to narrow a result by, each with its count.

A click asks for articles with the value, a click with Ctrl for those without it.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.models.facets import (
    FACETS,
    Facet,
    excluded,
    excluded_terms,
    has_term,
    shown_value,
    term,
)
from ui.theme import GRID, SMALL, ui_font
from ui.widgets.month_histogram import MonthHistogram

MONTH = "month"
"""The facet that is drawn as bars."""

MOST = 40
"""Values of one facet that are offered at all."""

_LABEL = 14 * GRID
_HEIGHT = 5 * GRID + 2
_SHORTENED = 24
_MORE = 9 * GRID

Values = Sequence[tuple[str, int]]


class FacetStrip(QFrame):
    """The months, and one row a facet that has values. `term_chosen` carries the part of a
    query that a click on a value stands for, whether it is in the query now or not;
    `range_chosen` the part for the months that were brushed, "" for any.
    """

    term_chosen = Signal(str)
    range_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.months = MonthHistogram()
        self.months.range_chosen.connect(self.range_chosen)
        self._rows = {facet.name: _FacetRow(facet) for facet in FACETS}
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        column.setSpacing(0)
        column.addWidget(self.months)
        for row in self._rows.values():
            row.term_chosen.connect(self.term_chosen)
            column.addWidget(row)

    def show_facets(self, facets: Mapping[str, Values], query: str, articles: int) -> None:
        """Offer these counts; values that `query` names already are shown as chosen.

        A value that all `articles` have, and no other, tells nothing and is not offered.
        """
        self.months.show_counts(facets.get(MONTH, ()), query)
        for name, row in self._rows.items():
            row.show_values(facets.get(name, ()), query, articles)

    def is_empty(self) -> bool:
        """Whether there is no value to offer."""
        return all(row.isHidden() for row in (self.months, *self._rows.values()))


class _FacetRow(QWidget):
    """As many values as there is room for, the rest in a menu."""

    term_chosen = Signal(str)

    def __init__(self, facet: Facet) -> None:
        super().__init__()
        self._facet = facet
        self._buttons: list[QPushButton] = []
        self._label = QLabel(facet.label, self)
        self._label.setProperty("role", "small")
        self._label.setGeometry(0, 0, _LABEL, _HEIGHT)
        self._more = QPushButton(self)
        self._more.setFlat(True)
        self._more.setProperty("chip", True)
        self._more.clicked.connect(self._open_menu)
        self._values: list[tuple[str, int]] = []
        self._query = ""
        self._without = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_values(self, values: Values, query: str, articles: int) -> None:
        self._values, self._query = list(values[:MOST]), query
        [only, *others] = self._values or [("", 0)]
        if not others and only[1] >= articles and not self._chosen(only[0]):
            self._values = []
        for button in self._buttons:
            button.deleteLater()
        without = [self._excluded(*one) for one in excluded_terms(self._facet, query)]
        self._without = len(without)
        self._buttons = without + [self._button(value, count) for value, count in self._values]
        self.setVisible(bool(self._buttons))
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(_LABEL + 24 * GRID, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _button(self, value: str, count: int) -> QPushButton:
        button = QPushButton(self._text(value, count), self)
        button.setFlat(True)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setChecked(self._chosen(value))
        button.setToolTip("Click: only these  ·  Ctrl+click: without these")
        button.setAccessibleName(f"{self._facet.label} {value}, {count:,}")
        button.clicked.connect(partial(self._choose, value))
        return button

    def _excluded(self, value: str, part: str) -> QPushButton:
        """A value that the query excludes, which a click lets in again."""
        button = QPushButton(f"not {self._name(value)}".replace("&", "&&"), self)
        button.setFlat(True)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip("Click: no longer leave these out")
        button.setAccessibleName(f"{self._facet.label} not {value}")
        button.clicked.connect(partial(self._let_in, part))
        return button

    def _let_in(self, part: str, _checked: bool = False) -> None:
        self.term_chosen.emit(part)

    def _text(self, value: str, count: int) -> str:
        return f"{self._name(value)}  {count:,}".replace("&", "&&")

    def _name(self, value: str) -> str:
        name = " ".join(shown_value(self._facet, value).split())
        return name[: _SHORTENED - 1] + "…" if len(name) > _SHORTENED else name

    def _chosen(self, value: str) -> bool:
        return has_term(self._query, term(self._facet, value))

    def _choose(self, value: str, _checked: bool = False) -> None:
        part = term(self._facet, value)
        without = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        self.term_chosen.emit(excluded(part) if without else part)

    @Slot(QAction)
    def _choose_action(self, action: QAction) -> None:
        self._choose(str(action.data()))

    def _arrange(self) -> None:
        metrics = QFontMetrics(ui_font(SMALL))
        left, shown = _LABEL, 0
        for n, button in enumerate(self._buttons):
            width = metrics.horizontalAdvance(button.text().replace("&&", "&")) + 4 * GRID
            last = n == len(self._buttons) - 1
            fits = left + width + (0 if last else _MORE) <= self.width()
            if not fits and n:
                break
            button.setGeometry(left, 1, min(width, self.width() - left), _HEIGHT - 2)
            left += width
            shown += 1
        for n, button in enumerate(self._buttons):
            button.setVisible(n < shown)
        rest = len(self._buttons) - shown
        self._more.setVisible(rest > 0)
        self._more.setText(f"+{rest}")
        self._more.setAccessibleName(f"{rest} more of {self._facet.label}")
        self._more.setGeometry(left, 1, _MORE, _HEIGHT - 2)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for (value, count), button in zip(
            self._values, self._buttons[self._without :], strict=True
        ):
            if button.isHidden():
                # What stands behind a tab is put at the right, like a key.
                name = shown_value(self._facet, value).replace("&", "&&").replace("\t", " ")
                action = menu.addAction(f"{name}\t{count:,}")
                action.setCheckable(True)
                action.setChecked(self._chosen(value))
                action.setData(value)
        # A bound method: a closure would keep the row alive from inside its own menu.
        menu.triggered.connect(self._choose_action)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
