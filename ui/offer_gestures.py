"""What A, E and X do: on the suggestion in the reader, or on the chosen ones in a list."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.offers import FIELD
from ui.panes.inspector import InspectorPane
from ui.panes.suggestions import SuggestionsPane
from ui.panes.variants import VariantsPane
from ui.readers import Readers


class OfferGestures:
    """`here` is the pane that the user is in, or was in last."""

    def __init__(
        self,
        readers: Readers,
        lists: Sequence[SuggestionsPane | VariantsPane],
        inspector: InspectorPane,
        *,
        show_inspector: Callable[[], None],
        here: Callable[[], QWidget | None],
    ) -> None:
        self._readers = readers
        self._lists = lists
        self._inspector = inspector
        self._show_inspector = show_inspector
        self._here = here

    def accept(self) -> None:
        """Make a passage of what is suggested."""
        if (found := self._in_list()) is not None:
            found.accept()
        else:
            self._readers.active.accept_offer()

    def correct(self) -> None:
        """Accept it, and go to what is most often to be corrected."""
        if (found := self._in_list()) is not None:
            found.correct()
            return
        made = self._readers.active.correct_offer()
        if made is not None:
            self._show_inspector()
            self._inspector.show_passage(made)
            self._inspector.focus_field(FIELD[made.kind])

    def reject(self) -> None:
        """Turn it down."""
        if (found := self._in_list()) is not None:
            found.reject()
        else:
            self._readers.active.reject_offer()

    def _in_list(self) -> SuggestionsPane | VariantsPane | None:
        here = self._here()
        return next((one for one in self._lists if one is here), None)
