"""What a result can be narrowed by, and a query narrowed so, in the language the user types."""

import re
from dataclasses import dataclass

from ui.formats import KIND_NAME
from workbench.domain import Kind


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to divide a result: its name there, in the window, and in a query."""

    name: str
    label: str
    field: str


FACETS = (
    Facet("source", "Outlet", "outlet"),
    Facet("author", "Author", "author"),
    Facet("language", "Language", "lang"),
    Facet("kind", "Kind", "kind"),
    Facet("tag", "Tag", "tag"),
    Facet("speaker", "Speaker", "speaker"),
)
"""In the order in which the window shows them."""

_BARE = re.compile(r"[\w-]+", re.ASCII)
# Between quotation marks these would end the value or be taken for a pattern.
_SIGNS = re.compile('["“”„‟«»*?~]')
_OR = re.compile(r"(?:^|\s)OR(?:\s|$)|\|")


def term(facet: Facet, value: str) -> str:
    """The part of a query that stands for `value`: outlet:"Meridian Wire", date:2025-02."""
    return f"{facet.field}:{quoted(value)}"


def quoted(value: str) -> str:
    """A value as it stands behind a field, in quotation marks where it needs them."""
    if _BARE.fullmatch(value):
        return value
    return f'"{" ".join(_SIGNS.sub(" ", value).split())}"'


def has_term(query: str, part: str) -> bool:
    """Whether `part` stands in `query` as a part of its own."""
    return _part(part).search(query) is not None


def with_term(query: str, part: str) -> str:
    """`query` narrowed by `part`."""
    query = query.strip()
    if not query or has_term(query, part):
        return query or part
    return f"({query}) {part}" if _OR.search(query) else f"{query} {part}"


def without_term(query: str, part: str) -> str:
    """`query` with `part` taken out again."""
    left = " ".join(_part(part).sub(" ", query).split())
    inside = left[1:-1]
    wrapped = left.startswith("(") and left.endswith(")") and not set("()") & set(inside)
    return inside if wrapped else left


def excluded(part: str) -> str:
    """The part of a query that asks for articles without what `part` asks for."""
    return f"-{part}"


def excluded_terms(facet: Facet, query: str) -> list[tuple[str, str]]:
    """What `query` excludes by this facet: the value as it is written there, and the part."""
    pattern = rf'(?<!\S)-({facet.field}:("[^"]*"|[^\s()"]+))(?!\S)'
    return [
        (match[2].strip('"'), excluded(match[1]))
        for match in re.finditer(pattern, query, re.IGNORECASE)
    ]


def toggled(query: str, part: str) -> str:
    """`query` with `part`, or without it if it is there; never beside its opposite."""
    opposite = part[1:] if part.startswith("-") else excluded(part)
    if has_term(query, part):
        return without_term(query, part)
    return with_term(without_term(query, opposite) if has_term(query, opposite) else query, part)


def shown_value(facet: Facet, value: str) -> str:
    """A facet's value as the window writes it: "Feb 2025", "Claim"."""
    if facet.name == "kind" and value in set(Kind):
        return KIND_NAME[Kind(value)]
    return value


def _part(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){re.escape(part)}(?!\S)", re.IGNORECASE)
