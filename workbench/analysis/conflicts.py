"""Metrics for which sources differ: who states what since when, how far apart, and who moved.

Statements of one metric are compared as intervals (`workbench.analysis.stated`): what overlaps
agrees, however it is worded. Copies of one story count once.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.analysis.stated import (
    StatedFigure,
    has_zero,
    interval,
    known_value,
    measure,
    metric_key,
    subject_key,
)

WITHIN = 365
"""Days between publications up to which numbers without a date of their own are compared."""

_MOST = 2_000
"""Statements of one metric that are compared pair by pair; of more, those furthest apart."""

_ONE_QUANTITY = 9.0
"""The spread beyond which suggestions with the same words are taken to be of other things."""

_TELLING = 2
"""Words that a suggested subject must have: "people" alone names no quantity."""


class Difference(StrEnum):
    """What kind of difference there is between the statements of a metric."""

    VALUES = "values"
    """Sources state what cannot both be so."""
    MOVED = "moved"
    """Somebody states another number than before; no two sources contradict each other."""
    DATES = "dates"
    """The numbers are of different days; no conflict."""
    UNITS = "units"
    """They are stated in what cannot be compared, such as two currencies."""
    BOUNDS = "bounds"
    """ "over 70 %" and "72 %": they differ and can both be so."""


Pairs = npt.NDArray[np.bool_]
"""For each statement whether it stands in a relation to each other one."""

_RANK = {kind: number for number, kind in enumerate(Difference)}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source states, in the unit of its group.

    `low` and `high` are the ends of what it allows, infinite where they are open. `copies` are
    the articles that have it from the same story. `moved` is 1 or -1 when the same source stated
    less or more before. `against` counts the statements of other sources that it contradicts.
    """

    figure: StatedFigure
    source: str
    value: float
    low: float
    high: float
    copies: tuple[int, ...] = ()
    moved: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A metric with what differs between its statements, the oldest first.

    `unit` and `currency` are those of the values; both are None for statements of which no one
    unit holds (`Difference.UNITS`). `spread` says by which part of the smallest value the
    largest exceeds it (0.4: by 40 %), of values of both signs of the largest in size; None where
    that says nothing.
    """

    metric: str
    unit: str | None
    currency: str | None
    difference: Difference
    spread: float | None
    statements: tuple[Statement, ...]

    @property
    def least(self) -> float:
        """The smallest value."""
        return min(one.value for one in self.statements)

    @property
    def most(self) -> float:
        """The largest value."""
        return max(one.value for one in self.statements)

    @property
    def sources(self) -> int:
        """How many speakers or outlets state it."""
        return len({one.source.casefold() for one in self.statements})

    @property
    def stories(self) -> int:
        """How many independent stories state it."""
        return len({one.figure.story for one in self.statements})

    @property
    def movers(self) -> int:
        """How many sources have stated another number than before."""
        return len({one.source.casefold() for one in self.statements if one.moved})

    @property
    def first(self) -> str | None:
        """The first day of publication."""
        return min((one.figure.day for one in self.statements if one.figure.day), default=None)

    @property
    def last(self) -> str | None:
        """The last day of publication."""
        return max((one.figure.day for one in self.statements if one.figure.day), default=None)

    @property
    def suggested(self) -> bool:
        """Whether no passage is among the statements."""
        return all(one.figure.passage_id is None for one in self.statements)


class _Group(NamedTuple):
    key: tuple[str, ...]
    dimension: str
    figures: list[StatedFigure]


def conflicts(
    figures: Iterable[StatedFigure],
    *,
    who: Callable[[str], str] = str,
    within: int | None = WITHIN,
) -> list[Conflict]:
    """Metrics whose statements differ, contradictions with the largest spread first.

    `who` gives the name under which a speaker is counted. Numbers of which both have a date of
    their own are compared when it is the same, or the one lies in the other ("2024-03" in
    "2024"); others when they were published within so many days of each other (None: always).
    A suggested figure joins a metric of passages by its words, or one of suggestions when these
    have two telling words at least; ranks, factors and changes are left out.
    """
    by_metric = _grouped(figures)
    found: list[Conflict] = []
    for groups in by_metric:
        made = [one for group in groups if (one := _conflict(group, who, within)) is not None]
        found += made
        if len(groups) > 1 and not made and (units := _units(groups, who)) is not None:
            found.append(units)
    return sorted(found, key=_order)


def _grouped(figures: Iterable[StatedFigure]) -> Iterator[list[_Group]]:
    """The statements by metric and within it by dimension, where there are two stories or more."""
    everything: dict[tuple[str, ...], dict[str, list[StatedFigure]]] = defaultdict(dict)
    offered = []
    for figure in figures:
        if figure.passage_id is None:
            offered.append(figure)
        elif key := metric_key(figure.metric):
            dimension = measure(figure.unit, figure.currency)[0]
            everything[key].setdefault(dimension, []).append(figure)
    tagged = frozenset(everything)
    for figure in offered:
        key = subject_key(figure.metric or figure.subject)
        if (len(key) >= _TELLING or (key and key in tagged)) and figure.form == "amount":
            dimension = measure(figure.unit, figure.currency)[0]
            everything[key].setdefault(dimension, []).append(figure)
    for key, dimensions in everything.items():
        yield [_Group(key, dimension, found) for dimension, found in dimensions.items()]


def _conflict(group: _Group, who: Callable[[str], str], within: int | None) -> Conflict | None:
    figures = group.figures
    if len(figures) < 2 or len({one[6:9] + one[11:13] for one in figures}) < 2:
        return None
    if len({one.who or one.outlet or one.article_id for one in figures}) < 2 and not any(
        map(_steady, figures)
    ):
        return None
    statements = _statements(figures, who)
    if len(statements) < 2:
        return None
    statements = _moved(statements)
    difference, statements = _compared(statements, within)
    several = len({one.source.casefold() for one in statements}) > 1
    if difference is None or not (several or difference is Difference.MOVED):
        return None
    shown = _shown_unit(figures)
    spread = _spread(statements, shown[0])
    suggested = all(one.passage_id is None for one in figures)
    if suggested and spread is not None and spread > _ONE_QUANTITY:
        return None
    return Conflict(
        metric=_name(figures),
        unit=shown[0],
        currency=shown[1],
        difference=difference,
        spread=spread,
        statements=tuple(statements),
    )


def _shown_unit(figures: Sequence[StatedFigure]) -> tuple[str | None, str | None]:
    """The unit that most of the figures are stated in, passages first."""
    counts = Counter((one.unit, one.currency) for one in figures if one.passage_id is not None)
    counts = counts or Counter((one.unit, one.currency) for one in figures)
    return counts.most_common(1)[0][0]


def _name(figures: Sequence[StatedFigure]) -> str:
    names = Counter(one.metric for one in figures if one.metric and one.passage_id is not None)
    names = names or Counter(one.metric or one.subject or "" for one in figures)
    return names.most_common(1)[0][0].strip()


def _statements(figures: Sequence[StatedFigure], who: Callable[[str], str]) -> list[Statement]:
    """The figures as statements in the unit of most, by day; copies of one story once."""
    size = measure(*_shown_unit(figures))[1]
    once: dict[tuple[object, ...], Statement] = {}
    for figure in sorted(figures, key=_by_day):
        value, ends = known_value(figure), interval(figure)
        if value is None or ends is None:
            continue
        scale = measure(figure.unit, figure.currency)[1] / size
        source = _source(figure, who)
        said = figure.who and source.casefold()
        same = (figure.story, said, figure.as_of, value * scale, ends[0] * scale, ends[1] * scale)
        known = once.get(same)
        if known is None:
            once[same] = Statement(figure, source, *same[3:])
        elif figure.article_id != known.figure.article_id:
            copies = dict.fromkeys([*known.copies, figure.article_id])
            # A passage stands for the suggestions that say the same.
            kept = figure if known.figure.passage_id is None and figure.passage_id else known.figure
            once[same] = replace(known, figure=kept, copies=tuple(copies))
    return list(once.values())


def _by_day(figure: StatedFigure) -> tuple[bool, str, bool, int, int]:
    return (
        figure.day is None,
        figure.day or "",
        figure.passage_id is None,
        figure.article_id,
        figure.start,
    )


def _source(figure: StatedFigure, who: Callable[[str], str]) -> str:
    if figure.who:
        return who(figure.who)
    return figure.outlet or f"Article {figure.article_id}"


def _moved(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, with which way a source has moved from what it stated before."""
    last: dict[str, Statement] = {}
    found = []
    for one in statements:
        source = one.source.casefold()
        before = last.get(source)
        way = 0
        if before is not None and _later(before.figure, one.figure):
            way = (one.low > before.high) - (one.high < before.low)
        last[source] = one
        found.append(replace(one, moved=way) if way else one)
    return found


