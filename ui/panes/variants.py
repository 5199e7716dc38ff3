"""Quote variants: a statement in several articles, its wordings below each other."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QInputDialog,
    QLabel,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.action_set import native
from ui.actions import spec
from ui.formats import plural
from ui.jobs import Job
from ui.models.alignment import AlignmentModel
from ui.models.variants import VariantsModel
from ui.offers import LEAST
from ui.session import ProjectSession
from ui.theme import GRID
from ui.variant_deeds import VariantDeeds
from ui.widgets.alignment_table import AlignmentTable
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from ui.widgets.view_pane import ViewPane
from workbench.analysis.alignment import Alignment, aligned
from workbench.analysis.variant_table import lines
from workbench.analysis.variants import Quoted, Variants
from workbench.domain import ViewSort
from workbench.project import suggestion_of
from workbench.tasks import Task

_EVERYBODY = "Everybody"
_HALF = 160 * GRID
_LEGEND = "A: the wording compared with     – dropped     underlined: changed     framed: added"
_MENU = (
    ("suggestion.accept", "accept"),
    ("statement.group", "group"),
    ("statement.split", "split"),
    ("statement.release", "release"),
    ("statement.rename", "rename"),
)


class Found(NamedTuple):
    """What a project has: groups, and articles in which nothing can be suggested yet."""

    groups: list[Variants]
    unread: int


class VariantsPane(ViewPane[Found]):
    """`suggestion_chosen` carries the suggestion that is to be seen in its article."""

    suggestion_chosen = Signal(object)

    title = "Quote variants"
    sort = ViewSort.VARIANTS
    tables = ViewPane.tables | {"statements", "statement_members", "rejections"}

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.deeds = VariantDeeds(session)
        self._job: Job | None = None
        self._found = Found([], 0)
        self._wanted: frozenset[tuple[int, int]] = frozenset()
        self.model = VariantsModel(self)
        self.groups = RowTable("Statements", self.model, 0, several=True)
        self.alignment = AlignmentModel(self)
        self.table = AlignmentTable(self.alignment)
        self.speaker = QComboBox()
        self.suggested = QCheckBox("With suggestions")
        self.alone = QCheckBox("In one article, too")
        self._nothing_here = EmptyState("", "")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.speaker.setAccessibleName("Speaker")
        self.speaker.setToolTip("Show only what this person says")
        self.speaker.setMinimumWidth(40 * GRID)
        self.speaker.setMaximumWidth(60 * GRID)
        self.suggested.setToolTip("Compare quotes that are only suggested, too; they are lighter")
        self.bar.addWidget(self.speaker)
        self.alone.setToolTip("List quotes that only one article has, to be joined to a statement")
        self.bar.addWidget(self.suggested)
        self.bar.addWidget(self.alone)
        for column, width in ((1, 27), (2, 16), (3, 23), (4, 28), (5, 18), (6, 16)):
            self.groups.setColumnWidth(column, width * GRID)
        legend = QLabel(_LEGEND)
        legend.setTextFormat(Qt.TextFormat.PlainText)
        legend.setProperty("role", "small")
        legend.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        right = QWidget()
        column_of = QVBoxLayout(right)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(0)
        column_of.addWidget(self.table, 1)
        column_of.addWidget(legend)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.groups)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([_HALF, _HALF])
        self.set_body(split, self._nothing_here)
        self.setFocusProxy(self.groups)
        self._say_nothing()

    def _connect(self) -> None:
        for box in (self.suggested, self.alone):
            box.toggled.connect(lambda _on: self.reload())
        self.speaker.activated.connect(lambda _index: self._filter())
        self.groups.selectionModel().currentRowChanged.connect(self._show_group)
        self.groups.entered_row.connect(lambda _index: self._enter_table())
        self.table.entered_row.connect(self._enter)
        self.table.copy_wanted.connect(self.copy)
        for table in (self.groups, self.table):
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(partial(self._show_menu, table))

    # ── Reading ──────────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], Found]:
        return partial(self._read(), Task())

    def _read(self) -> Callable[[Task], Found]:
        project, suggested = self.session.project, self.suggested.isChecked()
        alone = self.alone.isChecked()

        def read(task: Task) -> Found:
            groups = project.variants(task, suggested=LEAST if suggested else None, alone=alone)
            return Found(groups, project.unread() if suggested else 0)

        return read

    @Slot()
    def reload(self) -> None:
        """Read anew; suggestions of a large project take a while, with progress and cancel."""
        self._stale = not self.isVisible()
        if self._stale or self.session.closed:
            return
        if self._job is not None:
            self._job.cancelled.disconnect(self._stopped)
            self._job.supersede()
        self._job = self.session.jobs.run(
            "Comparing quotes",
            self._read(),
            on_result=self._show,
            quiet=not self.suggested.isChecked(),
            lane="lists",
        )
        self._job.cancelled.connect(self._stopped)

    @Slot()
    def _stopped(self) -> None:
        self._job = None
        self.note.setText("Stopped; switch suggestions off and on to begin again")

    def show_content(self, content: Found) -> bool:
        self._job = None
        self._found = content
        self._list_speakers()
        self._filter()
        self._say_nothing()
        return bool(content.groups)

    def _list_speakers(self) -> None:
        chosen = self.speaker.currentData() or ""
        names = {name for group in self._found.groups for name in group.speakers}
        self.speaker.clear()
        self.speaker.addItem(_EVERYBODY, "")
        for name in sorted(names | ({chosen} - {""}), key=str.casefold):
            self.speaker.addItem(name, name)
        self.speaker.setCurrentIndex(max(0, self.speaker.findData(chosen)))

    def _filter(self) -> None:
        who = self.speaker.currentData() or ""
        rows = [one for one in self._found.groups if not who or who in one.speakers]
        wanted = self._wanted
        self.model.show_rows(rows)
        best = max(range(len(rows)), key=lambda row: len(_places(rows[row]) & wanted), default=-1)
        if best >= 0:
            self.groups.setCurrentIndex(self.model.index(best, 0))
        else:
            self.alignment.show_alignment(Alignment((), ()))
        parts = [plural(len(rows), "statement")]
        if self._found.unread:
            parts.append(f"{plural(self._found.unread, 'article')} not read for suggestions yet")
        self.note.setText(", ".join(parts))

    def _say_nothing(self) -> None:
        words = (
            "When several articles quote the same words, their wordings are compared here. Tag "
            f"quotes with {spec('passage.quote').keys[0]}, or tick “With suggestions” to compare "
            "those that Lode has read in the articles."
        )
        if self.suggested.isChecked() and self._found.unread:
            words = (
                f"{plural(self._found.unread, 'article')} have not been read for suggestions "
                f"yet: choose “{spec('suggestion.read_all').text}” in the menu Passage."
            )
        elif self.suggested.isChecked():
            words = "No two articles quote the same words, as far as Lode can tell."
        self._nothing_here.set_words("No statement stands in several articles", words)

    # ── What is chosen ───────────────────────────────────────────────────────────────────

    def shown(self) -> list[Variants]:
        """The statements that are listed."""
        return self.model.rows

    def chosen_groups(self) -> list[Variants]:
        """The chosen statements."""
        return [self.model.rows[row] for row in self.groups.chosen_rows()]

    def chosen_quotes(self) -> list[Quoted]:
        """The chosen rows of the table; without any, all quotes of the chosen statements."""
        if self.table.hasFocus() and self.table.chosen_rows():
            return [self.alignment.quote(row) for row in self.table.chosen_rows()]
        return [quote for group in self.chosen_groups() for quote in group.quotes]

    def passages_at_hand(self) -> list[int]:
        """Those of the chosen quotes."""
        ids = (quote.passage_id for quote in self.chosen_quotes())
        return [one for one in ids if one is not None]

    def _current(self) -> Variants | None:
        row = self.groups.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    @Slot(QModelIndex, QModelIndex)
    def _show_group(self, _new: QModelIndex, _old: QModelIndex) -> None:
        group = self._current()
        if group is not None:
            self._wanted = _places(group)
            self.alignment.show_alignment(aligned(group))

    def _enter_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.alignment.index(0, 0))

    @Slot(int)
    def _enter(self, row: int) -> None:
        quote = self.alignment.quote(row)
        if quote.passage_id is not None:
            self.passage_chosen.emit(quote.passage_id)
        else:
            self.suggestion_chosen.emit(suggestion_of(quote))

    # ── What is done ─────────────────────────────────────────────────────────────────────

    def group(self) -> None:
        """Settle that the chosen statements are one."""
        self.deeds.group(self.chosen_groups())

    def split(self) -> None:
        """Settle that the chosen rows are another statement than the rest."""
        chosen = [self.alignment.quote(row) for row in self.table.chosen_rows()]
        self.deeds.split(self._current(), chosen)

    def release(self) -> None:
        """Leave it to the words of the chosen statements what they belong to."""
        self.deeds.release(self.chosen_groups())

    def rename(self) -> None:
        """Ask for a name of the statement; it is settled thereby."""
        group = self._current()
        if group is None or not group.passage_ids:
            self.deeds.tell("Choose a statement with accepted quotes first.")
            return
        now = group.statement.label if group.statement else ""
        name, chosen = QInputDialog.getText(self, "Name the statement", "Name", text=now)
        if chosen:
            self.deeds.name(group, name)

    def accept(self) -> None:
        """Make passages of the chosen suggestions."""
        self.deeds.accept(self.chosen_quotes())

    def correct(self) -> None:
        """Make passages of the chosen suggestions, and go to the first."""
        for passage_id in self.deeds.accept(self.chosen_quotes())[:1]:
            self.passage_chosen.emit(passage_id)

    def reject(self) -> None:
        """Turn the chosen suggestions down."""
        self.deeds.reject(self.chosen_quotes())

    @Slot()
    def copy(self) -> None:
        """Copy the table at the right, a tab between the words."""
        rows = lines(self.alignment.alignment)
        if len(rows) > 1:
            text = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
            QGuiApplication.clipboard().setText(text)
            self.deeds.tell(f"Copied {plural(len(rows) - 1, 'row')}")

    def proposed_name(self) -> str:
        """A name for the file of the statements that are listed."""
        return f"{self.session.project.name} variants.csv"

    def write(self, path: Path) -> None:
        """Write the statements that are listed, with their wordings marked, to `path`."""
        project, groups = self.session.project, list(self.shown())
        self.session.jobs.run(
            "Export variants",
            lambda task: project.export_variants(path, groups, task),
            on_result=lambda _report: self.deeds.tell(f"Wrote {path}"),
        )

    def _show_menu(self, table: QWidget, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id, deed in _MENU:
            row = spec(action_id)
            keys = f"\t{native(row.keys[0])}" if row.keys else ""
            action = menu.addAction(f"{row.text}{keys}")
            action.triggered.connect(partial(_run, getattr(self, deed)))
        menu.addSeparator()
        menu.addAction("Copy the table").triggered.connect(partial(_run, self.copy))
        menu.popup(table.mapToGlobal(place))

    # ── Saved views ──────────────────────────────────────────────────────────────────────

    def settings(self) -> Mapping[str, Any]:
        group = self._current()
        return {
            "suggested": self.suggested.isChecked(),
            "alone": self.alone.isChecked(),
            "speaker": self.speaker.currentData() or "",
            "quotes": sorted(map(list, _places(group))) if group else [],
        }

    def apply(self, settings: Mapping[str, Any]) -> None:
        who = str(settings.get("speaker", ""))
        if self.speaker.findData(who) < 0:
            self.speaker.addItem(who, who)
        self.speaker.setCurrentIndex(self.speaker.findData(who))
        kept = settings.get("quotes", [])
        self._wanted = frozenset((int(a), int(b)) for a, b in kept)
        for box, name in ((self.suggested, "suggested"), (self.alone, "alone")):
            box.blockSignals(True)
            box.setChecked(bool(settings.get(name, False)))
            box.blockSignals(False)
        self.reload()


def _places(group: Variants) -> frozenset[tuple[int, int]]:
    """Where the quotes of a statement begin: by this it is known again."""
    return frozenset((one.article.id, one.span.start) for one in group.quotes)


def _run(deed: Callable[[], None], _checked: bool = False) -> None:
    deed()
