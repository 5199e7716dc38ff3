"""What passages say together: links, groups of statements, hypotheses, saved views, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Relation(StrEnum):
    """What one passage does to another."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    REPLIES = "replies"
    """Answers what the other says."""


DOES: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.SUPPORTS: "supports",
        Relation.CONTRADICTS: "contradicts",
        Relation.REPEATS: "repeats",
        Relation.REPLIES: "replies to",
    }
)
"""What a passage does to the other."""

IS_DONE: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.SUPPORTS: "is supported by",
        Relation.CONTRADICTS: "is contradicted by",
        Relation.REPEATS: "is repeated by",
        Relation.REPLIES: "is answered by",
    }
)
"""The same, seen from the other."""


@dataclass(frozen=True, slots=True)
class Link:
    """One passage with what it does to another."""

    id: int
    from_id: int
    to_id: int
    relation: Relation
    note: str
    created: str

    def other(self, passage_id: int) -> int:
        """The passage at the other end."""
        return self.to_id if passage_id == self.from_id else self.from_id


class StatementSort(StrEnum):
    """What passages of a statement have in common."""

    QUOTE = "quote"
    """They are wordings of what somebody said once."""
    CLAIM = "claim"
    """They claim the same, or the opposite."""


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a statement; one that is `opposite` denies what the others say."""

    passage_id: int
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Passages that say the same, as the analyst has settled it; `label` may be ""."""

    id: int
    sort: StatementSort
    label: str
    members: tuple[Member, ...]


class ViewSort(StrEnum):
    """What a saved view shows."""

    CHART = "chart"
    CONFLICTS = "conflicts"
    VARIANTS = "variants"
    CLAIMS = "claims"
    MATRIX = "matrix"
    ACTORS = "actors"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with its choices (plain JSON), to be opened again."""

    id: int
    sort: ViewSort
    name: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rate:
    """One of `currency` is `rate` of `target` (ISO 4217 codes); `note` says whose rate it is."""

    id: int
    currency: str
    target: str
    rate: float
    note: str


class Weight(StrEnum):
    """How much a piece of evidence counts: as credible and as relevant as it is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Rating(StrEnum):
    """How a piece of evidence stands to a hypothesis."""

    VERY_CONSISTENT = "CC"
    CONSISTENT = "C"
    NEUTRAL = "N"
    INCONSISTENT = "I"
    VERY_INCONSISTENT = "II"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Something that may be so."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that speaks for or against hypotheses; `ratings` by their ids."""

    id: int
    passage_id: int
    weight: Weight
    ratings: Mapping[int, Rating]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hypotheses against evidence, in their order."""

    id: int
    name: str
    note: str
    hypotheses: tuple[Hypothesis, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ItemSort(StrEnum):
    """What an item of a report is."""

    HEADING = "heading"
    NOTE = "note"
    EXCERPT = "excerpt"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A line of a report's outline.

    `level` is that of a heading, 1 to 6. `text` is the heading, the note, or what stands below
    an excerpt or a view.
    """

    id: int
    sort: ItemSort
    text: str
    level: int = 1
    passage_id: int | None = None
    view_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """An outline to be exported."""

    id: int
    name: str
    items: tuple[ReportItem, ...] = ()
