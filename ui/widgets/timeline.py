"""A timeline: a lane for each name, with a mark for everything that was said or is stated."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.formats import MONTHS, format_day, plain_tool_tip
from ui.theme import GRID, SMALL, current, ui_font
from workbench.domain import Kind

LANE = 26
_NAMES = 36 * GRID
_AXIS = 22
_SIZE = 4.5
_NEAR = 9.0
_ZOOM = 0.8
_MARGIN = 0.03
_WIDEST = 90
"""Pixels for a label of the axis."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a lane; `kind` is None for a date that is stated in what was said."""

    lane: int
    day: str
    kind: Kind | None
    words: str
    key: int
    faint: bool = False
    turned: bool = False

    @property
    def x(self) -> float:
        """The day as a number."""
        return float(date.fromisoformat(self.day).toordinal())


class Timeline(QWidget):
    """`entered` carries the `key` of a mark that was clicked, or chosen with Return.

    The arrows go from mark to mark, + and − or the wheel zoom, 0 shows all.
    """

    entered = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.lanes: Sequence[str] = ()
        self.marks: list[Mark] = []
        self.current: int | None = None
        """The place of the chosen mark among `marks`."""
        self._from, self._to = 0.0, 1.0
        self._dragged: float | None = None
        self._moved = False
        current().changed.connect(self.update)

    def show_marks(self, lanes: Sequence[str], marks: Sequence[Mark]) -> None:
        """Show these in the place of those before, all of them in sight."""
        self.lanes = lanes
        self.marks = sorted(marks, key=lambda one: (one.day, one.lane, one.key))
        self.current = None
        self.setMinimumHeight(len(lanes) * LANE + _AXIS)
        self.zoom_to_fit()

    def zoom_to_fit(self) -> None:
        """Show the time in which something was said; dates that are stated may lie outside."""
        said = [one.x for one in self.marks if one.kind is not None]
        days = said or [one.x for one in self.marks] or [0.0]
        first, last = min(days), max(days)
        room = max(1.0, (last - first) * _MARGIN)
        self._from, self._to = first - room, last + room
        self.update()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as much time, with the middle or a day staying where it is."""
        middle = (self._from + self._to) / 2 if around is None else around
        if (self._to - self._from) * factor < 1 / 2:
            return
        self._from = middle - (middle - self._from) * factor
        self._to = middle + (self._to - middle) * factor
        self.update()

    def point(self, mark: Mark) -> QPointF:
        """Where a mark stands."""
        return QPointF(self._x(mark.x), _AXIS + mark.lane * LANE + LANE / 2)

    def choose(self, place: int | None) -> None:
        """Choose a mark by its place among `marks`, and bring it into sight."""
        self.current = place
        if place is not None:
            x = self.marks[place].x
            if not self._from <= x <= self._to:
                width = self._to - self._from
                self._from, self._to = x - width / 2, x + width / 2
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(4 * _NAMES, 6 * LANE)

    # ── Drawing ──────────────────────────────────────────────────────────────────────────

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.token("surface"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ticks = self._ticks()
            painter.setPen(QPen(theme.token("line"), 1))
            for day, _ in ticks:
                painter.drawLine(QPointF(self._x(day), 0), QPointF(self._x(day), self.height()))
            painter.setFont(ui_font())
            for lane, name in enumerate(self.lanes):
                top = _AXIS + lane * LANE
                painter.setPen(theme.token("text"))
                room = QRectF(3 * GRID, top, _NAMES - 5 * GRID, LANE)
                elided = painter.fontMetrics().elidedText(
                    name, Qt.TextElideMode.ElideRight, int(room.width())
                )
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
                painter.setPen(QPen(theme.token("line"), 1))
                painter.drawLine(_NAMES, top + LANE // 2, self.width(), top + LANE // 2)
            painter.save()
            painter.setClipRect(QRectF(_NAMES, 0, self.width() - _NAMES, self.height()))
            for place, mark in enumerate(self.marks):
                if self._from <= mark.x <= self._to:
                    self._paint_mark(painter, mark, chosen=place == self.current)
            painter.restore()
            self._paint_axis(painter, ticks)

    def _paint_axis(self, painter: QPainter, ticks: Sequence[tuple[float, str]]) -> None:
        """The labels stay at the top of what is in sight, however far it is scrolled."""
        theme = current()
        top = self.visibleRegion().boundingRect().top()
        painter.fillRect(QRectF(0, top, self.width(), _AXIS), theme.token("canvas"))
        painter.setFont(ui_font(SMALL))
        painter.setPen(theme.token("secondary"))
        for day, label in ticks:
            room = QRectF(self._x(day) + GRID, top, _WIDEST, _AXIS)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label)

    def _ticks(self) -> list[tuple[float, str]]:
        """Days with a label, as many as there is room for."""
        width = max(1.0, self.width() - _NAMES)
        days = (self._to - self._from) * _WIDEST / width
        begin = date.fromordinal(max(1, int(self._from)))
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240):
            if months * 30 >= days:
                return self._months(begin, months)
        return self._months(begin, 1200)

    def _months(self, begin: date, step: int) -> list[tuple[float, str]]:
        number = begin.year * 12 + begin.month - 1
        number -= number % step
        found: list[tuple[float, str]] = []
        while True:
            year, month = divmod(number, 12)
            if not 1 <= year <= 9999:
                return found
            day = float(date(year, month + 1, 1).toordinal())
            if day > self._to:
                return found
            label = str(year) if step % 12 == 0 else f"{MONTHS[month]} {year}"
            if day >= self._from and self._x(day) >= _NAMES:
                found.append((day, label))
            number += step

    def _paint_mark(self, painter: QPainter, mark: Mark, *, chosen: bool) -> None:
        theme = current()
        colour = theme.token("secondary") if mark.kind is None else theme.kind_line(mark.kind)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if mark.faint or mark.kind is None else colour)
        at = self.point(mark)
        if mark.kind is Kind.CLAIM:
            painter.drawEllipse(at, _SIZE, _SIZE)
        elif mark.kind is Kind.QUOTE:
            painter.drawRect(QRectF(at.x() - _SIZE, at.y() - _SIZE, 2 * _SIZE, 2 * _SIZE))
        elif mark.kind is Kind.FIGURE:
            painter.drawPolygon(_polygon(at, ((0, -1.2), (1.1, 0.9), (-1.1, 0.9))))
        else:
            painter.drawPolygon(_polygon(at, ((0, -1), (0.7, 0), (0, 1), (-0.7, 0))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.turned:
            painter.setPen(QPen(theme.token("bad"), 1.5))
            painter.drawEllipse(at, 1.8 * _SIZE, 1.8 * _SIZE)
        if chosen:
            painter.setPen(QPen(theme.token("accent"), 2))
            painter.drawEllipse(at, 2.2 * _SIZE, 2.2 * _SIZE)

    def _x(self, day: float) -> float:
        room = max(1.0, self.width() - _NAMES - 3 * GRID)
        return _NAMES + (day - self._from) / (self._to - self._from) * room

    def _day_at(self, x: float) -> float:
        room = max(1.0, self.width() - _NAMES - 3 * GRID)
        return self._from + (x - _NAMES) / room * (self._to - self._from)

    # ── Pointer and keys ─────────────────────────────────────────────────────────────────

    def mark_at(self, place: QPointF) -> int | None:
        """The place among `marks` of the one nearest to a point, if it is near."""
        reach = abs(self._day_at(place.x() + _NEAR) - self._day_at(place.x()))
        days = [one.x for one in self.marks]
        day = self._day_at(place.x())
        near = range(bisect.bisect_left(days, day - reach), bisect.bisect_right(days, day + reach))
        best = min(near, key=lambda one: self._distance(one, place), default=None)
        return best if best is not None and self._distance(best, place) <= _NEAR else None

    def _distance(self, place: int, point: QPointF) -> float:
        away = self.point(self.marks[place]) - point
        return float((away.x() ** 2 + away.y() ** 2) ** 0.5)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self.mark_at(QPointF(event.pos()))
            if place is not None:
                mark = self.marks[place]
                told = f"{self.lanes[mark.lane]}, {format_day(mark.day)}\n{mark.words}"
                QToolTip.showText(event.globalPos(), plain_tool_tip(told), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged, self._moved = event.position().x(), False
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None or not event.buttons():
            over = self.mark_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        by = self._day_at(self._dragged) - self._day_at(event.position().x())
        if self._moved or abs(event.position().x() - self._dragged) > GRID:
            self._moved = True
            self._from, self._to = self._from + by, self._to + by
            self._dragged = event.position().x()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        place = self.mark_at(event.position())
        if place is not None and not self._moved:
            self.choose(place)
            self.entered.emit(self.marks[place].key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            by = _ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM
            self.zoom(by, self._day_at(event.position().x()))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and self.marks:
            step = 1 if key == Qt.Key.Key_Right else -1
            before = -1 if self.current is None else self.current
            self.choose(max(0, min(len(self.marks) - 1, before + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.entered.emit(self.marks[self.current].key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.zoom_to_fit()
        else:
            super().keyPressEvent(event)


def first_day(moment: str | None) -> str | None:
    """The ISO day with which a moment, a day, a month or a year begins; None for what is none."""
    parts = (moment or "")[:10].split("-")
    try:
        year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _polygon(at: QPointF, corners: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(at.x() + x * _SIZE, at.y() + y * _SIZE) for x, y in corners])
