"""What the indexes have still to see, and which index the project trusts.

There is one index of articles and one of passages; every function here is for one of the two.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.domain import IndexDocument, Indexed
from workbench.store import index_documents
from workbench.store.connection import Store

_ARTICLES = Indexed.ARTICLES


@dataclass(frozen=True, slots=True)
class _Names:
    """Where an index's documents, its queue and its state are kept."""

    table: str
    queue: str
    id: str
    state: str


_NAMES = {
    Indexed.ARTICLES: _Names("articles", "index_queue", "article_id", "index_state"),
    Indexed.PASSAGES: _Names("passages", "passage_queue", "passage_id", "passage_index_state"),
}

QUEUES = frozenset(names.queue for names in _NAMES.values())
"""The tables that tell of an index that has changed."""


@dataclass(frozen=True)
class IndexState:
    """The index generation in use and the SHA-256 of each of its files."""

    generation: str
    manifest: dict[str, str]

    @cached_property
    def name(self) -> str:
        """A short name that differs whenever generation or files differ."""
        content = json.dumps([self.generation, self.manifest], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def pending(store: Store, limit: int, of: Indexed = _ARTICLES) -> tuple[int, list[int]]:
    """The highest queue number and the ids of the oldest `limit` entries."""
    names = _NAMES[of]
    sql = f"SELECT seq, {names.id} AS id FROM {names.queue} ORDER BY seq LIMIT ?"  # noqa: S608
    rows = list(store.rows(sql, [limit]))
    if not rows:
        return 0, []
    return rows[-1]["seq"], [row["id"] for row in rows]


def done(
    store: Store,
    up_to: int,
    generation: str,
    manifest: Mapping[str, str],
    of: Indexed = _ARTICLES,
) -> None:
    """Forget the queue up to a number and trust this generation, in one transaction."""
    names = _NAMES[of]
    with store.write() as writer:
        writer.execute(
            f"DELETE FROM {names.queue} WHERE seq <= ?",  # noqa: S608
            [up_to],
            touches=names.queue,
        )
        writer.execute(
            f"INSERT OR REPLACE INTO {names.state} (id, generation, manifest) "  # noqa: S608
            "VALUES (1, ?, ?)",
            [generation, json.dumps(dict(manifest))],
        )


def state(store: Store, of: Indexed = _ARTICLES) -> IndexState | None:
    """The index in use, or None when there has been none yet."""
    row = store.row(f"SELECT * FROM {_NAMES[of].state}")  # noqa: S608
    return None if row is None else _read(row["generation"], row["manifest"])


@lru_cache(maxsize=8)
def _read(generation: str, manifest: str) -> IndexState:
    # Every search asks for the state, which changes seldom.
    return IndexState(generation, json.loads(manifest))


def waiting(store: Store, of: Indexed = _ARTICLES) -> int:
    """How many articles or passages the index has still to see."""
    return int(store.value(f"SELECT count(*) FROM {_NAMES[of].queue}"))  # noqa: S608


def waiting_ids(store: Store, most: int) -> list[int]:
    """The passages that their index has still to see, at most so many."""
    sql = "SELECT passage_id FROM passage_queue LIMIT ?"
    return [row[0] for row in store.tuples(sql, [most])]


def removed(store: Store, of: Indexed = _ARTICLES) -> list[int]:
    """Those that the index has still to see and that are no longer there."""
    names = _NAMES[of]
    rows = store.rows(
        f"SELECT q.{names.id} AS id FROM {names.queue} q "  # noqa: S608
        f"LEFT JOIN {names.table} t ON t.id = q.{names.id} WHERE t.id IS NULL"
    )
    return [row["id"] for row in rows]


def enqueue_all(store: Store, of: Indexed = _ARTICLES) -> None:
    """Put every article or passage into the queue again."""
    names = _NAMES[of]
    with store.write() as writer:
        writer.execute(
            f"INSERT OR REPLACE INTO {names.queue} ({names.id}) "  # noqa: S608
            f"SELECT id FROM {names.table} ORDER BY id",
            touches=names.queue,
        )


def all_ids(store: Store, of: Indexed = _ARTICLES) -> list[int]:
    """The ids of all articles or passages."""
    sql = f"SELECT id FROM {_NAMES[of].table} ORDER BY id"  # noqa: S608
    return [row["id"] for row in store.rows(sql)]


def total(store: Store, of: Indexed = _ARTICLES) -> int:
    """How many articles or passages there are."""
    return int(store.value("SELECT n FROM table_counts WHERE tbl = ?", [_NAMES[of].table]))


def documents(store: Store, ids: Sequence[int], of: Indexed = _ARTICLES) -> Iterator[IndexDocument]:
    """What the index is to know of these; ids that no longer exist are left out."""
    if of is Indexed.PASSAGES:
        return index_documents.of_passages(store, ids)
    return index_documents.of_articles(store, ids)
