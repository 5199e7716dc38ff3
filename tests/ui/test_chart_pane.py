import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.metrics import COUNT_ROLE, Metric, MetricsModel, metrics_of
from ui.panes.chart import ChartPane
from ui.session import ProjectSession
from ui.theme import Scheme, current
from workbench.domain import (
    Kind,
    PassageDetails,
    Qualifier,
    Quantity,
    Series,
    SeriesPoint,
    Span,
)
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "The deposits are worth $14.8 trillion. China processes 70 percent. Later: $500 billion."


@pytest.fixture
def figures(project: Project, add_article: AddArticle) -> dict[str, int]:
    """Three tagged figures of two metrics; the ids of their passages."""
    first = add_article(TEXT, published="2025-02-04")
    second = add_article(TEXT + " Again.", published="2025-03-04", source="Other")
    return {
        "first": tag(project, first, "$14.8 trillion", "value", speaker="Ana <b>Marsh</b>"),
        "second": tag(project, second, "$500 billion", "value"),
        "share": tag(project, second, "70 percent", "share"),
    }


def tag(
    project: Project, article_id: int, words: str, metric: str, speaker: str | None = None
) -> int:
    start = project.text(article_id).index(words)
    details = PassageDetails(metric=metric, speaker=speaker)
    return project.tag(article_id, Span(start, start + len(words)), Kind.FIGURE, details).id


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession, figures: dict[str, int]) -> ChartPane:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: ProjectSession) -> ChartPane:
    pane = ChartPane(session)
    qtbot.addWidget(pane)
    pane.resize(1000, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return pane


@pytest.fixture(autouse=True)
def _light_again(qapp: object) -> Iterator[None]:
    yield
    current().set_scheme(Scheme.LIGHT)


def metrics(pane: ChartPane) -> list[tuple[str, str, bool]]:
    found = []
    for row in range(pane.model.rowCount()):
        index = pane.model.index(row)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        found.append((index.data(), index.data(COUNT_ROLE), ticked))
    return found


def drawn(pane: ChartPane) -> list[str]:
    return [name for panel in pane.plot.panels() for name in panel.ends.names_shown()]


def test_the_metric_with_most_figures_is_on_the_chart_at_first(pane: ChartPane) -> None:
    assert metrics(pane) == [("value", "USD · 2", True), ("share", "percent · 1", False)]
    assert drawn(pane) == ["value"]


def test_a_tick_brings_a_metric_in_a_panel_of_its_own(qtbot: QtBot, pane: ChartPane) -> None:
    pane.metrics.setFocus()
    pane.metrics.setCurrentIndex(pane.model.index(1))
    qtbot.keyClick(pane.metrics, Qt.Key.Key_Space)
    assert sorted(drawn(pane)) == ["share", "value"]
    assert len(pane.plot.panels()) == 2
    pane.model.choose([])
    assert pane.unticked.isVisible()
    assert not pane.can_export()


def test_a_split_names_each_group(qtbot: QtBot, pane: ChartPane) -> None:
    pane.bar.split.setCurrentText("By outlet")
    qtbot.waitUntil(lambda: sorted(drawn(pane)) == ["Harbour Ledger", "Other"])
    pane.bar.split.setCurrentText("By speaker")
    qtbot.waitUntil(lambda: sorted(drawn(pane)) == ["Ana <b>Marsh</b>", "not stated"])
    assert metrics(pane)[0] == ("value", "USD · 2", True)


def test_by_the_figures_own_date_only_those_with_one_are_drawn(
    qtbot: QtBot, project: Project, pane: ChartPane, figures: dict[str, int]
) -> None:
    passage = project.passage(figures["share"])
    quantity = Quantity(70, unit="percent", as_of="2024", qualifier=Qualifier.ABOUT)
    project.edit_passage(passage.id, PassageDetails(metric="share", quantity=quantity))
    pane.bar.time.setCurrentIndex(1)
    qtbot.waitUntil(lambda: metrics(pane) == [("share", "percent · 1", True)])


def test_a_logarithmic_scale_draws_the_same_points(pane: ChartPane) -> None:
    pane.bar.log.setChecked(True)
    [panel] = pane.plot.panels()
    assert panel.placed[0].y.tolist() == pytest.approx([13.170262, 11.698970])
    assert pane.bar.note.text() == ""


def test_a_point_says_number_words_speaker_outlet_and_date(qtbot: QtBot, pane: ChartPane) -> None:
    qtbot.mouseMove(pane.plot.viewport(), place_of(pane, 0))
    qtbot.waitUntil(pane.card.isVisible)
    assert pane.card.words == (
        "$14.8 tn\n“$14.8 trillion”\nAna <b>Marsh</b> · Harbour Ledger · 4 Feb 2025"
    )
    assert pane.plot.rect().contains(pane.card.geometry())
    qtbot.mouseMove(pane.plot.viewport(), QPoint(4, 4))
    qtbot.waitUntil(lambda: not pane.card.isVisible())


def test_a_click_opens_the_passage(qtbot: QtBot, pane: ChartPane, figures: dict[str, int]) -> None:
    with qtbot.waitSignal(pane.passage_chosen) as told:
        qtbot.mouseClick(pane.plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, 1))
    assert told.args == [figures["second"]]


