"""Lists of passages, of which there may be a million: filtered as fast as one types."""

import threading
from array import array
from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from workbench.domain import PassageFilter, PassageOrder
from workbench.errors import IndexUnavailable, QueryError, SearchTimeout
from workbench.index import SearchIndex, is_query, plain_words
from workbench.store import Store, codebook, index_queue, passage_lists, passages

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]

_KEPT = 4
"""Orders that are kept: whoever types changes only the words."""

_MOST_WAITING = 500
"""Passages that the index has still to see and that are looked at one by one."""


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
        self._names: tuple[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]] | None = None

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

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The tags and the metrics in use, as a filter offers them."""
        version = self._store.content_version()
        with self._lock:
            if self._names is not None and self._names[0] == version:
                return self._names[1]
        tags = tuple(tag.name for tag in codebook.all_tags(self._store))
        found = tags, tuple(passages.in_use(self._store, "metric"))
        with self._lock:
            self._names = version, found
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
