"""Excerpts in groups: by article, tag, speaker, metric, story or outlet."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workbench.domain import Kind, PassageGrouping
from workbench.export.excerpts import Excerpt

_NOTHING = {
    PassageGrouping.WHO: "Nobody named",
    PassageGrouping.METRIC: "No metric",
    PassageGrouping.TAGS: "No tag",
    PassageGrouping.OUTLET: "No outlet",
}


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """Excerpts under one heading."""

    label: str
    excerpts: tuple[Excerpt, ...]


def grouped(
    excerpts: Iterable[Excerpt],
    by: PassageGrouping,
    *,
    main_name: Callable[[str], str] = str,
) -> list[ExcerptGroup]:
    """Excerpts put together, in the order of the first of each group.

    An excerpt with several tags stands under each. What has nothing to group by comes last.
    `main_name` gives the name that a speaker goes by.
    """
    groups: dict[tuple[object, str], list[Excerpt]] = {}
    rest: list[Excerpt] = []
    for excerpt in excerpts:
        keys = list(_keys(excerpt, by, main_name))
        for key in keys:
            groups.setdefault(key, []).append(excerpt)
        if not keys:
            rest.append(excerpt)
    found = [ExcerptGroup(label, tuple(group)) for (_, label), group in groups.items()]
    if rest:
        found.append(ExcerptGroup(_NOTHING.get(by, "Others"), tuple(rest)))
    return found


def _keys(
    excerpt: Excerpt, by: PassageGrouping, main_name: Callable[[str], str]
) -> Iterator[tuple[object, str]]:
    details, article = excerpt.passage.details, excerpt.article
    if by is PassageGrouping.ARTICLE:
        yield article.id, article.title or "Untitled"
    elif by is PassageGrouping.STORY:
        yield article.story, excerpt.story_title or article.title or "Untitled"
    elif by is PassageGrouping.TAGS:
        yield from ((tag, tag) for tag in details.tags)
    else:
        value = article.source if by is PassageGrouping.OUTLET else details.metric
        if by is PassageGrouping.WHO:
            is_claim = excerpt.passage.kind is Kind.CLAIM
            names = (details.claimant, details.speaker)
            value = next((name for name in (names if is_claim else names[::-1]) if name), None)
            value = main_name(value) if value else None
        if value:
            yield value, value
