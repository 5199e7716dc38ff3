"""A line above the results when the project's memo has the words that are sought."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from ui.formats import elide, plain_tool_tip
from ui.session import ProjectSession
from ui.theme import GRID
from workbench.domain import SearchResult

_LONGEST = 60


class MemoLine(QPushButton):
    """A press asks for the memo: `clicked`."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setFlat(True)
        self.setAccessibleName("The project's memo has these words")
        self.setStyleSheet(f"text-align: left; padding: {GRID}px {3 * GRID}px;")
        self.hide()

    @Slot(object)
    def show_result(self, result: SearchResult) -> None:
        """Show the line of the memo that answers a query, if one does."""
        said = self._session.perform(lambda: self._session.project.memo_line(result.query))
        self.setVisible(bool(said))
        if said:
            self.setText(f"Project memo: {elide(said, _LONGEST)}")
            self.setToolTip(plain_tool_tip(said))
