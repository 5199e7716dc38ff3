"""The history: every step that was done, and the way back to any of them."""

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import format_moment, plural
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from workbench.domain import Change, Step, StepState

_SIZE = (170 * GRID, 130 * GRID)
_WIDTHS = {0: 40 * GRID, 2: 26 * GRID, 3: 24 * GRID}

Row = tuple[Step, StepState]

_COLUMNS: tuple[Column[Row], ...] = (
    Column("When", lambda row: format_moment(row[0].at)),
    Column("What", lambda row: row[0].label),
    Column("Who", lambda row: row[0].author),
    Column("", lambda row: "" if row[1] is StepState.DONE else str(row[1])),
)


class HistoryDialog(ListDialog[Row]):
    """Follows what is done meanwhile."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            "Nothing has been done yet",
            "Every change you make is listed here, and can be taken back, in this session or "
            "any later one.",
        )
        super().__init__(
            session, "History", _COLUMNS, nothing, stretched=1, widths=_WIDTHS, parent=parent
        )
        self.resize(*_SIZE)
        words = QLabel("Go to a step to have everything as it was right after it.")
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.foot.addWidget(words, 1)
        self.before_button = self.add_button(
            "Before this step", "Have everything as it was before it", self.go_before
        )
        self.go_button = self.add_button(
            "Go to this step", "Have everything as it was after it  (Enter)", self.go
        )
        self.table.entered_row.connect(self._enter)
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(session.undo)
        redo = QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self)
        redo.activated.connect(session.redo)
        session.changed.connect(self._refresh)
        self.refresh()

    def refresh(self) -> None:
        """List the steps anew."""
        self.listing.ask(self.session.project.deeds, self._show)

    def _show(self, rows: list[Row]) -> None:
        self.show_rows(rows)
        self._offer()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.label or change.tables:
            self.refresh()

    @Slot()
    def _offer(self) -> None:
        chosen = self.chosen()
        self.go_button.setEnabled(chosen is not None and chosen[1] is not StepState.GONE)
        self.before_button.setEnabled(chosen is not None and chosen[1] is StepState.DONE)

    @Slot(QModelIndex)
    def _enter(self, _index: QModelIndex) -> None:
        self.go()

    @Slot()
    def go(self) -> None:
        """Have everything as it was right after the chosen step."""
        chosen = self.chosen()
        if chosen is not None and chosen[1] is not StepState.GONE:
            self._go_to(chosen[0].id)

    @Slot()
    def go_before(self) -> None:
        """Have everything as it was right before the chosen step."""
        chosen = self.chosen()
        if chosen is None or chosen[1] is not StepState.DONE:
            return
        done = [step.id for step, state in self.model.rows if state is StepState.DONE]
        self._go_to(max((one for one in done if one < chosen[0].id), default=None))

    def _go_to(self, step_id: int | None) -> None:
        project = self.session.project
        self.session.jobs.run(
            "Going through the history",
            lambda task: project.go_to_step(step_id, task),
            on_result=self._tell,
        )

    def _tell(self, number: int) -> None:
        said = f"Went through {plural(number, 'step')}" if number else "Everything is so already"
        self.session.notice.emit(said, False)
