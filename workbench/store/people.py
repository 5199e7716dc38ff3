"""People and organisations: names that belong together. Passages keep the name as written."""

from collections import Counter
from collections.abc import Iterable, Sequence

from workbench import text as texts
from workbench.domain import People, Person, Sort, UsedName
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now

_SORTS = frozenset(sort.value for sort in Sort)


class NameBook:
    """Who goes by which name. Letters are compared without case, also beyond ASCII."""

    def __init__(self, main: Iterable[tuple[int, str]], others: Iterable[tuple[int, str]]) -> None:
        self._main = dict(main)
        self._of = {name.casefold(): person_id for person_id, name in self._main.items()}
        named = list(others)
        self._others = [name for _, name in named]
        self._of |= {name.casefold(): person_id for person_id, name in named}

    def names(self) -> list[str]:
        """Every name, the main ones first, by letters."""
        return [*sorted(self._main.values()), *sorted(self._others)]

    def person(self, name: str) -> int | None:
        """The id of whoever goes by that name."""
        return self._of.get(name.casefold())

    def main_name(self, name: str) -> str:
        """The main name of whoever goes by that one; the name itself when nobody does."""
        person_id = self.person(name)
        return name if person_id is None else self._main[person_id]

    def same(self, name: str) -> frozenset[str]:
        """All names of whoever goes by that one, folded; the name itself when nobody does."""
        person_id = self.person(name)
        if person_id is None:
            return frozenset({name.casefold()})
        return frozenset(other for other, owner in self._of.items() if owner == person_id)


def name_book(store: Store | Writer) -> NameBook:
    """The names of all people, as they are now."""
    main = store.rows("SELECT id, name FROM people")
    others = store.rows("SELECT person_id, name FROM aliases")
    return NameBook(
        ((row["id"], row["name"]) for row in main),
        ((row["person_id"], row["name"]) for row in others),
    )


def all_people(store: Store) -> People:
    """Everybody with the number of their passages, and names in use that nobody has."""
    used = _used(store)
    taken: set[str] = set()

    def counted(name: str) -> UsedName:
        taken.add(name.casefold())
        return UsedName(name, used.get(name.casefold(), (name, 0))[1])

    aliases: dict[int, list[UsedName]] = {}
    for row in store.rows("SELECT person_id, name FROM aliases ORDER BY name COLLATE NOCASE"):
        aliases.setdefault(row["person_id"], []).append(counted(row["name"]))
    known = tuple(
        Person(
            id=row["id"],
            name=row["name"],
            sort=Sort(row["sort"]),
            note=row["note"],
            aliases=tuple(aliases.get(row["id"], ())),
            own=counted(row["name"]).passages,
        )
        for row in store.rows("SELECT * FROM people ORDER BY name COLLATE NOCASE")
    )
    loose = [UsedName(*shown) for folded, shown in used.items() if folded not in taken]
    return People(known, tuple(sorted(loose, key=lambda one: (-one.passages, one.name))))


def written_forms(store: Store, name: str) -> list[str]:
    """The names as passages have them of whoever goes by `name`; that itself if it is not used."""
    wanted = name_book(store).same(name)
    forms = [
        row["name"]
        for column in ("speaker", "claimant")
        for row in store.rows(
            f"SELECT DISTINCT {column} AS name FROM passages WHERE {column} IS NOT NULL"  # noqa: S608
        )
        if row["name"].casefold() in wanted
    ]
    return list(dict.fromkeys(forms)) or [name]


def add(writer: Writer, name: str, names: Sequence[str] = ()) -> int:
    """Make a person of that name who goes by the others, too; returns the id.

    Raises `ConflictError` when a name is somebody's already.
    """
    cleaned = _name(name)
    _refuse_taken(writer, [cleaned, *names], None)
    person_id = writer.insert(
        "people",
        {
            "uid": new_uid(),
            "name": cleaned,
            "sort": Sort.UNKNOWN.value,
            "note": "",
            "created": now(),
        },
    )
    for other in names:
        add_alias(writer, person_id, other)
    return person_id


def add_alias(writer: Writer, person_id: int, name: str) -> None:
    """Have a person go by another name, too; raises `ConflictError` when it is somebody else's."""
    cleaned = _name(name)
    _known(writer, person_id)
    _refuse_taken(writer, [cleaned], person_id)
    if name_book(writer).person(cleaned) is None:
        writer.insert("aliases", {"person_id": person_id, "name": cleaned})


