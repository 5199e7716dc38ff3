"""Paints a search hit: title, where and when, and two lines of its text with the matches, or
two of each place that was found in it.

Imported words are only ever painted as plain text, never laid out as HTML.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.formats import plural
from ui.models.hits import Role, about, title
from ui.theme import GRID, NORMAL, SMALL, Theme, current, ui_font
from ui.widgets.kind_badges import badges_width, paint_badges
from ui.widgets.snippet_text import cut, shown
from workbench.domain import Hit, Kind, Span
from workbench.text import Utf16Map

Index = QModelIndex | QPersistentModelIndex

LINES = 2
"""Of a snippet."""

_SIDE = 3 * GRID
_ABOVE = 2 * GRID + 1
_TITLE = 5 * GRID
_ABOUT = 4 * GRID + 2
_LINE = 18
_SNIPPET = LINES * _LINE + GRID
_DOT = " · "
_LEAST_NAME = 10 * GRID


class HitDelegate(QStyledItemDelegate):
    """For a view over `HitsModel`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        hit = cast("Hit | None", index.data(Role.HIT))
        snippets = 0 if hit is None else _snippets_shown(hit, index) * _SNIPPET
        more = _ABOUT if hit is not None and len(hit.snippets) > 1 else 0
        return QSize(0, 2 * _ABOVE + _TITLE + _ABOUT + snippets + more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = cast("Hit | None", index.data(Role.HIT))
        if hit is None:
            return
        theme = current()
        painter.save()
        _paint_ground(painter, option, theme)
        room = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        _paint_title(painter, QRect(room.topLeft(), QSize(room.width(), _TITLE)), hit, theme)
        where = QRect(room.left(), room.top() + _TITLE, room.width(), _ABOUT)
        counts = cast("Mapping[Kind, int]", index.data(Role.COUNTS))
        _paint_about(painter, where, about(hit, index.data(Role.MATCHES)), counts, theme)
        below = QRectF(room.adjusted(0, _TITLE + _ABOUT + GRID, 0, 0))
        for number in range(_snippets_shown(hit, index)):
            place = below.topLeft() + QPointF(0, number * _SNIPPET)
            snippet_layout(hit, below.width(), theme, number).draw(painter, place)
        if len(hit.snippets) > 1:
            painter.setFont(ui_font(SMALL))
            painter.setPen(theme.token("secondary"))
            text = more_text(hit, unfolded=index.data(Role.UNFOLDED))
            _draw_line(painter, more_rect(option.rect, hit), text)
        painter.restore()


def more_text(hit: Hit, *, unfolded: bool) -> str:
    """What stands below the snippet of a hit that has several."""
    others = len(hit.snippets) - 1
    return "▾ Only the best excerpt" if unfolded else f"▸ {plural(others, 'more excerpt')}"


def more_rect(row: QRect, hit: Hit) -> QRect:
    """Where a click on a hit shows all of its snippets or only one; empty if it has only one."""
    if len(hit.snippets) < 2:
        return QRect()
    top = row.bottom() - _ABOVE - _ABOUT + 1
    width = QFontMetrics(ui_font(SMALL)).horizontalAdvance(more_text(hit, unfolded=True))
    return QRect(row.left() + _SIDE, top, width + _SIDE, _ABOUT)


def _snippets_shown(hit: Hit, index: Index) -> int:
    return len(hit.snippets) if index.data(Role.UNFOLDED) else min(1, len(hit.snippets))


def snippet_layout(hit: Hit, width: float, theme: Theme, number: int = 0) -> QTextLayout:
    """A snippet in `LINES` lines at most, elided, with the wash behind its matches."""
    font = ui_font(NORMAL)
    metrics = QFontMetrics(font)
    room = int(LINES * width / max(metrics.averageCharWidth(), 1) * 0.8)
    snippet = shown(hit.snippets[number], room, goes_on=hit.passage_id is None)
    text = _elided(snippet.text, font, width)
    matches = cut(snippet.matches, len(text) - text.endswith("…"))
    return _laid_out(text, font, width, _formats(text, matches, theme))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    style = option.widget.style() if option.widget else QApplication.style()
    style.drawPrimitive(
        QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
    )
    painter.setPen(theme.token("line"))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    state = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
    if option.state & state == state:
        bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)
        painter.fillRect(bar, theme.token("accent"))


def _paint_title(painter: QPainter, room: QRect, hit: Hit, theme: Theme) -> None:
    font = ui_font(NORMAL, medium=True)
    painter.setFont(font)
    painter.setPen(theme.token("text"))
    _draw_line(painter, room, title(hit))


def _paint_about(
    painter: QPainter, room: QRect, parts: list[str], counts: Mapping[Kind, int], theme: Theme
) -> None:
    paint_badges(painter, room.right(), room.top(), counts, theme)
    painter.setFont(ui_font(SMALL))
    painter.setPen(theme.token("secondary"))
    left = room.adjusted(0, 0, -int(badges_width(counts)) - GRID, 0)
    _draw_line(painter, left, fitted(parts, painter.fontMetrics(), left.width()))


def fitted(parts: list[str], metrics: QFontMetrics, width: int) -> str:
    """The parts in one line, where there is no room for all with the first one elided."""
    first, rest = " ".join(parts[0].split()) if parts else "", parts[1:]
    behind = "".join(f"{_DOT}{part}" for part in rest)
    room = max(width - metrics.horizontalAdvance(behind), _LEAST_NAME)
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, room) + behind


def _draw_line(painter: QPainter, room: QRect, text: str) -> None:
    shown_text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(flags) | Qt.TextFlag.TextSingleLine, shown_text)


def _laid_out(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    layout = QTextLayout(text, font)
    # Before the lines are made: Qt takes formats that come later for a new text.
    layout.setFormats(formats)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrap)
    layout.beginLayout()
    for n in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, n * _LINE))
    layout.endLayout()
    return layout


def _elided(text: str, font: QFont, width: float) -> str:
    """As much of `text` as the lines hold, with an ellipsis where it was cut."""
    layout = _laid_out(text, font, width)
    units = Utf16Map(text)
    last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
    if last is None or units.to_points(last.textStart() + last.textLength()) >= len(text):
        return text
    start = units.to_points(last.textStart())
    # Two lines can hold no more than this: measuring the rest of a long snippet is for nothing.
    rest = text[start : start + 400]
    return text[:start] + QFontMetrics(font).elidedText(
        rest, Qt.TextElideMode.ElideRight, int(width) - 1
    )


def _formats(text: str, matches: list[Span], theme: Theme) -> list[QTextLayout.FormatRange]:
    units = Utf16Map(text)
    plain, hit = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(theme.token("text"))
    hit.setForeground(theme.token("text"))
    hit.setBackground(QColor(theme.token("hit")))
    ranges = [_range(0, units.to_units(len(text)), plain)]
    for match in matches:
        start, end = units.to_units(match.start), units.to_units(match.end)
        ranges.append(_range(start, end - start, hit))
    return ranges


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made
