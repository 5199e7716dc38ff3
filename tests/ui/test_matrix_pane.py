"""Hypotheses against evidence in their pane: made, rated by key, weighed, moved, taken out."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.models.matrix import FIRST, TELLS, WEIGHT
from ui.panes.matrix import MatrixPane
from ui.session import ProjectSession
from workbench.domain import Kind, Rating, Span, Weight
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "It was aid, he said. It was a loan, she said. Nobody knows, they said."


@pytest.fixture
def passages(project: Project, add_article: AddArticle) -> list[int]:
    article = add_article(TEXT)
    spans = (Span(0, 10), Span(21, 34), Span(46, 58))
    return [project.tag(article, span, Kind.CLAIM).id for span in spans]


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession) -> MatrixPane:
    pane = MatrixPane(session)
    qtbot.addWidget(pane)
    pane.resize(1100, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def filled(qtbot: QtBot, pane: MatrixPane, passages: list[int]) -> MatrixPane:
    pane.new("What was the money?")
    qtbot.waitUntil(lambda: pane.model.matrix is not None)
    pane.add_hypothesis("It was aid")
    pane.add_hypothesis("It was a loan")
    pane.add_passages(passages)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3 and pane.model.columnCount() == FIRST + 2)
    return pane


def heading(pane: MatrixPane, column: int) -> str:
    return str(pane.model.headerData(column, Qt.Orientation.Horizontal))


def cell(pane: MatrixPane, row: int, column: int) -> str:
    return str(pane.model.index(row, column).data())


def at(pane: MatrixPane, row: int, column: int) -> None:
    pane.table.setFocus()
    pane.table.setCurrentIndex(pane.model.index(row, column))


def test_without_a_matrix_the_pane_says_what_one_is_for(pane: MatrixPane) -> None:
    assert pane.pages.currentIndex() == 1
    assert not pane.hypothesis_button.isEnabled()


def test_a_digit_rates_and_the_score_follows(qtbot: QtBot, filled: MatrixPane) -> None:
    at(filled, 0, FIRST + 1)
    qtbot.keyClick(filled.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "against it: 2" in heading(filled, FIRST + 1))
    at(filled, 0, FIRST)
    qtbot.keyClick(filled.table, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: cell(filled, 0, FIRST) == "＋＋")
    assert cell(filled, 0, TELLS) == "100%"
    qtbot.keyClick(filled.table, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: "against it: 4" in heading(filled, FIRST + 1))
    assert cell(filled, 0, WEIGHT) == "high"
    qtbot.keyClick(filled.table, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: cell(filled, 0, FIRST) == "?")


def test_a_cell_of_no_hypothesis_cannot_be_rated(
    filled: MatrixPane, project: Project, notices: list[tuple[str, bool]]
) -> None:
    at(filled, 0, 0)
    filled.rate(Rating.NEUTRAL)
    assert notices[-1] == ("Choose a cell below a hypothesis to rate it.", False)
    assert all(not one.ratings for one in project.matrices()[0].evidence)


def test_evidence_is_moved_and_taken_out_and_undo_brings_it_back(
    qtbot: QtBot, filled: MatrixPane, project: Project, passages: list[int]
) -> None:
    at(filled, 0, 0)
    filled.shift(1)
    order = [passages[1], passages[0], passages[2]]
    qtbot.waitUntil(lambda: [filled.model.evidence(row).passage_id for row in range(3)] == order)
    at(filled, 2, 0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: filled.model.rowCount() == 2)
    assert len(project.passages()) == 3
    project.undo()
    qtbot.waitUntil(lambda: filled.model.rowCount() == 3)


def test_a_row_leads_to_its_passage(qtbot: QtBot, filled: MatrixPane, passages: list[int]) -> None:
    at(filled, 1, 0)
    with qtbot.waitSignal(filled.passage_chosen) as chosen:
        qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    assert chosen.args == [passages[1]]


def test_a_hypothesis_and_the_matrix_are_deleted_and_come_back(
    qtbot: QtBot, filled: MatrixPane, project: Project
) -> None:
    at(filled, 0, FIRST)
    filled.delete_hypothesis()
    qtbot.waitUntil(lambda: filled.model.columnCount() == FIRST + 1)
    filled.delete_matrix()
    qtbot.waitUntil(lambda: filled.pages.currentIndex() == 1)
    project.undo()
    project.undo()
    qtbot.waitUntil(lambda: filled.model.columnCount() == FIRST + 2)


def test_the_saved_view_shows_its_matrix(
    qtbot: QtBot, filled: MatrixPane, project: Project
) -> None:
    filled.views.save("Money")
    filled.new("Another question")
    qtbot.waitUntil(lambda: filled.matrices.currentText() == "Another question")
    filled.views.open(project.views()[0].id)
    qtbot.waitUntil(lambda: filled.matrices.currentText() == "What was the money?")


def test_without_chosen_passages_the_button_says_so(
    filled: MatrixPane, notices: list[tuple[str, bool]]
) -> None:
    filled.add_chosen()
    assert notices[-1] == ("Choose passages in their list first.", False)


def test_weights_are_low_medium_high(qtbot: QtBot, filled: MatrixPane) -> None:
    at(filled, 1, 0)
    seen = []
    for _ in range(3):
        before = filled.model.evidence(1).weight
        filled.weigh()
        qtbot.waitUntil(lambda before=before: filled.model.evidence(1).weight is not before)
        seen.append(filled.model.evidence(1).weight)
    assert seen == [Weight.HIGH, Weight.LOW, Weight.MEDIUM]
    assert QApplication.activeModalWidget() is None


def test_a_matrix_is_exported_with_what_speaks_against_each_hypothesis(
    qtbot: QtBot, filled: MatrixPane, project: Project, tmp_path: Path
) -> None:
    [matrix] = project.matrices()
    first, second = (one.id for one in matrix.hypotheses)
    evidence = matrix.evidence[0].id
    project.rate_evidence(evidence, first, Rating.VERY_INCONSISTENT)
    project.rate_evidence(evidence, second, Rating.CONSISTENT)
    shown = filled.model
    qtbot.waitUntil(lambda: shown.matrix is not None and len(shown.matrix.evidence[0].ratings) == 2)
    filled.export.write(tmp_path / "matrix.csv")
    qtbot.waitUntil((tmp_path / "matrix.csv").exists)
    rows = list(csv.DictReader((tmp_path / "matrix.csv").read_text("utf-8-sig").splitlines()))
    assert (rows[0]["It was aid"], rows[0]["It was a loan"]) == ("II", "C")
    assert rows[-1]["text"] == "inconsistency"
    assert float(rows[-1]["It was aid"]) > float(rows[-1]["It was a loan"]) == 0
