"""Paints a group of articles in one line, an article in two: title, date and its passages."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.formats import short_published
from ui.models.articles import Group, Role
from ui.theme import GRID, NORMAL, SMALL, Theme, current, ui_font
from ui.widgets.kind_badges import HEIGHT, badges_width, paint_badges
from workbench.domain import Article, Kind

Index = QModelIndex | QPersistentModelIndex

_SIDE = 2 * GRID
_TITLE = 4 * GRID + 2
_ABOVE = 3
_ROW = QSize(0, 2 * _ABOVE + _TITLE + HEIGHT)
"""Groups are as high as articles, so that a view need not measure each row."""

_NO_DATE = "No date"


class ArticleDelegate(QStyledItemDelegate):
    """For a view over `ArticlesModel`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return _ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        painter.save()
        style = option.widget.style() if option.widget else QApplication.style()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(panel, option, painter, option.widget)
        group = cast("Group | None", index.data(Role.GROUP))
        room = option.rect.adjusted(GRID, 0, -_SIDE, 0)
        if group is not None:
            _paint_group(painter, room, group, theme)
        else:
            _paint_article(painter, room, index, theme)
        painter.restore()


def _paint_group(painter: QPainter, room: QRect, group: Group, theme: Theme) -> None:
    painter.setFont(ui_font(SMALL))
    painter.setPen(theme.token("secondary"))
    count = f"{len(group.ids):,}"
    width = painter.fontMetrics().horizontalAdvance(count)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
    painter.setFont(ui_font(NORMAL, medium=True))
    painter.setPen(theme.token("text"))
    middle = Qt.TextElideMode.ElideMiddle
    _draw_line(painter, room.adjusted(0, 0, -width - _SIDE, 0), group.label, middle)


def _paint_article(painter: QPainter, room: QRect, index: Index, theme: Theme) -> None:
    article = cast("Article | None", index.data(Role.ARTICLE))
    if article is None:
        return
    title = str(index.data(Qt.ItemDataRole.DisplayRole))
    counts = cast("Mapping[Kind, int]", index.data(Role.COUNTS))
    painter.setFont(ui_font(NORMAL))
    painter.setPen(theme.token("text"))
    _draw_line(painter, QRect(room.left(), room.top() + _ABOVE, room.width(), _TITLE), title)
    top = room.top() + _ABOVE + _TITLE
    paint_badges(painter, room.right(), top, counts, theme)
    painter.setFont(ui_font(SMALL))
    painter.setPen(theme.token("secondary"))
    left = room.width() - int(badges_width(counts))
    date = short_published(article) or _NO_DATE
    _draw_line(painter, QRect(room.left(), top, left, HEIGHT), date)


def _draw_line(
    painter: QPainter,
    room: QRect,
    text: str,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    elided = painter.fontMetrics().elidedText(text, elide, room.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(flags) | Qt.TextFlag.TextSingleLine, elided)
