"""Views that are kept under a name, and exchange rates."""

import json
from collections.abc import Mapping
from typing import Any

from workbench import text as texts
from workbench.domain import Rate, SavedView, ViewSort
from workbench.errors import NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now


def all_views(store: Store, sort: ViewSort | None = None) -> list[SavedView]:
    """The saved views of a sort, or all, by name."""
    rows = store.rows(
        "SELECT * FROM views WHERE ? IS NULL OR sort = ? ORDER BY name COLLATE NOCASE, id",
        [sort, sort],
    )
    return [_view(row) for row in rows]


def get(store: Store, view_id: int) -> SavedView:
    """One view; raises `NotFound`."""
    row = store.row("SELECT * FROM views WHERE id = ?", [view_id])
    if row is None:
        raise NotFound("The view is no longer there.")
    return _view(row)


def save(writer: Writer, sort: ViewSort, name: str, settings: Mapping[str, Any]) -> int:
    """Keep a view under a name, in the place of one of that sort and name; returns the id."""
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise UsageError("A view needs a name.")
    row = {"settings": json.dumps(settings, sort_keys=True), "modified": now()}
    known = writer.row(
        "SELECT id FROM views WHERE sort = ? AND name = ? COLLATE NOCASE", [sort, cleaned]
    )
    if known is not None:
        writer.update("views", known["id"], row)
        return int(known["id"])
    return writer.insert(
        "views",
        {"uid": new_uid(), "sort": sort.value, "name": cleaned, "created": now(), **row},
    )


def rename(writer: Writer, view_id: int, name: str) -> None:
    """Give a view another name; raises `NotFound` or `UsageError`."""
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise UsageError("A view needs a name.")
    view = writer.get("views", view_id)
    if view is None:
        raise NotFound("The view is no longer there.")
    taken = writer.row(
        "SELECT id FROM views WHERE sort = ? AND name = ? COLLATE NOCASE AND id <> ?",
        [view["sort"], cleaned, view_id],
    )
    if taken is not None:
        raise UsageError(f"There is a view “{cleaned}” already.")
    writer.update("views", view_id, {"name": cleaned})


def remove(writer: Writer, view_id: int) -> None:
    """Keep a view no longer; it leaves the reports that it stands in."""
    for item in writer.rows("SELECT id FROM report_items WHERE view_id = ?", [view_id]):
        writer.delete("report_items", item["id"])
    writer.delete("views", view_id)


def all_rates(store: Store) -> list[Rate]:
    """The exchange rates, by currency."""
    rows = store.rows("SELECT * FROM rates ORDER BY currency, target")
    return [
        Rate(row["id"], row["currency"], row["target"], row["rate"], row["note"]) for row in rows
    ]


def set_rate(writer: Writer, currency: str, target: str, rate: float, note: str = "") -> int:
    """Say how many of `target` one of `currency` is; raises `UsageError`."""
    if currency == target:
        raise UsageError("A rate is between two currencies.")
    if not 0 < rate < float("inf"):
        raise UsageError("A rate is a number above 0.")
    row = {"rate": float(rate), "note": texts.canonical(note).strip()}
    known = writer.row("SELECT id FROM rates WHERE currency = ? AND target = ?", [currency, target])
    if known is not None:
        writer.update("rates", known["id"], row)
        return int(known["id"])
    return writer.insert("rates", {"uid": new_uid(), "currency": currency, "target": target, **row})


def remove_rate(writer: Writer, rate_id: int) -> None:
    """Forget a rate."""
    writer.delete("rates", rate_id)


def _view(row: Row) -> SavedView:
    try:
        settings = json.loads(row["settings"])
    except ValueError:
        settings = {}
    kept = settings if isinstance(settings, dict) else {}
    return SavedView(row["id"], ViewSort(row["sort"]), row["name"], kept)
