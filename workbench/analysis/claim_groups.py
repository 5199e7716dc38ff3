"""Claims that say the same, or the opposite, put together across articles.

Groups are proposals: what they hold is compared by its words, and an analyst settles them. What
is settled already is taken as it is.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.analysis.claim_words import ClaimWords, claim_words
from workbench.domain import Span, Stance, SuggestedClaim
from workbench.tasks import Task

LEAST = 0.55
"""The likeness from which on two claims are proposed as one."""

_KEYS = 8
"""The rarest words of a claim by which others like it are looked for."""
_MOST_LIKE = 64
"""Groups that a word leads to at most, the newest: one that leads to more tells little."""
_FEWEST_STEMS = 3
"""A claim of fewer words is like too much."""
_REPORTED = 1_000


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim as it stands in an article: who makes it, how, and when.

    One that is only suggested has no `passage_id`, but what was `offered`. `story` is shared by
    copies.
    """

    article_id: int
    span: Span
    text: str
    story: int
    day: str | None = None
    who: str | None = None
    outlet: str | None = None
    stance: Stance | None = None
    passage_id: int | None = None
    offered: SuggestedClaim | None = None

    @property
    def place(self) -> tuple[str, int, Span]:
        """By when and where it was made; undated ones last."""
        return (self.day or "9999", self.article_id, self.span)


@dataclass(frozen=True, slots=True)
class GroupedClaim:
    """A claim in a group; one that is `opposite` denies what the others say."""

    assertion: Assertion
    opposite: bool
    likeness: float
    """To the first, from 0 to 1; 1 for what is settled."""


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that say the same or the opposite, the earliest first."""

    members: tuple[GroupedClaim, ...]
    statement_id: int | None = None
    """The statement that the analyst has settled; None for a proposal."""
    label: str = ""

    @property
    def name(self) -> str:
        """What it is called: the label, or the words of the first that does not deny it."""
        first = next((one for one in self.members if not one.opposite), self.members[0])
        return self.label or first.assertion.text

    @property
    def independent(self) -> int:
        """Stories that it stands in: copies of one count once."""
        return len({one.assertion.story for one in self.members})

    @property
    def outlets(self) -> int:
        """Outlets that it stands in."""
        return len({one.assertion.outlet for one in self.members if one.assertion.outlet})

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whoever makes or denies it, in the order of their first word on it."""
        return tuple(dict.fromkeys(one.assertion.who for one in self.members if one.assertion.who))

    def stories(self, stance: Stance) -> int:
        """Independent stories in which the claim is asserted, denied or hedged."""
        return len({one.assertion.story for one in self.members if held(one) is stance})


def held(member: GroupedClaim) -> Stance:
    """What a member does with what the group says; a hedge is one either way."""
    if member.assertion.stance is Stance.HEDGED:
        return Stance.HEDGED
    return Stance.DENIED if member.opposite else Stance.ASSERTED


@dataclass(frozen=True, slots=True)
class Settled:
    """What the analyst has settled of a statement: its passages, and which say the opposite."""

    statement_id: int
    label: str
    opposite: Mapping[int, bool]
    """By the id of the passage."""

    @property
    def is_apart(self) -> bool:
        """Whether it is one claim without a name: it was taken out of others, and stays alone."""
        return len(self.opposite) == 1 and not self.label


@dataclass(slots=True)
class _Group:
    words: ClaimWords
    weight: float
    """Of the words together, by their rarity."""
    members: list[GroupedClaim] = field(default_factory=list)
    settled: Settled | None = None


