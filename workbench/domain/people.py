"""People and organisations that speak and claim, under all the names they go by."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What somebody who speaks is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UsedName:
    """A name that stands with passages as speaker or claimant, and with how many."""

    name: str
    passages: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a main name and others; `passages` counts those under any of them."""

    id: int
    name: str
    sort: Sort
    note: str
    aliases: tuple[UsedName, ...]
    own: int
    """Passages under the main name itself."""

    @property
    def passages(self) -> int:
        """Passages under any of the names."""
        return self.own + sum(alias.passages for alias in self.aliases)

    @property
    def names(self) -> tuple[str, ...]:
        """The main name and all others."""
        return (self.name, *(alias.name for alias in self.aliases))


@dataclass(frozen=True, slots=True)
class People:
    """All of them, by name, and the names in use that belong to nobody yet, the most used first."""

    known: tuple[Person, ...]
    loose: tuple[UsedName, ...]
