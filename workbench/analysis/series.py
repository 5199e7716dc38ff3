"""Tagged figures as series over time: one for each metric, unit and group."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.analysis.charted import Figure, charted_day, known_quantity
from workbench.analysis.units import NO_RATES, Measure, Rates, common, converted, factor, measure_of
from workbench.domain import Article, Kind, Passage, Quantity, Series, SeriesPoint
from workbench.errors import UsageError

NO_METRIC = "(no metric)"
"""The metric of figures that have been given none: they are shown, so that tagging a figure is
seen at once, and can be asked for by this name."""

GROUPINGS = ("speaker", "source", "tag", "story")
TIMES = ("published", "as_of")

_CODE = 3  # letters of a currency in ISO 4217


class _Key(NamedTuple):
    metric: str
    unit: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure that can be drawn: its metric, its number as drawn, and its point."""

    figure: Figure
    metric: str
    quantity: Quantity
    day: str

    @property
    def rank(self) -> tuple[object, ...]:
        """By time, then as the articles have it."""
        figure = self.figure
        return self.day, figure.article.id, figure.span, figure.passage_id or 0


def series(
    passages: Iterable[tuple[Passage, Article]],
    *,
    suggested: Iterable[Figure] = (),
    metrics: Sequence[str] = (),
    unit: str | None = None,
    by: str | None = None,
    time: str = "published",
    who: Callable[[str], str] = str,
    convert: bool = False,
    rates: Rates = NO_RATES,
    once: bool = False,
    stories: Callable[[int], str] = str,
) -> list[Series]:
    """The figures among `passages`, and `suggested` ones, as series, each sorted by time.

    `metrics` and `unit` (a unit name or currency code, in any case) choose; empty means all. `by`
    splits by "speaker" (of a figure without one, its claimant), "source", "tag" or "story"; a
    figure with several tags stands in each tag's series, one without in that of group None.

    `who` gives the name under which a speaker or claimant is counted, `stories` that of a story
    by the id of its first article.

    `time` is the article's publication or the figure's own date, "as_of". A figure without that
    date, or without any number, is left out. A figure that has no value but one bound is drawn
    at that bound, as "at least" or "at most". Raises `UsageError` for another `by` or `time`.

    With `convert` figures of a metric whose units measure the same, or whose currencies have a
    rate in `rates`, are drawn in the one that most of them are stated in, or in `unit`.

    With `once` a number that several articles of one story state counts once in a series: the
    earliest of them stands for it, one with a passage before one that is only suggested.
    """
    _check(by, time)
    wanted = frozenset(metrics)
    found: list[_Placed] = []
    for figure in (*_figures(passages), *suggested):
        metric = (figure.details.metric or "").strip() or NO_METRIC
        day = charted_day(figure, as_of=time == "as_of")
        quantity = known_quantity(figure.details.quantity)
        if day is not None and quantity is not None and (not wanted or metric in wanted):
            found.append(_Placed(figure, metric, quantity, day))
    if convert:
        found = _converted(found, unit, rates)
    collected: dict[_Key, list[_Placed]] = defaultdict(list)
    for placed in found:
        label = unit_label(placed.quantity)
        if unit is not None and not _same(label, unit):
            continue
        for group in _groups(placed.figure, by, who, stories):
            collected[_Key(placed.metric, label, group)].append(placed)
    return [_series(key, collected[key], once=once) for key in sorted(collected, key=_order)]


def unit_label(quantity: Quantity) -> str | None:
    """What a number of this quantity is read in: "USD", "tonne", "USD per kilogram" or None."""
    return " ".join(part for part in (quantity.currency, quantity.unit) if part) or None


def _check(by: str | None, time: str) -> None:
    if by is not None and by not in GROUPINGS:
        raise UsageError(f"Series can be split by {', '.join(GROUPINGS)}, not by “{by}”.")
    if time not in TIMES:
        raise UsageError(f"The time of a series is {' or '.join(TIMES)}, not “{time}”.")


def _figures(passages: Iterable[tuple[Passage, Article]]) -> Iterator[Figure]:
    for passage, article in passages:
        if passage.kind is Kind.FIGURE:
            yield Figure(passage.details, article, passage.span, passage.id)


