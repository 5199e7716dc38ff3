from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.plot.crowd import Crowd
from ui.plot.look import look, series_style
from ui.plot.panel import CROWD, Panel
from ui.plot.placed import NO_GROUP, labels, place
from ui.plot.units import money_and_unit, stated, tick_writer
from ui.plot.value_scale import ValueScale
from ui.series_plot import SeriesPlot
from workbench.domain import Qualifier, Series, SeriesPoint, Span

Key = Qt.Key


def point(number: int, t: str, value: float, **said: Any) -> SeriesPoint:
    known: dict[str, Any] = {"lower": None, "upper": None, "qualifier": Qualifier.EXACT, **said}
    return SeriesPoint(t=t, value=value, passage_id=number, article_id=1, **known)


MONEY = Series(
    "value of deposits",
    "USD",
    None,
    (
        point(1, "2025-02-04", 500e9),
        point(2, "2025-02-26", 14.8e12, qualifier=Qualifier.ABOUT),
        point(3, "2025-03-12", 12e12, lower=10e12, upper=15e12),
        point(4, "2025-05-01", 26e12, qualifier=Qualifier.AT_MOST),
    ),
)
SHARE = Series(
    "share",
    "percent",
    None,
    (
        point(11, "2025-02-20", 70, qualifier=Qualifier.AT_LEAST),
        point(12, "2025-06-18", 87),
        point(13, "not a date", 1),
        point(14, "2025-03-01", -3),
    ),
)


@pytest.fixture
def plot(qtbot: QtBot) -> SeriesPlot:
    plot = SeriesPlot(look(dark=False))
    qtbot.addWidget(plot)
    plot.resize(800, 420)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.show_series([MONEY, SHARE])
    qtbot.waitUntil(lambda: plot.panels()[0].vb.width() > 300)
    return plot


@pytest.fixture
def chosen(plot: SeriesPlot) -> list[int]:
    told: list[int] = []
    plot.passage_chosen.connect(told.append)
    return told


def place_of(plot: SeriesPlot, panel: int, number: int) -> QPoint:
    """Where a point of a panel's first series stands in the widget."""
    shown = plot.panels()[panel]
    return QPoint(plot.mapFromScene(shown.scene_place(shown.placed[0], number)))


# ── Panels and axes ──────────────────────────────────────────────────────────────────────


def test_each_unit_has_a_panel_and_its_own_title(plot: SeriesPlot) -> None:
    assert [panel.title.text for panel in plot.panels()] == ["USD", "percent"]
    assert [panel.ends.names_shown() for panel in plot.panels()] == [
        ["value of deposits"],
        ["share"],
    ]


def test_points_without_a_place_are_counted_not_drawn(plot: SeriesPlot) -> None:
    assert plot.skipped == 1
    plot.show_series([SHARE], logarithmic=True)
    assert plot.skipped == 2
    assert [each.passage_id for each in plot.panels()[0].placed[0].points] == [11, 12]


def test_all_panels_show_the_same_days(plot: SeriesPlot) -> None:
    first, second = plot.panels()
    assert first.vb.viewRange()[0] == second.vb.viewRange()[0]
    second.vb.setXRange(739_000, 739_100, padding=0)
    assert first.vb.viewRange()[0] == [739_000, 739_100]
    widths = [panel.values.width() for panel in plot.panels()]
    assert widths[0] == widths[1]


def test_every_value_and_range_is_in_view(plot: SeriesPlot) -> None:
    for panel in plot.panels():
        (left, right), (bottom, top) = panel.vb.viewRange()
        for each in panel.placed:
            assert all(left < x < right for x in each.x)
            assert all(bottom < y < top for y in each.y)
    low, high = plot.panels()[0].vb.viewRange()[1]
    assert low < 0
    assert high > 26e12


def test_one_point_alone_can_be_seen(plot: SeriesPlot) -> None:
    plot.show_series([Series("m", None, None, (point(1, "2025-02-04", 5),))])
    (left, right), (bottom, top) = plot.panels()[0].vb.viewRange()
    assert right - left > 30
    assert bottom < 5 < top
    assert plot.panels()[0].title.text == "number"


