"""What stands behind a point of the chart: a passage, or a suggestion that can be accepted."""

from typing import NamedTuple

from ui.formats import format_day, plural
from ui.plot.units import stated
from ui.session import ProjectSession
from workbench.domain import Kind, Passage, Series, SeriesPoint
from workbench.errors import NotFound
from workbench.project import Suggestion, details_of


class PointFacts(NamedTuple):
    """What a point says: its number, the words, who and where."""

    number: str
    words: str
    source: tuple[str, ...]


class ChartPoints:
    """Reads the facts behind points; on the GUI thread, one at a time."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def facts(self, series: Series, point: SeriesPoint) -> PointFacts | None:
        """What a point says; None when it was deleted a moment ago."""
        project = self._session.project
        try:
            article = project.article(point.article_id)
            if point.passage_id is not None:
                passage = project.passage(point.passage_id)
                words, details = passage.words, passage.details
            else:
                offer = self.offer(point)
                if offer is None:
                    return None
                words, details = offer.text, details_of(offer)
        except NotFound:
            return None
        copies = f"in {point.articles} articles of one story" if point.articles > 1 else ""
        hint = "suggested: A accepts it" if point.passage_id is None else ""
        who = details.speaker or details.claimant or ""
        source = (who, article.source or article.title, format_day(point.t), copies, hint)
        return PointFacts(stated(series, point), words, source)

    def offer(self, point: SeriesPoint) -> Suggestion | None:
        """The suggestion that a point stands for; None when it is there no longer."""
        found = self._session.project.suggestions(point.article_id)
        return next(
            (one for one in found if one.kind is Kind.FIGURE and one.span == point.span), None
        )

    def accept(self, point: SeriesPoint) -> Passage | None:
        """Make a passage of a suggestion; says so, with Undo."""
        project = self._session.project
        offer = self._session.perform(lambda: self.offer(point))
        if offer is None:
            return None
        made = self._session.perform(lambda: project.accept_suggestions([offer]))
        if not made:
            return None
        self._session.notice.emit(f"Accepted {plural(1, 'suggestion')}", True)
        return made[0]