def _converted(found: Iterable[_Placed], unit: str | None, rates: Rates) -> list[_Placed]:
    """The same figures, those of a metric in as few units as they can be compared in."""
    by_metric: dict[str, list[_Placed]] = defaultdict(list)
    for placed in found:
        by_metric[placed.metric].append(placed)
    made = []
    for group in by_metric.values():
        targets = common((measure_of(one.quantity) for one in group), rates)
        if unit is not None:
            targets = _into(targets, unit, rates)
        for one in group:
            target = targets[measure_of(one.quantity)]
            quantity = converted(one.quantity, target, rates)
            made.append(one if quantity is None else replace(one, quantity=quantity))
    return made


def _into(targets: dict[Measure, Measure], unit: str, rates: Rates) -> dict[Measure, Measure]:
    """What can be, into the unit that is asked for; the rest as it was."""
    asked = next((one for one in targets if _same(one.label, unit)), _measure(unit))
    return {
        one: target if factor(one, asked, rates) is None else asked
        for one, target in targets.items()
    }


def _measure(label: str) -> Measure:
    first, _, rest = label.strip().partition(" ")
    if len(first) == _CODE and first.isalpha() and first.isupper():
        return Measure(first, rest or None)
    return Measure(None, label.strip().casefold())


def _series(key: _Key, found: list[_Placed], *, once: bool) -> Series:
    found.sort(key=lambda one: one.rank)
    told = _told_once(found) if once else [(one, 1) for one in found]
    return Series(key.metric, key.unit, key.group, tuple(_point(*one) for one in told))


def _told_once(found: Sequence[_Placed]) -> list[tuple[_Placed, int]]:
    """Of each number of a story the figures of one article, with how many articles have it."""
    by_story: dict[tuple[object, ...], list[_Placed]] = defaultdict(list)
    for one in found:
        number = one.quantity
        told = number.value, number.lower, number.upper, number.qualifier, number.as_of
        by_story[(one.figure.article.story, *told)].append(one)
    standing: dict[int, int] = {}
    for tellings in by_story.values():
        first = min(tellings, key=_precedence).figure
        articles = len({one.figure.article.id for one in tellings})
        for one in tellings:
            same_article = one.figure.article.id == first.article.id
            if same_article and one.figure.is_suggested == first.is_suggested:
                standing[id(one)] = articles
    return [(one, standing[id(one)]) for one in found if id(one) in standing]


def _precedence(one: _Placed) -> tuple[bool, bool, str, int]:
    article = one.figure.article
    return one.figure.is_suggested, not article.published, article.published or "", article.id


def _point(placed: _Placed, articles: int) -> SeriesPoint:
    figure, quantity = placed.figure, placed.quantity
    stated = figure.details.quantity
    same = stated is None or measure_of(stated) == measure_of(quantity)
    return SeriesPoint(
        t=placed.day,
        value=quantity.value or 0.0,
        lower=quantity.lower,
        upper=quantity.upper,
        qualifier=quantity.qualifier,
        passage_id=figure.passage_id,
        article_id=figure.article.id,
        span=figure.span if figure.is_suggested else None,
        stated=None if same else stated,
        articles=articles,
    )


def _order(key: _Key) -> tuple[bool, str, bool, str, bool, str]:
    """By metric, unit and group; what has none of them comes last."""
    return (
        key.metric == NO_METRIC,
        key.metric.casefold(),
        key.unit is None,
        key.unit or "",
        key.group is None,
        (key.group or "").casefold(),
    )


def _same(label: str | None, unit: str) -> bool:
    return label is not None and label.casefold() == unit.strip().casefold()


def _groups(
    figure: Figure, by: str | None, who: Callable[[str], str], stories: Callable[[int], str]
) -> Iterator[str | None]:
    details = figure.details
    if by == "tag" and details.tags:
        yield from dict.fromkeys(details.tags)
    elif by == "speaker":
        name = details.speaker or details.claimant
        yield who(name) if name else None
    elif by == "source":
        yield figure.article.source or None
    elif by == "story":
        yield stories(figure.article.story)
    else:
        yield None
