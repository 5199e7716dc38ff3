"""What answers a query, as a list model that is filled as the user scrolls."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.formats import format_day, plural
from ui.models.articles import UNTITLED
from workbench.domain import Hit, Kind, SearchResult

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_NO_COUNTS: dict[Kind, int] = {}


class Role(IntEnum):
    """What the delegate asks for beside the title."""

    HIT = Qt.ItemDataRole.UserRole
    KEY = Qt.ItemDataRole.UserRole + 1
    MATCHES = Qt.ItemDataRole.UserRole + 2
    COUNTS = Qt.ItemDataRole.UserRole + 3
    UNFOLDED = Qt.ItemDataRole.UserRole + 4


class HitsModel(QAbstractListModel):
    """Hits in their order; `more_wanted` comes when the end of those here is scrolled into view.

    Matches and passages of an article are told later or not at all; until then they are
    None and nothing.
    """

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._rows: dict[int, int] = {}
        self._total = 0
        self._asked = False
        self._matches: dict[int, int] = {}
        self._counts: Mapping[int, Mapping[Kind, int]] = {}
        self._unfolded: set[int] = set()

    # What is shown

    def show(self, result: SearchResult) -> None:
        """Show the first hits of a result in place of all others."""
        self._asked = False
        self._total = result.total
        if list(map(key, result.hits)) == list(map(key, self._hits)):
            # The same hits in the same order: nothing needs to jump.
            self._hits = list(result.hits)
            self._matches = {}
            self._tell_all()
            return
        self.beginResetModel()
        self._hits, self._matches = [], {}
        self._rows = {}
        self._unfolded.clear()
        self._add(result.hits)
        self.endResetModel()

    def extend(self, result: SearchResult) -> None:
        """Add the hits that follow; those that are here already are left out."""
        self._asked = False
        self._total = result.total
        new = [hit for hit in result.hits if key(hit) not in self._rows]
        if not new:
            # The index has changed under us; there is no telling what else would follow.
            self._total = len(self._hits)
            return
        first = len(self._hits)
        self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
        self._add(new)
        self.endInsertRows()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._hits, self._rows, self._matches = [], {}, {}
        self._unfolded.clear()
        self._total, self._asked = 0, False
        self.endResetModel()

    def set_matches(self, matches: Mapping[int, int]) -> None:
        """Tell the number of matches in articles, by id."""
        self._matches.update(matches)
        self._tell_all()

    def set_counts(self, counts: Mapping[int, Mapping[Kind, int]]) -> None:
        """Tell the number of passages by kind, by article id."""
        self._counts = counts
        self._tell_all()

    # What is asked

    def hits(self) -> tuple[Hit, ...]:
        """The hits that are here."""
        return tuple(self._hits)

    def hit(self, index: Index) -> Hit | None:
        """The hit at `index`."""
        row = index.row()
        return self._hits[row] if index.isValid() and row < len(self._hits) else None

    def index_of(self, wanted: int | None) -> QModelIndex:
        """Where the hit with that key is; invalid when it is not here."""
        row = self._rows.get(wanted) if wanted is not None else None
        return QModelIndex() if row is None else self.index(row)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit, answer = self.hit(index), _ANSWERS.get(role)
        return None if hit is None or answer is None else answer(self, hit)

    def matches(self, hit: Hit) -> int | None:
        """How often the query matches in that article, None when it is not known yet."""
        return self._matches.get(hit.article_id)

    def unfold(self, index: Index, *, unfolded: bool) -> None:
        """Show all snippets of a hit, or only the best one."""
        hit = self.hit(index)
        if hit is None or len(hit.snippets) < 2 or unfolded == (key(hit) in self._unfolded):
            return
        (self._unfolded.add if unfolded else self._unfolded.discard)(key(hit))
        place = self.index(index.row())
        self.dataChanged.emit(place, place, [Role.UNFOLDED, Qt.ItemDataRole.SizeHintRole])

    def is_unfolded(self, hit: Hit) -> bool:
        """Whether all snippets of a hit are shown."""
        return key(hit) in self._unfolded

    def counts(self, hit: Hit) -> Mapping[Kind, int]:
        """How many passages of each kind that article has; of a passage, its own kind."""
        if hit.kind is not None:
            return {hit.kind: 0}
        return self._counts.get(hit.article_id, _NO_COUNTS)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self._hits) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    def _add(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            self._rows[key(hit)] = len(self._hits)
            self._hits.append(hit)

    def _tell_all(self) -> None:
        if self._hits:
            self.dataChanged.emit(self.index(0), self.index(len(self._hits) - 1))


_ANSWERS: dict[int, Callable[[HitsModel, Hit], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _model, hit: title(hit),
    Qt.ItemDataRole.AccessibleTextRole: lambda model, hit: ", ".join(
        [title(hit), *about(hit, model.matches(hit))]
    ),
    Role.HIT: lambda _model, hit: hit,
    Role.KEY: lambda _model, hit: key(hit),
    Role.UNFOLDED: lambda model, hit: model.is_unfolded(hit),
    Role.MATCHES: lambda model, hit: model.matches(hit),
    Role.COUNTS: lambda model, hit: model.counts(hit),
}


def key(hit: Hit) -> int:
    """What a hit is told by from the others of its list: the id of what was found."""
    return hit.article_id if hit.passage_id is None else hit.passage_id


def title(hit: Hit) -> str:
    """The article's title on one line."""
    return " ".join(hit.title.split()) or UNTITLED


def about(hit: Hit, matches: int | None) -> list[str]:
    """Outlet, date and number of matches, as far as they are known; before them who says it."""
    found = [hit.by or "", hit.source or "", format_day(hit.published)]
    if matches:
        found.append(plural(matches, "match", "matches"))
    if hit.copies:
        found.append(f"+{plural(hit.copies, 'copy', 'copies')}")
    return [part for part in found if part]
