"""What is read in articles and offered: accepted with one gesture, or turned down for good."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.analysis import Figure
from workbench.domain import (
    Article,
    FigureForm,
    Kind,
    Passage,
    PassageDetails,
    PassageFilter,
    Reading,
    Span,
    SuggestedClaim,
    SuggestedFigure,
    SuggestedQuote,
)
from workbench.extract.along import Along
from workbench.extract.packing import packed, unpacked
from workbench.project.content import counted
from workbench.project.passage_history import PassageHistory
from workbench.store import Writer, passages, rejections
from workbench.store.readings import ReadingCache
from workbench.tasks import Task
from workbench.text import sha256

CHARTED_SCORE = 0.5
"""What is suggested with less is not charted unless it is asked for."""

Suggested = SuggestedFigure | SuggestedQuote | SuggestedClaim


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that was read in an article, with its words."""

    article_id: int
    offered: Suggested
    text: str

    @property
    def kind(self) -> Kind:
        """What it would be as a passage."""
        return self.offered.kind

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return self.offered.span

    @property
    def score(self) -> float:
        """How likely it is wanted, from 0 to 1."""
        return self.offered.score


class Suggesting(PassageHistory):
    """Reads along. Nothing is learnt from what is accepted or turned down."""

    _along: Along
    _readings: ReadingCache

    def read_along(self, article_id: int) -> Reading:
        """All that is read in an article, from the cache if it has been read before.

        Raises `NotFound`. Off the GUI thread: a long article takes a second.
        """
        article, text = self.article(article_id), self.text(article_id)
        kept = self._kept(article)
        if kept is not None:
            try:
                return unpacked(kept)
            except (KeyError, TypeError, ValueError):
                pass  # of other rules after all: read it again
        reading = self._along.read(text, article.published, article.language)
        self._readings.put(article.text_sha256, _given(article), packed(reading))
        return reading

    def _kept(self, article: Article) -> dict[str, Any] | None:
        """What was read in an article before, packed."""
        return self._readings.get(article.text_sha256, _given(article))

    def suggestions(self, article_id: int, least: float = 0.0) -> list[Suggestion]:
        """What is offered in an article from a score on, in the text's order.

        Left out is what was turned down, and what is a passage of that kind already.
        """
        reading = self.read_along(article_id)
        text = self.text(article_id)
        known = self.passages(PassageFilter(article_id=article_id))
        refused = rejections.of_article(self._store, article_id)
        taken: dict[Kind, list[Span]] = {}
        for passage in known:
            taken.setdefault(passage.kind, []).append(passage.span)
        found = []
        everything: list[Suggested] = [*reading.figures, *reading.quotes, *reading.claims]
        for offered in everything:
            words = text[offered.span.start : offered.span.end]
            if offered.score < least or refusal_key(text, offered) in refused:
                continue
            if not any(overlap(offered.span, span) for span in taken.get(offered.kind, ())):
                found.append(Suggestion(article_id, offered, words))
        return sorted(found, key=lambda one: (one.span.start, -one.span.end))

    def read_all(self, task: Task | None = None) -> int:
        """Read along in every article that has not been read yet; returns how many were read."""
        task = task or Task()
        everything = self.articles()
        waiting = [one for one in everything if not self._is_read(one)]
        for number, article in enumerate(waiting):
            task.step(number, len(waiting), "Reading along")
            self.read_along(article.id)
        return len(waiting)

    def unread(self) -> int:
        """How many articles have not been read along yet."""
        return sum(not self._is_read(one) for one in self.articles())

    def all_suggestions(
        self, least: float, task: Task | None = None, most: int = 20_000
    ) -> list[Suggestion]:
        """What is offered in all articles that have been read, by article; at most so many."""
        task = task or Task()
        found: list[Suggestion] = []
        everything = self.articles()
        for number, article in enumerate(everything):
            task.step(number, len(everything), "Collecting suggestions")
            if self._is_read(article):
                found += self.suggestions(article.id, least)
            if len(found) >= most:
                break
        return found[:most]

    def suggested_figures(
        self, least: float = CHARTED_SCORE, task: Task | None = None
    ) -> list[Figure]:
        """The amounts with a metric that are offered in articles that have been read."""
        task = task or Task()
        found = []
        everything = self.articles()
        for number, article in enumerate(everything):
            task.step(number, len(everything), "Collecting suggestions")
            if not self._is_read(article):
                continue
            for one in self.suggestions(article.id, least):
                figure = one.offered
                if not isinstance(figure, SuggestedFigure) or figure.metric is None:
                    continue
                # A rank or a change is no level, and has no place among levels.
                if figure.form is FigureForm.AMOUNT:
                    found.append(Figure(details_of(one), article, one.span))
        return found

    def _is_read(self, article: Article) -> bool:
        return bool(self._readings.known([(article.text_sha256, _given(article))]))

    def accept_suggestions(self, wanted: Sequence[Suggestion]) -> list[Passage]:
        """Make passages of suggestions, as one step; raises `SpanError`, `ConflictError`."""
        label = (
            f"Accept a suggested {wanted[0].kind}"
            if len(wanted) == 1
            else counted("Accept", len(wanted), "suggestion")
        )
        with self._store.write(label) as writer:
            ids = [self._accept(writer, one) for one in wanted]
            writer.touch_articles([one.article_id for one in wanted])
        return passages.get_many(self._store, ids)

    def _accept(self, writer: Writer, one: Suggestion) -> int:
        text = self.text(one.article_id)
        return passages.add(
            writer,
            article_id=one.article_id,
            text=text,
            span=one.span,
            kind=one.kind,
            details=details_of(one),
            text_sha256=sha256(text),
            gaps=getattr(one.offered, "gaps", ()),
        )

    def reject_suggestions(self, unwanted: Sequence[Suggestion]) -> None:
        """Turn suggestions down, as one step: they are not offered again."""
        with self._store.write(counted("Turn down", len(unwanted), "suggestion")) as writer:
            for one in unwanted:
                text = self.text(one.article_id)
                kind, exact, prefix = refusal_key(text, one.offered)
                rejections.add(writer, one.article_id, Kind(kind), exact, prefix)
            writer.touch_articles([one.article_id for one in unwanted])


