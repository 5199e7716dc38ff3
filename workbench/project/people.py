"""Who speaks and claims in a project: people and organisations with all their names."""

from collections.abc import Sequence

from workbench.domain import People
from workbench.project.codebook import Codebook
from workbench.project.content import counted
from workbench.store import people
from workbench.store.people import NameBook


class Voices(Codebook):
    """What can be done with the names of speakers and claimants; each is one step."""

    def people(self) -> People:
        """Everybody with their passages, and the names in use that belong to nobody."""
        return people.all_people(self._store)

    def name_book(self) -> NameBook:
        """Who goes by which name, as it is now."""
        return people.name_book(self._store)

    def new_person(self, name: str, names: Sequence[str] = ()) -> int:
        """Make a person of that name who goes by others, too; returns the id.

        Raises `ConflictError` when a name is somebody's already.
        """
        with self._store.write(f"New person “{name}”") as writer:
            return people.add(writer, name, [one for one in names if one != name])

    def change_person(self, person_id: int, **changes: str) -> None:
        """Change name, sort or note of a person. Raises `ConflictError`, `UsageError`."""
        what = next(iter(changes), "person")
        label = f"Rename to “{changes['name']}”" if what == "name" else f"Edit {what} of a person"
        with self._store.write(label) as writer:
            people.change(writer, person_id, **changes)

    def add_name(self, person_id: int, name: str) -> None:
        """Have a person go by another name, too; raises `ConflictError`."""
        with self._store.write(f"Add the name “{name}”") as writer:
            people.add_alias(writer, person_id, name)

    def split_names(self, person_id: int, names: Sequence[str]) -> None:
        """Take names from a person; they are nobody's then. Raises `ConflictError`, `NotFound`."""
        with self._store.write(counted("Split off", len(names), "name")) as writer:
            for name in names:
                people.remove_alias(writer, person_id, name)

    def merge_people(self, ids: Sequence[int], names: Sequence[str], into: int) -> None:
        """Let one person go by all names of others, and by names that were nobody's."""
        number = len([one for one in ids if one != into]) + len(names)
        with self._store.write(counted("Merge", number, "name") + " into a person") as writer:
            people.merge(writer, ids, names, into)

    def delete_people(self, ids: Sequence[int]) -> None:
        """Take people out of the list; passages keep the names that they have."""
        label = "Delete a person" if len(ids) == 1 else f"Delete {len(ids):,} people"
        with self._store.write(label) as writer:
            for person_id in ids:
                people.remove(writer, person_id)
