"""What passages do to each other, and what is settled of a passage when it goes."""

from collections.abc import Iterable

from workbench import text as texts
from workbench.domain import Link, Relation
from workbench.errors import NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now

_HANDED_OVER = ("statement_members", "evidence", "report_items")
"""Tables with a column `passage_id` whose rows follow a passage into the one it is merged with."""


def of_passage(store: Store, passage_id: int) -> list[Link]:
    """The links from and to a passage, the oldest first."""
    rows = store.rows(
        "SELECT * FROM links WHERE from_id = ? OR to_id = ? ORDER BY id", [passage_id, passage_id]
    )
    return [_link(row) for row in rows]


def all_links(store: Store) -> list[Link]:
    """Every link, the oldest first."""
    return [_link(row) for row in store.rows("SELECT * FROM links ORDER BY id")]


def add(writer: Writer, from_id: int, to_id: int, relation: Relation, note: str = "") -> int:
    """Link two passages; the id of the link, also if there is one of that kind already.

    Raises `UsageError` for a link to itself, `NotFound` for a passage that is gone.
    """
    if from_id == to_id:
        raise UsageError("A passage cannot be linked to itself.")
    for passage_id in (from_id, to_id):
        if writer.get("passages", passage_id) is None:
            raise NotFound(f"There is no passage {passage_id}.")
    known = writer.row(
        "SELECT id FROM links WHERE from_id = ? AND to_id = ? AND relation = ?",
        [from_id, to_id, relation],
    )
    if known is not None:
        return int(known["id"])
    return writer.insert(
        "links",
        {
            "uid": new_uid(),
            "from_id": from_id,
            "to_id": to_id,
            "relation": relation.value,
            "note": texts.canonical(note).strip(),
            "created": now(),
        },
    )


def set_note(writer: Writer, link_id: int, note: str) -> None:
    """Say why passages are linked; raises `NotFound`."""
    if writer.get("links", link_id) is None:
        raise NotFound("The link is no longer there.")
    writer.update("links", link_id, {"note": texts.canonical(note).strip()})


def remove(writer: Writer, link_ids: Iterable[int]) -> None:
    """Take links away."""
    for link_id in link_ids:
        writer.delete("links", link_id)


def untie(writer: Writer, passage_id: int) -> None:
    """Take a passage out of all that it is part of, so that it can be deleted."""
    for link in writer.rows(
        "SELECT id FROM links WHERE from_id = ? OR to_id = ?", [passage_id, passage_id]
    ):
        writer.delete("links", link["id"])
    for rating in writer.rows(
        "SELECT r.id FROM ratings r JOIN evidence e ON e.id = r.evidence_id WHERE e.passage_id = ?",
        [passage_id],
    ):
        writer.delete("ratings", rating["id"])
    emptied = {row["statement_id"] for row in _rows(writer, "statement_members", passage_id)}
    for table in _HANDED_OVER:
        for row in _rows(writer, table, passage_id):
            writer.delete(table, row["id"])
    for statement_id in emptied:
        left = writer.row("SELECT 1 FROM statement_members WHERE statement_id = ?", [statement_id])
        if left is None:
            writer.delete("statements", statement_id)


def hand_over(writer: Writer, gone: int, into: int) -> None:
    """Put one passage in the place of another in all that the other is part of.

    What the one is part of already stays as it is.
    """
    for link in writer.rows("SELECT * FROM links WHERE from_id = ? OR to_id = ?", [gone, gone]):
        ends = [into if end == gone else end for end in (link["from_id"], link["to_id"])]
        if ends[0] != ends[1]:
            add(writer, ends[0], ends[1], Relation(link["relation"]), link["note"])
    if not _rows(writer, "statement_members", into):
        for row in _rows(writer, "statement_members", gone):
            writer.update("statement_members", row["id"], {"passage_id": into})
    matrices = {row["matrix_id"] for row in _rows(writer, "evidence", into)}
    for row in _rows(writer, "evidence", gone):
        if row["matrix_id"] not in matrices:
            writer.update("evidence", row["id"], {"passage_id": into})
    for row in _rows(writer, "report_items", gone):
        writer.update("report_items", row["id"], {"passage_id": into})


def _rows(writer: Writer, table: str, passage_id: int) -> list[Row]:
    return writer.rows(
        f"SELECT * FROM {table} WHERE passage_id = ?",  # noqa: S608 - named above
        [passage_id],
    )


def _link(row: Row) -> Link:
    return Link(
        id=row["id"],
        from_id=row["from_id"],
        to_id=row["to_id"],
        relation=Relation(row["relation"]),
        note=row["note"],
        created=row["created"],
    )