def _later(before: StatedFigure, after: StatedFigure) -> bool:
    """Whether the one was published later and says of the same date what the other does."""
    if before.story == after.story or not before.day or not after.day or before.day >= after.day:
        return False
    return before.as_of is None or after.as_of is None or _same_time(before.as_of, after.as_of)


def _same_time(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def _compared(
    statements: list[Statement], within: int | None
) -> tuple[Difference | None, list[Statement]]:
    """What kind of difference there is, and the statements with how many each contradicts."""
    some = statements if len(statements) <= _MOST else _outermost(statements)
    apart = _apart(some)
    against = apart & _comparable(some, within) & _other_sources(some)
    counts = against.sum(axis=1)
    if counts.any():
        of = {id(one): int(count) for one, count in zip(some, counts, strict=True)}
        marked = [replace(one, against=of.get(id(one), 0)) for one in statements]
        return Difference.VALUES, marked
    if any(one.moved and _steady(one.figure) for one in statements):
        return Difference.MOVED, statements
    if (apart & _other_sources(some)).any():
        return Difference.DATES, statements
    if len({(one.low, one.high) for one in statements}) > 1:
        return Difference.BOUNDS, statements
    return None, statements


def _steady(figure: StatedFigure) -> bool:
    """Whether its source says one thing: an outlet's suggested numbers are of many things."""
    return figure.passage_id is not None or bool(figure.who)


def _outermost(statements: Sequence[Statement]) -> list[Statement]:
    half = _MOST // 2
    by_value = sorted(statements, key=lambda one: one.value)
    return [*by_value[:half], *by_value[-half:]]


def _apart(statements: Sequence[Statement]) -> Pairs:
    low = np.array([one.low for one in statements])
    high = np.array([one.high for one in statements])
    # What differs by the last bit of a product of units does not differ.
    above = low[:, None] > high[None, :] + 1e-9 * np.abs(np.where(np.isinf(high), 0, high))[None, :]
    found: Pairs = above | above.T
    return found


def _other_sources(
    statements: Sequence[Statement],
) -> Pairs:
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(one.source.casefold(), len(numbers)) for one in statements])
    story = np.array([one.figure.story for one in statements])
    # Within one story speakers may well contradict each other; its own numbers do not.
    named = np.array([bool(one.figure.who) for one in statements])
    elsewhere = story[:, None] != story[None, :]
    found: Pairs = (of[:, None] != of[None, :]) & (elsewhere | (named[:, None] & named[None, :]))
    return found


