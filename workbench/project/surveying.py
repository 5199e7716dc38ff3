"""Who says what when, and who covers what, across all articles."""

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.analysis.actors import (
    StatedDate,
    Topic,
    TopicSort,
    Utterance,
    Voices,
    voices,
)
from workbench.analysis.claim_groups import ClaimGroup, held
from workbench.analysis.coverage import (
    NO_OUTLET,
    NOTHING,
    ByMonth,
    Covered,
    OneOrigin,
    Silence,
    by_month,
    one_origin,
    silences,
)
from workbench.domain import (
    Article,
    DatePrecision,
    Kind,
    Passage,
    PassageFilter,
    Reading,
    Span,
    Stance,
    SuggestedClaim,
    SuggestedFigure,
    SuggestedQuote,
)
from workbench.extract.packing import unpacked
from workbench.project.comparing import Comparing
from workbench.project.suggesting import Suggestion
from workbench.store import articles, passages
from workbench.tasks import Task

UTTERANCE_COLUMNS = (
    "actor",
    "kind",
    "stance",
    "topics",
    "published",
    "source",
    "dates_stated",
    "text",
    "passage_id",
    "article_id",
    "start",
    "end",
)
"""The columns of an export of what actors say; a suggestion has no `passage_id`."""

_POINTS_IN_TIME = frozenset(
    {
        DatePrecision.TIME,
        DatePrecision.DAY,
        DatePrecision.WEEK,
        DatePrecision.MONTH,
        DatePrecision.QUARTER,
        DatePrecision.YEAR,
    }
)

