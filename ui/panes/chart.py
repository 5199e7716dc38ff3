"""Chart: tagged figures over time, one series a metric."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.chart_export import rendered
from ui.chart_points import ChartPoints
from ui.chart_settings import days_of, keys_of, names_of, passages_between
from ui.formats import plural
from ui.jobs import Job
from ui.models.metrics import MetricsModel, metrics_of
from ui.plot.look import look
from ui.plot.panel import CROWD
from ui.plot.time_scale import day_label
from ui.plot.units import series_key
from ui.series_plot import SeriesPlot
from ui.session import ProjectSession
from ui.theme import GRID, current
from ui.widgets.chart_bar import ChartBar
from ui.widgets.chart_legend import ChartLegend
from ui.widgets.empty_state import EmptyState
from ui.widgets.metric_list import MetricList
from ui.widgets.point_card import PointCard
from ui.widgets.view_menu import ViewMenu
from workbench.domain import Change, Series, SeriesPoint, ViewSort
from workbench.errors import LodeError
from workbench.export import series_csv
from workbench.export.files import write_whole
from workbench.tasks import Task

_LIST_WIDTH = 64 * GRID
_PANEL_HEIGHT = 36 * GRID
MANY = 20_000
"""Passages from which on figures are only read when the chart is in sight."""

_CHARTED = frozenset(
    {
        "people",
        "aliases",
        "articles",
        "passages",
        "passage_tags",
        "tags",
        "stories",
        "story_choices",
        "rates",
    }
)

_UNTICKED = "Nothing is on the chart", "Tick metrics at the left and series above to see them."
_NOTHING = (
    "No figure for this chart",
    "No figure has a date of the sort that is chosen above, or nothing was read in the articles "
    "yet: “Read all articles” in the menu Passage does that.",
)


class ChartPane(QWidget):
    """`passage_chosen` carries the id of the passage behind a point, `place_chosen` the article
    and the span of a suggestion. `passages_chosen` carries the ids of the figures in a stretch of
    time that was marked, None for no stretch. `export_requested` comes when the user wants a
    file: whoever asks for its name calls `write` with it.
    """

    passage_chosen = Signal(int)
    place_chosen = Signal(int, object)
    passages_chosen = Signal(object)
    export_requested = Signal()
    rates_requested = Signal()

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chart")
        self._session = session
        self._series: list[Series] = []
        self._job: Job | None = None
        self._stale = False
        self.model = MetricsModel(self)
        self.metrics = MetricList(self.model)
        self.views = ViewMenu(session, ViewSort.CHART, self.settings)
        self.bar = ChartBar(self.views)
        self.legend = ChartLegend()
        self._points = ChartPoints(session)
        self._pending: Mapping[str, Any] | None = None
        self._filtering = False
        self._unread = 0
        self.plot = SeriesPlot(look(dark=current().dark))
        self.card = PointCard(self.plot)
        self.empty = EmptyState(
            "No figures to chart yet",
            "Select a number in an article and press F to tag it as a figure. Give it a metric "
            "in the inspector, such as “share of processing”: figures of one metric make one "
            "series over time. What was read in the articles can be charted, too.",
            "Show suggestions",
        )
        self.unticked = EmptyState(*_UNTICKED)
        self._build()
        self._connect()
        self._load()

    # ── What others call ─────────────────────────────────────────────────────────────────

    def shown(self) -> list[Series]:
        """The series on the chart."""
        hidden = self.legend.hidden
        return [each for each in self._listed() if series_key(each) not in hidden]

    def settings(self) -> dict[str, Any]:
        """What a saved view keeps, as plain JSON."""
        return {
            "metrics": sorted(self.model.chosen()),
            "hidden": [list(series_key(each)) for each in self._listed() if self._is_off(each)],
            "days": self.plot.days(),
            "brush": self.plot.brushed_days(),
            **self.bar.settings(),
        }

    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show what a saved view has kept; what is gone is left out."""
        self.bar.apply(settings)
        self._pending = settings
        self._load()

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
            content = rendered(
                self._listed(),
                path.suffix.lower(),
                logarithmic=self.bar.logarithmic(),
                hidden=self.legend.hidden,
                apart=self.bar.apart.isChecked(),
                days=self.plot.days(),
            )
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
        column.addWidget(self.legend)
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
        self.plot.suggestion_chosen.connect(self._open_suggestion)
        self.plot.accept_wanted.connect(self._points.accept)
        self.plot.brushed.connect(self._list_brushed)
        self.bar.brush.toggled.connect(self._set_brushing)
        self.bar.rates_wanted.connect(self.rates_requested)
        self.legend.toggled.connect(self._draw)
        self.empty.pressed.connect(self.bar.suggested.toggle)
        self.views.opened.connect(self.apply)
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
        read, bar = self._session.project.series, self.bar
        by, time = bar.by(), bar.dates()
        convert, once = bar.convert.isChecked(), bar.once.isChecked()
        suggested = bar.suggested.isChecked()

        unread = self._session.project.unread

        def work(task: Task) -> tuple[list[Series], int]:
            found = read(
                by=by, time=time, convert=convert, once=once, suggested=suggested, task=task
            )
            return found, unread() if suggested else 0

        self._job = self._session.jobs.run(
            "Read figures", work, on_result=self._show, quiet=not suggested, lane="chart"
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()

    def _show(self, answer: tuple[list[Series], int]) -> None:
        series, self._unread = answer
        self._series = [each for each in series if each.points]
        self.model.show_metrics(metrics_of(self._series))
        # Where something else may have been chosen, the way back must stay in sight.
        as_at_first = self.bar.dates() == "published" and not self.bar.suggested.isChecked()
        self._pages.setCurrentIndex(1 if as_at_first and not self._series else 0)
        self.unticked.set_words(*(_UNTICKED if self._series else _NOTHING))
        kept, self._pending = self._pending, None
        if kept is None:
            self._draw()
            return
        self.legend.hidden = keys_of(kept.get("hidden"))
        self.model.choose(names_of(kept.get("metrics")))
        if days := days_of(kept.get("days")):
            self.plot.show_days(days)
        if (brush := days_of(kept.get("brush"))) or self.plot.brushed_days():
            self.plot.brush(brush)

    def _listed(self) -> list[Series]:
        """The series of the metrics that are ticked, also those that the legend takes off."""
        chosen = self.model.chosen()
        return [each for each in self._series if each.metric in chosen]

    def _is_off(self, series: Series) -> bool:
        return series_key(series) in self.legend.hidden

    @Slot()
    def _draw(self) -> None:
        listed = self._listed()
        self.legend.show_series(listed)
        self.plot.show_series(
            listed,
            logarithmic=self.bar.logarithmic(),
            hidden=self.legend.hidden,
            apart=self.bar.apart.isChecked(),
        )
        panels = self.plot.rows()
        self.plot.setMinimumHeight(_PANEL_HEIGHT * panels)
        self._say()
        self.bar.export.setEnabled(bool(panels))
        self._drawn.setCurrentWidget(self._scroll if panels else self.unticked)

    def _say(self) -> None:
        """Say what is not seen at a glance: what is marked, left out, or drawn as dots."""
        left_out, brush = self.plot.skipped, self.plot.brushed_days()
        if brush is not None:
            first, last = (day_label(day) for day in brush)
            number = plural(len(self._brushed_ids()), "figure")
            words = f"{number} from {first} to {last}, listed in Passages"
        elif left_out:
            why = "no value above zero" if self.bar.logarithmic() else "no date"
            words = f"{plural(left_out, 'figure')} not drawn: {why}"
        elif self._unread:
            words = f"{plural(self._unread, 'article')} not read along yet: Read all articles first"
        elif sum(len(each.points) for each in self.shown()) >= CROWD:
            words = "Drawn as dots: zoom in to see ranges, bounds and estimates apart"
        else:
            words = ""
        self.bar.note.setText(words)

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
        found = None if series is None or point is None else self._points.facts(series, point)
        if at is None or found is None:
            self.card.hide()
        else:
            self.card.show_point(at, *found)

    @Slot(object)
    def _open_suggestion(self, point: SeriesPoint) -> None:
        self.place_chosen.emit(point.article_id, point.span)

    # ── A stretch of time ────────────────────────────────────────────────────────────────

    @Slot(bool)
    def _set_brushing(self, on: bool) -> None:
        self.plot.brushing = on

    @Slot(object)
    def _list_brushed(self, days: tuple[float, float] | None) -> None:
        self._say()
        if days is not None or self._filtering:
            self._filtering = days is not None
            self.passages_chosen.emit(None if days is None else self._brushed_ids())

    def _brushed_ids(self) -> list[int]:
        return passages_between(self.plot.panels(), self.plot.brushed_days())

    # ── Files ────────────────────────────────────────────────────────────────────────────

    def _write(self, label: str, work: Callable[[Task], object], path: Path) -> None:
        self._session.jobs.run(
            label,
            work,
            on_result=lambda _written: self._session.notice.emit(f"Wrote {path}", False),
        )
