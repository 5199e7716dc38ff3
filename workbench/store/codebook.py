"""The codebook: tags as a tree, with what each means."""

import re
from collections.abc import Sequence
from typing import Any

from workbench import text as texts
from workbench.domain import Tag
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SHORTCUT = re.compile(r"[1-9]")


def all_tags(store: Store) -> list[Tag]:
    """Every tag with the number of passages that carry it, by name."""
    rows = store.rows(
        "SELECT g.*, count(t.id) AS n FROM tags g "
        "LEFT JOIN passage_tags t ON t.tag_id = g.id GROUP BY g.id ORDER BY g.name"
    )
    return [
        Tag(
            id=row["id"],
            name=row["name"],
            colour=row["colour"],
            passages=row["n"],
            parent_id=row["parent_id"],
            definition=row["definition"] or "",
            shortcut=row["shortcut"],
        )
        for row in rows
    ]


def id_of(writer: Writer, name: str) -> int:
    """The id of the tag of that name; it is made when the codebook has none."""
    cleaned = _name(name)
    row = writer.row("SELECT id FROM tags WHERE name = ?", [cleaned])
    return int(row["id"]) if row is not None else add(writer, cleaned)


def add(writer: Writer, name: str, *, parent_id: int | None = None) -> int:
    """Make a tag; raises `ConflictError` when there is one of that name."""
    cleaned = _name(name)
    _refuse_taken(writer, cleaned, None)
    return writer.insert(
        "tags",
        {
            "uid": new_uid(),
            "name": cleaned,
            "colour": None,
            "created": now(),
            "parent_id": parent_id,
            "definition": None,
            "shortcut": None,
        },
    )


def change(writer: Writer, tag_id: int, **changes: Any) -> None:
    """Change name, definition, colour ("#rrggbb"), shortcut (a digit) or parent of a tag.

    A shortcut is taken from the tag that had it. Raises `ConflictError` for a name that is
    taken and for a parent that stands below the tag, `UsageError` for what makes no sense.
    """
    _known(writer, tag_id)
    if "name" in changes:
        changes["name"] = _name(changes["name"])
        _refuse_taken(writer, changes["name"], tag_id)
    if "definition" in changes:
        changes["definition"] = texts.canonical(changes["definition"] or "").strip() or None
    colour, shortcut = changes.get("colour"), changes.get("shortcut")
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise UsageError("A colour is written #rrggbb.")
    if shortcut is not None:
        if not _SHORTCUT.fullmatch(shortcut):
            raise UsageError("A tag's key is one of the digits 1 to 9.")
        for row in writer.rows("SELECT id FROM tags WHERE shortcut = ?", [shortcut]):
            if row["id"] != tag_id:
                writer.update("tags", row["id"], {"shortcut": None})
    if changes.get("parent_id") is not None:
        _refuse_circle(writer, tag_id, changes["parent_id"])
    writer.update("tags", tag_id, changes)


def merge(writer: Writer, tag_ids: Sequence[int], into: int) -> None:
    """Put one tag in the place of others, on passages and in the tree."""
    _known(writer, into)
    gone = [tag_id for tag_id in dict.fromkeys(tag_ids) if tag_id != into]
    for tag_id in gone:
        # What stands below the tag that stays may not hang on one that goes.
        _lift_out(writer, into, tag_id)
        for child in _children(writer, tag_id):
            writer.update("tags", child["id"], {"parent_id": into})
        for link in writer.rows("SELECT * FROM passage_tags WHERE tag_id = ?", [tag_id]):
            has = writer.row(
                "SELECT id FROM passage_tags WHERE passage_id = ? AND tag_id = ?",
                [link["passage_id"], into],
            )
            if has is None:
                writer.update("passage_tags", link["id"], {"tag_id": into})
            else:
                writer.delete("passage_tags", link["id"])
        writer.delete("tags", tag_id)


def remove(writer: Writer, tag_id: int) -> None:
    """Take a tag off all passages and out of the codebook; those below it move up."""
    tag = _known(writer, tag_id)
    for child in _children(writer, tag_id):
        writer.update("tags", child["id"], {"parent_id": tag["parent_id"]})
    for link in writer.rows("SELECT id FROM passage_tags WHERE tag_id = ?", [tag_id]):
        writer.delete("passage_tags", link["id"])
    writer.delete("tags", tag_id)


def articles_with(store: Store, tag_ids: Sequence[int]) -> list[int]:
    """The articles with a passage that carries one of these tags."""
    found: dict[int, None] = {}
    for tag_id in tag_ids:
        for row in store.rows(
            "SELECT DISTINCT p.article_id FROM passages p "
            "JOIN passage_tags t ON t.passage_id = p.id WHERE t.tag_id = ?",
            [tag_id],
        ):
            found[row["article_id"]] = None
    return list(found)


def _name(name: str) -> str:
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise NotFound("A tag needs a name.")
    return cleaned


def _known(writer: Writer, tag_id: int) -> Row:
    row = writer.get("tags", tag_id)
    if row is None:
        raise NotFound("The tag is no longer there.")
    return row


def _children(writer: Writer, tag_id: int) -> list[Row]:
    return writer.rows("SELECT id FROM tags WHERE parent_id = ?", [tag_id])


def _refuse_taken(writer: Writer, name: str, own: int | None) -> None:
    row = writer.row("SELECT id, name FROM tags WHERE name = ?", [name])
    if row is not None and row["id"] != own:
        raise ConflictError(f"There is a tag “{row['name']}” already. Merge the two instead.")


def _refuse_circle(writer: Writer, tag_id: int, parent_id: int) -> None:
    above: int | None = parent_id
    while above is not None:
        if above == tag_id:
            raise ConflictError("A tag cannot stand below itself.")
        above = _known(writer, above)["parent_id"]


def _lift_out(writer: Writer, tag_id: int, going: int) -> None:
    """Hang `tag_id` above `going` if it stands below it."""
    above = _known(writer, tag_id)["parent_id"]
    while above is not None:
        if above == going:
            writer.update("tags", tag_id, {"parent_id": _known(writer, going)["parent_id"]})
            return
        above = _known(writer, above)["parent_id"]
