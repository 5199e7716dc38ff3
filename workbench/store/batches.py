"""Queries over many ids, in pieces that SQLite's parameter limit allows."""

from collections.abc import Iterator, Sequence

from workbench.store.connection import Store
from workbench.store.rows import Row

PARAMETERS = 900
"""SQLite's own limit was 999 for a long time; one round trip more costs nothing."""


def rows_by_ids(store: Store, sql: str, ids: Sequence[int]) -> Iterator[Row]:
    """The rows of `sql`, whose "{ids}" becomes the list of ids, batch by batch."""
    for start in range(0, len(ids), PARAMETERS):
        batch = ids[start : start + PARAMETERS]
        marks = ",".join("?" * len(batch))
        yield from store.rows(sql.replace("{ids}", marks), batch)
