"""Why a query cannot be answered: the reason, the place, and the nearest query that can."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plain_tool_tip
from ui.theme import GRID, NORMAL, current, ui_font
from workbench.domain import Span
from workbench.text import Utf16Map

_BEFORE = 24
_LINE = 5 * GRID
_PADDING = 3 * GRID + 1
"""Left and right of a button's words, with its border, as the style sheet has it."""


class QueryProblem(QFrame):
    """Hidden while there is none. `nearest_chosen` carries the query to try instead."""

    nearest_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._nearest = ""
        self._reason = QLabel()
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self._place = MarkedQuery()
        self._try = TryButton()
        self._try.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._try)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._reason)
        column.addWidget(self._place)
        column.addLayout(row)
        self.hide()

    @property
    def reason(self) -> str:
        """What is said, "" while there is no problem."""
        return "" if self.isHidden() else self._reason.text()

    @property
    def nearest_button(self) -> QPushButton:
        """The button with the nearest query."""
        return self._try

    @property
    def marked(self) -> str:
        """The part of the query that is marked."""
        return self._place.marked

    def show_problem(
        self, reason: str, *, query: str = "", span: Span | None = None, nearest: str | None = None
    ) -> None:
        """Say `reason`, mark `span` of the query, offer `nearest`."""
        self._reason.setText(reason)
        self._place.setVisible(span is not None)
        if span is not None:
            self._place.show_query(query, span)
        self._nearest = nearest or ""
        self._try.setVisible(bool(nearest))
        self._try.offer(f"Search for {self._nearest}")
        self.show()

    def _choose(self) -> None:
        self.nearest_chosen.emit(self._nearest)


class TryButton(QPushButton):
    """A button that shows as much of its words as it has room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ""

    def offer(self, words: str) -> None:
        """Say `words`; all of them are in the tool tip."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tool_tip(words))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        spare = hint.width() - metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(spare + metrics.horizontalAdvance(self._words) + 1, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * _PADDING
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class MarkedQuery(QWidget):
    """One line with a query, a stretch of it marked; the stretch is always in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._span = Span(0, 0)
        self.setFixedHeight(_LINE)

    @property
    def marked(self) -> str:
        """The characters that are marked."""
        return self._text[self._span.start : self._span.end]

    def show_query(self, query: str, span: Span) -> None:
        """Show `query` with `span` marked; an empty one marks the character before it."""
        start, end = max(0, min(span.start, len(query))), max(0, min(span.end, len(query)))
        if start >= end:
            start, end = max(0, start - 1), max(start, min(1, len(query)))
        cut = max(0, start - _BEFORE)
        lead = "…" if cut else ""
        self._text = lead + "".join(c if c.isprintable() else " " for c in query[cut:])
        self._span = Span(start - cut + len(lead), end - cut + len(lead))
        self.setAccessibleName(f"The place in the query: {self.marked}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, _LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        font, theme = ui_font(NORMAL), current()
        text = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        units = Utf16Map(text)
        end = min(self._span.end, len(text))
        layout = QTextLayout(text, font)
        mark = QTextLayout.FormatRange()
        mark.start = units.to_units(min(self._span.start, end))
        mark.length = units.to_units(end) - mark.start
        mark.format = _style()
        layout.setFormats([mark])
        layout.beginLayout()
        layout.createLine().setLineWidth(max(1, self.width()))
        layout.endLayout()
        with QPainter(self) as painter:
            painter.setPen(theme.token("secondary"))
            layout.draw(painter, QPointF(0, 1))


def _style() -> QTextCharFormat:
    theme = current()
    style = QTextCharFormat()
    style.setForeground(theme.token("bad"))
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    style.setUnderlineColor(theme.token("bad"))
    return style
