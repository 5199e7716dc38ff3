"""How passages are linked by keyboard: K on the one, K on the other, and what it does to it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from ui.dialogs.links import LinksDialog
from ui.formats import plural
from ui.passage_gestures import NOTHING_CHOSEN
from ui.session import ProjectSession
from ui.widgets.letter_menu import LetterMenu
from workbench.domain import DOES, Relation
from workbench.errors import NotFound

_KEYS = {
    Relation.SUPPORTS: "&Supports",
    Relation.CONTRADICTS: "&Contradicts",
    Relation.REPEATS: "&Repeats",
    Relation.REPLIES: "Replies &to",
}


class LinkGestures(QObject):
    """`passage_wanted` carries the id of a passage that is to be gone to.

    `chosen` gives the passages that a gesture is for, wherever the user is.
    """

    passage_wanted = Signal(int)

    def __init__(
        self, session: ProjectSession, chosen: Callable[[], Sequence[int]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._chosen = chosen
        self._window = window
        self.begun: tuple[int, ...] = ()
        """The passages from which a link is to go out."""
        self.menu: LetterMenu | None = None

    def link(self) -> None:
        """Begin a link at the chosen passages, or end it at the chosen one."""
        chosen = tuple(self._chosen())
        begun = tuple(one for one in self.begun if one not in chosen)
        if not chosen:
            self._session.notice.emit(NOTHING_CHOSEN, False)
        elif not begun or len(chosen) > 1:
            self.begun = chosen
            self._session.notice.emit(
                f"Link from {plural(len(chosen), 'passage')}: now choose the other one and press "
                "K again.",
                False,
            )
        else:
            self._ask(begun, chosen[0])

    def _ask(self, begun: Sequence[int], to_id: int) -> None:
        menu = LetterMenu(self._window)
        for relation, words in _KEYS.items():
            action = menu.addAction(f"{words} this one")
            action.triggered.connect(partial(self._make, begun, to_id, relation))
        menu.setActiveAction(menu.actions()[0])
        self.menu = menu
        menu.popup(QCursor.pos())

    def _make(
        self, begun: Sequence[int], to_id: int, relation: Relation, _checked: bool = False
    ) -> None:
        project = self._session.project
        made = self._session.perform(lambda: project.link_passages(begun, to_id, relation))
        if made is not None:
            self.begun = ()
            self._session.notice.emit(
                f"Linked {plural(len(begun), 'passage')}: {DOES[relation]} this one", True
            )

    def show_links(self) -> None:
        """List the links of the chosen passage."""
        chosen = self._chosen()
        if not chosen:
            self._session.notice.emit(NOTHING_CHOSEN, False)
            return
        try:
            passage = self._session.project.passage(chosen[0])
        except NotFound as error:
            self._session.report(error)
            return
        dialog = LinksDialog(self._session, passage, self._window)
        dialog.passage_wanted.connect(self.passage_wanted)
        dialog.show()