def remove_alias(writer: Writer, person_id: int, name: str) -> None:
    """Take a name from a person; raises `NotFound`, and `ConflictError` for the main name."""
    person = _known(writer, person_id)
    if person["name"].casefold() == name.casefold():
        raise ConflictError("The main name cannot be taken away. Choose another one first.")
    for row in _aliases(writer, person_id):
        if row["name"].casefold() == name.casefold():
            writer.delete("aliases", row["id"])
            return
    raise NotFound(f"“{name}” is none of the names of {person['name']}.")


def change(writer: Writer, person_id: int, **changes: str) -> None:
    """Change name, sort or note of a person.

    A new main name that was one of the others changes places with it. Raises `ConflictError`
    for a name that is somebody else's, `UsageError` for a sort that is none.
    """
    person = _known(writer, person_id)
    if changes.get("sort", Sort.UNKNOWN) not in _SORTS:
        raise UsageError("Somebody is a person, an organisation or unknown.")
    if "note" in changes:
        changes["note"] = texts.canonical(changes["note"]).rstrip()
    if "name" in changes:
        changes["name"] = _name(changes["name"])
        _refuse_taken(writer, [changes["name"]], person_id)
        if changes["name"].casefold() != person["name"].casefold():
            for row in _aliases(writer, person_id):
                if row["name"].casefold() == changes["name"].casefold():
                    writer.delete("aliases", row["id"])
                    writer.update("people", person_id, {"name": changes["name"]})
                    writer.insert("aliases", {"person_id": person_id, "name": person["name"]})
    writer.update("people", person_id, changes)


def merge(writer: Writer, ids: Sequence[int], names: Sequence[str], into: int) -> None:
    """Let one person go by all names of others, and by names that nobody had."""
    _known(writer, into)
    for person_id in dict.fromkeys(ids):
        if person_id == into:
            continue
        gone = _known(writer, person_id)
        for row in _aliases(writer, person_id):
            writer.update("aliases", row["id"], {"person_id": into})
        writer.delete("people", person_id)
        writer.insert("aliases", {"person_id": into, "name": gone["name"]})
        kept = _known(writer, into)
        if gone["note"]:
            note = "\n\n".join(filter(None, (kept["note"], gone["note"])))
            writer.update("people", into, {"note": note})
    for name in names:
        add_alias(writer, into, name)


def remove(writer: Writer, person_id: int) -> None:
    """Take a person out of the list; passages keep their names, which are nobody's then."""
    _known(writer, person_id)
    for row in _aliases(writer, person_id):
        writer.delete("aliases", row["id"])
    writer.delete("people", person_id)


def _used(store: Store) -> dict[str, tuple[str, int]]:
    """Names in use by their folded form: as most often written, and with how many passages."""
    forms: Counter[str] = Counter()
    # Somebody who claims what they say in one passage is counted once for it.
    for row in store.rows(
        "SELECT speaker, claimant, count(*) AS n FROM passages "
        "WHERE speaker IS NOT NULL OR claimant IS NOT NULL GROUP BY speaker, claimant"
    ):
        named = {name.casefold(): name for name in (row["claimant"], row["speaker"]) if name}
        for name in named.values():
            forms[name] += row["n"]
    found: dict[str, tuple[str, int]] = {}
    for name, number in forms.most_common():
        shown, before = found.get(name.casefold(), (name, 0))
        found[name.casefold()] = shown, before + number
    return found


def _aliases(writer: Writer, person_id: int) -> list[Row]:
    return writer.rows("SELECT * FROM aliases WHERE person_id = ? ORDER BY id", [person_id])


def _name(name: str) -> str:
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise UsageError("Somebody needs a name.")
    return cleaned


def _known(writer: Writer, person_id: int) -> Row:
    row = writer.get("people", person_id)
    if row is None:
        raise NotFound("This person is no longer in the list.")
    return row


def _refuse_taken(writer: Writer, names: Iterable[str], own: int | None) -> None:
    book = name_book(writer)
    for name in names:
        owner = book.person(name)
        if owner is not None and owner != own:
            raise ConflictError(
                f"“{name}” is a name of {book.main_name(name)} already. Merge the two instead."
            )