def test_a_point_that_has_just_been_deleted_says_nothing(
    qtbot: QtBot, project: Project, pane: ChartPane, figures: dict[str, int]
) -> None:
    place = place_of(pane, 0)
    project.delete_passages([figures["first"]])
    qtbot.mouseMove(pane.plot.viewport(), place)
    assert not pane.card.isVisible()


def test_a_new_figure_appears(
    qtbot: QtBot, project: Project, pane: ChartPane, figures: dict[str, int]
) -> None:
    article_id = project.passage(figures["first"]).article_id
    tag(project, article_id, "70 percent", "share")
    qtbot.waitUntil(lambda: ("share", "percent · 2", False) in metrics(pane))
    assert drawn(pane) == ["value"]


def test_without_a_figure_the_pane_says_how_to_make_one(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> None:
    pane = shown(qtbot, session)
    assert pane.empty.isVisible()
    assert "press F" in pane.empty.words
    tag(project, add_article(TEXT), "70 percent", "share")
    qtbot.waitUntil(lambda: not pane.empty.isVisible())
    assert drawn(pane) == ["share"]


def test_the_chart_is_written_as_picture_drawing_and_numbers(
    qtbot: QtBot, session: ProjectSession, pane: ChartPane, tmp_path: Path
) -> None:
    assert pane.can_export()
    assert pane.proposed_name() == "Project chart.png"
    for name in ("chart.png", "chart.svg", "chart.csv"):
        with qtbot.waitSignal(session.notice) as told:
            pane.write(tmp_path / name)
        assert told.args == [f"Wrote {tmp_path / name}", False]
    assert not QImage(str(tmp_path / "chart.png")).isNull()
    assert "$10 tn" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    with (tmp_path / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        values = [float(row["value"]) for row in csv.DictReader(file)]
    assert values == [14.8e12, 500e9]


def test_an_unknown_form_is_refused_in_words(
    qtbot: QtBot, session: ProjectSession, pane: ChartPane, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.failed) as told:
        pane.write(tmp_path / "chart.gif")
    assert ".gif" in told.args[0]


def test_the_export_button_asks_for_a_file(qtbot: QtBot, pane: ChartPane) -> None:
    with qtbot.waitSignal(pane.export_requested):
        qtbot.mouseClick(pane.bar.export, Qt.MouseButton.LeftButton)


def test_the_chart_follows_the_theme(pane: ChartPane) -> None:
    current().set_scheme(Scheme.LIGHT)
    light = pane.plot.background_colour()
    current().set_scheme(Scheme.DARK)
    assert pane.plot.background_colour() != light


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = MetricsModel()
    model.show_metrics([Metric("a", ("USD",), 3), Metric("b", ("tonne", "USD"), 1)])
    qtmodeltester.check(model)


def test_ticks_survive_a_refresh_and_never_leave_the_chart_empty(qapp: object) -> None:
    model = MetricsModel()
    model.show_metrics([Metric("a", ("USD",), 3), Metric("b", ("USD",), 1)])
    model.choose(["b"])
    model.show_metrics([Metric("b", ("USD",), 4), Metric("a", ("USD",), 3)])
    assert model.chosen() == {"b"}
    model.show_metrics([Metric("a", ("USD",), 3)])
    assert model.chosen() == {"a"}


def test_a_figure_in_several_groups_counts_once() -> None:
    points = tuple(
        SeriesPoint("2025-01-01", 1.0, None, None, Qualifier.EXACT, n, 1) for n in (1, 2)
    )
    split = [Series("m", "USD", group, points) for group in ("x", "y")]
    assert metrics_of([*split, Series("n", None, None, ())]) == [Metric("m", ("USD",), 2)]


def place_of(pane: ChartPane, number: int) -> QPoint:
    panel = pane.plot.panels()[0]
    return QPoint(pane.plot.mapFromScene(panel.scene_place(panel.placed[0], number)))


# ── Legend, stretch of time, options, saved views ────────────────────────────────────────


def test_the_legend_takes_a_series_off_and_its_colour_stays_free(
    qtbot: QtBot, pane: ChartPane
) -> None:
    pane.bar.split.setCurrentText("By outlet")
    qtbot.waitUntil(lambda: len(pane.legend.names()) == 2)
    first, second = pane.legend.names()
    colours = {each.series.group: each.style for each in pane.plot.panels()[0].placed}
    first.click()
    assert [each.group for each in pane.shown()] == [second.accessibleName()]
    (left,) = pane.plot.panels()[0].placed
    assert left.style == colours[left.series.group]
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert len(pane.shown()) == 2


def test_one_series_needs_no_legend(pane: ChartPane) -> None:
    assert not pane.legend.isVisible()


def test_a_stretch_of_time_lists_its_figures(
    qtbot: QtBot, pane: ChartPane, figures: dict[str, int]
) -> None:
    told: list[object] = []
    pane.passages_chosen.connect(told.append)
    pane.plot.setFocus()
    qtbot.keyClick(pane.plot, Qt.Key.Key_Home)
    qtbot.keyClick(pane.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert told == [[figures["first"], figures["second"]]]
    assert pane.bar.note.text() == "2 figures from 4 Feb 2025 to 4 Mar 2025, listed in Passages"
    qtbot.keyClick(pane.plot, Qt.Key.Key_Escape)
    assert told[-1] is None
    assert pane.bar.note.text() == ""


def test_a_stretch_is_drawn_with_the_pointer(
    qtbot: QtBot, pane: ChartPane, figures: dict[str, int]
) -> None:
    pane.bar.brush.click()
    panel = pane.plot.panels()[0]
    (placed,) = panel.placed
    at = pane.plot.mapFromScene(panel.scene_place(placed, 0))
    view = pane.plot.viewport()
    begin, end = at - QPoint(20, 30), at + QPoint(20, 30)
    with qtbot.waitSignal(pane.passages_chosen) as told:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
        qtbot.mouseMove(view, end)
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert told.args == [[figures["first"]]]


def test_copies_of_a_story_count_once_until_it_is_switched_off(
    qtbot: QtBot, project: Project, session: ProjectSession, add_article: AddArticle
) -> None:
    ids = [
        add_article(TEXT, published="2025-02-04"),
        add_article(TEXT, published="2025-02-05", source="Copy"),
    ]
    project.group_as_story(ids)
    for article_id in ids:
        tag(project, article_id, "70 percent", "share")
    pane = shown(qtbot, session)
    assert [len(each.points) for each in pane.shown()] == [1]
    qtbot.keyClick(pane.plot, Qt.Key.Key_Home)
    assert "in 2 articles of one story" in pane.card.words
    pane.bar.once.trigger()
    qtbot.waitUntil(lambda: [len(each.points) for each in pane.shown()] == [2])


def test_currencies_come_together_by_a_rate(
    qtbot: QtBot, project: Project, pane: ChartPane, figures: dict[str, int]
) -> None:
    euros = PassageDetails(metric="value", quantity=Quantity(4e11, currency="EUR"))
    project.edit_passage(figures["second"], euros)
    qtbot.waitUntil(lambda: sorted(str(each.unit) for each in pane.shown()) == ["EUR", "USD"])
    project.set_rate("EUR", "USD", 1.25)
    qtbot.waitUntil(lambda: len(pane.shown()) == 1)
    project.undo()
    qtbot.waitUntil(lambda: len(pane.shown()) == 2)


def test_a_small_chart_for_each_metric_names_it(qtbot: QtBot, pane: ChartPane) -> None:
    pane.resize(1400, 500)
    pane.model.choose(["value", "share"])
    pane.bar.apart.trigger()
    titles = [panel.title.text for panel in pane.plot.panels()]
    assert titles == ["share, percent", "value, USD"]
    assert pane.plot.rows() == 1


def test_a_saved_view_comes_back_as_it_was(
    qtbot: QtBot, session: ProjectSession, pane: ChartPane
) -> None:
    pane.bar.split.setCurrentText("By outlet")
    qtbot.waitUntil(lambda: len(pane.legend.names()) == 2)
    pane.legend.names()[0].click()
    pane.bar.log.setChecked(True)
    pane.plot.show_days((739_000.0, 739_400.0))
    pane.plot.brush((739_050.0, 739_100.0))
    pane.views.save("Half")
    kept = json.loads(json.dumps(pane.settings()))
    pane.apply({})
    qtbot.waitUntil(lambda: not session.jobs.active())
    assert pane.settings() != kept
    assert pane.bar.by() is None
    view = session.project.views()[0]
    pane.views.open(view.id)
    qtbot.waitUntil(lambda: not session.jobs.active())
    assert json.loads(json.dumps(pane.settings())) == kept


def test_a_saved_view_of_another_version_does_no_harm(
    qtbot: QtBot, session: ProjectSession, pane: ChartPane
) -> None:
    odd = {"by": "weather", "metrics": 3, "hidden": [["x"], 4], "days": ["a", 1], "brush": [2, 1]}
    pane.apply(odd)
    qtbot.waitUntil(lambda: not session.jobs.active())
    assert pane.bar.by() is None


def test_a_suggestion_stands_beside_and_is_accepted_with_a_key(
    qtbot: QtBot, project: Project, session: ProjectSession, add_article: AddArticle
) -> None:
    text = "The plant employed 1,200 workers in 2020. Exports of steel reached 5 million tonnes."
    article_id = add_article(text, published="2025-02-04")
    project.read_along(article_id)
    offered = project.suggested_figures()
    assert offered
    tagged = tag(project, article_id, "1,200 workers", offered[-1].details.metric or "")
    pane = shown(qtbot, session)
    pane.bar.suggested.trigger()
    qtbot.waitUntil(lambda: not session.jobs.active())
    pane.model.choose([row[0] for row in metrics(pane)])
    ids = [point.passage_id for each in pane.shown() for point in each.points]
    assert None in ids
    assert tagged in ids
    before = len(project.passages())
    pane.plot.setFocus()
    qtbot.keyClick(pane.plot, Qt.Key.Key_Home)
    while pane.plot.pointed().passage_id is not None:  # type: ignore[union-attr]
        qtbot.keyClick(pane.plot, Qt.Key.Key_Right)
    assert "suggested" in pane.card.words
    with qtbot.waitSignal(pane.place_chosen) as opened:
        qtbot.keyClick(pane.plot, Qt.Key.Key_Return)
    assert opened.args[0] == article_id
    qtbot.keyClick(pane.plot, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(project.passages()) == before + 1)


def test_articles_that_nobody_has_read_are_said_where_suggestions_are_wanted(
    qtbot: QtBot, pane: ChartPane
) -> None:
    pane.bar.suggested.trigger()
    qtbot.waitUntil(lambda: pane.bar.note.text().startswith("2 articles not read along yet"))
    pane.bar.suggested.trigger()
    qtbot.waitUntil(lambda: pane.bar.note.text() == "")


def test_dates_that_no_figure_has_leave_the_way_back_in_sight(
    qtbot: QtBot, session: ProjectSession, pane: ChartPane
) -> None:
    pane.bar.time.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "No figure for this chart" in pane.unticked.words)
    assert pane.bar.isVisible()
    pane.bar.time.setCurrentIndex(0)
    qtbot.waitUntil(lambda: drawn(pane) == ["value"])


def test_without_figures_suggestions_are_a_press_away(
    qtbot: QtBot, project: Project, session: ProjectSession, add_article: AddArticle
) -> None:
    article_id = add_article("Exports of steel reached 5 million tonnes.", published="2025-02-04")
    project.read_along(article_id)
    pane = shown(qtbot, session)
    assert pane.empty.isVisible()
    pane.empty.button.click()
    qtbot.waitUntil(pane.can_export)
    pane.bar.suggested.toggle()
    qtbot.waitUntil(pane.empty.isVisible)
