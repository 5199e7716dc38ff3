"""What the journal tells of one passage."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbench.store.connection import Store
from workbench.store.rows import Row, unpack


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a passage before and after a step; `tag` names a tag that came or went."""

    step_id: int
    label: str
    at: str
    author: str
    action: str
    before: Row | None
    after: Row | None
    tag: str | None = None


def changes(store: Store, passage_id: int) -> Iterator[RowChange]:
    """All changes of a passage and of its tags, oldest first.

    Reads through the journal, which takes a second for a million steps.
    """
    sql = (
        "SELECT c.step_id, s.label, s.at, s.author, s.action, c.tbl, c.before, c.after "
        "FROM changes c JOIN steps s ON s.id = c.step_id WHERE (c.tbl = 'passages' AND "
        "c.row_id = ?) OR (c.tbl = 'passage_tags' AND "
        "json_extract(coalesce(c.after, c.before), '$.passage_id') = ?) ORDER BY c.id"
    )
    names: dict[int, str] = {}
    for row in store.rows(sql, [passage_id, passage_id]):
        table = row["tbl"]
        before, after = unpack(table, row["before"]), unpack(table, row["after"])
        tag = None
        if table == "passage_tags":
            tag = _tag_name(store, names, (after or before or {}).get("tag_id"))
        yield RowChange(
            step_id=row["step_id"],
            label=row["label"],
            at=row["at"],
            author=row["author"],
            action=row["action"],
            before=before,
            after=after,
            tag=tag,
        )


def _tag_name(store: Store, names: dict[int, str], tag_id: Any) -> str:
    """The name of a tag, or the last one that the journal knows of a tag that is gone."""
    if tag_id not in names:
        found: str | None = store.value("SELECT name FROM tags WHERE id = ?", [tag_id])
        if found is None:
            found = store.value(
                "SELECT json_extract(before, '$.name') FROM changes "
                "WHERE tbl = 'tags' AND row_id = ? AND before IS NOT NULL ORDER BY id DESC",
                [tag_id],
            )
        names[tag_id] = found or "a tag that is gone"
    return names[tag_id]