_Claims = dict[tuple[int, Span], tuple[int, Stance]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Passages by where they stand; `articles` counts those of each outlet, `titles` names the
    first article of the story of each of the `origins`."""

    passages: tuple[Covered, ...] = ()
    articles: Mapping[str, int] = field(default_factory=dict)
    grid: ByMonth = NOTHING
    origins: tuple[OneOrigin, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()


class Surveying(Comparing):
    """What passages say of actors and outlets."""

    def voices(self, task: Task | None = None, *, suggested_from: float | None = None) -> Voices:
        """Speakers and claimants against tags and metrics.

        With `suggested_from` what is suggested from that score on stands among the passages, as
        far as a speaker is known. Claims that are one, as settled or proposed, tell who has
        changed their stance. Off the GUI thread; raises `Cancelled`.
        """
        found = passages.find(self._store, PassageFilter())
        offered: list[Suggestion] = []
        if suggested_from is not None:
            offered = self.all_suggestions(suggested_from, task)
        claims = _claims(self.claim_groups(task, suggested_from=suggested_from))
        ids = {one.article_id for one in found} | {one.article_id for one in offered}
        sources = self.articles_by_id(list(ids))
        who = self.name_book().main_name
        dates = _Dates()
        said: list[Utterance] = []
        for passage in found:
            name = passage.details.speaker or passage.details.claimant
            if name:
                article = sources[passage.article_id]
                dates.open(article, self._read_so_far)
                said.append(_of_passage(passage, article, who(name), claims, dates))
        for suggestion in offered:
            name = _named(suggestion)
            if name:
                article = sources[suggestion.article_id]
                dates.open(article, self._read_so_far)
                said.append(_of_suggestion(suggestion, article, who(name), claims, dates))
        return voices(said)

    def coverage(self) -> Coverage:
        """The passages by where they stand, and the outlets that there are. Off the GUI thread."""
        heads = {head[0]: head for head in articles.told_by(self._store)}
        counts: Counter[str] = Counter(head[2] or NO_OUTLET for head in heads.values())
        who = self.name_book().main_name
        covered = tuple(
            _covered(passage, heads[passage.article_id], who)
            for passage in passages.find(self._store, PassageFilter())
        )
        origins = one_origin(covered)
        stories = articles.headings(self._store, list({one.story for one in origins}))
        titles = {article_id: heading.title for article_id, heading in stories.items()}
        return Coverage(
            passages=covered,
            articles=dict(counts),
            grid=by_month(covered, list(counts)),
            origins=tuple(origins),
            titles=titles,
            silences=tuple(silences(covered, counts)),
        )

    def _read_so_far(self, article: Article) -> Reading:
        """What has been read in an article; nothing, if it has not been."""
        kept = self._kept(article)
        try:
            return Reading() if kept is None else unpacked(kept)
        except (KeyError, TypeError, ValueError):
            return Reading()

    @staticmethod
    def utterance_rows(shown: Iterable[Utterance]) -> list[list[str | int | None]]:
        """What actors say as cells, in the order of `UTTERANCE_COLUMNS`."""
        return [
            [
                one.who,
                one.kind.value,
                one.stance and one.stance.value,
                "; ".join(topic.name for topic in one.topics),
                one.day,
                one.outlet,
                "; ".join(each.day for each in one.dates),
                one.text,
                one.passage_id,
                one.article_id,
                one.span.start,
                one.span.end,
            ]
            for one in shown
        ]


def _covered(passage: Passage, head: tuple[Any, ...], who: Callable[[str], str]) -> Covered:
    _, story, outlet, published, *_ = head
    name = passage.details.speaker or passage.details.claimant
    return Covered(
        passage_id=passage.id,
        article_id=passage.article_id,
        story=story,
        outlet=outlet or NO_OUTLET,
        day=published and published[:10],
        kind=passage.kind,
        who=who(name) if name else "",
        text=passage.words,
        topics=_topics(passage),
    )


def _topics(passage: Passage) -> tuple[Topic, ...]:
    tags = [Topic(TopicSort.TAG, tag) for tag in passage.details.tags]
    metric = passage.details.metric
    return (*tags, *([Topic(TopicSort.METRIC, metric)] if metric else ()))


class _Dates:
    """The points in time that one article after the other states."""

    def __init__(self) -> None:
        self._article: int | None = None
        self._starts: list[int] = []
        self._stated: list[tuple[Span, str]] = []

    def open(self, article: Article, read: Callable[[Article], Reading]) -> None:
        """Take those of this article."""
        if self._article == article.id:
            return
        self._article = article.id
        self._stated = [
            (one.span, (one.begin or one.value)[:10])
            for one in read(article).dates
            if one.precision in _POINTS_IN_TIME and (one.begin or one.value)[:4].isdigit()
        ]
        self._starts = [span.start for span, _ in self._stated]

    def within(self, span: Span, text: str) -> tuple[StatedDate, ...]:
        """Those that stand in a stretch whose words are `text`."""
        at = bisect.bisect_left(self._starts, span.start)
        found = []
        for stated, day in self._stated[at:]:
            if stated.end > span.end:
                break
            words = text[stated.start - span.start : stated.end - span.start]
            found.append(StatedDate(day, words))
        return tuple(found)


def _claims(groups: Sequence[ClaimGroup]) -> _Claims:
    """By article and place the number of a claim, and what is done with it there."""
    return {
        (member.assertion.article_id, member.assertion.span): (number, held(member))
        for number, group in enumerate(groups)
        for member in group.members
    }


def _of_passage(
    passage: Passage, article: Article, who: str, claims: _Claims, dates: _Dates
) -> Utterance:
    details = passage.details
    claim, stance = claims.get((article.id, passage.span), (None, details.stance))
    return Utterance(
        article_id=article.id,
        story=article.story,
        outlet=article.source,
        day=article.published and article.published[:10],
        kind=passage.kind,
        span=passage.span,
        who=who,
        topics=_topics(passage),
        text=passage.words,
        stance=stance,
        claim=claim,
        passage_id=passage.id,
        dates=dates.within(passage.span, passage.text),
    )


def _of_suggestion(
    one: Suggestion, article: Article, who: str, claims: _Claims, dates: _Dates
) -> Utterance:
    offered = one.offered
    stance = offered.stance if isinstance(offered, SuggestedClaim) else None
    metric = offered.metric if isinstance(offered, SuggestedFigure) else None
    claim, stance = claims.get((article.id, one.span), (None, stance))
    return Utterance(
        article_id=article.id,
        story=article.story,
        outlet=article.source,
        day=article.published and article.published[:10],
        kind=one.kind,
        span=one.span,
        who=who,
        topics=(Topic(TopicSort.METRIC, metric),) if metric else (),
        text=one.text,
        stance=stance,
        claim=claim if one.kind is Kind.CLAIM else None,
        dates=dates.within(one.span, one.text),
    )


def _named(one: Suggestion) -> str | None:
    match one.offered:
        case SuggestedFigure() as figure:
            return figure.who
        case SuggestedQuote() as quote:
            return quote.name or quote.speaker
        case SuggestedClaim() as claim:
            return claim.claimant
