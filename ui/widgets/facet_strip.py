"""Rows of values to narrow a result by, each with its count.

A click asks for articles with the value, a click with Ctrl for those without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A value that is offered: what a button says of it, and the part of a query it asks for."""

    name: str
    words: str
    told: str
    """Its name for those who do not see it."""
    hint: str
    part: str
    chosen: bool
    lets_in: bool = False
    """Whether it is left out now, so that a click lets it in again."""


class _FacetRow(QWidget):
    """As many values as there is room for, the rest in a menu.

    Buttons are used again for other values: a result comes with every key, and making them
    takes longer than the search.
    """

    term_chosen = Signal(str)

    def __init__(self, facet: Facet) -> None:
        super().__init__()
        self._facet = facet
        self._buttons: list[QPushButton] = []
        self._shown = 0
        self._label = QLabel(facet.label, self)
        self._label.setProperty("role", "small")
        self._label.setGeometry(0, 0, _LABEL, _HEIGHT)
        self._more = QPushButton(self)
        self._more.setFlat(True)
        self._more.setProperty("chip", True)
        self._more.clicked.connect(self._open_menu)
        self._entries: list[_Entry] = []
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_values(self, values: Values, query: str, articles: int) -> None:
        offered = [self._value(value, count, query) for value, count in values[:MOST]]
        if len(values) == 1 and values[0][1] >= articles and not offered[0].chosen:
            offered = []
        without = [self._without(*one) for one in excluded_terms(self._facet, query)]
        self._entries = without + offered
        self.setVisible(bool(self._entries))
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(_LABEL + 24 * GRID, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _value(self, value: str, count: int, query: str) -> _Entry:
        part = term(self._facet, value)
        return _Entry(
            name=shown_value(self._facet, value),
            words=f"{self._name(value)}  {count:,}",
            told=f"{self._facet.label} {value}, {count:,}",
            hint="Click: only these  ·  Ctrl+click: without these",
            part=part,
            chosen=has_term(query, part),
        )

    def _without(self, value: str, part: str) -> _Entry:
        return _Entry(
            name=f"not {value}",
            words=f"not {self._name(value)}",
            told=f"{self._facet.label} not {value}",
            hint="Click: no longer leave these out",
            part=part,
            chosen=True,
            lets_in=True,
        )

    def _name(self, value: str) -> str:
        name = " ".join(shown_value(self._facet, value).split())
        return name[: _SHORTENED - 1] + "…" if len(name) > _SHORTENED else name

    def _arrange(self) -> None:
        metrics = QFontMetrics(ui_font(SMALL))
        left, shown = _LABEL, 0
        for n, entry in enumerate(self._entries):
            width = metrics.horizontalAdvance(entry.words) + 4 * GRID
            last = n == len(self._entries) - 1
            fits = left + width + (0 if last else _MORE) <= self.width()
            if not fits and n:
                break
            button = self._button(n, entry)
            button.setGeometry(left, 1, min(width, self.width() - left), _HEIGHT - 2)
            left += width
            shown += 1
        for button in self._buttons[shown:]:
            button.hide()
        self._shown = shown
        rest = len(self._entries) - shown
        self._more.setVisible(rest > 0)
        self._more.setText(f"+{rest}")
        self._more.setAccessibleName(f"{rest} more of {self._facet.label}")
        self._more.setGeometry(left, 1, _MORE, _HEIGHT - 2)

    def _button(self, number: int, entry: _Entry) -> QPushButton:
        """The button at a place, made to stand for a value."""
        if number == len(self._buttons):
            made = QPushButton(self)
            made.setFlat(True)
            made.setProperty("chip", True)
            made.setCheckable(True)
            made.clicked.connect(partial(self._press, number))
            self._buttons.append(made)
        button = self._buttons[number]
        button.setText(entry.words.replace("&", "&&"))
        button.setChecked(entry.chosen)
        button.setToolTip(entry.hint)
        button.setAccessibleName(entry.told)
        button.show()
        return button

    def _press(self, number: int, _checked: bool = False) -> None:
        if number < len(self._entries):
            self._choose(self._entries[number])

    def _choose(self, entry: _Entry) -> None:
        without = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        leave_out = without and not entry.lets_in
        self.term_chosen.emit(excluded(entry.part) if leave_out else entry.part)

    @Slot(QAction)
    def _choose_action(self, action: QAction) -> None:
        self._press(int(action.data()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, entry in enumerate(self._entries[self._shown :], self._shown):
            # What stands behind a tab is put at the right, like a key.
            name = entry.name.replace("&", "&&").replace("\t", " ")
            action = menu.addAction(f"{name}\t{entry.words.rpartition('  ')[2]}")
            action.setCheckable(True)
            action.setChecked(entry.chosen)
            action.setData(number)
        # A bound method: a closure would keep the row alive from inside its own menu.
        menu.triggered.connect(self._choose_action)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