def _comparable(statements: Sequence[Statement], within: int | None) -> Pairs:
    """Which statements are of the same time, as far as they say or their articles show."""
    times = {one.figure.as_of: number for number, one in enumerate(statements)}
    names = list(times)
    same = np.array([[not (a and b) or _same_time(a, b) for b in names] for a in names], dtype=bool)
    stated = np.array([[bool(a and b) for b in names] for a in names], dtype=bool)
    place = {name: number for number, name in enumerate(names)}
    of = np.array([place[one.figure.as_of] for one in statements])
    found: Pairs = same[np.ix_(of, of)]
    if within is None:
        return found
    days = np.array([_ordinal(one.figure.day) for one in statements])
    near = ~(np.abs(days[:, None] - days[None, :]) > within)  # nan: not known, so compared
    both: Pairs = found & (near | stated[np.ix_(of, of)])
    return both


def _ordinal(day: str | None) -> float:
    try:
        return float(date.fromisoformat((day or "")[:10]).toordinal())
    except ValueError:
        return math.nan


def _spread(statements: Sequence[Statement], unit: str | None) -> float | None:
    values = [one.value for one in statements]
    least, most = min(values), max(values)
    if not has_zero(unit) or least == most:
        return None if least != most else 0.0
    if least > 0 or most < 0:
        small, large = sorted((abs(least), abs(most)))
        return large / small - 1
    return (most - least) / max(abs(least), abs(most))


def _units(groups: Sequence[_Group], who: Callable[[str], str]) -> Conflict | None:
    """A metric whose sources agree as far as they can be compared, and use several units."""
    accepted = [
        group for group in groups if any(one.passage_id is not None for one in group.figures)
    ]
    if len(accepted) < 2:
        return None
    figures = [one for group in accepted for one in group.figures]
    statements = [one for group in accepted for one in _statements(group.figures, who)]
    if len({one.source.casefold() for one in statements}) < 2:
        return None
    statements.sort(key=lambda one: _by_day(one.figure))
    return Conflict(_name(figures), None, None, Difference.UNITS, None, tuple(statements))


def _order(one: Conflict) -> tuple[int, bool, float, int, str]:
    spread = -1.0 if one.spread is None else one.spread
    return (_RANK[one.difference], one.suggested, -spread, -one.stories, one.metric.casefold())
