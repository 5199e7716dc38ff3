"""Statements: passages that say the same or the opposite, as the analyst has settled it.

A passage belongs to one statement at most. What is computed from texts never joins passages of
two statements, nor takes one apart.
"""

from collections.abc import Iterable, Sequence

from workbench import text as texts
from workbench.domain import Member, Statement, StatementSort
from workbench.errors import NotFound
from workbench.store.connection import Store, Writer
from workbench.store.writing import new_uid, now


def all_statements(store: Store, sort: StatementSort) -> list[Statement]:
    """The statements of a sort with their passages, the oldest first."""
    members: dict[int, list[Member]] = {}
    for row in store.rows(
        "SELECT m.* FROM statement_members m JOIN statements s ON s.id = m.statement_id "
        "WHERE s.sort = ? ORDER BY m.id",
        [sort],
    ):
        member = Member(row["passage_id"], bool(row["opposite"]))
        members.setdefault(row["statement_id"], []).append(member)
    rows = store.rows("SELECT * FROM statements WHERE sort = ? ORDER BY id", [sort])
    return [Statement(row["id"], sort, row["label"], tuple(members[row["id"]])) for row in rows]


def settle(
    writer: Writer,
    sort: StatementSort,
    members: Sequence[Member],
    *,
    label: str = "",
    into: int | None = None,
) -> int:
    """Put passages into one statement, a new one or `into`; returns its id.

    They leave the statements that they were in; one that is left without any is gone. Raises
    `NotFound`.
    """
    if into is None:
        into = writer.insert(
            "statements",
            {
                "uid": new_uid(),
                "sort": sort.value,
                "label": texts.one_line(label) or "",
                "created": now(),
            },
        )
    elif writer.get("statements", into) is None:
        raise NotFound("The statement is no longer there.")
    left = set()
    for member in members:
        if writer.get("passages", member.passage_id) is None:
            raise NotFound(f"There is no passage {member.passage_id}.")
        columns = {"statement_id": into, "opposite": int(member.opposite)}
        known = writer.row(
            "SELECT * FROM statement_members WHERE passage_id = ?", [member.passage_id]
        )
        if known is None:
            writer.insert("statement_members", {"passage_id": member.passage_id, **columns})
        else:
            left.add(known["statement_id"])
            writer.update("statement_members", known["id"], columns)
    _remove_empty(writer, left)
    return into


def rename(writer: Writer, statement_id: int, label: str) -> None:
    """Name a statement; raises `NotFound`."""
    if writer.get("statements", statement_id) is None:
        raise NotFound("The statement is no longer there.")
    writer.update("statements", statement_id, {"label": texts.one_line(label) or ""})


def release(writer: Writer, passage_ids: Iterable[int]) -> None:
    """Take passages out of their statements: what they belong to is left to their texts."""
    left = set()
    for passage_id in passage_ids:
        for row in writer.rows(
            "SELECT * FROM statement_members WHERE passage_id = ?", [passage_id]
        ):
            left.add(row["statement_id"])
            writer.delete("statement_members", row["id"])
    _remove_empty(writer, left)


def _remove_empty(writer: Writer, statement_ids: Iterable[int]) -> None:
    for statement_id in statement_ids:
        if not writer.rows(
            "SELECT 1 FROM statement_members WHERE statement_id = ? LIMIT 1", [statement_id]
        ):
            writer.delete("statements", statement_id)
