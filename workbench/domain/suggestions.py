"""What is read in an article and offered to the analyst: figures, quotes, claims, dates.

Offsets are code points in the article's canonical text. A `score` is between 0 and 1: how
likely an analyst is to want it; what is shown begins at a score that the analyst sets.
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.values import Directness, FigureStatus, Kind, Quantity, Span, Stance


class FigureForm(StrEnum):
    """What kind of number a figure is."""

    AMOUNT = "amount"
    """How much or how many; a percentage, a ratio, a range."""
    RANK = "rank"
    """ "the second-largest": the place in an order."""
    FACTOR = "factor"
    """ "more than doubled": by how many times."""
    CHANGE = "change"
    """ "rose 3 %": by how much, where a level may stand beside it as a figure of its own."""


class DatePrecision(StrEnum):
    """How exactly a date is stated."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    DURATION = "duration"
    SET = "set"
    """Again and again: "every Monday"."""
    VAGUE = "vague"
    """ "in the coming days", "recently": no date can be given."""


@dataclass(frozen=True, slots=True)
class SuggestedFigure:
    """A number with what it counts or measures; `span` holds its words, qualifier included."""

    span: Span
    quantity: Quantity
    score: float
    form: FigureForm = FigureForm.AMOUNT
    dimension: str | None = None
    """What the unit measures: "mass", "currency", "ratio"; None for a count."""
    subject: str | None = None
    """The words of the sentence that say what is measured."""
    metric: str | None = None
    """A short name to chart it under, proposed from the subject."""
    who: str | None = None
    """Who says so, where the sentence tells."""
    status: FigureStatus | None = None
    direction: int = 0
    """Of a change: 1 up, -1 down."""

    @property
    def kind(self) -> Kind:
        """A figure."""
        return Kind.FIGURE


@dataclass(frozen=True, slots=True)
class SuggestedQuote:
    """Words that are given as somebody's own, with their marks.

    `span` runs from the first mark to the last; `gaps`, counted from its start, hold what
    interrupts it. `speaker` is how the speaker is named there, `name` who that is.
    """

    span: Span
    score: float
    directness: Directness = Directness.DIRECT
    gaps: tuple[Span, ...] = ()
    speaker: str | None = None
    speaker_span: Span | None = None
    name: str | None = None
    confidence: float = 0.0
    """How sure `name` is."""
    cue: str | None = None

    @property
    def kind(self) -> Kind:
        """A quote."""
        return Kind.QUOTE


@dataclass(frozen=True, slots=True)
class SuggestedClaim:
    """A sentence or clause that states something that can be checked."""

    span: Span
    score: float
    claimant: str | None = None
    stance: Stance = Stance.ASSERTED

    @property
    def kind(self) -> Kind:
        """A claim."""
        return Kind.CLAIM


@dataclass(frozen=True, slots=True)
class SuggestedDate:
    """A point or stretch of time as the text states it.

    `value` is ISO 8601 as TIMEX3 writes it: 2025-02-24, 2025-02, 2025-W09, 2025-Q1, P3D,
    PRESENT_REF. `begin` and `end` are ISO days where a range is stated.
    """

    span: Span
    value: str
    precision: DatePrecision
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read in one text, each in the text's order."""

    figures: tuple[SuggestedFigure, ...] = ()
    quotes: tuple[SuggestedQuote, ...] = ()
    claims: tuple[SuggestedClaim, ...] = ()
    dates: tuple[SuggestedDate, ...] = ()
