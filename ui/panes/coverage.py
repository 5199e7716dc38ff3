"""The Coverage pane: passages by outlet and month, topics of one origin, silent outlets."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QTableView, QWidget

from ui.formats import KIND_NAME, elide, format_day, plural
from ui.models.heat import HeatModel
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.heat_table import HeatTable
from ui.widgets.row_table import RowTable
from ui.widgets.table_export import Table, TableExport
from ui.widgets.view_pane import ViewPane
from workbench.analysis.actors import Topic
from workbench.analysis.coverage import NOTHING, Covered, OneOrigin, Silence, by_month
from workbench.domain import ViewSort
from workbench.project.surveying import Coverage

_MONTHS, _ORIGINS, _SILENCES = range(3)
_MODES = ("Outlets by month", "Topics of one origin", "Outlets that never mention a tag")
_LONGEST = 300
_LEAST = 40 * GRID


def _words(one: Covered) -> str:
    return elide(" ".join(one.text.split()), _LONGEST)


_PASSAGES: tuple[Column[Covered], ...] = (
    Column("Published", lambda one: format_day(one.day)),
    Column("Kind", lambda one: KIND_NAME[one.kind]),
    Column("Words", _words),
    Column("Who", lambda one: one.who),
    Column("Topics", lambda one: ", ".join(topic.name for topic in one.topics)),
    Column("Outlet", lambda one: one.outlet),
)
_SILENCE_COLUMNS: tuple[Column[Silence], ...] = (
    Column("Tag", lambda one: one.topic.name),
    Column("Passages", lambda one: f"{len(one.passages):,}", right=True),
    Column("Outlets with it", lambda one: f"{len(one.outlets):,}", right=True),
    Column("Without", lambda one: f"{len(one.silent):,}", right=True),
    Column("Never in", lambda one: ", ".join(one.silent)),
)


class CoveragePane(ViewPane[Coverage]):
    """Three tables, each with the passages of what is chosen in it beside."""

    title = "Coverage"
    sort = ViewSort.COVERAGE
    tables = ViewPane.tables

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found = Coverage()
        self._grid = NOTHING
        self.mode = QComboBox()
        self.mode.setAccessibleName("What is listed")
        self.mode.addItems(_MODES)
        self.topic = QComboBox()
        self.topic.setAccessibleName("Of which topic")
        self.topic.setToolTip("Count only the passages of a tag or a metric")
        self.topic.setMinimumContentsLength(16)
        self.export = TableExport(session, "coverage", self._table)
        for widget in (self.mode, self.topic, self.export):
            self.bar.addWidget(widget)
        self.heat = HeatModel(self)
        self.grid = HeatTable("Passages by outlet and month", self.heat)
        self.grid.set_column_width(24 * GRID)
        self.origins: RowsModel[OneOrigin] = RowsModel(self._origin_columns(), self)
        self.origin_table = RowTable("Topics of one origin", self.origins, 0, least=_LEAST)
        self.silences: RowsModel[Silence] = RowsModel(_SILENCE_COLUMNS, self)
        self.silence_table = RowTable("Tags and silent outlets", self.silences, 4, least=_LEAST)
        self.passages: RowsModel[Covered] = RowsModel(_PASSAGES, self)
        self.table = RowTable("Passages", self.passages, 2, several=True, least=_LEAST)
        for table, widths in (
            (self.origin_table, {1: 17, 2: 21, 3: 19, 4: 32, 5: 64}),
            (self.silence_table, {0: 40, 1: 21, 2: 29, 3: 20}),
            (self.table, {0: 26, 1: 16, 3: 30, 4: 40, 5: 29}),
        ):
            for column, width in widths.items():
                table.setColumnWidth(column, width * GRID)
        self._lists = QStackedWidget()
        for listed in (self.grid, self.origin_table, self.silence_table):
            self._lists.addWidget(listed)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._lists)
        split.addWidget(self.table)
        split.setChildrenCollapsible(False)
        split.setSizes([110, 100])
        split.setFocusProxy(self._lists)
        self.set_body(
            split,
            EmptyState(
                "No passage yet",
                "Tag words in articles with C, Q or F: how many passages each outlet has month "
                "by month, which topics go back to one story alone, and which outlets never "
                "mention a tag is shown here.",
            ),
        )
        self._wire()

    def _origin_columns(self) -> tuple[Column[OneOrigin], ...]:
        return (
            Column("Topic", lambda one: one.topic.name),
            Column("", lambda one: one.topic.sort.value),
            Column("Passages", lambda one: f"{len(one.passages):,}", right=True),
            Column("Articles", lambda one: f"{one.articles:,}", right=True),
            Column("First outlet", lambda one: one.passages[0].outlet),
            Column("Story", lambda one: self._found.titles.get(one.story, "")),
        )

    def _wire(self) -> None:
        self.export.wanted.connect(self.export_wanted)
        self.mode.currentIndexChanged.connect(lambda _index: self._list())
        self.topic.currentIndexChanged.connect(lambda _index: self._list())
        self.grid.chosen.connect(self._show_chosen)
        self.grid.entered_cell.connect(self._go_beside)
        for table in (self.origin_table, self.silence_table):
            table.selectionModel().currentRowChanged.connect(self._show_chosen)
            table.entered_row.connect(self._go_beside)
        self.table.entered_row.connect(self._enter)
        self.table.clicked.connect(self._enter)
        for listed in (self.grid, self.origin_table, self.silence_table):
            self.add_deed(listed, "List these passages", "L", self.list_passages)
        self.add_deed(self.table, "List the chosen passages", "L", self.list_passages)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], Coverage]:
        """Reads the passages by where they stand."""
        return self.session.project.coverage

    def show_content(self, content: Coverage) -> bool:
        """Shows them; what was chosen stays chosen by its names."""
        self._found = content
        self._offer_topics()
        self._list()
        return bool(content.passages)

    def _offer_topics(self) -> None:
        there = sorted({topic for one in self._found.passages for topic in one.topics})
        before = self.topic.currentText()
        self.topic.blockSignals(True)
        self.topic.clear()
        self.topic.addItem("All passages", None)
        for topic in there:
            self.topic.addItem(topic.name, topic)
        self.topic.setCurrentIndex(max(0, self.topic.findText(before)))
        self.topic.blockSignals(False)

    def _list(self) -> None:
        mode, before = self.mode.currentIndex(), self.chosen_names()
        self._lists.setCurrentIndex(mode)
        self.topic.setVisible(mode == _MONTHS)
        topic: Topic | None = self.topic.currentData()
        self._grid = self._found.grid
        if topic is not None:
            some = [one for one in self._found.passages if topic in one.topics]
            self._grid = by_month(some, list(self._found.articles))
        self.heat.show_counts(
            self._grid.outlets,
            [format_day(month) for month in self._grid.months],
            {place: len(found) for place, found in self._grid.cells.items()},
        )
        self.origins.show_rows(self._found.origins)
        self.silences.show_rows(self._found.silences)
        self._choose(before)
        number, noun = (
            (len(self._grid.outlets), "outlet"),
            (len(self.origins.rows), "topic"),
            (len(self.silences.rows), "tag"),
        )[mode]
        self.note.setText(plural(number, noun))

    def _names(self) -> list[str]:
        if self.mode.currentIndex() == _ORIGINS:
            return [one.topic.name for one in self.origins.rows]
        return [one.topic.name for one in self.silences.rows]

    def _listed(self) -> QTableView:
        return (self.grid, self.origin_table, self.silence_table)[self.mode.currentIndex()]

    def chosen_names(self) -> list[str]:
        """Outlet and month, or topic, of what is chosen."""
        place = self._listed().currentIndex()
        if not place.isValid():
            return []
        if self.mode.currentIndex() == _MONTHS:
            if place.row() >= len(self._grid.outlets):
                return []
            return [self._grid.outlets[place.row()], self._grid.months[place.column()]]
        names = self._names()
        return [names[place.row()]] if place.row() < len(names) else []

    def _choose(self, names: Sequence[str]) -> None:
        if self.mode.currentIndex() == _MONTHS:
            outlets, months = self._grid.outlets, self._grid.months
            if outlets and months:
                there = len(names) == 2 and names[0] in outlets and names[1] in months
                row = outlets.index(names[0]) if there else 0
                column = months.index(names[1]) if there else self._first_month(row)
                self.grid.choose(row, column)
        elif listed := self._names():
            row = listed.index(names[0]) if names and names[0] in listed else 0
            table = self._listed()
            table.setCurrentIndex(table.model().index(row, 0))
        self._show_chosen()

    def _first_month(self, row: int) -> int:
        return min((column for at, column in self._grid.cells if at == row), default=0)

    @Slot()
    def _show_chosen(self) -> None:
        place, mode = self._listed().currentIndex(), self.mode.currentIndex()
        rows: Sequence[Covered] = ()
        if place.isValid():
            if mode == _MONTHS:
                rows = self._grid.cells.get((place.row(), place.column()), ())
            elif mode == _ORIGINS and place.row() < len(self.origins.rows):
                rows = self.origins.rows[place.row()].passages
            elif mode == _SILENCES and place.row() < len(self.silences.rows):
                rows = self.silences.rows[place.row()].passages
        self.passages.show_rows(rows)

    def settings(self) -> Mapping[str, Any]:
        """What is listed, of which topic, and what is chosen."""
        return {
            "mode": self.mode.currentIndex(),
            "topic": self.topic.currentText() if self.topic.currentData() else "",
            "chosen": self.chosen_names(),
        }

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """List that again."""
        mode = settings.get("mode")
        known = isinstance(mode, int) and 0 <= mode < len(_MODES)
        self.mode.setCurrentIndex(int(mode or 0) if known else _MONTHS)
        self.topic.setCurrentIndex(max(0, self.topic.findText(str(settings.get("topic", "")))))
        chosen = settings.get("chosen")
        self._choose([str(one) for one in chosen] if isinstance(chosen, list) else [])

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot()
    def _go_beside(self, _index: object = None) -> None:
        if self.passages.rows:
            self.table.selectRow(0)
            self.table.setFocus()

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self.passage_chosen.emit(self.passages.rows[index.row()].passage_id)

    def passages_at_hand(self) -> list[int]:
        """The chosen ones, or all beside."""
        rows = self.passages.rows
        chosen = [rows[row] for row in self.table.chosen_rows()] if self.table.hasFocus() else []
        return [one.passage_id for one in chosen or rows]

    def list_passages(self) -> None:
        """Show the chosen passages, or all beside, in their list."""
        ids = self.passages_at_hand()
        if ids:
            self.passages_chosen.emit(ids)
        else:
            self.session.notice.emit("There is no passage here.", False)

    def _table(self) -> Table | None:
        if not self._found.passages:
            return None
        mode, titles = self.mode.currentIndex(), self._found.titles
        if mode == _ORIGINS:
            topics = list(self.origins.rows)
            return ("topic", "kind", "passages", "articles", "source", "story"), lambda: [
                [
                    one.topic.name,
                    one.topic.sort.value,
                    len(one.passages),
                    one.articles,
                    one.passages[0].outlet,
                    titles.get(one.story, ""),
                ]
                for one in topics
            ]
        if mode == _SILENCES:
            tags, counts = list(self.silences.rows), self._found.articles
            return ("tag", "source", "articles", "passages"), lambda: [
                [one.topic.name, outlet, counts.get(outlet, 0), _of(one, outlet)]
                for one in tags
                for outlet in (*one.outlets, *one.silent)
            ]
        grid = self._grid
        return ("source", *grid.months), lambda: [
            [outlet, *(len(grid.cells.get((row, at), ())) for at in range(len(grid.months)))]
            for row, outlet in enumerate(grid.outlets)
        ]


def _of(silence: Silence, outlet: str) -> int:
    return sum(one.outlet == outlet for one in silence.passages)
