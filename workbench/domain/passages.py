"""Passages and what an analyst says of them, steps of the journal, series of figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from workbench.domain.values import (
    AnchorState,
    Certainty,
    Directness,
    FigureStatus,
    Kind,
    Qualifier,
    Quantity,
    Span,
    Stance,
)


@dataclass(frozen=True, slots=True)
class PassageDetails:
    """What an analyst may say of a passage beside where it stands; edited as one."""

    tags: tuple[str, ...] = ()
    memo: str = ""
    speaker: str | None = None
    claimant: str | None = None
    metric: str | None = None
    quantity: Quantity | None = None
    cue: str | None = None
    """The words that give a quote to its speaker: "said", "according to"."""
    directness: Directness | None = None
    stance: Stance | None = None
    certainty: Certainty | None = None
    """How sure the analyst is that the passage is read rightly."""
    status: FigureStatus | None = None
    read_from: str | None = None
    """The words that the quantity was read from, where they are not all of the passage's."""


CHOICES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "directness": Directness,
        "stance": Stance,
        "certainty": Certainty,
        "status": FigureStatus,
    }
)
"""The fields of `PassageDetails` that hold one of a few words or none."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A tagged stretch of an article: offsets, the exact words and 32 code points around.

    Offsets of a passage that is not anchored are those in the text that it was tagged in.
    """

    id: int
    uid: str
    article_id: int
    kind: Kind
    span: Span
    text: str
    prefix: str
    suffix: str
    details: PassageDetails
    created: str
    modified: str
    state: AnchorState
    proposed: Span | None = None
    """Where a passage in review may stand in the article's present text."""
    proposed_score: float | None = None
    """How well words and surroundings fit there, from 0 to 1."""
    gaps: tuple[Span, ...] = ()
    """Stretches between the parts of a passage of several, in order, counted from its start.

    `span` and `text` run from the first part to the end of the last.
    """

    @property
    def parts(self) -> tuple[Span, ...]:
        """The stretches of the article's text that the passage is made of, in order."""
        ends = [offset for gap in self.gaps for offset in (gap.start, gap.end)]
        bounds = [0, *ends, self.span.end - self.span.start]
        return tuple(
            Span(self.span.start + bounds[i], self.span.start + bounds[i + 1])
            for i in range(0, len(bounds), 2)
        )

    @property
    def words(self) -> str:
        """The text of the parts, with an ellipsis in brackets for what is left out."""
        if not self.gaps:
            return self.text
        at = self.span.start
        return " […] ".join(
            self.text[part.start - at : part.end - at].strip() for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the codebook with the number of passages that carry it.

    `shortcut` is the digit whose key puts it on a passage.
    """

    id: int
    name: str
    colour: str | None
    passages: int
    parent_id: int | None = None
    definition: str = ""
    shortcut: str | None = None


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages to list; None or "" leaves a field open.

    `text` looks in words, memo and tags.
    """

    kind: Kind | None = None
    tag: str | None = None
    article_id: int | None = None
    metric: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    """The first day of publication, ISO 8601; articles without a date are left out."""
    until: str | None = None
    """The last day of publication, included."""
    state: AnchorState | None = None
    ids: tuple[int, ...] | None = None
    """Only those of these passages."""
    text: str = ""


class PassageGrouping(StrEnum):
    """What the passages of a list may have in common."""

    WHO = "speaker"
    METRIC = "metric"
    TAGS = "tags"
    STORY = "story"
    OUTLET = "outlet"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of a list that have something in common; "" is having nothing.

    They stand at `start` up to `end` of the list that has been put in the order of groups.
    """

    label: str
    start: int
    end: int


class PassageOrder(StrEnum):
    """What a list of passages is sorted by."""

    DATE = "date"
    KIND = "kind"
    WORDS = "words"
    VALUE = "value"
    WHO = "who"
    METRIC = "metric"
    TAGS = "tags"
    OUTLET = "outlet"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the journal: what was done, when, and to which tables."""

    id: int
    label: str
    at: str
    author: str
    action: str
    """"do", "undo" or "redo"."""
    target: int | None
    """The step that an undo or redo acts on."""
    tables: frozenset[str] = field(default_factory=frozenset)


class StepState(StrEnum):
    """Whether what a step did is so now, can be done again, or is out of reach."""

    DONE = "done"
    UNDONE = "undone"
    GONE = "taken back"


@dataclass(frozen=True, slots=True)
class Change:
    """A notice that stored rows have changed; models refresh from it."""

    tables: frozenset[str]
    article_ids: frozenset[int] = field(default_factory=frozenset)
    label: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A charted number; `t` is an ISO 8601 date, and the passage is its evidence.

    A suggestion that no passage has been made of has None for the passage, and `span`.
    """

    t: str
    value: float
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    passage_id: int | None
    article_id: int
    span: Span | None = None
    """Where a suggestion stands in the article's text."""
    stated: Quantity | None = None
    """The number as it stands in the text, where it was converted into the unit of the series."""
    articles: int = 1
    """In how many articles of one story it stands; the point is that of the earliest."""


@dataclass(frozen=True, slots=True)
class Series:
    """One metric in one unit, of one group; `unit` is a unit name or a currency code."""

    metric: str
    unit: str | None
    group: str | None
    points: tuple[SeriesPoint, ...]