def _given(article: Article) -> str:
    return given_with(article.published, article.language)


def given_with(published: str | None, language: str | None) -> str:
    """What a reading depends on beside the text: the day of publication and the language."""
    return " ".join(part for part in (published, language) if part)


def details_of(one: Suggestion) -> PassageDetails:
    """What is said of a passage that a suggestion becomes."""
    match one.offered:
        case SuggestedFigure() as figure:
            return PassageDetails(
                quantity=figure.quantity,
                metric=figure.metric,
                speaker=figure.who,
                status=figure.status,
            )
        case SuggestedQuote() as quote:
            return PassageDetails(
                speaker=quote.name or quote.speaker,
                cue=quote.cue,
                directness=quote.directness,
            )
        case SuggestedClaim() as claim:
            return PassageDetails(claimant=claim.claimant, stance=claim.stance)


def alike(one: Suggestion, others: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of the same kind that say the same: the same number of the same thing, the same
    words, or the same speaker's words."""
    same: Callable[[Suggestion], object] = _sameness
    wanted = same(one)
    return [other for other in others if same(other) == wanted]


def _sameness(one: Suggestion) -> object:
    match one.offered:
        case SuggestedFigure() as figure:
            quantity = replace(figure.quantity, as_of=None)
            return one.kind, quantity.unit, quantity.currency, (figure.metric or "").casefold()
        case SuggestedQuote() as quote:
            return one.kind, quote.directness, (quote.name or quote.speaker or "").casefold()
        case SuggestedClaim() as claim:
            return one.kind, claim.stance, (claim.claimant or "").casefold()


def refusal_key(text: str, offered: Suggested) -> tuple[str, str, str]:
    """What a suggestion is known by in any version."""
    return suggestion_key(text, offered.kind, offered.span.start, offered.span.end)


def suggestion_key(text: str, kind: Kind, start: int, end: int) -> tuple[str, str, str]:
    """Kind, words and what stands before them: what a suggestion is known by in any version."""
    before = " ".join(text[max(0, start - rejections.BEFORE) : start].split())
    return kind.value, " ".join(text[start:end].split()), before


def overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