class _Groups:
    """Groups by the words of their first claim, to which all others are compared.

    That keeps a chain of small changes from joining what has nothing in common (leader
    clustering; J. A. Hartigan, "Clustering Algorithms", 1975, chapter 3).
    """

    def __init__(self, frequencies: Mapping[str, int], claims: int) -> None:
        self._frequencies = frequencies
        self._rarity = {stem: math.log(1 + claims / number) for stem, number in frequencies.items()}
        self._by_stem: dict[str, list[_Group]] = defaultdict(list)
        self.all: list[_Group] = []

    def new(self, words: ClaimWords, settled: Settled | None = None) -> _Group:
        group = _Group(words, self._weight(words.stems), settled=settled)
        self.all.append(group)
        if settled is None or not settled.is_apart:
            for stem in self._keys(words):
                self._by_stem[stem].append(group)
        return group

    def nearest(self, words: ClaimWords) -> tuple[_Group | None, float]:
        """The group whose first claim is most like these words, and how much so."""
        best, most = None, 0.0
        own = self._weight(words.stems)
        seen = set()
        for stem in self._keys(words):
            for group in self._by_stem[stem][-_MOST_LIKE:]:
                if id(group) in seen:
                    continue
                seen.add(id(group))
                common = self._weight(words.stems & group.words.stems)
                # Of the shorter one most may be said in the longer: the mean of both parts.
                likeness = common / 2 / own + common / 2 / group.weight if common else 0.0
                if likeness > most:
                    best, most = group, likeness
        return best, most

    def _keys(self, words: ClaimWords) -> list[str]:
        return sorted(words.stems, key=lambda stem: (self._frequencies[stem], stem))[:_KEYS]

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(self._rarity[stem] for stem in stems)


def claim_groups(
    assertions: Sequence[Assertion],
    settled: Sequence[Settled] = (),
    task: Task | None = None,
    *,
    least: float = LEAST,
) -> list[ClaimGroup]:
    """Claims put together that are alike in at least `least` of their words, by their rarity.

    The order of `assertions` does not matter. Groups come with the most independent stories
    first; claims that nothing is like are left out, unless they have been named. Takes time that
    grows with the number of claims, not with that of their pairs. Raises `Cancelled`.
    """
    task = task or Task()
    ordered = sorted(assertions, key=lambda one: (one.place, one.text, one.passage_id or 0))
    words = [claim_words(one.text, one.who or "") for one in ordered]
    frequencies = Counter(stem for one in words for stem in one.stems)
    groups = _Groups(frequencies, len(ordered))
    of_passage = {key: one for one in settled for key in one.opposite}
    kept: dict[int, _Group] = {}
    for claim, said in zip(ordered, words, strict=True):
        if claim.passage_id is None or claim.passage_id not in of_passage:
            continue
        statement = of_passage[claim.passage_id]
        group = kept.get(statement.statement_id)
        if group is None:
            group = kept[statement.statement_id] = groups.new(said, statement)
        group.members.append(GroupedClaim(claim, statement.opposite[claim.passage_id], 1.0))
    for number, (claim, said) in enumerate(zip(ordered, words, strict=True)):
        if number % _REPORTED == 0:
            task.step(number, len(ordered), "Comparing claims")
        if claim.passage_id in of_passage or len(said.stems) < _FEWEST_STEMS:
            continue
        near, likeness = groups.nearest(said)
        if near is None or likeness < least:
            near, likeness = groups.new(said), 1.0
        near.members.append(GroupedClaim(claim, _denies(claim, said), round(likeness, 3)))
    found = [_grouped(one) for one in groups.all if _is_told(one)]
    return sorted(found, key=lambda one: (-one.independent, one.members[0].assertion.place))


def _is_told(group: _Group) -> bool:
    """Whether it is more than one claim, or one that the analyst has named."""
    return len(group.members) > 1 or (group.settled is not None and not group.settled.is_apart)


def _denies(claim: Assertion, said: ClaimWords) -> bool:
    """Whether the words turn something around, or, if none of them does, the analyst says so."""
    return said.negated if said.turned else claim.stance is Stance.DENIED


def _grouped(group: _Group) -> ClaimGroup:
    members = sorted(group.members, key=lambda one: one.assertion.place)
    if group.settled is None:
        if all(one.opposite for one in members) and any(
            one.assertion.stance is not Stance.DENIED for one in members
        ):
            # "Nobody can replace …", everywhere: that is what they say, and not its denial.
            members = [replace(one, opposite=False) for one in members]
        return ClaimGroup(tuple(members))
    return ClaimGroup(tuple(members), group.settled.statement_id, group.settled.label)


def without_suggestions(group: ClaimGroup) -> ClaimGroup | None:
    """The group of what is a passage already; None if that is nothing."""
    members = tuple(one for one in group.members if one.assertion.passage_id is not None)
    return replace(group, members=members) if members else None
