"""Tagged figures as series over time: one for each metric, unit and group."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from workbench.domain import (
    Article,
    Kind,
    Passage,
    PassageDetails,
    Qualifier,
    Quantity,
    Series,
    SeriesPoint,
)
from workbench.errors import UsageError

NO_METRIC = "(no metric)"
"""The metric of figures that have been given none: they are shown, so that tagging a figure is
seen at once, and can be asked for by this name."""

GROUPINGS = ("speaker", "source", "tag")
TIMES = ("published", "as_of")

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


class _Key(NamedTuple):
    metric: str
    unit: str | None
    group: str | None


def series(
    passages: Iterable[tuple[Passage, Article]],
    *,
    metrics: Sequence[str] = (),
    unit: str | None = None,
    by: str | None = None,
    time: str = "published",
    who: Callable[[str], str] = str,
) -> list[Series]:
    """The figures among `passages` as series, each sorted by time.

    `metrics` and `unit` (a unit name or currency code, in any case) choose; empty means all. `by`
    splits by "speaker" (of a figure without one, its claimant), "source" or "tag"; a figure with
    several tags stands in each tag's series, one without in that of group None.

    `who` gives the name under which a speaker or claimant is counted.

    `time` is the article's publication or the figure's own date, "as_of". A figure without that
    date, or without any number, is left out. A figure that has no value but one bound is drawn
    at that bound, as "at least" or "at most". Raises `UsageError` for another `by` or `time`.
    """
    _check(by, time)
    wanted = frozenset(metrics)
    collected: dict[_Key, list[tuple[tuple[object, ...], SeriesPoint]]] = defaultdict(list)
    for passage, article in passages:
        point = _point(passage, article, time)
        if point is None or passage.details.quantity is None:
            continue
        metric = _metric(passage.details)
        label = unit_label(passage.details.quantity)
        if (wanted and metric not in wanted) or (unit is not None and not _same(label, unit)):
            continue
        place = (point.t, passage.article_id, passage.span, passage.id)
        for group in _groups(passage.details, article, by, who):
            collected[_Key(metric, label, group)].append((place, point))
    return [_series(key, collected[key]) for key in sorted(collected, key=_order)]


def unit_label(quantity: Quantity) -> str | None:
    """What a number of this quantity is read in: "USD", "tonne", "USD per kilogram" or None."""
    return " ".join(part for part in (quantity.currency, quantity.unit) if part) or None


def _check(by: str | None, time: str) -> None:
    if by is not None and by not in GROUPINGS:
        raise UsageError(f"Series can be split by {', '.join(GROUPINGS)}, not by “{by}”.")
    if time not in TIMES:
        raise UsageError(f"The time of a series is {' or '.join(TIMES)}, not “{time}”.")


def _series(key: _Key, points: list[tuple[tuple[object, ...], SeriesPoint]]) -> Series:
    points.sort(key=lambda entry: entry[0])
    return Series(key.metric, key.unit, key.group, tuple(point for _, point in points))


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


def _metric(details: PassageDetails) -> str:
    return (details.metric or "").strip() or NO_METRIC


def _same(label: str | None, unit: str) -> bool:
    return label is not None and label.casefold() == unit.strip().casefold()


def _groups(
    details: PassageDetails, article: Article, by: str | None, who: Callable[[str], str]
) -> Iterator[str | None]:
    if by == "tag" and details.tags:
        yield from dict.fromkeys(details.tags)
    elif by == "speaker":
        name = details.speaker or details.claimant
        yield who(name) if name else None
    elif by == "source":
        yield article.source or None
    else:
        yield None


def _point(passage: Passage, article: Article, time: str) -> SeriesPoint | None:
    quantity = passage.details.quantity
    if passage.kind is not Kind.FIGURE or quantity is None:
        return None
    day = _day(article.published if time == "published" else quantity.as_of)
    known = _known(quantity)
    if day is None or known is None or known.value is None:
        return None
    return SeriesPoint(
        t=day,
        value=known.value,
        lower=known.lower,
        upper=known.upper,
        qualifier=known.qualifier,
        passage_id=passage.id,
        article_id=article.id,
    )


def _day(moment: str | None) -> str | None:
    """The date part of an ISO 8601 moment; of a month or a year its first day.

    None for what is no date.
    """
    if not moment:
        return None
    parts = _YEAR_OR_MONTH.fullmatch(moment.strip())
    try:
        if parts is not None:
            return date(int(parts[1]), int(parts[2] or 1), 1).isoformat()
        return date.fromisoformat(moment.strip()[:10]).isoformat()
    except ValueError:
        return None


def _known(quantity: Quantity) -> Quantity | None:
    """`quantity` with a finite value, made from its bounds where it states none."""
    value, lower, upper = (
        number if number is not None and math.isfinite(number) else None
        for number in (quantity.value, quantity.lower, quantity.upper)
    )
    sign = quantity.qualifier
    if value is None and lower is not None and upper is not None:
        value = lower / 2 + upper / 2
    elif value is None and lower is not None:
        value, lower, sign = lower, None, sign or Qualifier.AT_LEAST
    elif value is None and upper is not None:
        value, upper, sign = upper, None, sign or Qualifier.AT_MOST
    if value is None:
        return None
    return Quantity(value, lower, upper, qualifier=sign)
