"""The articles of a project in groups, as a tree model of ids with a cache of rows."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import PurePath

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.formats import format_published, plural
from workbench.domain import Article, Kind
from workbench.errors import NotFound

Index = QModelIndex | QPersistentModelIndex

CACHED = 2_000
"""Articles kept after they were shown."""

NO_OUTLET = "No outlet"
UNTITLED = "Without a title"

_NOWHERE = QModelIndex()
_GROUP = 0


class Grouping(StrEnum):
    """What the articles of a group have in common."""

    OUTLET = "outlet"
    FOLDER = "folder"


class Order(StrEnum):
    """The order within a group."""

    DATE = "date"
    TITLE = "title"


class Role(IntEnum):
    """What the delegate asks for beside the text."""

    ARTICLE = Qt.ItemDataRole.UserRole
    ARTICLE_ID = Qt.ItemDataRole.UserRole + 1
    COUNTS = Qt.ItemDataRole.UserRole + 2
    GROUP = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that belong together, by their ids in order."""

    label: str
    ids: tuple[int, ...]


def arrange(
    articles: Sequence[Article],
    *,
    grouping: Grouping = Grouping.OUTLET,
    order: Order = Order.DATE,
    words: str = "",
) -> tuple[Group, ...]:
    """The articles whose title, author, outlet or file name has all `words`, in groups.

    Groups go by name, articles without an outlet last; the articles of a group by date, the
    newest first and undated ones last, or by title.
    """
    sought = words.casefold().split()
    chosen = [article for article in articles if _has(article, sought)]
    name = _outlet if grouping is Grouping.OUTLET else _folder_names(articles)
    chosen.sort(key=_title)
    if order is Order.DATE:
        chosen.sort(key=lambda article: article.published or "", reverse=True)
    groups: dict[str, list[int]] = {}
    for article in chosen:
        groups.setdefault(name(article), []).append(article.id)
    return tuple(
        Group(label, tuple(ids))
        for label, ids in sorted(
            groups.items(), key=lambda item: (item[0] == NO_OUTLET, item[0].casefold(), item[0])
        )
    )


class ArticlesModel(QAbstractItemModel):
    """Groups, and below them articles, each read with `get` when it is first shown."""

    def __init__(self, get: Callable[[int], Article], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._get = get
        self._groups: tuple[Group, ...] = ()
        self._places: dict[int, tuple[int, int]] = {}
        self._cache: OrderedDict[int, Article] = OrderedDict()
        self._counts: Mapping[int, Mapping[Kind, int]] = {}

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show these; articles are read anew."""
        self._cache.clear()
        if groups == self._groups:
            self._tell_all()
            return
        self.beginResetModel()
        self._groups = groups
        self._places = {
            article_id: (row, n)
            for row, group in enumerate(groups)
            for n, article_id in enumerate(group.ids)
        }
        self.endResetModel()

    def set_counts(self, counts: Mapping[int, Mapping[Kind, int]]) -> None:
        """Tell the number of passages by kind, by article id."""
        self._counts = counts
        self._tell_all()

    def groups(self) -> tuple[Group, ...]:
        """What is shown."""
        return self._groups

    def index_of(self, article_id: int) -> QModelIndex:
        """Where that article is; invalid when it is not shown."""
        if article_id not in self._places:
            return QModelIndex()
        group, row = self._places[article_id]
        return self.createIndex(row, 0, group + 1)

    def group_of(self, index: Index) -> Group | None:
        """The group at `index`, None for an article."""
        return self._groups[index.row()] if index.isValid() and _is_group(index) else None

    def article_id(self, index: Index) -> int | None:
        """The article at `index`, None for a group."""
        if not index.isValid() or _is_group(index):
            return None
        return self._groups[index.internalId() - 1].ids[index.row()]

    def article(self, article_id: int) -> Article | None:
        """An article that is shown, None when it has been removed meanwhile."""
        if article_id in self._cache:
            self._cache.move_to_end(article_id)
            return self._cache[article_id]
        try:
            article = self._get(article_id)
        except NotFound:
            return None
        self._cache[article_id] = article
        if len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return article

    # ── QAbstractItemModel ───────────────────────────────────────────────────────────────

    def index(self, row: int, column: int = 0, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override] # QObject.parent has another meaning
        if not index.isValid() or _is_group(index):
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._groups)
        group = self.group_of(parent)
        return 0 if group is None else len(group.ids)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        group, article_id = self.group_of(index), self.article_id(index)
        if group is not None:
            return _of_group(group, role)
        if article_id is None:
            return None
        if role == Role.ARTICLE_ID:
            return article_id
        if role == Role.COUNTS:
            return self._counts.get(article_id, {})
        article = self.article(article_id)
        return None if article is None else _of_article(article, role)

    def _tell_all(self) -> None:
        if self._groups:
            # Views paint everything in sight anew after a range of rows has changed; telling
            # them of each of thousands of groups would hold up the window.
            last = len(self._groups) - 1
            self.dataChanged.emit(self.index(0), self.index(last))
            open_group = self.index(last)
            self.dataChanged.emit(
                self.index(0, 0, open_group),
                self.index(len(self._groups[last].ids) - 1, 0, open_group),
            )


def _is_group(index: Index) -> bool:
    return index.internalId() == _GROUP


def _of_group(group: Group, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return group.label
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{group.label}, {plural(len(group.ids), 'article')}"
    return group if role == Role.GROUP else None


def _of_article(article: Article, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return " ".join(article.title.split()) or UNTITLED
    if role == Qt.ItemDataRole.AccessibleTextRole:
        parts = (article.title or UNTITLED, article.source, format_published(article))
        return ", ".join(part for part in parts if part)
    return article if role == Role.ARTICLE else None


def _has(article: Article, sought: Iterable[str]) -> bool:
    name = PurePath(article.path).name
    text = "\n".join((article.title, article.author or "", article.source or "", name)).casefold()
    return all(word in text for word in sought)


def _title(article: Article) -> str:
    return article.title.casefold()


def _outlet(article: Article) -> str:
    return " ".join((article.source or "").split()) or NO_OUTLET


def _folder_names(articles: Sequence[Article]) -> Callable[[Article], str]:
    """What names an article's folder: its path below the folder that holds them all."""
    folders = {PurePath(article.path).parent for article in articles}
    shared = 0
    for parts in zip(*(folder.parts for folder in folders), strict=False):
        if len(set(parts)) > 1:
            break
        shared += 1

    def name(article: Article) -> str:
        folder = PurePath(article.path).parent
        below = folder.parts[shared:]
        return str(PurePath(*below)) if below else folder.name or str(folder)

    return name
