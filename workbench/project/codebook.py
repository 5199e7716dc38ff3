"""The codebook of a project: its tags as a tree, and as a file that can be handed on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.domain import Tag
from workbench.errors import NotFound
from workbench.export import codebook_csv
from workbench.project.bulk import Bulk
from workbench.project.content import counted
from workbench.store import codebook


class Codebook(Bulk):
    """What can be done with tags as such."""

    def tags(self) -> list[Tag]:
        """The codebook with usage counts, by name."""
        return codebook.all_tags(self._store)

    def tag_by_id(self, tag_id: int) -> Tag:
        """One tag; raises `NotFound`."""
        for tag in self.tags():
            if tag.id == tag_id:
                return tag
        raise NotFound("The tag is no longer there.")

    def new_tag(self, name: str, *, parent_id: int | None = None) -> Tag:
        """Make a tag, below another one; raises `ConflictError` when the name is taken."""
        with self._store.write(f"New tag “{name}”") as writer:
            tag_id = codebook.add(writer, name, parent_id=parent_id)
        return self.tag_by_id(tag_id)

    def change_tag(self, tag_id: int, **changes: Any) -> Tag:
        """Change name, definition, colour, shortcut or parent_id of a tag; undoable.

        Raises `ConflictError` for a name that is taken or a parent below the tag itself,
        `UsageError` for a colour or shortcut that is none.
        """
        before = self.tag_by_id(tag_id)
        name = " ".join(str(changes.get("name", before.name)).split())
        label = (
            f"Rename “{before.name}” to “{name}”"
            if name != before.name
            else f"Edit tag “{before.name}”"
        )
        with self._store.write(label) as writer:
            codebook.change(writer, tag_id, **changes)
            writer.touch_articles(codebook.articles_with(self._store, [tag_id]))
        return self.tag_by_id(tag_id)

    def merge_tags(self, tag_ids: Sequence[int], into: int) -> Tag:
        """Put one tag in the place of others; one step."""
        kept = self.tag_by_id(into)
        label = f"{counted('Merge', len(tag_ids), 'tag')} into “{kept.name}”"
        with self._store.write(label) as writer:
            writer.touch_articles(codebook.articles_with(self._store, tag_ids))
            codebook.merge(writer, tag_ids, into)
        return self.tag_by_id(into)

    def delete_tags(self, tag_ids: Sequence[int]) -> None:
        """Take tags off all passages and out of the codebook; those below move up."""
        with self._store.write(counted("Delete", len(tag_ids), "tag")) as writer:
            writer.touch_articles(codebook.articles_with(self._store, tag_ids))
            for tag_id in tag_ids:
                codebook.remove(writer, tag_id)

    def export_codebook(self, path: Path) -> int:
        """Write the codebook as a table; returns how many tags. Raises `ExportError`."""
        tags = self.tags()
        codebook_csv.write(path, tags)
        return len(tags)

    def import_codebook(self, path: Path) -> tuple[int, int]:
        """Take over the tags of a table that `export_codebook` or a person has written.

        Tags that are known by name get what the table says of them, others are made; none is
        deleted. One step. Returns how many are new and how many have changed. Raises
        `UnreadableFile`.
        """
        rows = codebook_csv.read(path)
        with self._store.write(counted("Import", len(rows), "tag")) as writer:
            before = {tag.name.casefold(): tag for tag in self.tags()}
            ids = {row.name.casefold(): codebook.id_of(writer, row.name) for row in rows}
            changed = 0
            parents = {row.name.casefold(): (row.parent or "").casefold() for row in rows}
            names = {tag.id: name for name, tag in before.items()}
            for name, tag in before.items():
                # No order of the table's rows may make a circle on the way.
                stays = tag.parent_id is None or names[tag.parent_id] == parents.get(name)
                if name in parents and not stays:
                    codebook.change(writer, tag.id, parent_id=None)
            for row in rows:
                parent = codebook.id_of(writer, row.parent) if row.parent else None
                said = {
                    "definition": row.definition,
                    "colour": row.colour,
                    "shortcut": row.shortcut,
                    "parent_id": parent,
                }
                known = before.get(row.name.casefold())
                codebook.change(writer, ids[row.name.casefold()], **said)
                changed += known is not None and any(
                    (getattr(known, name) or None) != (value or None)
                    for name, value in said.items()
                )
        return len(ids.keys() - before.keys()), changed
