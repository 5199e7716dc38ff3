"""The Matrix pane: hypotheses against evidence, which are passages."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QInputDialog,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from ui.models.matrix import FIRST, NEXT_WEIGHT, SOURCE, TELLS, WEIGHT, MatrixContent, MatrixModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from ui.widgets.table_export import Table, TableExport
from ui.widgets.view_pane import ViewPane
from workbench.analysis.hypotheses import weighed
from workbench.domain import Matrix, Rating, ViewSort
from workbench.project import Project

T = TypeVar("T")

_KEYS = (
    Rating.VERY_INCONSISTENT,
    Rating.INCONSISTENT,
    Rating.NEUTRAL,
    Rating.CONSISTENT,
    Rating.VERY_CONSISTENT,
)
_WIDTHS = {SOURCE: 36, WEIGHT: 20, TELLS: 24}
_HYPOTHESIS_WIDTH = 40 * GRID
_HEADER = 15 * GRID


class MatrixPane(ViewPane[MatrixContent]):
    """Analysis of competing hypotheses: the one with the least against it is the likeliest."""

    title = "Hypotheses"
    sort = ViewSort.MATRIX
    tables = ViewPane.tables | {"matrices", "hypotheses", "evidence", "ratings"}

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._wanted: str | None = None
        self.matrices = QComboBox()
        self.matrices.setAccessibleName("Matrix")
        self.matrices.setMinimumWidth(48 * GRID)
        self.matrices.activated.connect(lambda _index: self.choose(self.matrices.currentText()))
        self.new_button = _button("New…", "Make a matrix", self.ask_new)
        self.hypothesis_button = _button(
            "Add hypothesis…", "Add a column  (H)", self.ask_hypothesis
        )
        self.evidence_button = _button(
            "Add evidence", "Add the passages that are chosen in their list", self.add_chosen
        )
        self.export = TableExport(session, "hypotheses", self._table)
        for widget in (
            self.matrices,
            self.new_button,
            self.hypothesis_button,
            self.evidence_button,
            self.export,
        ):
            self.bar.addWidget(widget)
        self.matrices.hide()
        self.hypothesis_button.setEnabled(False)
        self.evidence_button.setEnabled(False)
        self.chosen_passages: Callable[[], Sequence[int]] = list
        """Gives the passages that are chosen in their list."""
        self.model = MatrixModel(self)
        self.table = RowTable("Hypotheses against evidence", self.model, 0)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        header = self.table.horizontalHeader()
        header.setFixedHeight(_HEADER)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._no_rows = EmptyState(
            "No evidence in this matrix yet",
            "Add hypotheses as columns. Then choose passages in their list and press “Add "
            "evidence”, or press V in Claims; rate each against each hypothesis with 1 to 5.",
        )
        self._inner = QStackedWidget()
        self._inner.addWidget(self.table)
        self._inner.addWidget(self._no_rows)
        self._inner.setFocusProxy(self.table)
        self.set_body(
            self._inner,
            EmptyState(
                "No hypotheses yet",
                "A matrix sets passages as evidence against hypotheses that exclude each other. "
                "The likeliest is the one with the least against it. Begin with “New…”.",
            ),
        )
        self.table.entered_row.connect(self._enter)
        self._wire()

    def _wire(self) -> None:
        self.export.wanted.connect(self.export_wanted)
        for number, rating in enumerate(_KEYS, 1):
            self.add_deed(self.table, _rating_text(rating), str(number), partial(self.rate, rating))
        for text, key, deed in (
            ("Not rated", "0", partial(self.rate, None)),
            ("Weigh it otherwise", "W", self.weigh),
            ("Move up", "Alt+Up", partial(self.shift, -1)),
            ("Move down", "Alt+Down", partial(self.shift, 1)),
            ("Take out of the matrix", "Delete", self.take_out),
            ("Add hypothesis…", "H", self.ask_hypothesis),
            ("Word the hypothesis anew…", "F2", self.ask_words),
            ("Delete the hypothesis", "Ctrl+Delete", self.delete_hypothesis),
            ("Rename the matrix…", "Shift+F2", self.ask_name),
            ("Delete the matrix", "Ctrl+Shift+Delete", self.delete_matrix),
        ):
            self.add_deed(self.table, text, key, deed)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], MatrixContent]:
        """Reads the matrices, and the passages of the one that is shown."""
        return partial(_content, self.session.project, self._wanted)

    def show_content(self, content: MatrixContent) -> bool:
        """Shows the matrix; the cell that was chosen stays so."""
        at = self.table.currentIndex()
        row, column = at.row(), at.column()
        self.matrices.clear()
        self.matrices.addItems([one.name for one in content.all])
        if content.shown is not None:
            self._wanted = content.shown.name
            self.matrices.setCurrentText(content.shown.name)
        self.model.show_content(content)
        header = self.table.horizontalHeader()
        for number in range(self.model.columnCount()):
            if number == 0:
                # An empty table has no column that could keep this from the beginning.
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                width = _WIDTHS.get(number, 0) * GRID or _HYPOTHESIS_WIDTH
                self.table.setColumnWidth(number, width)
        if row >= 0 and self.model.rowCount():
            row = min(row, self.model.rowCount() - 1)
            column = min(column, self.model.columnCount() - 1)
            self.table.setCurrentIndex(self.model.index(row, column))
        self._inner.setCurrentWidget(self.table if self.model.rowCount() else self._no_rows)
        there = content.shown is not None
        for button in (self.hypothesis_button, self.evidence_button):
            button.setEnabled(there)
        self.matrices.setVisible(there)
        return there

    def _table(self) -> Table | None:
        matrix = self.model.matrix
        if matrix is None or not matrix.evidence:
            return None
        project = self.session.project
        names = [one.text for one in matrix.hypotheses]

        def rows() -> list[list[str | int | None]]:
            ids = [one.passage_id for one in matrix.evidence]
            words = {one.id: one.words for one in project.passages_by_id(ids)}
            rated: list[list[str | int | None]] = [
                [
                    one.passage_id,
                    words.get(one.passage_id, ""),
                    one.weight.value,
                    *(
                        rating.value if (rating := one.ratings.get(hypothesis.id)) else ""
                        for hypothesis in matrix.hypotheses
                    ),
                ]
                for one in matrix.evidence
            ]
            against = [f"{one.inconsistency:g}" for one in weighed(matrix)]
            return [*rated, [None, "inconsistency", "", *against]]

        return ("passage_id", "text", "weight", *names), rows

    def passages_at_hand(self) -> list[int]:
        """The one of the chosen row."""
        matrix, row = self.model.matrix, self.table.currentIndex().row()
        if matrix is None or not 0 <= row < len(matrix.evidence):
            return []
        return [matrix.evidence[row].passage_id]

    def settings(self) -> Mapping[str, Any]:
        """Which matrix is shown."""
        return {"matrix": self._wanted}

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show the matrix of that name."""
        name = settings.get("matrix")
        self.choose(name if isinstance(name, str) else None)

    def choose(self, name: str | None) -> None:
        """Show the matrix of that name, or the first."""
        self._wanted = name
        self.reload()

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self.passage_chosen.emit(self.model.evidence(index.row()).passage_id)

    # ── What is done ─────────────────────────────────────────────────────────────────────

    def ask_new(self) -> None:
        """Ask for a name and make a matrix."""
        name, given = QInputDialog.getText(self, "New matrix", "What is the question?")
        if given and name.strip():
            self.new(name)

    def new(self, name: str) -> int | None:
        """Make a matrix and show it."""
        made = self._do(lambda project: project.add_matrix(name))
        if made is not None:
            self.choose(self.session.project.matrix(made).name)
        return made

    def ask_name(self) -> None:
        """Ask what the matrix is to be called."""
        matrix = self.model.matrix
        if matrix is None:
            return
        name, given = QInputDialog.getText(self, "Rename matrix", "Name", text=matrix.name)
        if given and name.strip():
            self._wanted = " ".join(name.split())
            self._do(lambda project: project.edit_matrix(matrix.id, name=name))

    def delete_matrix(self) -> None:
        """Delete the matrix that is shown; undo brings it back."""
        matrix = self.model.matrix
        if matrix is not None:
            self._do(lambda project: project.delete_matrix(matrix.id))
            self.session.notice.emit(f"Deleted the matrix “{matrix.name}”", True)

    def ask_hypothesis(self) -> None:
        """Ask for a hypothesis and add it."""
        text, given = QInputDialog.getText(self, "Add hypothesis", "What may be so?")
        if given and text.strip():
            self.add_hypothesis(text)

    def add_hypothesis(self, text: str) -> None:
        """Add a hypothesis as the last column."""
        matrix = self.model.matrix
        if matrix is not None:
            self._do(lambda project: project.add_hypothesis(matrix.id, text))

    def ask_words(self) -> None:
        """Ask how the hypothesis of the chosen column is to be worded."""
        matrix, hypothesis_id = self.model.matrix, self._hypothesis()
        if matrix is None or hypothesis_id is None:
            return
        shown = next(one.text for one in matrix.hypotheses if one.id == hypothesis_id)
        text, given = QInputDialog.getText(self, "Hypothesis", "What may be so?", text=shown)
        if given and text.strip():
            self._do(lambda project: project.edit_hypothesis(hypothesis_id, text))

    def delete_hypothesis(self) -> None:
        """Delete the hypothesis of the chosen column with its ratings."""
        hypothesis_id = self._hypothesis()
        if hypothesis_id is not None:
            self._do(lambda project: project.delete_hypothesis(hypothesis_id))
            self.session.notice.emit("Deleted a hypothesis", True)

    def add_chosen(self) -> None:
        """Add the passages that are chosen in their list."""
        self.add_passages(self.chosen_passages())

    def add_passages(self, ids: Sequence[int]) -> None:
        """Add passages as evidence to the matrix that is shown; without one, ask for a name."""
        if not ids:
            self.session.notice.emit("Choose passages in their list first.", False)
            return
        if self.model.matrix is None:
            self.reload()
            matrices = self.session.project.matrices()
            if not matrices:
                name, given = QInputDialog.getText(self, "New matrix", "What is the question?")
                if not given or not name.strip() or self.new(name) is None:
                    return
                matrices = self.session.project.matrices()
            self._add(matrices[0], ids)
        else:
            self._add(self.model.matrix, ids)

    def _add(self, matrix: Matrix, ids: Sequence[int]) -> None:
        added = self._do(lambda project: project.add_evidence(matrix.id, ids))
        if added is not None:
            many = "1 passage" if len(added) == 1 else f"{len(added):,} passages"
            self.session.notice.emit(f"Added {many} to “{matrix.name}”", bool(added))

    def rate(self, rating: Rating | None) -> None:
        """Rate the chosen evidence against the hypothesis of the chosen column."""
        evidence, hypothesis_id = self._evidence(), self._hypothesis()
        if evidence is None:
            return
        if hypothesis_id is None:
            self.session.notice.emit("Choose a cell below a hypothesis to rate it.", False)
            return
        self._do(lambda project: project.rate_evidence(evidence, hypothesis_id, rating))

    def weigh(self) -> None:
        """Weigh the chosen evidence as the next of low, medium and high."""
        row = self.table.currentIndex().row()
        if row >= 0:
            evidence = self.model.evidence(row)
            weight = NEXT_WEIGHT[evidence.weight]
            self._do(lambda project: project.weigh_evidence(evidence.id, weight))

    def shift(self, by: int) -> None:
        """Move the chosen evidence up or down by a row."""
        matrix, row = self.model.matrix, self.table.currentIndex().row()
        if matrix is None or row < 0 or not 0 <= row + by < len(matrix.evidence):
            return
        ids = [one.id for one in matrix.evidence]
        ids[row], ids[row + by] = ids[row + by], ids[row]
        self._do(lambda project: project.order_evidence(ids))
        self.table.setCurrentIndex(self.model.index(row + by, self.table.currentIndex().column()))

    def take_out(self) -> None:
        """Take the chosen evidence out of the matrix; its passage stays."""
        evidence = self._evidence()
        if evidence is not None:
            self._do(lambda project: project.delete_evidence([evidence]))
            self.session.notice.emit("Took the passage out of the matrix", True)

    def _evidence(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.evidence(row).id if row >= 0 else None

    def _hypothesis(self) -> int | None:
        column = self.table.currentIndex().column()
        return self.model.hypothesis_id(column) if column >= FIRST else None

    def _do(self, deed: Callable[[Project], T]) -> T | None:
        return self.session.perform(lambda: deed(self.session.project))


def _content(project: Project, wanted: str | None) -> MatrixContent:
    found = tuple(project.matrices())
    named = (one for one in found if wanted is not None and one.name == wanted)
    shown = next(named, next(iter(found), None))
    if shown is None:
        return MatrixContent()
    passages = project.passages_by_id([one.passage_id for one in shown.evidence])
    articles = project.articles_by_id(list({one.article_id for one in passages}))
    return MatrixContent(found, shown, {one.id: one for one in passages}, articles)


def _rating_text(rating: Rating) -> str:
    return {
        Rating.VERY_INCONSISTENT: "Very inconsistent",
        Rating.INCONSISTENT: "Inconsistent",
        Rating.NEUTRAL: "Neutral",
        Rating.CONSISTENT: "Consistent",
        Rating.VERY_CONSISTENT: "Very consistent",
    }[rating]


def _button(text: str, tip: str, deed: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: deed())
    return button
