"""What became of one passage: every change with before and after, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import elide, format_moment
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import Change, Passage
from workbench.project import PassageStep

_SIZE = (190 * GRID, 100 * GRID)
_WIDTHS = {0: 36 * GRID, 1: 48 * GRID, 3: 22 * GRID}
_TABLES = frozenset({"passages", "passage_tags"})
_LONGEST = 60
_TITLE = 40


def told(changes: Sequence[tuple[str, str, str]]) -> str:
    """Changes in words: "metric: none → output"."""
    return "; ".join(
        f"{name}: {elide(before, _LONGEST) or 'none'} → {elide(after, _LONGEST) or 'none'}"
        for name, before, after in changes
    )


def _label(step: PassageStep) -> str:
    return {"undo": "Undone: ", "redo": "Done again: "}.get(step.action, "") + step.label


_COLUMNS: tuple[Column[PassageStep], ...] = (
    Column("When", lambda row: format_moment(row.at)),
    Column("Step", _label),
    Column("What changed", lambda row: told(row.changes)),
    Column("Who", lambda row: row.author),
)


class PassageHistoryDialog(ListDialog[PassageStep]):
    """Follows what is done to the passage meanwhile."""

    def __init__(
        self, session: ProjectSession, passage: Passage, parent: QWidget | None = None
    ) -> None:
        nothing = EmptyState(
            "Nothing is known of it",
            "The journal of this project has no step that made or changed this passage.",
        )
        super().__init__(
            session,
            f"History of “{elide(passage.words, _TITLE)}”",
            _COLUMNS,
            nothing,
            stretched=2,
            widths=_WIDTHS,
            parent=parent,
        )
        self.resize(*_SIZE)
        self._passage_id = passage.id
        words = QLabel("A passage can be made again what it was after a step.")
        words.setProperty("role", "secondary")
        self.foot.addWidget(words, 1)
        self.back_button = self.add_button(
            "Take back to this", "Make the passage what it was after this step  (Enter)", self.back
        )
        self.table.entered_row.connect(self._enter)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(session.undo)
        session.changed.connect(self._refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the steps anew."""
        project, passage_id = self.session.project, self._passage_id
        self.listing.ask(lambda: project.passage_steps(passage_id), self.show_rows)

    @Slot()
    def back(self) -> None:
        """Make the passage what it was after the chosen step."""
        step = self.chosen()
        if step is None:
            return
        project = self.session.project
        if self.session.perform(lambda: project.take_passage_back(self._passage_id, step)):
            self.session.notice.emit("The passage is again as it was then", True)

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.back()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES:
            self.refresh()

    def done(self, result: int) -> None:
        self.session.changed.disconnect(self._refresh)
        super().done(result)
