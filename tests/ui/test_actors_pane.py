"""Who says how much on what: the grid, what is said, the timeline."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.actors import ActorsPane
from ui.session import ProjectSession
from workbench.domain import Kind, Member, PassageDetails, Span, Stance, StatementSort
from workbench.project import Project

AddArticle = Callable[..., int]

SAYS = "The deal covers 500 billion dollars of minerals, Trump said on 3 March 2025."
DENIES = "The deal does not cover 500 billion dollars of minerals, Trump said."


def opened(qtbot: QtBot, session: ProjectSession) -> ActorsPane:
    pane = ActorsPane(session)
    qtbot.addWidget(pane)
    pane.resize(1300, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def pane(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> ActorsPane:
    ids = []
    for text, who, day, stance, tag in (
        (SAYS, "Trump", "2025-02-26", Stance.ASSERTED, "deal"),
        (DENIES, "Trump", "2025-04-01", Stance.DENIED, "deal"),
        ("Mines will open soon, Marsh said.", "Marsh", "2025-03-01", Stance.HEDGED, "mines"),
    ):
        article = add_article(text, published=day)
        details = PassageDetails(claimant=who, stance=stance, tags=(tag,))
        ids.append(project.tag(article, Span(0, len(text)), Kind.CLAIM, details).id)
    members = [Member(ids[0]), Member(ids[1], opposite=True)]
    project.settle_statement(StatementSort.CLAIM, members)
    project.read_all()
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: bool(pane.statements.rows))
    return pane


def shown(pane: ActorsPane) -> list[list[str]]:
    model = pane.grid_model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_pane_says_how_actors_come_into_it(qtbot: QtBot, session: ProjectSession) -> None:
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: pane.note.text() == "0 actors")
    assert pane.pages.currentIndex() == 1


def test_the_grid_counts_and_marks_who_turned_round(pane: ActorsPane) -> None:
    assert list(pane.grid_model.row_names) == ["Trump", "Marsh"]
    assert list(pane.grid_model.column_names) == ["All", "deal", "mines"]
    assert shown(pane) == [["2 ⇄", "2 ⇄", ""], ["1", "", "1"]]
    assert pane.note.text() == "2 actors · 26 Feb 2025 to 1 Apr 2025 · asserted → denied"
    ground = pane.grid_model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole)
    weaker = pane.grid_model.index(1, 0).data(Qt.ItemDataRole.BackgroundRole)
    assert ground.alphaF() > weaker.alphaF()


def test_a_cell_shows_what_is_said_and_a_row_leads_to_its_passage(
    qtbot: QtBot, pane: ActorsPane, project: Project
) -> None:
    pane.grid.choose(0, 1)
    assert [row.text for row in pane.statements.rows] == [SAYS, DENIES]
    assert pane.statements.index(0, 5).data() == "3 Mar 2025"
    pane.grid.setFocus()
    qtbot.keyClick(pane.grid, Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert project.passage(chosen.args[0]).text == SAYS
    pane.grid.choose(1, 1)
    assert pane.statements.rows == []


def test_the_timeline_has_what_was_said_and_the_dates_that_are_stated(
    qtbot: QtBot, pane: ActorsPane, project: Project
) -> None:
    pane.shown.setCurrentIndex(1)
    marks = [(one.day, one.kind, one.turned) for one in pane.timeline.marks]
    assert marks == [
        ("2025-02-26", Kind.CLAIM, False),
        ("2025-03-01", Kind.CLAIM, False),
        ("2025-03-03", None, False),
        ("2025-04-01", Kind.CLAIM, True),
    ]
    pane.timeline.choose(2)
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.timeline, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert project.passage(chosen.args[0]).text == SAYS
    pane.grid.choose(0, 2)  # “mines”, on which only Marsh speaks
    assert list(pane.timeline.lanes) == ["Marsh"]


def test_filters_and_a_saved_view(qtbot: QtBot, pane: ActorsPane, project: Project) -> None:
    pane.turned.setChecked(True)
    assert list(pane.grid_model.row_names) == ["Trump"]
    pane.grid.choose(0, 1)
    pane.views.save("Turned")
    pane.turned.setChecked(False)
    pane.sorts.setCurrentIndex(2)
    pane.text.setText("nobody")
    assert pane.grid_model.rowCount() == 0
    assert pane.statements.rows == []
    pane.views.open(project.views()[0].id)
    assert pane.turned.isChecked()
    assert pane.chosen_names() == ("Trump", "deal")


def test_passages_go_to_their_list(qtbot: QtBot, pane: ActorsPane) -> None:
    pane.grid.setFocus()
    pane.grid.choose(0, 0)
    with qtbot.waitSignal(pane.passages_chosen) as listed:
        qtbot.keyClick(pane.grid, Qt.Key.Key_L)
    assert listed.args is not None
    assert len(listed.args[0]) == 2


def test_what_is_said_is_exported(
    qtbot: QtBot, pane: ActorsPane, tmp_path: Path, notices: list[tuple[str, bool]]
) -> None:
    pane.export.write(tmp_path / "said.csv")
    qtbot.waitUntil(lambda: bool(notices))
    with (tmp_path / "said.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["actor"], row["stance"], row["topics"]) for row in rows] == [
        ("Trump", "asserted", "deal"),
        ("Trump", "denied", "deal"),
        ("Marsh", "hedged", "mines"),
    ]


def test_suggestions_stand_faintly_beside(
    qtbot: QtBot, pane: ActorsPane, project: Project, add_article: AddArticle
) -> None:
    add_article('"We will sign the deal on Monday," said Elena Brook, a minister.')
    project.read_all()
    pane.suggested.setChecked(True)
    qtbot.waitUntil(lambda: "Elena Brook" in pane.grid_model.row_names)
    pane.grid.choose(list(pane.grid_model.row_names).index("Elena Brook"), 0)
    assert pane.statements.index(0, 4).data(Qt.ItemDataRole.FontRole).italic()
    with qtbot.waitSignal(pane.place_chosen):
        pane.table.entered_row.emit(pane.statements.index(0, 0))
