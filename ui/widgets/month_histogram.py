"""How many results each month has, as bars of which a run can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.formats import plural
from ui.models.months import Bar, bars, chosen_months, has_dates, term_of
from ui.theme import GRID, SMALL, current, ui_font

_HEIGHT = 11 * GRID
_FOOT = 4 * GRID
_NARROWEST = 3
_GAP = 1
_LABEL = 14 * GRID
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MonthHistogram(QWidget):
    """`range_chosen` carries the part of a query for the months that were brushed, "" for any.

    Drag over bars, or move with the arrow keys, widen with Shift, and press Enter; Escape or
    Delete lets all months in again.
    """

    range_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._counts: Sequence[tuple[str, int]] = ()
        self._bars: list[Bar] = []
        self._query = ""
        self._anchor: int | None = None
        self._head: int | None = None
        self._dragging = False
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(_LABEL + 24 * GRID, _HEIGHT)

    def show_counts(self, counts: Sequence[tuple[str, int]], query: str) -> None:
        """Draw these counts by month; what `query` asks for is drawn as chosen."""
        self._counts, self._query = counts, query
        self._anchor = self._head = None
        self._arrange()
        # One bar says nothing, unless it is what was chosen.
        self.setVisible(len(self._bars) > 1 or (bool(self._bars) and has_dates(query)))
        most = max(self._bars, key=lambda bar: bar.count, default=None)
        what = f"; most in {most.name}, {most.count:,}" if most is not None else ""
        self.setAccessibleName(f"Results by month{what}")
        self.update()

    def bars(self) -> list[Bar]:
        """The bars, from left to right."""
        return list(self._bars)

    def chosen(self) -> tuple[int, int] | None:
        """The first and last bar that are brushed, or that the query asks for."""
        if self._anchor is not None and self._head is not None:
            return min(self._anchor, self._head), max(self._anchor, self._head)
        months = chosen_months(self._query)
        inside = [
            n
            for n, bar in enumerate(self._bars)
            if months is not None and months[0] <= bar.last and bar.first <= months[1]
        ]
        return (inside[0], inside[-1]) if inside else None

    # ── Drawing ──────────────────────────────────────────────────────────────────────────

    def _arrange(self) -> None:
        room = max(1, self.width() - _LABEL - 2 * GRID)
        self._bars = bars(self._counts, room // (_NARROWEST + _GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def bar_rect(self, number: int) -> QRectF:
        """Where a bar's column is, over the whole height of the bars."""
        room = self.width() - _LABEL - 2 * GRID
        width = min(room / max(1, len(self._bars)), 6 * GRID)
        return QRectF(_LABEL + number * width, GRID, width, _HEIGHT - _FOOT - GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            painter.setFont(ui_font(SMALL))
            painter.setPen(theme.token("secondary"))
            left = QRectF(0, 0, _LABEL, _HEIGHT - _FOOT)
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "Month")
            if self._bars:
                self._paint_bars(painter)
                self._paint_ends(painter)
            if self.hasFocus():
                painter.setPen(theme.token("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                last = self.bar_rect(len(self._bars) - 1) if self._bars else left
                frame = QRectF(_LABEL - 2, 0, last.right() - _LABEL + 4, _HEIGHT - _FOOT + 1)
                painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_bars(self, painter: QPainter) -> None:
        theme = current()
        chosen = self.chosen()
        highest = max(bar.count for bar in self._bars) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(self._bars):
            column = self.bar_rect(number)
            inside = chosen is None or chosen[0] <= number <= chosen[1]
            colour = QColor(theme.token("accent" if inside else "line_strong"))
            height = max(1.0, column.height() * bar.count / highest) if bar.count else 0.0
            box = QRectF(column.left(), column.bottom() - height, column.width() - _GAP, height)
            painter.fillRect(box, colour)

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setPen(current().token("secondary"))
        first, last = self.bar_rect(0), self.bar_rect(len(self._bars) - 1)
        foot = QRectF(first.left(), _HEIGHT - _FOOT, self.width() - first.left(), _FOOT)
        left = self._bars[0].name.split(" to ")[0]
        right = self._bars[-1].name.split(" to ")[-1]
        metrics = painter.fontMetrics()
        painter.drawText(foot, _MIDDLE, left)
        width = metrics.horizontalAdvance(right)
        start = max(last.right() - width, foot.left() + metrics.horizontalAdvance(left) + 3 * GRID)
        if len(self._bars) > 1 and start + width <= self.width():
            room = QRectF(start, foot.top(), width + GRID, _FOOT)
            painter.drawText(room, _MIDDLE, right)

    # ── Brushing ─────────────────────────────────────────────────────────────────────────

    def bar_at(self, x: float) -> int | None:
        """The bar in whose column `x` lies, or the nearest one."""
        if not self._bars:
            return None
        width = self.bar_rect(0).width()
        return max(0, min(len(self._bars) - 1, int((x - _LABEL) / width)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._anchor = self._head = self.bar_at(event.position().x())
            self._dragging = True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self.bar_at(event.position().x())
        if number is None:
            return
        if self._dragging:
            self._head = number
            self.update()
        bar = self._bars[number]
        words = f"{bar.name}  ·  {plural(bar.count, 'article')}"
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._dragging:
            self._dragging = False
            self._choose()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps and self._bars:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(steps[Qt.Key(key)], widen=shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and (
            self._head is not None or has_dates(self._query)
        ):
            self._clear()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int, *, widen: bool) -> None:
        chosen = self.chosen()
        start = self._head if self._head is not None else chosen[0] if chosen else None
        last = len(self._bars) - 1
        head = (0 if step > 0 else last) if start is None else max(0, min(last, start + step))
        self._head = head
        if not widen or self._anchor is None:
            self._anchor = head
        bar = self._bars[head]
        self.setAccessibleDescription(f"{bar.name}, {plural(bar.count, 'article')}")
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._dragging:
            self._anchor = self._head = None
        self.update()

    def _choose(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.range_chosen.emit(term_of(self._bars[chosen[0]], self._bars[chosen[1]]))

    def _clear(self) -> None:
        self._anchor = self._head = None
        self._dragging = False
        self.range_chosen.emit("")
        self.update()
