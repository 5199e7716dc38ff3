"""The Suggestions pane: what was read in the articles, to be accepted or turned down in a row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.formats import KIND_NAME, elide, format_quantity, plural
from ui.jobs import Job
from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.offers import LEAST
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.kind_switch import KindSwitch
from ui.widgets.row_table import RowTable
from workbench.domain import Change, SuggestedClaim, SuggestedFigure, SuggestedQuote
from workbench.project import Suggestion, alike
from workbench.tasks import Task

_TABLES = frozenset({"passages", "rejections", "articles"})
_LONGEST = 240
_EXAMPLES = 8
_EXAMPLE = 90
_STEPS = 20
_HERE, _EVERYWHERE = range(2)


def _said(one: Suggestion) -> str:
    match one.offered:
        case SuggestedFigure() as figure:
            return format_quantity(figure.quantity) or ""
        case SuggestedQuote() as quote:
            return quote.name or quote.speaker or ""
        case SuggestedClaim() as claim:
            return claim.claimant or ""


def _about(one: Suggestion) -> str:
    return (one.offered.metric or "") if isinstance(one.offered, SuggestedFigure) else ""


_COLUMNS: tuple[Column[Suggestion], ...] = (
    Column("Kind", lambda row: KIND_NAME[row.kind]),
    Column("Words", lambda row: elide(" ".join(row.text.split()), _LONGEST)),
    Column("Value or who", _said),
    Column("Metric", _about),
    Column("Sure", lambda row: f"{row.score:.0%}", right=True),
)


class SuggestionsPane(QWidget):
    """`wanted` carries the suggestion that is to be seen in its article, `corrected` the
    passage that one has become and that is to be corrected; `least_changed` the score from
    which on suggestions are shown."""

    wanted = Signal(object)
    corrected = Signal(object)
    least_changed = Signal(float)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Suggestions")
        self._session = session
        self._article: int | None = None
        self._job: Job | None = None
        self._found: list[Suggestion] = []
        self._asking = Latest(session, "List suggestions")
        self.model: RowsModel[Suggestion] = RowsModel(_COLUMNS, self)
        self.table = RowTable("Suggestions", self.model, 1, several=True)
        self.scope = QComboBox()
        self.kinds = KindSwitch("Show only", optional=True, plural=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.least = QLabel()
        self.count = QLabel()
        self.read_button = QPushButton("Read all articles")
        self._none = EmptyState(
            "Nothing is suggested here",
            "Lode reads the open article for figures, quotes and claims. Accept what it marks "
            "with A, correct it with E, turn it down with X; or show less likely ones with the "
            "slider.",
        )
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._say_least()

    def _build(self) -> None:
        self.scope.setAccessibleName("Where")
        self.scope.addItem("In the open article", _HERE)
        self.scope.addItem("In all that were read", _EVERYWHERE)
        self.slider.setAccessibleName("From which score on")
        self.slider.setRange(0, _STEPS)
        self.slider.setValue(round(LEAST * _STEPS))
        self.slider.setFixedWidth(30 * GRID)
        self.slider.setToolTip("Left: more suggestions, right: surer ones")
        self.least.setProperty("role", "small")
        self.count.setProperty("role", "secondary")
        self.read_button.setToolTip("Read along in every article, in the background")
        self.table.setColumnWidth(0, 17 * GRID)
        self.table.setColumnWidth(2, 48 * GRID)
        self.table.setColumnWidth(3, 48 * GRID)
        self.table.setColumnWidth(4, 16 * GRID)
        bar = QFrame()
        bar.setProperty("role", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        for widget in (self.kinds, self.scope, self.slider, self.least):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.read_button)
        row.addWidget(self.count)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.scope.activated.connect(lambda _index: self.reload())
        self.kinds.chosen.connect(lambda _kind: self._filter())
        self.slider.valueChanged.connect(self._slide)
        self.read_button.clicked.connect(lambda _checked=False: self.read_all())
        self.table.entered_row.connect(self._enter)
        self.table.clicked.connect(self._enter)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._session.changed.connect(self._refresh)

    # ── What is listed ───────────────────────────────────────────────────────────────────

    def threshold(self) -> float:
        """The score from which on suggestions are shown."""
        return self.slider.value() / _STEPS

    @Slot(int)
    def show_article(self, article_id: int) -> None:
        """List what is offered in this article."""
        self._article = article_id
        if self.scope.currentData() == _HERE:
            self.reload()

    @Slot()
    def reload(self) -> None:
        """List anew, off the GUI thread."""
        project, least, article = self._session.project, self.threshold(), self._article
        if self.scope.currentData() == _EVERYWHERE:
            self._asking.ask(lambda: project.all_suggestions(least), self._show)
        elif article is None:
            self._show([])
        else:
            self._asking.ask(
                lambda: project.suggestions(article, least), self._show, failed=lambda _error: None
            )

    def _show(self, found: list[Suggestion]) -> None:
        self._found = found
        self._filter()

    def _filter(self) -> None:
        kind = self.kinds.kind
        at = self.table.currentIndex().row()
        rows = [one for one in self._found if kind is None or one.kind is kind]
        self.model.show_rows(rows)
        if rows and at >= 0:
            self.table.setCurrentIndex(self.model.index(min(at, len(rows) - 1), 0))
        self._pages.setCurrentIndex(0 if rows else 1)
        self.count.setText(plural(len(rows), "suggestion"))

    @Slot(int)
    def _slide(self, _value: int) -> None:
        self._say_least()
        self.least_changed.emit(self.threshold())
        self.reload()

    def _say_least(self) -> None:
        self.least.setText(f"from {self.threshold():.0%}")

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES and not self.visibleRegion().isEmpty():
            self.reload()

    def read_all(self) -> None:
        """Read along in every article, with progress; what is read is listed at the end.

        While that goes on, have it pause, or go on again.
        """
        if self._job is not None:
            self._job.set_paused(not self._job.paused)
            self._say_reading()
            return
        project = self._session.project

        def done(number: object) -> None:
            self._job = None
            self._say_reading()
            self._session.notice.emit(f"Read {plural(int(str(number)), 'article')}", False)
            self.scope.setCurrentIndex(_EVERYWHERE)
            self.reload()

        def work(task: Task) -> int:
            return project.read_all(task)

        self._job = self._session.jobs.run("Reading along", work, on_result=done, lane="reading")
        self._job.cancelled.connect(self._stopped)
        self._job.failed.connect(self._stopped)
        self._say_reading()

    def _say_reading(self) -> None:
        job = self._job
        text = "Read all articles" if job is None else "Continue" if job.paused else "Pause"
        self.read_button.setText(text)

    @Slot()
    def _stopped(self) -> None:
        self._job = None
        self._say_reading()
        self.reload()

    # ── What is done ─────────────────────────────────────────────────────────────────────

    def chosen(self) -> list[Suggestion]:
        """The chosen rows."""
        return [self.model.rows[row] for row in self.table.chosen_rows()]

    def accept(self) -> None:
        """Make passages of the chosen suggestions, as one step."""
        self._accept(self.chosen())

    def _accept(self, wanted: Sequence[Suggestion]) -> None:
        if not wanted:
            self._session.notice.emit("Choose a suggestion first.", False)
            return
        made = self._session.perform(lambda: self._session.project.accept_suggestions(wanted))
        if made is not None:
            self._session.notice.emit(f"Accepted {plural(len(wanted), 'suggestion')}", True)

    def correct(self) -> None:
        """Accept the chosen suggestion and go on to correct it."""
        wanted = self.chosen()[:1]
        if not wanted:
            return
        made = self._session.perform(lambda: self._session.project.accept_suggestions(wanted))
        if made:
            self.corrected.emit(made[0])

    def reject(self) -> None:
        """Turn the chosen suggestions down, as one step."""
        unwanted = self.chosen()
        if not unwanted:
            self._session.notice.emit("Choose a suggestion first.", False)
            return

        def work() -> bool:
            self._session.project.reject_suggestions(unwanted)
            return True

        if self._session.perform(work):
            self._session.notice.emit(f"Turned down {plural(len(unwanted), 'suggestion')}", True)

    def accept_alike(self) -> None:
        """Show all in the list that are like the chosen one, and accept them if that is wanted."""
        chosen = self.chosen()[:1]
        if not chosen:
            self._session.notice.emit("Choose a suggestion in the list first.", False)
            return
        same = alike(chosen[0], self.model.rows)
        examples = [
            f"• {elide(' '.join(each.text.split()), _EXAMPLE)}" for each in same[:_EXAMPLES]
        ]
        if len(same) > _EXAMPLES:
            examples.append(f"… and {len(same) - _EXAMPLES:,} more")
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Accept all like this")
        box.setText(f"Accept {plural(len(same), 'suggestion')} of one kind and subject?")
        box.setInformativeText("\n".join([*examples, "", "One step, which Undo takes back."]))
        button = box.addButton("Accept all", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        button.clicked.connect(lambda _checked=False: self._accept(same))
        box.open()

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self.wanted.emit(self.model.rows[index.row()])

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, deed in (
            ("Accept\tA", self.accept),
            ("Accept and correct\tE", self.correct),
            ("Turn down\tX", self.reject),
            ("Accept all like this…\tShift+A", self.accept_alike),
        ):
            menu.addAction(title).triggered.connect(partial(_run, deed))
        menu.popup(self.table.viewport().mapToGlobal(place))


def _run(deed: Callable[[], None], _checked: bool = False) -> None:
    deed()
