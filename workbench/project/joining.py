"""Passages joined by the analyst: links between two, statements of several."""

from collections.abc import Sequence

from workbench.domain import Link, Member, Relation, Statement, StatementSort
from workbench.project.content import counted
from workbench.project.suggesting import Suggesting
from workbench.store import links, statements

_LABELS = {
    Relation.SUPPORTS: "Link passages: supports",
    Relation.CONTRADICTS: "Link passages: contradicts",
    Relation.REPEATS: "Link passages: repeats",
    Relation.REPLIES: "Link passages: replies to",
}


class Joining(Suggesting):
    """Links and statements; each change is one step that Undo takes back."""

    def links(self, passage_id: int | None = None) -> list[Link]:
        """The links from and to a passage, or all, the oldest first."""
        if passage_id is None:
            return links.all_links(self._store)
        return links.of_passage(self._store, passage_id)

    def link_passages(
        self, from_ids: Sequence[int], to_id: int, relation: Relation, note: str = ""
    ) -> list[int]:
        """Say what passages do to another; the ids of the links.

        Raises `UsageError` for a link to itself, `NotFound` for a passage that is gone.
        """
        with self._store.write(_LABELS[relation]) as writer:
            made = [links.add(writer, one, to_id, relation, note) for one in from_ids]
            writer.touch_articles(self._articles_of([*from_ids, to_id]))
        return made

    def note_link(self, link_id: int, note: str) -> None:
        """Say why passages are linked; raises `NotFound`."""
        with self._store.write("Edit the note of a link") as writer:
            links.set_note(writer, link_id, note)

    def delete_links(self, ids: Sequence[int]) -> None:
        """Take links away."""
        with self._store.write(counted("Delete", len(ids), "link")) as writer:
            links.remove(writer, ids)

    def statements(self, sort: StatementSort) -> list[Statement]:
        """What the analyst has settled to be one statement, the oldest first."""
        return statements.all_statements(self._store, sort)

    def settle_statement(
        self,
        sort: StatementSort,
        members: Sequence[Member],
        *,
        label: str = "",
        into: int | None = None,
    ) -> int:
        """Settle that passages say the same, as a new statement or as part of one; its id.

        They leave the statements that they were in. Raises `NotFound`.
        """
        step = f"Group {len(members):,} {sort}s as one statement"
        with self._store.write(step) as writer:
            return statements.settle(writer, sort, members, label=label, into=into)

    def rename_statement(self, statement_id: int, label: str) -> None:
        """Name a statement; raises `NotFound`."""
        with self._store.write("Name a statement") as writer:
            statements.rename(writer, statement_id, label)

    def release_statement(self, passage_ids: Sequence[int]) -> None:
        """Leave it to their texts what passages say together."""
        with self._store.write(counted("Ungroup", len(passage_ids), "passage")) as writer:
            statements.release(writer, passage_ids)
