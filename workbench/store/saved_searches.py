"""Queries that are kept under a name, and up to which article each has been looked at."""

from workbench.domain import SavedSearch
from workbench.errors import NotFound
from workbench.store import preferences
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now

_SEEN = "searches seen"


def all_searches(store: Store) -> list[SavedSearch]:
    """Every saved search, by name."""
    seen = preferences.get(store, _SEEN, {})
    rows = store.rows("SELECT * FROM saved_searches ORDER BY name COLLATE NOCASE, id")
    return [
        SavedSearch(row["id"], row["name"], row["query"], int(seen.get(row["uid"], 0)))
        for row in rows
    ]


def add(writer: Writer, name: str, query: str) -> int:
    """Keep a query; returns its id."""
    return writer.insert(
        "saved_searches",
        {"uid": new_uid(), "name": name, "query": query, "created": now()},
    )


def rename(writer: Writer, search_id: int, name: str) -> None:
    """Give a saved search another name."""
    _known(writer.row("SELECT id FROM saved_searches WHERE id = ?", [search_id]))
    writer.update("saved_searches", search_id, {"name": name})


def remove(writer: Writer, search_id: int) -> None:
    """Keep a search no longer."""
    _known(writer.row("SELECT id FROM saved_searches WHERE id = ?", [search_id]))
    writer.delete("saved_searches", search_id)


def look(store: Store, search_id: int) -> None:
    """Note that what a search finds now has been seen."""
    row = _known(store.row("SELECT uid FROM saved_searches WHERE id = ?", [search_id]))
    newest = store.value("SELECT max(id) FROM articles") or 0
    seen = preferences.get(store, _SEEN, {})
    if seen.get(row["uid"]) != newest:
        preferences.put(store, _SEEN, {**seen, row["uid"]: newest})


def _known(row: Row | None) -> Row:
    if row is None:
        raise NotFound("The saved search is no longer there.")
    return row
