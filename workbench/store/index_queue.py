"""What the index has still to see, and which index the project trusts."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.domain import IndexDocument
from workbench.store.batches import rows_by_ids
from workbench.store.connection import Store


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


def pending(store: Store, limit: int) -> tuple[int, list[int]]:
    """The highest queue number and the article ids of the oldest `limit` entries."""
    rows = list(store.rows("SELECT * FROM index_queue ORDER BY seq LIMIT ?", [limit]))
    if not rows:
        return 0, []
    return rows[-1]["seq"], [row["article_id"] for row in rows]


def done(store: Store, up_to: int, generation: str, manifest: Mapping[str, str]) -> None:
    """Forget the queue up to a number and trust this generation, in one transaction."""
    with store.write() as writer:
        writer.execute("DELETE FROM index_queue WHERE seq <= ?", [up_to], touches="index_queue")
        writer.execute(
            "INSERT OR REPLACE INTO index_state (id, generation, manifest) VALUES (1, ?, ?)",
            [generation, json.dumps(dict(manifest))],
        )


def state(store: Store) -> IndexState | None:
    """The index in use, or None when there has been none yet."""
    row = store.row("SELECT * FROM index_state")
    return None if row is None else _read(row["generation"], row["manifest"])


@lru_cache(maxsize=4)
def _read(generation: str, manifest: str) -> IndexState:
    # Every search asks for the state, which changes seldom.
    return IndexState(generation, json.loads(manifest))


def waiting(store: Store) -> int:
    """How many articles the index has still to see."""
    return int(store.value("SELECT count(*) FROM index_queue"))


def removed(store: Store) -> list[int]:
    """Articles that the index has still to see and that are no longer there."""
    rows = store.rows(
        "SELECT q.article_id FROM index_queue q LEFT JOIN articles a ON a.id = q.article_id "
        "WHERE a.id IS NULL"
    )
    return [row["article_id"] for row in rows]


def enqueue_all(store: Store) -> None:
    """Put every article into the queue again."""
    with store.write() as writer:
        writer.execute(
            "INSERT OR REPLACE INTO index_queue (article_id) SELECT id FROM articles ORDER BY id",
            touches="index_queue",
        )


def article_ids(store: Store) -> list[int]:
    """The ids of all articles."""
    return [row["id"] for row in store.rows("SELECT id FROM articles ORDER BY id")]


def article_count(store: Store) -> int:
    """How many articles there are."""
    return int(store.value("SELECT count(*) FROM articles"))


def documents(store: Store, ids: Sequence[int]) -> Iterator[IndexDocument]:
    """What the index is to know of these articles; ids that no longer exist are left out."""
    keywords = _keywords(store, ids)
    for row in rows_by_ids(
        store,
        "SELECT a.*, t.text FROM articles a JOIN texts t ON t.sha256 = a.text_sha256 "
        "WHERE a.id IN ({ids})",
        ids,
    ):
        found = keywords[row["id"]]
        yield IndexDocument(
            article_id=row["id"],
            title=row["title"],
            text=row["text"],
            author=row["author"],
            source=row["source"],
            language=row["language"],
            published=row["published"],
            tags=tuple(found["tag"]),
            kinds=tuple(found["kind"]),
            speakers=tuple(found["speaker"]),
            claimants=tuple(found["claimant"]),
            metrics=tuple(found["metric"]),
            memos=tuple(found["memo"]),
            currencies=tuple(found["currency"]),
            units=tuple(found["unit"]),
            amounts=tuple(float(amount) for amount in found["amount"]),
        )


def _keywords(store: Store, ids: Sequence[int]) -> dict[int, dict[str, dict[str, None]]]:
    # Dictionaries as ordered sets: the index sees each word once and always in one order.
    found: dict[int, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_by_ids(
        store,
        "SELECT article_id, kind, speaker, claimant, metric, memo, currency, unit, "
        "CAST(coalesce(value, lower, upper) AS TEXT) AS amount FROM passages "
        "WHERE article_id IN ({ids}) ORDER BY id",
        ids,
    ):
        for name in ("kind", "speaker", "claimant", "metric", "memo", "currency", "unit", "amount"):
            if row[name]:
                found[row["article_id"]][name][row[name]] = None
    for row in rows_by_ids(
        store,
        "SELECT p.article_id, g.name FROM passages p JOIN passage_tags t ON t.passage_id = p.id "
        "JOIN tags g ON g.id = t.tag_id WHERE p.article_id IN ({ids}) ORDER BY g.name",
        ids,
    ):
        found[row["article_id"]]["tag"][row["name"]] = None
    return found
