"""The JSON lines that `tag --batch` reads, checked field by field.

Nothing is guessed: a number that is not whole, or a list that is a string, is refused, because
a passage in the wrong place is worse than none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from workbench.cli.parser import KINDS
from workbench.domain import CHOICES, Kind, PassageDetails, Span
from workbench.errors import UsageError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A passage to be tagged."""

    article_id: int
    span: Span
    kind: Kind
    details: PassageDetails


def wanted(line: str) -> Wanted:
    """What a line asks for; raises `UsageError`."""
    entry = _object(line)
    return Wanted(
        _needed(entry, "article_id", int, "a whole number"),
        Span(
            _needed(entry, "start", int, "a whole number"),
            _needed(entry, "end", int, "a whole number"),
        ),
        _kind(entry),
        PassageDetails(
            tags=_tags(entry),
            memo=_optional(entry, "memo", str, "a text") or "",
            speaker=_optional(entry, "speaker", str, "a text"),
            claimant=_optional(entry, "claimant", str, "a text"),
            metric=_optional(entry, "metric", str, "a text"),
            cue=_optional(entry, "cue", str, "a text"),
            **chosen_words(entry),
        ),
    )


def chosen_words(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Directness, stance, certainty and status as they are given; raises `UsageError`."""
    found: dict[str, Any] = {}
    for name, kind in CHOICES.items():
        word = entry.get(name)
        if word is not None and word not in {one.value for one in kind}:
            known = ", ".join(one.value for one in kind)
            raise UsageError(f"“{name}” must be one of {known}.")
        found[name] = None if word is None else kind(word)
    return found


def _object(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        raise UsageError("This line is not a JSON object.")
    return entry


def _kind(entry: dict[str, Any]) -> Kind:
    name = _needed(entry, "kind", str, f"one of {', '.join(KINDS)}")
    if name not in KINDS:
        raise UsageError(f"“kind” must be one of {', '.join(KINDS)}.")
    return Kind(name)


def _tags(entry: dict[str, Any]) -> tuple[str, ...]:
    tags = _optional(entry, "tags", list, "a list of texts") or []
    if not all(isinstance(tag, str) for tag in tags):
        raise UsageError("“tags” must be a list of texts.")
    return tuple(tags)


def _needed(entry: dict[str, Any], name: str, kind: type[_T], described: str) -> _T:
    found = _optional(entry, name, kind, described)
    if found is None:
        raise UsageError(f"“{name}” is missing; it must be {described}.")
    return found


def _optional(entry: dict[str, Any], name: str, kind: type[_T], described: str) -> _T | None:
    found = entry.get(name)
    # True is a whole number to Python, but not to whoever wrote it.
    if found is not None and (not isinstance(found, kind) or isinstance(found, bool)):
        raise UsageError(f"“{name}” must be {described}.")
    return found
