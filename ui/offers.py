"""What is offered in the article that is open: found, gone through, accepted, turned down."""

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ui.formats import format_quantity
from ui.latest import Latest
from ui.session import ProjectSession
from workbench.domain import Kind, Passage, SuggestedFigure, SuggestedQuote
from workbench.project import Suggestion

LEAST = 0.5
"""The score from which on suggestions are shown until the user sets another."""


class Offers(QObject):
    """`changed` comes when other suggestions are to be seen, or another one is at hand."""

    changed = Signal()

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asking = Latest(session, "Read along")
        self._article: int | None = None
        self._found: list[Suggestion] = []
        self._starts: list[int] = []
        self._least = LEAST
        self.chosen: Suggestion | None = None
        """The one at hand."""

    @property
    def shown(self) -> Sequence[Suggestion]:
        """Those to be seen, in the order of the text."""
        return self._found

    def show_article(self, article_id: int | None) -> None:
        """Look for suggestions in an article; None for no article."""
        if article_id != self._article:
            self._show([])
        self._article = article_id
        self.refresh()

    def set_least(self, least: float) -> None:
        """Show those from this score on."""
        if least != self._least:
            self._least = least
            self.refresh()

    def refresh(self) -> None:
        """Look anew, off the GUI thread."""
        article_id, least, project = self._article, self._least, self._session.project
        if article_id is None:
            self._asking.forget()
            return
        self._asking.ask(
            lambda: project.suggestions(article_id, least), self._show, failed=lambda _error: None
        )

    def choose(self, suggestion: Suggestion | None) -> None:
        """Have one at hand."""
        if suggestion != self.chosen:
            self.chosen = suggestion
            self.changed.emit()

    def at(self, point: int) -> Suggestion | None:
        """The shortest suggestion around a place in the text."""
        around = [
            one
            for one in self._found[: bisect.bisect_right(self._starts, point)]
            if one.span.end > point
        ]
        return min(around, key=lambda one: one.span.end - one.span.start, default=None)

    def beside(self, point: int, by: int) -> Suggestion | None:
        """The next suggestion behind a place (`by` 1), or the one before it (-1)."""
        place = (
            bisect.bisect_right(self._starts, point)
            if by > 0
            else bisect.bisect_left(self._starts, point) - 1
        )
        return self._found[place] if 0 <= place < len(self._found) else None

    def accept(self) -> Passage | None:
        """Make a passage of the one at hand, and have the next at hand."""
        one = self.chosen
        if one is None:
            return None
        made = self._session.perform(lambda: self._session.project.accept_suggestions([one]))
        if not made:
            return None
        self._session.notice.emit(f"Accepted as {one.kind}{told(one)}", True)
        self._leave(one)
        return made[0]

    def reject(self) -> bool:
        """Turn the one at hand down, and have the next at hand."""
        one = self.chosen
        if one is None:
            return False

        def work() -> bool:
            self._session.project.reject_suggestions([one])
            return True

        if not self._session.perform(work):
            return False
        self._session.notice.emit(f"Turned down a suggested {one.kind}", True)
        self._leave(one)
        return True

    def _leave(self, one: Suggestion) -> None:
        left = [other for other in self._found if other != one]
        self._show(left)
        self.choose(self.beside(one.span.start, 1) or self.beside(one.span.start, -1))

    def _show(self, found: list[Suggestion]) -> None:
        self._found = found
        self._starts = [one.span.start for one in found]
        if self.chosen not in found:
            self.chosen = None
        self.changed.emit()


def told(one: Suggestion) -> str:
    """What a suggestion says, behind a colon: the number, or who speaks."""
    match one.offered:
        case SuggestedFigure() as figure:
            return f": {format_quantity(figure.quantity)}"
        case SuggestedQuote() as quote:
            return f": {quote.name or quote.speaker}" if quote.speaker else ""
    return ""


FIELD = {Kind.FIGURE: "value", Kind.QUOTE: "speaker", Kind.CLAIM: "claimant"}
"""Where one goes to correct a suggestion that was accepted."""
