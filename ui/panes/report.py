"""The Report pane: an outline of headings, notes, excerpts and views, and how it will look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QInputDialog,
    QMenu,
    QPushButton,
    QSplitter,
    QTextEdit,
    QWidget,
)

from ui.document_text import filled
from ui.formats import elide
from ui.models.rows import Column, RowsModel
from ui.report_blocks import Drawing, prepared
from ui.session import ProjectSession
from ui.theme import GRID, current
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from ui.widgets.view_pane import ViewPane
from workbench.domain import ItemSort, Passage, Report, ReportItem, SavedView
from workbench.export.document import Block, Document
from workbench.project import Project

T = TypeVar("T")

_NAMES = {
    ItemSort.HEADING: "Heading",
    ItemSort.NOTE: "Note",
    ItemSort.EXCERPT: "Excerpt",
    ItemSort.VIEW: "View",
}
_LONGEST = 160
_MOST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All reports, the one that is shown, and what its items stand for."""

    all: tuple[Report, ...] = ()
    shown: Report | None = None
    passages: Mapping[int, Passage] | None = None
    views: Mapping[int, SavedView] | None = None
    drawings: Mapping[int, Drawing] | None = None
    """What makes blocks of each view, on the GUI thread."""


class ReportPane(ViewPane[ReportContent]):
    """`document_wanted` comes with the document that is to be written to a file."""

    title = "Report"
    sort = None
    tables = ViewPane.tables | {"reports", "report_items", "views", "links"}

    document_wanted = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._wanted: str | None = None
        self._added: int | None = None
        self._waiting: tuple[int, ...] | None = None
        self._content = ReportContent()
        self._blocks: dict[int, tuple[Block, ...]] = {}
        self.chosen_passages: Callable[[], Sequence[int]] = list
        """Gives the passages that are chosen in their list."""
        self.reports = QComboBox()
        self.reports.setAccessibleName("Report")
        self.reports.setMinimumWidth(48 * GRID)
        self.reports.activated.connect(lambda _index: self.choose(self.reports.currentText()))
        self.add_button = QPushButton("Add")
        self.add_button.setToolTip("Add a heading, a note, passages or a saved view")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self._menu)
        self.new_button = _button("New…", "Make a report", self.ask_new)
        self.export_button = _button("Export…", "Write it as a document", self.export)
        for widget in (self.reports, self.new_button, self.add_button, self.export_button):
            self.bar.addWidget(widget)
        self.reports.hide()
        self.add_button.setEnabled(False)
        self.export_button.setEnabled(False)
        self.model: RowsModel[ReportItem] = RowsModel(
            (
                Column("", lambda item: _NAMES[item.sort]),
                Column("Outline", self._line),
            ),
            self,
        )
        self.table = RowTable("Outline of the report", self.model, 1, several=True)
        self.table.setColumnWidth(0, 20 * GRID)
        self.shown = QTextEdit()
        self.shown.setAccessibleName("Preview of the report")
        self.shown.setReadOnly(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.shown)
        split.setChildrenCollapsible(False)
        split.setSizes([100, 160])
        split.setFocusProxy(self.table)
        self.set_body(
            split,
            EmptyState(
                "No report yet",
                "A report is an outline of headings, notes, excerpts and charts, exported as a "
                "document that others can check without Lode. Begin with “New…”, then add "
                "passages from their list.",
            ),
        )
        self._wire()

    def _wire(self) -> None:
        self.table.entered_row.connect(self._enter)
        for text, key, deed in (
            ("Write the text…", "F2", self.ask_text),
            ("Move up", "Alt+Up", partial(self.shift, -1)),
            ("Move down", "Alt+Down", partial(self.shift, 1)),
            ("Heading further out", "Alt+Left", partial(self.level, -1)),
            ("Heading further in", "Alt+Right", partial(self.level, 1)),
            ("Add a heading…", "H", self.ask_heading),
            ("Add a note…", "N", self.ask_note),
            ("Add the chosen passages", "P", self.add_chosen),
            ("Take out", "Delete", self.take_out),
            ("Rename the report…", "Shift+F2", self.ask_name),
            ("Delete the report", "Ctrl+Shift+Delete", self.delete_report),
        ):
            self.add_deed(self.table, text, key, deed)
        current().changed.connect(self._draw)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], ReportContent]:
        """Reads the reports, and what the items of the shown one stand for."""
        return partial(_content, self.session.project, self._wanted)

    def show_content(self, content: ReportContent) -> bool:
        """Shows the outline and how it will look; the chosen row stays chosen."""
        row = self.table.currentIndex().row()
        self._content = content
        self._blocks = {key: tuple(draw()) for key, draw in (content.drawings or {}).items()}
        self.reports.clear()
        self.reports.addItems([one.name for one in content.all])
        there = content.shown is not None
        self.reports.setVisible(there)
        self.add_button.setEnabled(there)
        self.export_button.setEnabled(there)
        if content.shown is not None:
            self._wanted = content.shown.name
            self.reports.setCurrentText(content.shown.name)
            self.model.show_rows(content.shown.items)
            if self._added is not None and self._added < len(content.shown.items):
                row, self._added = self._added, None
            if self.model.rows:
                at = max(0, min(row, len(self.model.rows) - 1))
                self.table.setCurrentIndex(self.model.index(at, 0))
            self._draw()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and there:
            self.add_passages(waiting)
        elif waiting is not None:
            self.session.notice.emit("There is no report yet: make one with “New…”.", False)
        return there

    @Slot()
    def _draw(self) -> None:
        document = self.document()
        if document is None or not self.isVisible():
            return
        bar = self.shown.verticalScrollBar()
        place = bar.value()
        text = filled(document)
        text.setParent(self.shown)
        self.shown.setDocument(text)
        bar.setValue(place)

    def document(self) -> Document | None:
        """The report as a document; None while there is none."""
        report = self._content.shown
        if report is None:
            return None
        project, views = self.session.project, self._blocks
        return self.session.perform(lambda: project.report_document(report.id, views))

    def settings(self) -> Mapping[str, Any]:
        """Which report is shown."""
        return {"report": self._wanted}

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show the report of that name."""
        name = settings.get("report")
        self.choose(name if isinstance(name, str) else None)

    def choose(self, name: str | None) -> None:
        """Show the report of that name, or the first."""
        self._wanted = name
        self.reload()

    def _line(self, item: ReportItem) -> str:
        words = " ".join(item.text.split())
        if item.sort is ItemSort.HEADING:
            return "    " * (item.level - 1) + words
        if item.passage_id is not None:
            passage = (self._content.passages or {}).get(item.passage_id)
            words = " ".join(passage.words.split()) if passage is not None else words
        elif item.view_id is not None:
            view = (self._content.views or {}).get(item.view_id)
            words = f"{view.name} ({view.sort})" if view is not None else words
        return "    " + elide(words, _LONGEST)

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        item = self.model.rows[index.row()]
        if item.passage_id is not None:
            self.passage_chosen.emit(item.passage_id)
        else:
            self.ask_text()

    def chosen(self) -> list[ReportItem]:
        """The chosen items."""
        return [self.model.rows[row] for row in self.table.chosen_rows()]

    def passages_at_hand(self) -> list[int]:
        """Those of the chosen excerpts."""
        return [one.passage_id for one in self.chosen() if one.passage_id is not None]

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        for text, deed in (
            ("Heading…\tH", self.ask_heading),
            ("Note…\tN", self.ask_note),
            ("Chosen passages\tP", self.add_chosen),
        ):
            self._menu.addAction(text).triggered.connect(partial(_run, deed))
        self._menu.addSeparator()
        for view in self.session.project.views():
            words = f"{view.name} ({view.sort})".replace("&", "&&")
            self._menu.addAction(words).triggered.connect(partial(self.add_view, view.id))

    def ask_new(self) -> None:
        """Ask for a name and make a report."""
        name, given = QInputDialog.getText(self, "New report", "What is it called?")
        if given and name.strip():
            self.new(name)

    def new(self, name: str) -> None:
        """Make a report and show it."""
        if self._do(lambda project: project.add_report(name)) is not None:
            self.choose(" ".join(name.split()))

    def ask_name(self) -> None:
        """Ask what the report is to be called."""
        report = self._content.shown
        if report is None:
            return
        name, given = QInputDialog.getText(self, "Rename report", "Name", text=report.name)
        if given and name.strip():
            self._wanted = " ".join(name.split())
            self._do(lambda project: project.rename_report(report.id, name))

    def delete_report(self) -> None:
        """Delete the report that is shown; undo brings it back."""
        report = self._content.shown
        if report is not None:
            self._do(lambda project: project.delete_report(report.id))
            self.session.notice.emit(f"Deleted the report “{report.name}”", True)

    def ask_heading(self) -> None:
        """Ask for a heading and add it."""
        text, given = QInputDialog.getText(self, "Heading", "Text")
        if given and text.strip():
            self.add([ReportItem(0, ItemSort.HEADING, text)])

    def ask_note(self) -> None:
        """Ask for a note and add it."""
        text, given = QInputDialog.getMultiLineText(self, "Note", "Text")
        if given and text.strip():
            self.add([ReportItem(0, ItemSort.NOTE, text)])

    def add_chosen(self) -> None:
        """Add the passages that are chosen in their list."""
        self.add_passages(self.chosen_passages())

    def add_passages(self, ids: Sequence[int]) -> None:
        """Add passages as excerpts."""
        if not ids:
            self.session.notice.emit("Choose passages in their list first.", False)
        elif self._content.shown is None:
            # The report may only now be read, for the first time.
            self._waiting = tuple(ids)
            self.reload()
        else:
            self.add([ReportItem(0, ItemSort.EXCERPT, "", passage_id=one) for one in ids])

    def add_view(self, view_id: int, _checked: bool = False) -> None:
        """Add a saved view."""
        self.add([ReportItem(0, ItemSort.VIEW, "", view_id=view_id)])

    def add(self, items: Sequence[ReportItem]) -> None:
        """Put items behind the chosen one."""
        report = self._content.shown
        if report is None:
            return
        rows = self.table.chosen_rows()
        at = rows[-1] + 1 if rows else len(report.items)
        before = report.items[at].id if at < len(report.items) else None
        if self._do(lambda project: project.add_report_items(report.id, items, before=before)):
            # The next one goes behind these; they are there when the report is read anew.
            self._added = at + len(items) - 1

    def ask_text(self) -> None:
        """Ask for the text of the chosen item: of an excerpt or a view what stands below it."""
        chosen = self.chosen()
        if not chosen:
            return
        item = chosen[0]
        text, given = QInputDialog.getMultiLineText(self, _NAMES[item.sort], "Text", item.text)
        if given:
            self._do(lambda project: project.edit_report_item(item.id, text=text))

    def level(self, by: int) -> None:
        """Move the chosen headings in or out."""
        for item in self.chosen():
            level = item.level + by
            if item.sort is ItemSort.HEADING and 1 <= level <= _MOST_LEVEL:
                self._do(partial(_set_level, item_id=item.id, level=level))

    def shift(self, by: int) -> None:
        """Move the chosen item up or down."""
        report, row = self._content.shown, self.table.currentIndex().row()
        if report is None or row < 0 or not 0 <= row + by < len(report.items):
            return
        ids = [item.id for item in report.items]
        ids[row], ids[row + by] = ids[row + by], ids[row]
        self._do(lambda project: project.order_report_items(report.id, ids))
        self.table.setCurrentIndex(self.model.index(row + by, 0))

    def take_out(self) -> None:
        """Take the chosen items out; undo brings them back."""
        ids = [item.id for item in self.chosen()]
        if ids:
            self._do(lambda project: project.delete_report_items(ids))
            number = "1 item" if len(ids) == 1 else f"{len(ids):,} items"
            self.session.notice.emit(f"Took {number} out of the report", True)

    def export(self) -> None:
        """Have the report written to a file."""
        document = self.document()
        if document is not None:
            self.document_wanted.emit(document)

    def _do(self, deed: Callable[[Project], T]) -> T | None:
        return self.session.perform(lambda: deed(self.session.project))


def _set_level(project: Project, item_id: int, level: int) -> None:
    project.edit_report_item(item_id, level=level)


def _content(project: Project, wanted: str | None) -> ReportContent:
    found = tuple(project.reports())
    named = (one for one in found if wanted is not None and one.name == wanted)
    shown = next(named, next(iter(found), None))
    if shown is None:
        return ReportContent()
    ids = {item.passage_id for item in shown.items if item.passage_id is not None}
    wanted_views = {item.view_id for item in shown.items}
    passages = {one.id: one for one in project.passages_by_id(sorted(ids))}
    views = {one.id: one for one in project.views() if one.id in wanted_views}
    drawings = {key: prepared(project, view) for key, view in views.items()}
    return ReportContent(found, shown, passages, views, drawings)


def _button(text: str, tip: str, deed: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(partial(_run, deed))
    return button


def _run(deed: Callable[[], object], _checked: bool = False) -> None:
    deed()
