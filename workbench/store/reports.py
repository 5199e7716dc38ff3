"""Reports: outlines of headings, notes, excerpts and views."""

from collections.abc import Sequence

from workbench import text as texts
from workbench.domain import ItemSort, Report, ReportItem
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.writing import new_uid, now

_LEVELS = (1, 6)


def all_reports(store: Store) -> list[Report]:
    """Every report with its items, by name."""
    items: dict[int, list[ReportItem]] = {}
    for row in store.rows("SELECT * FROM report_items ORDER BY position, id"):
        items.setdefault(row["report_id"], []).append(
            ReportItem(
                id=row["id"],
                sort=ItemSort(row["sort"]),
                text=row["text"],
                level=row["level"],
                passage_id=row["passage_id"],
                view_id=row["view_id"],
            )
        )
    rows = store.rows("SELECT * FROM reports ORDER BY name COLLATE NOCASE, id")
    return [Report(row["id"], row["name"], tuple(items.get(row["id"], ()))) for row in rows]


def add(writer: Writer, name: str) -> int:
    """Make a report; raises `UsageError` or `ConflictError`."""
    return writer.insert(
        "reports", {"uid": new_uid(), "name": _free_name(writer, name), "created": now()}
    )


def rename(writer: Writer, report_id: int, name: str) -> None:
    """Give a report another name; raises `NotFound`, `UsageError` or `ConflictError`."""
    _known(writer, "reports", report_id)
    writer.update("reports", report_id, {"name": _free_name(writer, name, report_id)})


def remove(writer: Writer, report_id: int) -> None:
    """Delete a report; its passages and views stay."""
    for row in writer.rows("SELECT id FROM report_items WHERE report_id = ?", [report_id]):
        writer.delete("report_items", row["id"])
    writer.delete("reports", report_id)


def add_items(
    writer: Writer, report_id: int, items: Sequence[ReportItem], *, before: int | None = None
) -> list[int]:
    """Put items (their ids do not count) before another, or at the end; returns their ids."""
    _known(writer, "reports", report_id)
    order = _order(writer, report_id)
    place = order.index(before) if before in order else len(order)
    added = [
        writer.insert(
            "report_items",
            {
                "uid": new_uid(),
                "report_id": report_id,
                "position": len(order) + number,
                "sort": item.sort.value,
                "level": _level(item.level),
                "text": texts.canonical(item.text).rstrip(),
                "passage_id": item.passage_id,
                "view_id": item.view_id,
            },
        )
        for number, item in enumerate(items)
    ]
    put_in_order(writer, report_id, [*order[:place], *added, *order[place:]])
    return added


def change_item(
    writer: Writer, item_id: int, *, text: str | None = None, level: int | None = None
) -> None:
    """Write an item's text or set a heading's level; raises `NotFound` or `UsageError`."""
    _known(writer, "report_items", item_id)
    if text is not None:
        writer.update("report_items", item_id, {"text": texts.canonical(text).rstrip()})
    if level is not None:
        writer.update("report_items", item_id, {"level": _level(level)})


def remove_items(writer: Writer, ids: Sequence[int]) -> None:
    """Take items out of their report."""
    for item_id in ids:
        writer.delete("report_items", item_id)


def put_in_order(writer: Writer, report_id: int, ids: Sequence[int]) -> None:
    """Give the items of a report this order; those that are not named follow in theirs."""
    order = _order(writer, report_id)
    if not set(ids) <= set(order):
        raise NotFound("An item of the report is no longer there; nothing was changed.")
    named = dict.fromkeys(ids)
    for position, item_id in enumerate([*named, *(one for one in order if one not in named)]):
        writer.update("report_items", item_id, {"position": position})


def _order(writer: Writer, report_id: int) -> list[int]:
    rows = writer.rows(
        "SELECT id FROM report_items WHERE report_id = ? ORDER BY position, id", [report_id]
    )
    return [row["id"] for row in rows]


def _known(writer: Writer, table: str, row_id: int) -> None:
    if writer.get(table, row_id) is None:
        raise NotFound("It is no longer there; nothing was changed.")


def _level(level: int) -> int:
    least, most = _LEVELS
    if not least <= level <= most:
        raise UsageError(f"A heading's level is {least} to {most}.")
    return level


def _free_name(writer: Writer, name: str, own: int | None = None) -> str:
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise UsageError("A report needs a name.")
    row = writer.row("SELECT id FROM reports WHERE name = ? COLLATE NOCASE", [cleaned])
    if row is not None and row["id"] != own:
        raise ConflictError(f"There is a report “{cleaned}” already.")
    return cleaned
