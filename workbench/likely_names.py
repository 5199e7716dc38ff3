"""Which names in use are likely to be one person's: proposals, for the analyst to accept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TITLE_WORDS = """
mr mrs ms miss dr prof professor sir president minister senator sen rep gov governor secretary
general gen chancellor premier chairman ambassador king queen prince pope
"""
_TITLES = frozenset(_TITLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A short name that may be somebody's whose full name is in use as well."""

    name: str
    full: str


def proposals(loose: Iterable[str], people: Iterable[Sequence[str]]) -> list[Proposal]:
    """Loose names that are the last part of just one fuller name, titles aside.

    `people` are the names of each person, the main one first. A family name that two people
    in use share is proposed for neither.
    """
    loose = list(loose)
    full = [(names[0], _parts(name)) for names in people for name in names]
    full += [(name, _parts(name)) for name in loose]
    found = []
    for name in loose:
        short = _parts(name)
        if not short:
            continue
        fuller = {main for main, parts in full if _is_fuller(parts, short)}
        if len(fuller) == 1:
            found.append(Proposal(name, fuller.pop()))
    return found


def _parts(name: str) -> tuple[str, ...]:
    words = (word.strip(".,").casefold() for word in name.split())
    return tuple(word for word in words if word and word not in _TITLES)


def _is_fuller(parts: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return len(parts) > len(short) and parts[-len(short) :] == short
