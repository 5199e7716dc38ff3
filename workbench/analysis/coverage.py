"""What is covered by whom: passages by outlet and month, topics of one origin, silent outlets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.analysis.actors import Topic, TopicSort
from workbench.domain import Kind

NO_OUTLET = "(no outlet)"
NO_DATE = "(no date)"
_MOST_MONTHS = 1_200
"""A wrong date does not make a table of a thousand years."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A passage with where it stands; `story` is shared by copies."""

    passage_id: int
    article_id: int
    story: int
    outlet: str
    day: str | None
    kind: Kind
    who: str
    text: str
    topics: tuple[Topic, ...] = ()

    @property
    def month(self) -> str:
        """The month of publication as "2025-02"."""
        month = (self.day or "")[:7]
        return month if len(month) == len("2025-02") else NO_DATE

    @property
    def place(self) -> tuple[bool, str, int, int]:
        """By when and where it was published; undated ones last."""
        return (self.day is None, self.day or "", self.article_id, self.passage_id)


@dataclass(frozen=True, slots=True)
class ByMonth:
    """Passages by outlet and month; the outlet with the most comes first, months are in order
    and without gaps, what has no date comes last."""

    outlets: tuple[str, ...]
    months: tuple[str, ...]
    cells: Mapping[tuple[int, int], tuple[Covered, ...]]
    """By the numbers of outlet and month."""


NOTHING = ByMonth((), (), {})


@dataclass(frozen=True, slots=True)
class OneOrigin:
    """A topic of which all passages stand in one story."""

    topic: Topic
    story: int
    passages: tuple[Covered, ...]

    @property
    def articles(self) -> int:
        """How many articles have it, copies included."""
        return len({one.article_id for one in self.passages})


@dataclass(frozen=True, slots=True)
class Silence:
    """A tag with the outlets that have it and those that have articles and never mention it,
    the latter with the most articles first."""

    topic: Topic
    outlets: tuple[str, ...]
    silent: tuple[str, ...]
    passages: tuple[Covered, ...]


def by_month(passages: Iterable[Covered], outlets: Sequence[str] = ()) -> ByMonth:
    """Passages by outlet and month; `outlets` are there without a passage, too."""
    cells: dict[tuple[str, str], list[Covered]] = defaultdict(list)
    counts: dict[str, int] = dict.fromkeys(outlets, 0)
    for one in sorted(passages, key=lambda one: one.place):
        cells[one.outlet, one.month].append(one)
        counts[one.outlet] = counts.get(one.outlet, 0) + 1
    rows = sorted(counts, key=lambda name: (-counts[name], name.casefold()))
    months = _without_gaps({month for _, month in cells})
    row_of = {name: number for number, name in enumerate(rows)}
    column_of = {month: number for number, month in enumerate(months)}
    return ByMonth(
        tuple(rows),
        months,
        {
            (row_of[outlet], column_of[month]): tuple(found)
            for (outlet, month), found in cells.items()
        },
    )


def _without_gaps(months: set[str]) -> tuple[str, ...]:
    dated = sorted(months - {NO_DATE})
    undated = (NO_DATE,) if NO_DATE in months else ()
    if not dated:
        return undated
    first, last = _number(dated[0]), _number(dated[-1])
    if last - first > _MOST_MONTHS:
        return (*dated, *undated)
    between = (f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))
    return (*between, *undated)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def one_origin(passages: Iterable[Covered]) -> list[OneOrigin]:
    """Topics whose passages all stand in one story, however many copies of it there are; those
    of the most articles first, for they look the most like several."""
    found = [
        OneOrigin(topic, said[0].story, tuple(said))
        for topic, said in _by_topic(passages).items()
        if len({one.story for one in said}) == 1
    ]
    return sorted(found, key=lambda one: (-one.articles, -len(one.passages), one.topic))


def silences(passages: Iterable[Covered], articles: Mapping[str, int]) -> list[Silence]:
    """For every tag the outlets that never mention it, of those with so many `articles`.

    The tags that the most outlets mention come first: there a silence tells most.
    """
    order = sorted(articles, key=lambda name: (-articles[name], name.casefold()))
    found = []
    for topic, said in _by_topic(passages).items():
        if topic.sort is TopicSort.TAG:
            outlets = {one.outlet for one in said}
            silent = tuple(name for name in order if name not in outlets)
            found.append(
                Silence(topic, tuple(sorted(outlets, key=str.casefold)), silent, tuple(said))
            )
    return sorted(found, key=lambda one: (-len(one.outlets), -len(one.passages), one.topic))


def _by_topic(passages: Iterable[Covered]) -> dict[Topic, list[Covered]]:
    of_topic: dict[Topic, list[Covered]] = defaultdict(list)
    for one in sorted(passages, key=lambda one: one.place):
        for topic in one.topics:
            of_topic[topic].append(one)
    return of_topic