def test_nothing_to_draw_is_no_panel(plot: SeriesPlot) -> None:
    plot.show_series([])
    assert plot.panels() == []
    plot.show_series([Series("m", "USD", None, ())])
    assert plot.panels() == []
    plot.zoom_to_fit()
    plot.zoom(0.5)


def test_ticks_are_written_with_their_unit() -> None:
    assert tick_writer("USD")(300e9) == "$300 bn"
    assert tick_writer("percent")(70) == "70 %"
    assert tick_writer("tonne")(240_000) == "240,000"
    assert tick_writer(None)(1.5) == "1.5"


def test_a_number_is_said_as_its_passage_states_it() -> None:
    said = [stated(MONEY, each) for each in MONEY.points]
    assert said == ["$500 bn", "≈ $14.8 tn", "$10–15 tn", "≤ $26 tn"]
    assert stated(SHARE, SHARE.points[0]) == "≥ 70 %"


def test_units_that_are_money_are_told_from_others() -> None:
    assert money_and_unit("USD") == ("USD", None)
    assert money_and_unit("USD tonne") == ("USD", "tonne")
    assert money_and_unit("tonne") == (None, "tonne")
    assert money_and_unit(None) == (None, None)


def test_series_are_named_by_what_tells_them_apart() -> None:
    split = [Series("m", "USD", group, ()) for group in ("Ana", None)]
    assert labels(split) == ["Ana", NO_GROUP]
    assert labels([MONEY, SHARE]) == ["value of deposits", "share"]
    assert labels([*split, MONEY]) == [
        "m · Ana",
        f"m · {NO_GROUP}",
        f"value of deposits · {NO_GROUP}",
    ]


def test_the_first_36_series_look_different() -> None:
    styles = [series_style(n) for n in range(36)]
    assert len({(style.colour, style.shape) for style in styles}) == 36
    assert len({style.colour for style in styles[:6]}) == 6
    assert len({style.shape for style in styles[:6]}) == 6


# ── What bounds, ranges and estimates look like ──────────────────────────────────────────


def test_bounds_ranges_and_estimates_are_told_apart() -> None:
    placed = place(MONEY, series_style(0), ValueScale())
    assert placed.approximate.tolist() == [False, True, False, False]
    assert placed.ranges().tolist() == [False, False, True, False]
    assert placed.at_most.tolist() == [False, False, False, True]
    assert not placed.at_least.any()


def test_points_are_drawn_by_time_whatever_their_order() -> None:
    mixed = Series("m", None, None, tuple(reversed(MONEY.points)))
    placed = place(mixed, series_style(0), ValueScale())
    assert [each.passage_id for each in placed.points] == [1, 2, 3, 4]


def test_imported_names_are_painted_as_they_stand(qtbot: QtBot, plot: SeriesPlot) -> None:
    name = "<img src='file:///etc/passwd'> & <b>bold</b>"
    plot.show_series([Series(name, "<i>unit</i>", None, MONEY.points)])
    assert plot.panels()[0].title.text == "<i>unit</i>"
    assert plot.panels()[0].ends.names_shown() == [name]
    assert not plot.grab().isNull()


def test_a_hundred_series_still_fit(qtbot: QtBot, plot: SeriesPlot) -> None:
    many = [Series(f"m{n}", "USD", None, (point(n, "2025-02-04", n),)) for n in range(100)]
    plot.show_series(many)
    names = plot.panels()[0].ends.names_shown()
    assert 0 < len(names) < 40
    assert not plot.grab().isNull()


def test_a_crowd_is_drawn_as_dots(plot: SeriesPlot) -> None:
    start = date(2000, 1, 1)
    points = tuple(
        point(n, (start + timedelta(days=n % 9000)).isoformat(), float(n % 97)) for n in range(6000)
    )
    plot.show_series([Series("m", None, None, points)])
    assert len(plot.panels()[0]._drawn) == 1
    assert not plot.grab().isNull()


def test_the_colours_follow_the_theme(plot: SeriesPlot) -> None:
    light = plot.grab().toImage()
    plot.set_look(look(dark=True))
    dark = plot.grab().toImage()
    assert light.pixelColor(1, 1).name() == look(dark=False).surface.lower()
    assert dark.pixelColor(1, 1).name() == look(dark=True).surface.lower()


