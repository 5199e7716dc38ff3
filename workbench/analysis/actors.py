"""Who said what when: speakers and claimants against tags and metrics, and changes of stance."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain import Kind, Span, Stance

NO_TOPIC = "(no tag or metric)"
"""The topic of what has neither."""


class TopicSort(StrEnum):
    """What a topic is."""

    TAG = "tag"
    METRIC = "metric"
    NONE = ""


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """What something is about."""

    sort: TopicSort
    name: str


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that stands in what was said: its first ISO day, and its words."""

    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A passage that somebody is named for, or what is suggested as one (no `passage_id`).

    `claim` is the number of the claim that it makes or denies together with others, `stance`
    what it does with it. `story` is shared by copies.
    """

    article_id: int
    story: int
    outlet: str | None
    day: str | None
    kind: Kind
    span: Span
    who: str
    topics: tuple[Topic, ...]
    text: str
    stance: Stance | None = None
    claim: int | None = None
    passage_id: int | None = None
    dates: tuple[StatedDate, ...] = ()

    @property
    def place(self) -> tuple[bool, str, int, Span]:
        """By when and where it was said; undated ones last."""
        return (self.day is None, self.day or "", self.article_id, self.span)


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of stance: of one claim the same speaker says `after` what `before` denies."""

    before: Utterance
    after: Utterance

    @property
    def words(self) -> str:
        """ "asserted → denied"."""
        return f"{self.before.stance} → {self.after.stance}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor says on one topic, the earliest first."""

    utterances: tuple[Utterance, ...]
    turns: tuple[Turn, ...] = ()

    @property
    def first(self) -> str | None:
        """The first day on which it was published."""
        return min((one.day for one in self.utterances if one.day), default=None)

    @property
    def last(self) -> str | None:
        """The last day on which it was published."""
        return max((one.day for one in self.utterances if one.day), default=None)

    @property
    def stories(self) -> int:
        """Independent stories in which it stands."""
        return len({one.story for one in self.utterances})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or claims, with all that is said and by topic."""

    name: str
    all: Cell
    topics: dict[Topic, Cell]


@dataclass(frozen=True, slots=True)
class Voices:
    """Actors, and the topics that they speak on; both the most frequent first."""

    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()


def voices(utterances: Iterable[Utterance]) -> Voices:
    """Who says how much on what, and who has changed their stance.

    A name counts under its first spelling, in any case. What has neither tag nor metric stands
    under `NO_TOPIC`.
    """
    names: dict[str, str] = {}
    of_actor: dict[str, list[Utterance]] = defaultdict(list)
    for one in sorted(utterances, key=lambda one: one.place):
        folded = one.who.casefold()
        names.setdefault(folded, one.who)
        of_actor[folded].append(one)
    counts: dict[Topic, int] = defaultdict(int)
    made = []
    for folded, said in of_actor.items():
        by_topic: dict[Topic, list[Utterance]] = defaultdict(list)
        for one in said:
            for topic in one.topics or (Topic(TopicSort.NONE, NO_TOPIC),):
                by_topic[topic].append(one)
                counts[topic] += 1
        cells = {topic: _cell(found) for topic, found in by_topic.items()}
        made.append(Actor(names[folded], _cell(said), cells))
    made.sort(key=lambda one: (-len(one.all.utterances), one.name.casefold()))
    topics = sorted(counts, key=lambda one: (one.sort is TopicSort.NONE, -counts[one], one))
    return Voices(tuple(made), tuple(topics))


def _cell(utterances: Sequence[Utterance]) -> Cell:
    return Cell(tuple(utterances), tuple(turns(utterances)))


def turns(utterances: Iterable[Utterance]) -> list[Turn]:
    """Where a speaker comes to deny what they asserted, or the other way round.

    Only of claims that are known to be one, from one day to a later one; a hedge is no stance
    to turn from. Copies of a story are no change.
    """
    last: dict[tuple[str, int], Utterance] = {}
    found = []
    for one in sorted(utterances, key=lambda one: one.place):
        if one.claim is None or one.stance in (None, Stance.HEDGED):
            continue
        key = one.who.casefold(), one.claim
        before = last.get(key)
        if before is not None and before.stance is not one.stance and _later(before, one):
            found.append(Turn(before, one))
        last[key] = one
    return found


def _later(before: Utterance, after: Utterance) -> bool:
    return (
        before.story != after.story
        and before.day is not None
        and after.day is not None
        and before.day < after.day
    )
