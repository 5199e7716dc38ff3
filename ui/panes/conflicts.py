"""The Conflicts pane: metrics for which sources differ, and numbers with several meanings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSplitter, QStackedWidget, QWidget

from ui.formats import plural
from ui.latest import Latest
from ui.models.conflict_rows import (
    CONFLICTS,
    SAME_NUMBERS,
    conflict_name,
    number_name,
    said_of,
)
from ui.models.rows import RowsModel
from ui.models.stated_rows import (
    AGAINST,
    AS_OF,
    BAR,
    COPIES,
    OF_CONFLICT,
    OF_NUMBER,
    WORDS,
    StatedRow,
    rows_of_conflict,
    rows_of_number,
    with_words,
)
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.interval_delegate import IntervalDelegate
from ui.widgets.row_table import RowTable
from ui.widgets.table_export import Table, TableExport
from ui.widgets.view_pane import ViewPane
from workbench.analysis.conflicts import Conflict, Difference
from workbench.analysis.same_numbers import SameNumber
from workbench.domain import Span, ViewSort
from workbench.project.comparing import NUMBER_COLUMNS, STATEMENT_COLUMNS, Compared

SUGGESTED_FROM = 0.5
"""The score from which on suggested figures stand among the passages."""

_METRICS, _NUMBERS = range(2)
_MOST = 5_000
_LEAST = 40 * GRID
"""Pixels for names and words at least."""
_KINDS: tuple[tuple[str, str], ...] = (
    ("All differences", ""),
    ("Contradictions", Difference.VALUES.value),
    ("Who moved", Difference.MOVED.value),
    ("Other dates", Difference.DATES.value),
    ("Other units", Difference.UNITS.value),
    ("Other bounds", Difference.BOUNDS.value),
)
_TIMES: tuple[tuple[str, int | None], ...] = (
    ("Within a month", 31),
    ("Within a year", 365),
    ("Whenever published", None),
)


class ConflictsPane(ViewPane[Compared]):
    """Two lists, each with who states what beside it."""

    title = "Conflicts"
    sort = ViewSort.CONFLICTS
    tables = ViewPane.tables | {"rejections"}

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found = Compared()
        self._wording = Latest(session, "Read words")
        self.mode = QComboBox()
        self.mode.setAccessibleName("What is listed")
        self.mode.addItems(["Metrics that differ", "One number, several meanings"])
        self.kind = _combo("Which differences", _KINDS)
        self.within = _combo("Compare numbers without a date of their own", _TIMES)
        self.within.setCurrentIndex(1)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Filter")
        self.text.setAccessibleName("Filter metrics")
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(40 * GRID)
        self.suggested = QCheckBox("With suggestions")
        self.suggested.setToolTip(
            "Figures that were read in the articles stand among the passages; A accepts them"
        )
        self.export = TableExport(session, "conflicts", self._table)
        for widget in (self.mode, self.kind, self.within, self.text, self.suggested, self.export):
            self.bar.addWidget(widget)
        self.conflicts: RowsModel[Conflict] = RowsModel(
            CONFLICTS, self, faint=lambda one: one.suggested
        )
        self.numbers: RowsModel[SameNumber] = RowsModel(
            SAME_NUMBERS, self, faint=lambda one: one.suggested
        )
        self.statements: RowsModel[StatedRow] = RowsModel(
            OF_CONFLICT, self, faint=lambda row: row.faint
        )
        self.places: RowsModel[StatedRow] = RowsModel(OF_NUMBER, self, faint=lambda row: row.faint)
        self.metric_table = RowTable("Metrics that differ", self.conflicts, 0, least=_LEAST)
        self.number_table = RowTable("Numbers with several meanings", self.numbers, 1, least=_LEAST)
        self.statement_table = RowTable(
            "Who states what", self.statements, WORDS, several=True, least=_LEAST
        )
        self.place_table = RowTable(
            "What the number is said of", self.places, 6, several=True, least=_LEAST
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(_split(self.metric_table, self.statement_table))
        self._lists.addWidget(_split(self.number_table, self.place_table))
        self._dress()
        self.set_body(
            self._lists,
            EmptyState(
                "No two sources differ here",
                "Tag numbers as figures with F and give them a metric: when sources state "
                "different numbers for one metric, they come together here, and so does a number "
                "that is said of several things. Tick “With suggestions” to compare what Lode "
                "has read in all articles as well.",
            ),
        )
        self._wire()

    def _dress(self) -> None:
        self.statement_table.setItemDelegateForColumn(BAR, IntervalDelegate(self.statement_table))
        for table, widths in (
            (self.metric_table, {1: 24, 2: 16, 3: 31, 4: 17, 5: 16, 6: 31}),
            (self.number_table, {0: 27, 2: 22, 3: 17}),
            (self.statement_table, {0: 31, 1: 32, 2: 30, 3: 29, 4: 26, 5: 26, 7: 19, 8: 19}),
            (self.place_table, {0: 44, 1: 26, 2: 30, 3: 29, 4: 26, 5: 23}),
        ):
            for column, width in widths.items():
                table.setColumnWidth(column, width * GRID)

    def _wire(self) -> None:
        self.export.wanted.connect(self.export_wanted)
        self.mode.currentIndexChanged.connect(lambda _index: self._list())
        self.kind.currentIndexChanged.connect(lambda _index: self._list())
        self.text.textChanged.connect(lambda _text: self._list())
        self.within.currentIndexChanged.connect(lambda _index: self.reload())
        self.suggested.toggled.connect(lambda _on: self.reload())
        for table, beside in (
            (self.metric_table, self.statement_table),
            (self.number_table, self.place_table),
        ):
            table.selectionModel().currentRowChanged.connect(self._show_beside)
            table.entered_row.connect(_Focus(beside))
            beside.entered_row.connect(self._enter)
            beside.clicked.connect(self._enter)
            self.add_deed(table, "List its passages", "L", self.list_passages)
            self.add_deed(beside, "List the chosen passages", "L", self.list_chosen)
            self.add_deed(beside, "Accept the suggestion", "A", self.accept)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], Compared]:
        """Reads what differs."""
        project, within = self.session.project, self.within.currentData()
        least = SUGGESTED_FROM if self.suggested.isChecked() else None
        return lambda: project.conflicts(suggested_from=least, within=within)

    def show_content(self, content: Compared) -> bool:
        """Lists it."""
        self._found = content
        self._list()
        return bool(content.conflicts or content.numbers)

    def _list(self) -> None:
        """List what the filters let through; what was chosen stays chosen."""
        numbers = self.mode.currentIndex() == _NUMBERS
        self.kind.setVisible(not numbers)
        self.within.setVisible(not numbers)
        self._lists.setCurrentIndex(self.mode.currentIndex())
        before = self.chosen_name()
        words = self.text.text().casefold().split()
        kind = self.kind.currentData()
        found = [
            one
            for one in self._found.conflicts
            if (not kind or one.difference == kind) and _has(one.metric, words)
        ]
        same = [one for one in self._found.numbers if _has(said_of(one), words)]
        self.conflicts.show_rows(found[:_MOST])
        self.numbers.show_rows(same[:_MOST])
        self._choose(before)
        number = len(same) if numbers else len(found)
        noun = "number" if numbers else "metric"
        cut = f", the first {_MOST:,} shown" if number > _MOST else ""
        self.note.setText(plural(number, noun) + cut)

    def _choose(self, name: str) -> None:
        table = self._left()
        names = self._names()
        if not names:
            self._beside_model().show_rows([])
            return
        at = names.index(name) if name in names else 0
        table.setCurrentIndex(table.model().index(at, 0))
        self._show_beside(table.currentIndex())

    def _names(self) -> list[str]:
        if self.mode.currentIndex() == _NUMBERS:
            return [number_name(one) for one in self.numbers.rows]
        return [conflict_name(one) for one in self.conflicts.rows]

    def chosen_name(self) -> str:
        """What the chosen row is found by again."""
        at, names = self._left().currentIndex().row(), self._names()
        return names[at] if 0 <= at < len(names) else ""

    def _left(self) -> RowTable:
        return self.number_table if self.mode.currentIndex() == _NUMBERS else self.metric_table

    def _right(self) -> RowTable:
        return self.place_table if self.mode.currentIndex() == _NUMBERS else self.statement_table

    def _beside_model(self) -> RowsModel[StatedRow]:
        return self.places if self.mode.currentIndex() == _NUMBERS else self.statements

    @Slot(QModelIndex)
    def _show_beside(self, index: QModelIndex) -> None:
        model, at = self._beside_model(), index.row()
        if self.mode.currentIndex() == _NUMBERS:
            of = self.numbers.rows
            rows = rows_of_number(of[at]) if 0 <= at < len(of) else []
        else:
            metrics = self.conflicts.rows
            rows = rows_of_conflict(metrics[at]) if 0 <= at < len(metrics) else []
        model.show_rows(rows)
        self._hide_empty(rows)
        if any(not row.figure.words for row in rows):
            project, figures = self.session.project, [row.figure for row in rows]
            self._wording.ask(
                lambda: project.words_of(figures),
                lambda words: self._fill_words(model, rows, words),
            )

    def _hide_empty(self, rows: Sequence[StatedRow]) -> None:
        """Let columns in which nothing stands leave their room to the words."""
        if self.mode.currentIndex() == _METRICS:
            table = self.statement_table
            table.setColumnHidden(AS_OF, not any(row.figure.as_of for row in rows))
            table.setColumnHidden(AGAINST, not any(row.against for row in rows))
            table.setColumnHidden(COPIES, not any(row.copies for row in rows))
            table.make_room()

    @staticmethod
    def _fill_words(
        model: RowsModel[StatedRow], rows: list[StatedRow], words: Sequence[str]
    ) -> None:
        if model.rows == rows:
            model.rows = with_words(rows, words)
            last = model.index(model.rowCount() - 1, model.columnCount() - 1)
            model.dataChanged.emit(model.index(0, 0), last)

    def settings(self) -> Mapping[str, Any]:
        """What is listed, its filters and the chosen row."""
        return {
            "numbers": self.mode.currentIndex() == _NUMBERS,
            "difference": self.kind.currentData(),
            "within": self.within.currentData(),
            "text": self.text.text(),
            "suggested": self.suggested.isChecked(),
            "chosen": self.chosen_name(),
        }

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """List that again."""
        self.mode.setCurrentIndex(_NUMBERS if settings.get("numbers") else _METRICS)
        self.kind.setCurrentIndex(max(0, self.kind.findData(settings.get("difference", ""))))
        times = [days for _, days in _TIMES]
        within = settings.get("within", 365)
        self.within.setCurrentIndex(times.index(within) if within in times else 1)
        self.text.setText(str(settings.get("text", "")))
        self.suggested.setChecked(bool(settings.get("suggested")))
        self._choose(str(settings.get("chosen", "")))

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        figure = self._beside_model().rows[index.row()].figure
        if figure.passage_id is not None:
            self.passage_chosen.emit(figure.passage_id)
        else:
            self.place_chosen.emit(figure.article_id, Span(figure.start, figure.end))

    def list_passages(self) -> None:
        """Show the passages of the chosen metric or number in their list."""
        self._list_some(self._beside_model().rows)

    def list_chosen(self) -> None:
        """Show the chosen passages in their list; all, if none is chosen."""
        rows = self._beside_model().rows
        self._list_some([rows[row] for row in self._right().chosen_rows()] or rows)

    def passages_at_hand(self) -> list[int]:
        """Those of the chosen rows; of all, while the metric or number is chosen."""
        rows = self._beside_model().rows
        chosen = [rows[row] for row in self._right().chosen_rows()]
        some = chosen if self._right().hasFocus() and chosen else rows
        return [row.figure.passage_id for row in some if row.figure.passage_id is not None]

    def _list_some(self, rows: Sequence[StatedRow]) -> None:
        ids = [row.figure.passage_id for row in rows if row.figure.passage_id is not None]
        if ids:
            self.passages_chosen.emit(ids)
        else:
            self.session.notice.emit("These are suggestions; accept them with A first.", False)

    def accept(self) -> None:
        """Make passages of the chosen suggestions, as one step."""
        rows = self._beside_model().rows
        chosen = [rows[row].figure for row in self._right().chosen_rows() if rows[row].faint]
        if not chosen:
            self.session.notice.emit("Choose a suggestion first.", False)
            return
        made = self.session.perform(lambda: self.session.project.accept_figures(chosen))
        if made:
            self.session.notice.emit(f"Accepted {plural(len(made), 'suggestion')}", True)

    def _table(self) -> Table | None:
        project = self.session.project
        if self.mode.currentIndex() == _NUMBERS:
            numbers = list(self.numbers.rows)
            return (NUMBER_COLUMNS, lambda: project.number_rows(numbers)) if numbers else None
        found = list(self.conflicts.rows)
        return (STATEMENT_COLUMNS, lambda: project.statement_rows(found)) if found else None


class _Focus:
    """Goes on to the table beside, its first row chosen."""

    def __init__(self, table: RowTable) -> None:
        self._table = table

    def __call__(self, _index: QModelIndex) -> None:
        if not self._table.chosen_rows():
            self._table.selectRow(0)
        self._table.setFocus()


def _combo(name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    for words, value in choices:
        combo.addItem(words, value)
    return combo


def _split(left: QWidget, right: QWidget) -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal)
    split.addWidget(left)
    split.addWidget(right)
    split.setChildrenCollapsible(False)
    split.setSizes([100, 110])
    split.setFocusProxy(left)
    return split


def _has(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