# ── Pointer and keys ─────────────────────────────────────────────────────────────────────


def test_the_pointer_finds_the_point_below_it(qtbot: QtBot, plot: SeriesPlot) -> None:
    with qtbot.waitSignal(plot.point_pointed) as told:
        qtbot.mouseMove(plot.viewport(), place_of(plot, 0, 1) + QPoint(4, -3))
    assert told.args == [MONEY, MONEY.points[1]]
    at = plot.pointed_place()
    assert at is not None
    assert (at - place_of(plot, 0, 1)).manhattanLength() <= 1
    with qtbot.waitSignal(plot.point_pointed) as told:
        qtbot.mouseMove(plot.viewport(), QPoint(5, 5))
    assert told.args == [None, None]


def test_a_click_on_a_point_opens_its_passage(
    qtbot: QtBot, plot: SeriesPlot, chosen: list[int]
) -> None:
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 0, 3))
    assert chosen == [4]
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 1, 2))
    assert chosen == [4, 12]
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert chosen == [4, 12]


def test_a_drag_opens_nothing(qtbot: QtBot, plot: SeriesPlot, chosen: list[int]) -> None:
    start = place_of(plot, 0, 3)
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(plot.viewport(), start - QPoint(60, 0))
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    assert chosen == []


def test_the_keys_go_from_point_to_point_in_time(
    qtbot: QtBot, plot: SeriesPlot, chosen: list[int]
) -> None:
    seen = []
    for _ in range(8):
        qtbot.keyClick(plot, Key.Key_Right)
        pointed = plot.pointed()
        assert pointed is not None
        seen.append(pointed.passage_id)
    assert seen == [1, 11, 2, 14, 3, 4, 12, 12]
    qtbot.keyClick(plot, Key.Key_Left)
    qtbot.keyClick(plot, Key.Key_Return)
    assert chosen == [4]
    qtbot.keyClick(plot, Key.Key_Home)
    assert plot.pointed() == MONEY.points[0]
    qtbot.keyClick(plot, Key.Key_Escape)
    assert plot.pointed() is None
    qtbot.keyClick(plot, Key.Key_Left)
    assert plot.pointed() == SHARE.points[1]


def test_keys_zoom_and_bring_a_point_into_view(qtbot: QtBot, plot: SeriesPlot) -> None:
    whole = plot.panels()[0].vb.viewRange()[0]
    for _ in range(12):
        qtbot.keyClick(plot, Key.Key_Plus)
    left, right = plot.panels()[0].vb.viewRange()[0]
    assert right - left < (whole[1] - whole[0]) / 4
    qtbot.keyClick(plot, Key.Key_End)
    left, right = plot.panels()[0].vb.viewRange()[0]
    last = plot.panels()[1].placed[0].x[-1]
    assert left <= last <= right
    qtbot.keyClick(plot, Key.Key_0)
    assert plot.panels()[0].vb.viewRange()[0] == pytest.approx(whole)


def test_what_is_shown_whole_stays_so_when_the_size_changes(qtbot: QtBot, plot: SeriesPlot) -> None:
    plot.resize(500, 600)
    qtbot.waitUntil(lambda: plot.panels()[0].vb.width() < 400)
    for panel in plot.panels():
        bottom, top = panel.vb.viewRange()[1]
        assert all(bottom < y < top for y in panel.placed[0].y)


def test_the_keyboard_focus_can_be_seen(qtbot: QtBot, plot: SeriesPlot) -> None:
    plot.clearFocus()
    before = plot.grab().toImage()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plot.hasFocus)
    assert plot.grab().toImage().pixelColor(1, 200) != before.pixelColor(1, 200)


# ── Very many points ─────────────────────────────────────────────────────────────────────


def many(number: int) -> Series:
    days = [(date(2010, 1, 1) + timedelta(days=n)).isoformat() for n in range(number)]
    points = [point(n + 1, day, float(n % 100)) for n, day in enumerate(days)]
    return Series("many", "percent", None, tuple(points))


