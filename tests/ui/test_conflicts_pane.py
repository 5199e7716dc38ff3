"""Conflicts in their pane: who states what, words, suggestions, views and exports."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.models.conflict_rows import shown_spread, shown_stretch
from ui.models.rows import SORT_ROLE
from ui.models.stated_rows import BAR, Bar
from ui.panes.conflicts import ConflictsPane
from ui.session import ProjectSession
from ui.theme import Scheme, current
from workbench.domain import Kind, PassageDetails, Quantity, Span
from workbench.project import Project

AddArticle = Callable[..., int]

SHARE = "China has 70% of processing, of which 500 tonnes of lithium ore were sold."
MORE = "China has 85% of processing, of which 800 tonnes of lithium ore were sold."


def opened(qtbot: QtBot, session: ProjectSession) -> ConflictsPane:
    pane = ConflictsPane(session)
    qtbot.addWidget(pane)
    pane.resize(1300, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def pane(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> ConflictsPane:
    for text, words, outlet, metric, day in (
        (SHARE, "70%", "Ledger", "share of processing", "2025-02-26"),
        (MORE, "85%", "Courier", "Share of processing", "2025-03-26"),
        ("It gave $500 billion.", "$500 billion", "Ledger", "aid", "2025-02-26"),
        ("It wants $500 billion.", "$500 billion", "Courier", "resources", "2025-03-01"),
    ):
        article = add_article(text, source=outlet, published=day)
        start = text.index(words)
        span = Span(start, start + len(words))
        project.tag(article, span, Kind.FIGURE, PassageDetails(metric=metric))
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: bool(pane.statements.rows))
    return pane


def cells(pane: ConflictsPane, column: int) -> list[str]:
    model = pane.statements
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_an_empty_pane_says_how_metrics_come_into_it(qtbot: QtBot, session: ProjectSession) -> None:
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: pane.note.text() == "0 metrics")
    assert pane.pages.currentIndex() == 1


def test_a_metric_shows_who_states_what(pane: ConflictsPane) -> None:
    first = [str(pane.conflicts.index(0, column).data()) for column in range(7)]
    assert first == [
        "share of processing",
        "contradict",
        "+21 %",
        "70–85 %",
        "2",
        "2",
        "Feb – Mar 2025",
    ]
    assert cells(pane, 0) == ["70 %", "85 %"]
    assert cells(pane, 3) == ["Ledger", "Courier"]
    assert cells(pane, 6) == ["70%", "85%"]


def test_bars_of_one_metric_stand_on_one_scale(pane: ConflictsPane) -> None:
    low, high = (pane.statements.index(row, BAR).data(SORT_ROLE) for row in range(2))
    assert isinstance(low, Bar)
    assert isinstance(high, Bar)
    assert 0 <= low.low < low.value < low.high < high.low < high.value < high.high <= 1
    assert low.against


def test_an_open_bound_reaches_the_edge(
    qtbot: QtBot, pane: ConflictsPane, project: Project
) -> None:
    passage = project.passages()[0]
    assert passage.details.quantity is not None
    for one in project.passages():
        if one.text == "85%":
            over = PassageDetails(
                metric="share of processing", quantity=Quantity(60, unit="percent", qualifier=">")
            )  # type: ignore[arg-type]
            project.edit_passage(one.id, over)
    qtbot.waitUntil(lambda: cells(pane, 0) == ["70 %", "> 60 %"])
    bar = pane.statements.index(1, BAR).data(SORT_ROLE)
    assert (bar.high, bar.open_high, bar.against) == (1.0, True, False)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_bars_are_drawn_in_both_schemes(pane: ConflictsPane, scheme: Scheme) -> None:
    current().set_scheme(scheme)
    table = pane.statement_table
    cell = table.visualRect(pane.statements.index(0, BAR))
    picture = table.viewport().grab(cell).toImage()
    wanted = current().token("bad")
    found = any(
        picture.pixelColor(x, y) == wanted
        for x in range(picture.width())
        for y in range(picture.height())
    )
    current().set_scheme(Scheme.SYSTEM)
    assert found


def test_a_row_leads_to_its_passage_and_keys_to_the_list(
    qtbot: QtBot, pane: ConflictsPane, project: Project
) -> None:
    pane.metric_table.setFocus()
    qtbot.keyClick(pane.metric_table, Qt.Key.Key_Return)
    assert pane.statement_table.chosen_rows() == [0]
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.statement_table, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert project.passage(chosen.args[0]).text == "70%"
    pane.metric_table.setFocus()
    with qtbot.waitSignal(pane.passages_chosen) as listed:
        qtbot.keyClick(pane.metric_table, Qt.Key.Key_L)
    assert listed.args is not None
    assert [project.passage(one).text for one in listed.args[0]] == ["70%", "85%"]


def test_one_number_and_its_meanings(qtbot: QtBot, pane: ConflictsPane) -> None:
    pane.mode.setCurrentIndex(1)
    assert pane.numbers.index(0, 0).data() == "$500 bn"
    assert pane.numbers.index(0, 1).data() == "aid · resources"
    assert [row.meaning for row in pane.places.rows] == ["aid", "resources"]
    assert pane.note.text() == "1 number"
    with qtbot.waitSignal(pane.passage_chosen):
        qtbot.keyClick(pane.number_table, Qt.Key.Key_Return)
        qtbot.keyClick(pane.place_table, Qt.Key.Key_Return)


def test_suggestions_stand_faintly_and_one_key_accepts_them(
    qtbot: QtBot,
    pane: ConflictsPane,
    project: Project,
    notices: list[tuple[str, bool]],
) -> None:
    project.read_all()
    pane.suggested.setChecked(True)
    qtbot.waitUntil(lambda: len(pane.conflicts.rows) == 2)
    at = [one.suggested for one in pane.conflicts.rows].index(True)
    pane.metric_table.setCurrentIndex(pane.conflicts.index(at, 0))
    qtbot.waitUntil(lambda: cells(pane, 6) == ["500 tonnes", "800 tonnes"])
    assert pane.statements.index(0, 0).data(Qt.ItemDataRole.FontRole).italic()
    with qtbot.waitSignal(pane.place_chosen) as place:
        pane.statement_table.entered_row.emit(pane.statements.index(0, 0))
    assert place.args is not None
    pane.statement_table.setFocus()
    pane.statement_table.selectRow(0)
    before = len(project.passages())
    qtbot.keyClick(pane.statement_table, Qt.Key.Key_A)
    assert notices[-1] == ("Accepted 1 suggestion", True)
    assert len(project.passages()) == before + 1
    qtbot.waitUntil(lambda: [row.faint for row in pane.statements.rows] == [False, True])
    project.undo()
    qtbot.waitUntil(lambda: [row.faint for row in pane.statements.rows] == [True, True])


def test_filters_and_a_saved_view(qtbot: QtBot, pane: ConflictsPane, project: Project) -> None:
    pane.text.setText("process")
    assert pane.note.text() == "1 metric"
    pane.views.save("Processing")
    pane.kind.setCurrentIndex(2)
    assert pane.conflicts.rows == []
    assert pane.statements.rows == []
    pane.mode.setCurrentIndex(1)
    pane.text.setText("resources")
    assert len(pane.numbers.rows) == 1
    pane.views.open(project.views()[0].id)
    assert (pane.text.text(), pane.mode.currentIndex()) == ("process", 0)
    assert [one.metric for one in pane.conflicts.rows] == ["share of processing"]
    pane.apply({"within": "nonsense", "difference": "gone"})
    assert pane.within.currentData() == 365


def test_what_is_listed_is_exported(
    qtbot: QtBot,
    pane: ConflictsPane,
    tmp_path: Path,
    notices: list[tuple[str, bool]],
) -> None:
    file = tmp_path / "conflicts.csv"
    pane.export.write(file)
    qtbot.waitUntil(lambda: bool(notices))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["metric"], row["value"], row["text"]) for row in rows] == [
        ("share of processing", "70", "70%"),
        ("share of processing", "85", "85%"),
    ]
    assert rows[0]["contradicts"] == "1"
    pane.mode.setCurrentIndex(1)
    pane.export.write(file)
    qtbot.waitUntil(lambda: len(notices) == 2)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert [row["meaning"] for row in csv.DictReader(lines)] == ["aid", "resources"]
    pane.text.setText("nothing like this")
    pane.export.click()
    assert notices[-1] == ("There is nothing here to export.", False)


def test_spreads_and_months_are_written_shortly() -> None:
    assert [shown_spread(one) for one in (None, 0.0, 0.214, 1.4, 53)] == [
        "",
        "",
        "+21 %",
        "× 2.4",
        "× 54",
    ]
    assert shown_stretch("2025-02-26", "2025-02-28") == "Feb 2025"
    assert shown_stretch("2024-12-26", "2025-02-28") == "Dec 2024 – Feb 2025"
    assert shown_stretch(None, None) == ""
