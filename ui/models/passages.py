"""The table of passages: ids in the order of the list, rows read as they come into sight."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from ui.formats import KIND_NAME, elide, format_quantity, plain_tool_tip, short_published
from ui.icons import icon
from ui.models.passage_rows import GroupedRows
from ui.theme import NORMAL, current, ui_font
from ui.widgets.kind_switch import letter_icon
from workbench.domain import (
    Article,
    Group,
    Kind,
    Passage,
    PassageFilter,
    PassageGrouping,
    PassageOrder,
)
from workbench.project import FilterNames, Ids, Project
from workbench.tasks import Task

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()

CACHED = 1000
"""Rows kept; some screens' worth."""

_LONGEST_WORDS = 300
_LONGEST_TIP = 2000
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What the table shows of a passage."""

    kind: Kind
    words: str
    value: str
    who: str
    metric: str
    tags: str
    source: str
    day: str
    title: str
    memo: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A passage with the article it stands in."""

    passage: Passage
    article: Article


def as_row(listed: Listed) -> PassageRow:
    """The row of a passage."""
    passage, article = listed.passage, listed.article
    details = passage.details
    return PassageRow(
        kind=passage.kind,
        words=passage.words,
        value=format_quantity(details.quantity) if details.quantity else "",
        who=_who(passage),
        metric=details.metric or "",
        tags=", ".join(details.tags),
        source=article.source or "",
        day=short_published(article),
        title=article.title,
        memo=details.memo,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the text of its cells, and what it is sorted by."""

    title: str
    text: Callable[[PassageRow], str]
    order: PassageOrder
    right: bool = False


def _who(passage: Passage) -> str:
    details = passage.details
    first, second = details.speaker, details.claimant
    if passage.kind is Kind.CLAIM:
        first, second = second, first
    return first or second or ""


COLUMNS = (
    Column("Kind", lambda row: KIND_NAME[row.kind], PassageOrder.KIND),
    Column("Words", lambda row: row.words, PassageOrder.WORDS),
    Column("Value", lambda row: row.value, PassageOrder.VALUE, right=True),
    Column("Who", lambda row: row.who, PassageOrder.WHO),
    Column("Metric", lambda row: row.metric, PassageOrder.METRIC),
    Column("Tags", lambda row: row.tags, PassageOrder.TAGS),
    Column("Outlet", lambda row: row.source, PassageOrder.OUTLET),
    Column("Date", lambda row: row.day, PassageOrder.DATE, right=True),
    Column("Article", lambda row: row.title, PassageOrder.ARTICLE),
)

KIND, WORDS, VALUE, WHO, METRIC, TAGS, OUTLET, DATE, ARTICLE = range(len(COLUMNS))


@dataclass(frozen=True, slots=True)
class Listing:
    """The ids of a list in order, the first rows, and what the filters offer."""

    ids: Ids
    rows: dict[int, PassageRow]
    total: int
    names: FilterNames
    groups: tuple[Group, ...] = ()
    """The groups, `ids` being in their order; none when the list is not grouped."""


def list_passages(
    project: Project,
    chosen: PassageFilter,
    column: int = DATE,
    *,
    descending: bool = False,
    by: PassageGrouping | None = None,
    task: Task | None = None,
) -> Listing:
    """The passages that a filter lets through, sorted; for a thread of its own.

    Passages with nothing to sort by come last both ways, equal ones by date and place.
    """
    task = task or Task()
    ids = project.passage_ids(chosen, COLUMNS[column].order, descending=descending)
    task.raise_if_cancelled()
    groups: tuple[Group, ...] = ()
    if by is not None:
        ids, groups = project.group_passages(ids, by)
        task.raise_if_cancelled()
    return Listing(
        ids=ids,
        rows=rows_of(project, ids[: CACHED // 8].tolist()),
        total=project.totals().passages,
        names=project.passage_names(),
        groups=groups,
    )


def rows_of(project: Project, ids: Sequence[int]) -> dict[int, PassageRow]:
    """The rows of some passages by id; what is gone with its article is left out."""
    passages = project.passages_by_id(ids)
    articles = project.articles_by_id([passage.article_id for passage in passages])
    return {
        passage.id: as_row(Listed(passage, articles[passage.article_id]))
        for passage in passages
        if passage.article_id in articles
    }


class PassagesModel(QAbstractTableModel):
    """Shows a `Listing`; rows that are not in it are asked for with `fetch`, one by one.

    `sort_wanted` carries a column and whether to sort downwards: sorting is a new listing.
    """

    sort_wanted = Signal(int, bool)

    def __init__(
        self, fetch: Callable[[int], PassageRow | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._grouped = GroupedRows(np.empty(0, np.int64))
        self._cache: OrderedDict[int, PassageRow] = OrderedDict()
        self._icons: dict[Kind, QIcon] = {}

    @property
    def ids(self) -> Ids:
        """The passages of the list, in order, as int64[passages]."""
        return self._grouped.ids

    def place(self, passage_id: int) -> int | None:
        """The row of a passage."""
        return self._grouped.place(passage_id)

    def id_at(self, row: int) -> int | None:
        """The passage in a row; None for the heading of a group."""
        found = int(self._grouped.rows[row])
        return found if found >= 0 else None

    def passages_in(self, rows: Iterable[int]) -> list[int]:
        """The passages in some rows, and all those of groups whose headings are among them."""
        found = (one for row in rows for one in self._grouped.passages_of(row))
        return list(dict.fromkeys(found))

    def heading_of(self, row: int) -> int:
        """The row of the heading that a row stands under, or is; -1 without groups."""
        return self._grouped.heading_of(row)

    def is_folded(self, row: int) -> bool:
        """Whether a row is the heading of a group whose passages are not shown."""
        group = self._grouped.group_at(row)
        return group is not None and group.label in self._grouped.folded

    def fold(self, row: int, *, folded: bool) -> None:
        """Hide or show the passages of the group whose heading a row is."""
        group = self._grouped.group_at(row)
        if group is not None and folded is not self.is_folded(row):
            labels = self._grouped.folded ^ {group.label}
            self._set(GroupedRows(self._grouped.ids, self._grouped.groups, labels))

    def show(self, listing: Listing) -> None:
        """Show another listing; with the same passages only their contents change."""
        self._cache = OrderedDict(listing.rows)
        self._set(GroupedRows(listing.ids, listing.groups, self._grouped.folded))

    def _set(self, grouped: GroupedRows) -> None:
        before = self._grouped
        if np.array_equal(grouped.rows, before.rows) and grouped.groups == before.groups:
            self._grouped = grouped
            self.refresh()
            return
        self.beginResetModel()
        self._grouped = grouped
        self.endResetModel()

    def forget_rows(self) -> None:
        """Have what is in sight read anew; which passages are listed stays for the moment."""
        self._cache.clear()
        self.refresh()

    def refresh(self) -> None:
        """Have every cell in sight drawn anew, its letters in the colours of now."""
        self._icons = {}
        if len(self._grouped.rows):
            last = self.index(len(self._grouped.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grouped.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._grouped.rows):
            return None
        group = self._grouped.group_at(index.row())
        if group is not None:
            return self._heading(group, index, role)
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        row = self._row(int(self._grouped.rows[index.row()]))
        if row is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(row.kind) if index.column() == KIND else None
        return _shown(row, index.column(), role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = COLUMNS[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(COLUMNS):
            self.sort_wanted.emit(column, order == Qt.SortOrder.DescendingOrder)

    def _heading(self, group: Group, index: QModelIndex | QPersistentModelIndex, role: int) -> Any:
        folded = group.label in self._grouped.folded
        if role == Qt.ItemDataRole.DecorationRole and index.column() == KIND:
            return icon("chevron-right" if folded else "chevron-down", "secondary")
        if role == Qt.ItemDataRole.FontRole:
            return ui_font(NORMAL, medium=True)
        if role == Qt.ItemDataRole.BackgroundRole:
            return current().token("canvas")
        name = elide(group.label, _LONGEST_LABEL) or "None"
        said = f"{name}  ({group.end - group.start:,})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{said}, {'folded' if folded else 'open'}"
        words = {
            Qt.ItemDataRole.ToolTipRole: plain_tool_tip(said),
            Qt.ItemDataRole.DisplayRole: said,
        }
        return words.get(Qt.ItemDataRole(role)) if index.column() == WORDS else None

    def _icon(self, kind: Kind) -> QIcon:
        if kind not in self._icons:
            self._icons[kind] = letter_icon(kind)
        return self._icons[kind]

    def _row(self, passage_id: int) -> PassageRow | None:
        row = self._cache.get(passage_id)
        if row is not None:
            self._cache.move_to_end(passage_id)
            return row
        row = self._fetch(passage_id)
        if row is not None:
            self._cache[passage_id] = row
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return row


def _shown(row: PassageRow, column: int, role: int) -> Any:
    text = COLUMNS[column].text(row)
    if role == Qt.ItemDataRole.DisplayRole:
        return "" if column == KIND else elide(text, _LONGEST_WORDS)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return elide(text, _LONGEST_WORDS)
    if role == Qt.ItemDataRole.ToolTipRole:
        tip = f"{text}\n\nMemo: {row.memo}" if column == WORDS and row.memo else text
        return plain_tool_tip(tip[:_LONGEST_TIP])
    return None
