"""The smallest things that layers pass on: kinds, places, quantities."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an analyst says a passage is."""

    CLAIM = "claim"
    QUOTE = "quote"
    FIGURE = "figure"


class Qualifier(StrEnum):
    """How a stated number relates to the true one."""

    EXACT = ""
    ABOUT = "~"
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


class Directness(StrEnum):
    """Whether a quote gives the speaker's own words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """What a claimant does with a claim."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HEDGED = "hedged"


class Certainty(StrEnum):
    """How sure an analyst is of what was made of a passage."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FigureStatus(StrEnum):
    """What a stated number is said to be."""

    REPORTED = "reported"
    ESTIMATED = "estimated"
    PLANNED = "planned"
    DEMANDED = "demanded"


class AnchorState(StrEnum):
    """Whether a passage is known to stand where its offsets say."""

    ANCHORED = "anchored"
    REVIEW = "review"
    ORPHAN = "orphan"


class Outcome(StrEnum):
    """How one file of an import ended."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    DEGRADED = "degraded"
    REFUSED = "refused"
    FAILED = "failed"


class DateBasis(StrEnum):
    """Where an article's publication date was read."""

    STATED = "stated"
    URL = "url"
    FILE = "file"
    UNKNOWN = ""


def shown_member(path: str, member: str | None) -> str:
    """How a path is shown, with the article of it where the file holds several."""
    return path if member is None else f"{path}#{member}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text states it.

    `value` is in the unit's own scale with the multiplier applied ("$14.8 trillion" is
    14_800_000_000_000, "70 percent" is 70 with unit "percent"). A range has `lower`, `upper`
    and its middle as `value`. `unit` is a singular English name or None for a bare count,
    `currency` an ISO 4217 code or None. `as_of` is an ISO 8601 date or None.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier = Qualifier.EXACT
    as_of: str | None = None


class CopyBasis(StrEnum):
    """Why an article belongs to a story."""

    ORIGIN = "origin"
    EXACT = "exact"
    NEAR = "near"
    CHOSEN = "chosen"
