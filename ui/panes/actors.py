"""The pane “Who and when”: actors against topics, what each says, and a timeline of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ui.formats import KIND_NAME, elide, format_day, plural
from ui.models.heat import HeatModel
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.heat_table import HeatTable
from ui.widgets.row_table import RowTable
from ui.widgets.table_export import Table, TableExport
from ui.widgets.timeline import Mark, Timeline, first_day
from ui.widgets.view_pane import ViewPane
from workbench.analysis.actors import Actor, Cell, Topic, TopicSort, Utterance, Voices
from workbench.domain import Stance, ViewSort
from workbench.project.surveying import UTTERANCE_COLUMNS

SUGGESTED_FROM = 0.5
"""The score from which on suggestions stand among the passages."""

_ALL = "All"
_LANES = 60
_MOST_ACTORS, _MOST_TOPICS = 3_000, 300
_LONGEST = 300
_LEAST = 50 * GRID
_SAYS = {Stance.ASSERTED: "asserts", Stance.DENIED: "denies", Stance.HEDGED: "hedges"}
_TOPICS: tuple[tuple[str, str], ...] = (
    ("Tags and metrics", ""),
    ("Tags", TopicSort.TAG.value),
    ("Metrics", TopicSort.METRIC.value),
)
_STATEMENTS, _TIMELINE = range(2)


def _words(one: Utterance) -> str:
    return elide(" ".join(one.text.split()), _LONGEST)


def _dates(one: Utterance) -> str:
    return ", ".join(dict.fromkeys(format_day(each.day) for each in one.dates))


_COLUMNS: tuple[Column[Utterance], ...] = (
    Column("Published", lambda one: format_day(one.day)),
    Column("Kind", lambda one: KIND_NAME[one.kind]),
    Column("Who", lambda one: one.who),
    Column("", lambda one: _SAYS[one.stance] if one.stance else ""),
    Column("Words", _words),
    Column("Dates stated", _dates),
    Column("Outlet", lambda one: one.outlet or ""),
)


def _since(cell: Cell | None) -> list[str]:
    """When something was said for the first and the last time, and how a stance has changed."""
    if cell is None:
        return []
    first, last = format_day(cell.first), format_day(cell.last)
    dates = first if first == last else f"{first} to {last}"
    return [one for one in (dates, *dict.fromkeys(turn.words for turn in cell.turns)) if one]


class ActorsPane(ViewPane[Voices]):
    """A cell of the grid says how much one actor says on one topic; ⇄ that they turned round."""

    title = "Who and when"
    sort = ViewSort.ACTORS
    tables = ViewPane.tables | {"statements", "statement_members", "rejections"}

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found = Voices()
        self._actors: list[Actor] = []
        self._topics: list[Topic] = []
        self._marked: list[Utterance] = []
        self._told = ""
        self.shown = QComboBox()
        self.shown.setAccessibleName("What is shown beside")
        self.shown.addItems(["Statements", "Timeline"])
        self.sorts = QComboBox()
        self.sorts.setAccessibleName("Topics")
        for words, value in _TOPICS:
            self.sorts.addItem(words, value)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Filter actors")
        self.text.setAccessibleName("Filter actors")
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(40 * GRID)
        self.turned = QCheckBox("Changed stance")
        self.turned.setToolTip("Only actors who deny what they asserted before, or the reverse")
        self.suggested = QCheckBox("With suggestions")
        self.suggested.setToolTip("What was read in the articles stands among the passages")
        self.export = TableExport(session, "statements", self._table)
        for widget in (
            self.shown,
            self.sorts,
            self.text,
            self.turned,
            self.suggested,
            self.export,
        ):
            self.bar.addWidget(widget)
        self.grid_model = HeatModel(self)
        self.grid = HeatTable("Actors by topics", self.grid_model)
        self.grid.set_column_width(26 * GRID)
        self.statements: RowsModel[Utterance] = RowsModel(
            _COLUMNS, self, faint=lambda one: one.passage_id is None
        )
        self.table = RowTable("Statements", self.statements, 4, several=True, least=_LEAST)
        for column, width in {0: 26, 1: 16, 2: 30, 3: 17, 5: 27, 6: 29}.items():
            self.table.setColumnWidth(column, width * GRID)
        self.timeline = Timeline("Timeline")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.timeline)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().valueChanged.connect(self.timeline.update)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.table)
        self._beside.addWidget(scroll)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.grid)
        split.addWidget(self._beside)
        split.setChildrenCollapsible(False)
        split.setSizes([100, 110])
        split.setFocusProxy(self.grid)
        self.set_body(
            split,
            EmptyState(
                "Nobody speaks here yet",
                "Give quotes and figures a speaker with S, claims a claimant, and tags with T: "
                "who says how much on what, since when, and who has changed their stance is "
                "counted here. Tick “With suggestions” to see whoever Lode has read as well.",
            ),
        )
        self._wire()

    def _wire(self) -> None:
        self.export.wanted.connect(self.export_wanted)
        self.shown.currentIndexChanged.connect(self._beside.setCurrentIndex)
        self.sorts.currentIndexChanged.connect(lambda _index: self._list())
        self.text.textChanged.connect(lambda _text: self._list())
        self.turned.toggled.connect(lambda _on: self._list())
        self.suggested.toggled.connect(lambda _on: self.reload())
        self.grid.chosen.connect(self._show_cell)
        self.grid.entered_cell.connect(self._go_beside)
        self.table.entered_row.connect(self._enter)
        self.table.clicked.connect(self._enter)
        self.timeline.entered.connect(self._enter_mark)
        self.add_deed(self.grid, "List these passages", "L", self.list_passages)
        self.add_deed(self.table, "List the chosen passages", "L", self.list_passages)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], Voices]:
        """Reads who says what."""
        project = self.session.project
        least = SUGGESTED_FROM if self.suggested.isChecked() else None
        return lambda: project.voices(suggested_from=least)

    def show_content(self, content: Voices) -> bool:
        """Shows the grid; the chosen cell stays chosen by its names."""
        self._found = content
        self._list()
        return bool(content.actors)

    def _list(self) -> None:
        """Show the actors and topics that the filters let through."""
        before = self.chosen_names()
        words, sort = self.text.text().casefold().split(), self.sorts.currentData()
        self._actors = [
            one
            for one in self._found.actors
            if all(word in one.name.casefold() for word in words)
            and (one.all.turns or not self.turned.isChecked())
        ]
        number = len(self._actors)
        self._actors = self._actors[:_MOST_ACTORS]
        there = {topic for one in self._actors for topic in one.topics}
        self._topics = [
            one for one in self._found.topics if one in there and sort in ("", one.sort.value)
        ][:_MOST_TOPICS]
        columns = {topic: number for number, topic in enumerate(self._topics, 1)}
        cells = {(row, 0): actor.all for row, actor in enumerate(self._actors)}
        cells |= {
            (row, columns[topic]): cell
            for row, actor in enumerate(self._actors)
            for topic, cell in actor.topics.items()
            if topic in columns
        }
        self.grid_model.show_counts(
            [one.name for one in self._actors],
            [_ALL, *(one.name for one in self._topics)],
            {place: len(cell.utterances) for place, cell in cells.items()},
            {place for place, cell in cells.items() if cell.turns},
            total=True,
        )
        self._told = plural(number, "actor")
        if number > len(self._actors):
            self._told += f", the first {len(self._actors):,} shown"
        self.note.setText(self._told)
        self._choose(*before)

    def _cell(self, row: int, column: int) -> Cell | None:
        actor = self._actors[row]
        return actor.all if column == 0 else actor.topics.get(self._topics[column - 1])

    def chosen_names(self) -> tuple[str, str]:
        """Actor and topic of the chosen cell."""
        cell = self.grid.cell()
        if cell is None or cell[0] >= len(self._actors):
            return "", _ALL
        return self._actors[cell[0]].name, self.grid_model.column_names[cell[1]]

    def _choose(self, actor: str, topic: str) -> None:
        rows, columns = self.grid_model.row_names, self.grid_model.column_names
        if not rows:
            self.statements.show_rows([])
            self.timeline.show_marks([], [])
            return
        row = rows.index(actor) if actor in rows else 0
        column = columns.index(topic) if topic in columns else 0
        self.grid.choose(row, column)
        self._show_cell()

    @Slot()
    def _show_cell(self) -> None:
        place = self.grid.cell()
        if place is None or place[0] >= len(self._actors):
            return
        cell = self._cell(*place)
        self.statements.show_rows(() if cell is None else cell.utterances)
        self.table.setColumnHidden(5, not any(one.dates for one in self.statements.rows))
        self.table.make_room()
        self.note.setText(" · ".join([self._told, *_since(cell)]))
        self._draw(place[1])

    def _draw(self, column: int) -> None:
        """Put what all actors say on the chosen topic on the timeline."""
        lanes: list[str] = []
        marks: list[Mark] = []
        self._marked = []
        for row, actor in enumerate(self._actors[:_LANES]):
            cell = self._cell(row, column)
            if cell is None:
                continue
            turned = {id(turn.after) for turn in cell.turns}
            for one in cell.utterances:
                marks += self._marks(one, len(lanes), turned=id(one) in turned)
            lanes.append(actor.name)
        self.timeline.show_marks(lanes, marks)

    def _marks(self, one: Utterance, lane: int, *, turned: bool) -> list[Mark]:
        key, faint, words = len(self._marked), one.passage_id is None, _words(one)
        self._marked.append(one)
        made = []
        day = first_day(one.day)
        if day is not None:
            made.append(Mark(lane, day, one.kind, words, key, faint, turned))
        for stated in one.dates:
            day = first_day(stated.day)
            if day is not None:
                made.append(Mark(lane, day, None, f"{stated.words}: {words}", key, faint))
        return made

    def settings(self) -> Mapping[str, Any]:
        """What is shown, its filters and the chosen cell."""
        actor, topic = self.chosen_names()
        return {
            "timeline": self.shown.currentIndex() == _TIMELINE,
            "topics": self.sorts.currentData(),
            "text": self.text.text(),
            "turned": self.turned.isChecked(),
            "suggested": self.suggested.isChecked(),
            "actor": actor,
            "topic": topic,
        }

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show that again."""
        self.shown.setCurrentIndex(_TIMELINE if settings.get("timeline") else _STATEMENTS)
        self.sorts.setCurrentIndex(max(0, self.sorts.findData(settings.get("topics", ""))))
        self.text.setText(str(settings.get("text", "")))
        self.turned.setChecked(bool(settings.get("turned")))
        self.suggested.setChecked(bool(settings.get("suggested")))
        self._choose(str(settings.get("actor", "")), str(settings.get("topic", _ALL)))

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot()
    def _go_beside(self) -> None:
        if self.shown.currentIndex() == _TIMELINE:
            self.timeline.setFocus()
        elif self.statements.rows:
            self.table.selectRow(0)
            self.table.setFocus()

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self._open(self.statements.rows[index.row()])

    @Slot(int)
    def _enter_mark(self, key: int) -> None:
        self._open(self._marked[key])

    def _open(self, one: Utterance) -> None:
        if one.passage_id is not None:
            self.passage_chosen.emit(one.passage_id)
        else:
            self.place_chosen.emit(one.article_id, one.span)

    def passages_at_hand(self) -> list[int]:
        """The chosen ones, or all of the cell."""
        rows = self.statements.rows
        on_table = self.table.hasFocus()
        chosen: Sequence[Utterance] = [rows[row] for row in self.table.chosen_rows()]
        some = chosen if on_table and chosen else rows
        return [one.passage_id for one in some if one.passage_id is not None]

    def list_passages(self) -> None:
        """Show the chosen passages, or all of the cell, in their list."""
        ids = self.passages_at_hand()
        if ids:
            self.passages_chosen.emit(ids)
        else:
            self.session.notice.emit("There is no passage here, only suggestions.", False)

    def _table(self) -> Table | None:
        said = [one for actor in self._actors for one in actor.all.utterances]
        project = self.session.project
        return (UTTERANCE_COLUMNS, lambda: project.utterance_rows(said)) if said else None