def drawn_as_dots(panel: Panel) -> bool:
    return any(isinstance(item, Crowd) for item in panel.vb.childGroup.childItems())


def test_very_many_points_are_dots_until_few_enough_are_in_view(
    plot: SeriesPlot,
) -> None:
    plot.show_series([many(CROWD)])
    panel = plot.panels()[0]
    assert drawn_as_dots(panel)
    placed = panel.placed[0]
    plot.show_days((float(placed.x[100]), float(placed.x[200])))
    assert not drawn_as_dots(panel)
    plot.show_days((float(placed.x[2_000]), float(placed.x[2_100])))
    items = panel.vb.childGroup.childItems()
    marks = [item for item in items if isinstance(item, pg.ScatterPlotItem)]
    drawn = {float(x) for item in marks for x in item.getData()[0]}
    assert {float(x) for x in placed.x[2_000:2_101]} <= drawn
    plot.zoom_to_fit()
    assert drawn_as_dots(panel)


def test_every_dot_is_on_the_pixels_of_its_point(plot: SeriesPlot) -> None:
    plot.show_series([many(CROWD)])
    panel = plot.panels()[0]
    picture = plot.grab().toImage()
    density = picture.devicePixelRatio()
    wanted = QColor(panel.placed[0].style.colour).rgb()
    for number in range(0, CROWD, 97):
        at = plot.mapFromScene(panel.scene_place(panel.placed[0], number))
        place = QPoint(round(at.x() * density), round(at.y() * density))
        near = [place + QPoint(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        assert any(picture.pixelColor(one).rgb() == wanted for one in near), number


def test_a_suggested_point_is_lighter_than_an_accepted_one(
    plot: SeriesPlot,
) -> None:
    accepted = point(1, "2025-01-01", 1.0)
    suggested = replace(point(1, "2025-02-01", 2.0), passage_id=None, span=Span(3, 5))
    plot.show_series([Series("share", "percent", None, (accepted, suggested))])
    marks = [
        (float(item.getData()[0][0]), item.opacity())
        for item in plot.panels()[0].vb.childGroup.childItems()
        if isinstance(item, pg.ScatterPlotItem) and len(item.getData()[0])
    ]
    (first, solid), (second, light) = sorted(marks)
    assert first < second
    assert light < solid == 1.0


def test_one_metric_in_several_units_is_named_with_them() -> None:
    series = [Series("ore", unit, None, ()) for unit in ("tonne", "percent", None)]
    assert labels(series) == ["ore, tonne", "ore, percent", "ore, number"]


def test_the_keys_go_through_every_point_once_by_time(qtbot: QtBot, plot: SeriesPlot) -> None:
    days = ["2025-01-01", "2025-01-02", "2025-01-02", "2025-01-03"]
    first = [point(n + 1, day, 5.0 - n) for n, day in enumerate(days)]
    second = [point(n + 11, day, 9.0 + n) for n, day in enumerate(days)]
    third = [point(n + 21, day, 1.0) for n, day in enumerate(days)]
    plot.show_series(
        [
            Series("a", "percent", "x", tuple(first)),
            Series("a", "percent", "y", tuple(second)),
            Series("b", "tonne", None, tuple(third)),
        ]
    )
    walked = []
    qtbot.keyClick(plot, Key.Key_Home)
    for _ in range(12):
        pointed = plot.pointed()
        assert pointed is not None
        walked.append(pointed.passage_id)
        qtbot.keyClick(plot, Key.Key_Right)
    assert walked == [1, 11, 21, 3, 2, 12, 13, 22, 23, 4, 14, 24]
    qtbot.keyClick(plot, Key.Key_Left)
    assert plot.pointed() == second[3]


def test_an_empty_chart_takes_every_key(qtbot: QtBot, plot: SeriesPlot) -> None:
    plot.show_series([])
    for key in (Key.Key_Home, Key.Key_Left, Key.Key_Return, Key.Key_A, Key.Key_0, Key.Key_Escape):
        qtbot.keyClick(plot, key)
    qtbot.keyClick(plot, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert plot.pointed() is None
    assert plot.brushed_days() is None
