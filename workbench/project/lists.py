"""Lists of passages, of which there may be a million: filtered as fast as one types."""

import threading
import time
from array import array
from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from workbench.domain import Group, PassageFilter, PassageGrouping, PassageOrder
from workbench.errors import IndexUnavailable, QueryError, SearchTimeout
from workbench.index import SearchIndex, is_query, plain_words
from workbench.store import (
    Store,
    articles,
    codebook,
    index_queue,
    passage_lists,
    passages,
    people,
)

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]

_KEPT = 4
"""Orders that are kept: whoever types changes only the words."""

_QUICK_SECONDS = 0.2
_NAMES_REST = 20
"""For so many times as long as counting the names took they count as right."""

_MOST_WAITING = 500
"""Passages that the index has still to see and that are looked at one by one."""


class FilterNames(NamedTuple):
    """What a filter of passages offers: tags by name, the rest with the most used first."""

    tags: tuple[str, ...]
    metrics: tuple[str, ...]
    speakers: tuple[str, ...]
    """Main names of people, and names that are nobody's."""
    outlets: tuple[str, ...]


class _Key(NamedTuple):
    chosen: PassageFilter
    order: PassageOrder
    descending: bool
    version: tuple[int, int]


class PassageLists:
    """Answers from the database, words from the index where it can. For several threads."""

    def __init__(self, store: Store, index: SearchIndex) -> None:
        self._store = store
        self._index = index.of_passages
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, Ids] = OrderedDict()
        self._names: tuple[tuple[int, int], FilterNames] | None = None
        self._names_good = 0.0
        self._groups: (
            tuple[tuple[tuple[int, int], PassageGrouping], tuple[list[str], Ids]] | None
        ) = None

    def ids(self, chosen: PassageFilter, order: PassageOrder, *, descending: bool = False) -> Ids:
        """The ids that a filter lets through, in order, as int64[passages].

        Words are those of the index, the last one as the beginning of a word; passages that
        it has not seen yet are looked at in the database, as are all while there is no index.
        Text with a field or quotation marks in it is a query, which only the index answers.
        """
        words = plain_words(chosen.text)
        if not chosen.text.strip() or not words:
            return self._ordered(replace(chosen, text=""), order, descending=descending)
        if is_query(chosen.text):
            return self._answering(chosen, order, descending=descending)
        waiting = index_queue.waiting_ids(self._store, _MOST_WAITING + 1)
        if len(waiting) > _MOST_WAITING:
            return _as_ids(passage_lists.ids(self._store, chosen, order, descending=descending))
        try:
            found = self._index.ids(words)
        except (IndexUnavailable, SearchTimeout, QueryError):
            return _as_ids(passage_lists.ids(self._store, chosen, order, descending=descending))
        fresh = _as_ids(passage_lists.ids(self._store, chosen, only=waiting)) if waiting else None
        without_words = replace(chosen, text="")
        return _among(
            self._ordered(without_words, order, descending=descending),
            found,
            np.array(waiting, np.int64),
            fresh,
        )

    def _answering(self, chosen: PassageFilter, order: PassageOrder, *, descending: bool) -> Ids:
        """The ids of those that answer a query; none while it is no query yet."""
        ordered = self._ordered(replace(chosen, text=""), order, descending=descending)
        try:
            found = self._index.ids(chosen.text)
        except (IndexUnavailable, SearchTimeout, QueryError):
            return ordered[:0]
        return _among(ordered, found, ordered[:0], None)

    def grouped(self, ids: Ids, by: PassageGrouping) -> tuple[Ids, tuple[Group, ...]]:
        """The ids in the order of their groups, and the groups, the largest first.

        Within a group the order stays; those that have nothing in common with any come last.
        """
        labels, codes = self._codes(by)
        if not len(ids):
            return ids, ()
        of = codes[ids]
        sizes = np.bincount(of, minlength=len(labels))
        # Group 0 is that of passages with nothing to group by.
        order = sorted(
            np.flatnonzero(sizes).tolist(), key=lambda g: (g == 0, -sizes[g], labels[g].casefold())
        )
        ranks = np.zeros(len(labels), np.int64)
        ranks[order] = np.arange(len(order))
        arranged: Ids = ids[np.argsort(ranks[of], kind="stable")]
        groups, start = [], 0
        for group in order:
            groups.append(Group(labels[group], start, start + int(sizes[group])))
            start += int(sizes[group])
        return arranged, tuple(groups)

    def _codes(self, by: PassageGrouping) -> tuple[list[str], Ids]:
        """The labels of all groups, and the number of its label for each passage id."""
        version = self._store.content_version()
        with self._lock:
            if self._groups is not None and self._groups[0] == (version, by):
                return self._groups[1]
        shown = people.name_book(self._store).main_name if by is PassageGrouping.WHO else str
        numbers: dict[str, int] = {"": 0}
        ids, codes = array("q"), array("q")
        for passage_id, written in passage_lists.grouped(self._store, by):
            label = shown(written) if written else ""
            ids.append(passage_id)
            codes.append(numbers.setdefault(label, len(numbers)))
        by_id = np.zeros(max(ids, default=0) + 1, np.int64)
        by_id[_as_ids(ids)] = _as_ids(codes)
        found = list(numbers), by_id
        with self._lock:
            self._groups = (version, by), found
        return found

    def names(self) -> FilterNames:
        """What a filter offers."""
        version, began = self._store.content_version(), time.monotonic()
        with self._lock:
            if self._names is not None and (self._names[0] == version or began < self._names_good):
                return self._names[1]
        everybody = people.all_people(self._store)
        speakers = [(one.name, one.passages) for one in everybody.known]
        speakers += [(one.name, one.passages) for one in everybody.loose]
        found = FilterNames(
            tags=tuple(tag.name for tag in codebook.all_tags(self._store)),
            metrics=tuple(passages.in_use(self._store, "metric")),
            speakers=tuple(name for name, number in sorted(speakers, key=_most_used) if number),
            outlets=tuple(articles.in_use(self._store, "source")),
        )
        ended = time.monotonic()
        with self._lock:
            self._names = version, found
            # In a very large project they are counted anew now and then, not with every tag.
            self._names_good = ended + _NAMES_REST * max(0.0, ended - began - _QUICK_SECONDS)
        return found

    def _ordered(self, chosen: PassageFilter, order: PassageOrder, *, descending: bool) -> Ids:
        key = _Key(chosen, order, descending, self._store.content_version())
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            listed = passage_lists.ids(self._store, chosen, order, descending=descending)
            found = _as_ids(listed)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return found


def _most_used(named: tuple[str, int]) -> tuple[int, str]:
    return -named[1], named[0]


def _as_ids(listed: "array[int]") -> Ids:
    return np.frombuffer(listed, np.int64) if listed else np.empty(0, np.int64)


def _among(ordered: Ids, found: Ids, waiting: Ids, fresh: Ids | None) -> Ids:
    """Those of `ordered` that were found; of the waiting ones those that are `fresh`."""
    if not len(ordered):
        return ordered
    wanted = np.zeros(int(ordered.max()) + 1, bool)
    wanted[found[found < len(wanted)]] = True
    wanted[waiting[waiting < len(wanted)]] = False
    if fresh is not None:
        wanted[fresh[fresh < len(wanted)]] = True
    chosen: Ids = ordered[wanted[ordered]]
    return chosen
