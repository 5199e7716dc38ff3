"""Chart: tagged figures over time, one series a metric."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.chart_export import rendered
from ui.formats import format_day, plural
from ui.jobs import Job
from ui.models.metrics import MetricsModel, metrics_of
from ui.plot.look import look
from ui.plot.units import stated
from ui.series_plot import SeriesPlot
from ui.session import ProjectSession
from ui.theme import GRID, current
from ui.widgets.chart_bar import ChartBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.metric_list import MetricList
from ui.widgets.point_card import PointCard
from workbench.domain import Change, Passage, Series, SeriesPoint
from workbench.errors import LodeError, NotFound
from workbench.export import series_csv
from workbench.export.files import write_whole
from workbench.tasks import Task

_LIST_WIDTH = 64 * GRID
_PANEL_HEIGHT = 36 * GRID
MANY = 20_000
"""Passages from which on figures are only read when the chart is in sight."""

_CHARTED = frozenset({"people", "aliases", "articles", "passages", "passage_tags", "tags"})


class ChartPane(QWidget):
    """`passage_chosen` carries the id of the passage behind a point. `export_requested` comes
    when the user wants a file: whoever asks for its name calls `write` with it.
    """

    passage_chosen = Signal(int)
    export_requested = Signal()

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chart")
        self._session = session
        self._series: list[Series] = []
        self._job: Job | None = None
        self._stale = False
        self.model = MetricsModel(self)
        self.metrics = MetricList(self.model)
        self.bar = ChartBar()
        self.plot = SeriesPlot(look(dark=current().dark))
        self.card = PointCard(self.plot)
        self.empty = EmptyState(
            "No figures to chart yet",
            "Select a number in an article and press F to tag it as a figure. Give it a metric "
            "in the inspector, such as “share of processing”: figures of one metric make one "
            "series over time.",
        )
        self.unticked = EmptyState("No metric is ticked", "Tick the metrics to see over time.")
        self._build()
        self._connect()
        self._load()

    # ── What others call ─────────────────────────────────────────────────────────────────

    def shown(self) -> list[Series]:
        """The series on the chart."""
        chosen = self.model.chosen()
        return [each for each in self._series if each.metric in chosen]

    def can_export(self) -> bool:
        """Whether there is a point on the chart."""
        return any(each.points for each in self.shown())

    def proposed_name(self) -> str:
        """A name for the file of this chart."""
        return f"{self._session.project.name} chart.png"

    def write(self, path: Path) -> None:
        """Write the chart to `path`: .png and .svg as a picture on white, .csv as numbers."""
        series = self.shown()
        if path.suffix.lower() == ".csv":
            self._write("Export chart", lambda _task: series_csv(path, series), path)
            return
        try:
            # Qt draws on this thread only; what waits for the disk does not.
            content = rendered(series, path.suffix.lower(), logarithmic=self.bar.logarithmic())
        except LodeError as error:
            self._session.report(error)
            return
        self._write("Export chart", lambda _task: write_whole(path, [content]), path)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.plot)
        self._drawn = QStackedWidget()
        self._drawn.addWidget(self._scroll)
        self._drawn.addWidget(self.unticked)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._drawn, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.metrics)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTH, 4 * _LIST_WIDTH])
        split.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(split)
        self._pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._pages.setCurrentWidget(self.empty)
        self.setFocusProxy(self.plot)

    def _connect(self) -> None:
        self.model.chosen_changed.connect(self._draw)
        self.bar.data_wanted.connect(self._load)
        self.bar.scale_changed.connect(self._draw)
        self.bar.fit_wanted.connect(self.plot.zoom_to_fit)
        self.bar.export_wanted.connect(self.export_requested)
        self.plot.point_pointed.connect(self._point_out)
        self.plot.passage_chosen.connect(self.passage_chosen)
        self._session.changed.connect(self._refresh)
        current().changed.connect(self._recolour)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    @Slot()
    def _load(self) -> None:
        if self._job is not None:
            self._job.supersede()
        # Very many figures are not read for a chart that nobody sees.
        self._stale = not self.isVisible() and self._session.project.totals().passages > MANY
        if self._stale:
            return
        read, by, time = self._session.project.series, self.bar.by(), self.bar.dates()

        def work(_task: Task) -> list[Series]:
            return read(by=by, time=time)

        self._job = self._session.jobs.run(
            "Read figures", work, on_result=self._show, quiet=True, lane="chart"
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()

    def _show(self, series: list[Series]) -> None:
        self._series = [each for each in series if each.points]
        self.model.show_metrics(metrics_of(self._series))
        self._pages.setCurrentIndex(0 if self._series else 1)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.plot.show_series(self.shown(), logarithmic=self.bar.logarithmic())
        panels = len(self.plot.panels())
        self.plot.setMinimumHeight(_PANEL_HEIGHT * panels)
        left_out = self.plot.skipped
        why = "no value above zero" if self.bar.logarithmic() else "no date"
        self.bar.note.setText(f"{plural(left_out, 'figure')} not drawn: {why}" if left_out else "")
        self.bar.export.setEnabled(bool(panels))
        self._drawn.setCurrentWidget(self._scroll if panels else self.unticked)

    @Slot()
    def _recolour(self) -> None:
        self.plot.set_look(look(dark=current().dark))

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _CHARTED:
            self._load()

    # ── Points ───────────────────────────────────────────────────────────────────────────

    @Slot(object, object)
    def _point_out(self, series: Series | None, point: SeriesPoint | None) -> None:
        at = self.plot.pointed_place()
        if series is None or point is None or at is None:
            self.card.hide()
            return
        try:
            passage = self._session.project.passage(point.passage_id)
            source = self._source(passage, point)
        except NotFound:
            # Deleted a moment ago: the chart is about to say so itself.
            self.card.hide()
            return
        self.card.show_point(at, stated(series, point), passage.words, source)

    def _source(self, passage: Passage, point: SeriesPoint) -> tuple[str, ...]:
        article = self._session.project.article(passage.article_id)
        who = passage.details.speaker or passage.details.claimant or ""
        return who, article.source or article.title, format_day(point.t)

    # ── Files ────────────────────────────────────────────────────────────────────────────

    def _write(self, label: str, work: Callable[[Task], object], path: Path) -> None:
        self._session.jobs.run(
            label,
            work,
            on_result=lambda _written: self._session.notice.emit(f"Wrote {path}", False),
        )
