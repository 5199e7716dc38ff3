"""What stands below the search box: the hits, or why there are none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.models.query_hints import wider
from ui.widgets.empty_state import EmptyState
from ui.widgets.suggestions import Suggestions
from workbench.domain import Indexed

_ONE = {Indexed.ARTICLES: "article", Indexed.PASSAGES: "passage"}


class SearchPages(QStackedWidget):
    """Shows `hits`, `start`, `nothing` or `unready`. `query_chosen` carries a query that was
    offered and taken, `help_wanted` asks how to search, `rebuild_wanted` for a new index."""

    query_chosen = Signal(str)
    help_wanted = Signal()
    rebuild_wanted = Signal()

    def __init__(self, hits: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = hits
        self.start = Suggestions("", "")
        self.nothing = Suggestions("", "")
        self.unready = EmptyState("The search index is not ready", "", "Rebuild index")
        for page in (self.hits, self.start, self.nothing, self.unready):
            self.addWidget(page)
        for offering in (self.start, self.nothing):
            offering.chosen.connect(self.query_chosen)
            offering.help_wanted.connect(self.help_wanted)
        self.unready.pressed.connect(self.rebuild_wanted)

    def show_hits(self) -> None:
        """Show what was found."""
        self.setCurrentWidget(self.hits)

    def show_start(self, of: Indexed, find_examples: Callable[[], None]) -> None:
        """Say that a query is wanted; examples are looked for the first time."""
        self.start.set_words(f"Search all {of}", self.start.words.partition("\n")[2])
        self.setCurrentWidget(self.start)
        if not self.start.buttons:
            find_examples()

    def set_examples(self, of: Indexed, found: Sequence[tuple[str, str]]) -> None:
        """Offer queries to begin with."""
        self.start.suggest(found)
        self.start.set_words(
            f"Search all {of}",
            "Type words, a phrase in quotes, or a field with its value. For example:"
            if found
            else "There are no articles yet. Import a folder, then search it here.",
        )

    def show_nothing(self, query: str, of: Indexed) -> None:
        """Say that nothing was found, and what to try."""
        suggested = wider(query)
        self.nothing.suggest(suggested)
        hint = "Try a wider one:" if suggested else "Check the spelling, or use fewer words."
        self.nothing.set_words(f"No {_ONE[of]} answers this query", hint)
        self.setCurrentWidget(self.nothing)

    def show_unready(self, reason: str) -> None:
        """Say why nothing can be found now."""
        self.unready.set_words("The search index is not ready", reason)
        self.unready.button.setEnabled(True)
        self.setCurrentWidget(self.unready)

    def show_rebuilding(self, done: int, total: int) -> None:
        """Say how far a new index has come."""
        so_far = f"{done:,} of {total:,}" if total else f"{done:,}"
        self.unready.set_words("The search index is being rebuilt", so_far)
