"""The history: every step that was done, and the way back to any of them."""

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.formats import format_moment, plural
from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
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


class HistoryDialog(QDialog):
    """Not modal; it follows what is done meanwhile."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        self.resize(*_SIZE)
        self._session = session
        self._steps = Latest(session, "List steps")
        self.model: RowsModel[Row] = RowsModel(_COLUMNS, self)
        self.table = RowTable("Steps", self.model, 1)
        self.nothing = EmptyState(
            "Nothing has been done yet",
            "Every change you make is listed here, and can be taken back, in this session or "
            "any later one.",
        )
        self.words = QLabel("Go to a step to have everything as it was right after it.")
        self.words.setWordWrap(True)
        self.words.setProperty("role", "secondary")
        self.go_button = QPushButton("Go to this step")
        self.before_button = QPushButton("Before this step")
        self._pages = QStackedWidget()
        self._build()
        session.changed.connect(self._refresh)
        self.refresh()

    def _build(self) -> None:
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.words, 1)
        for button, deed in ((self.before_button, self.go_before), (self.go_button, self.go)):
            button.setAutoDefault(False)
            button.clicked.connect(deed)
            foot.addWidget(button)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)
        self.table.entered_row.connect(self._enter)
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._session.undo)
        redo = QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self)
        redo.activated.connect(self._session.redo)

    def refresh(self) -> None:
        """List the steps anew."""
        self._steps.ask(self._session.project.deeds, self._show)

    def _show(self, rows: list[Row]) -> None:
        at = self.table.currentIndex().row()
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(max(0, min(at, len(rows) - 1)), 1))
        self._pages.setCurrentIndex(0 if rows else 1)
        self._offer()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.label or change.tables:
            self.refresh()

    def chosen(self) -> Row | None:
        """The step that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    @Slot()
    def _offer(self) -> None:
        chosen = self.chosen()
        possible = chosen is not None and chosen[1] is not StepState.GONE
        self.go_button.setEnabled(possible)
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
        rows = self.model.rows
        done = [step.id for step, state in rows if state is StepState.DONE]
        self._go_to(max((one for one in done if one < chosen[0].id), default=None))

    def _go_to(self, step_id: int | None) -> None:
        project = self._session.project
        self._session.jobs.run(
            "Going through the history",
            lambda task: project.go_to_step(step_id, task),
            on_result=self._tell,
        )

    def _tell(self, number: int) -> None:
        said = f"Went through {plural(number, 'step')}" if number else "Everything is so already"
        self._session.notice.emit(said, False)

    def done(self, result: int) -> None:
        self._steps.forget()
        super().done(result)
