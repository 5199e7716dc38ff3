"""A report as an outline: put together by keyboard, looked at, and written as a document."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import report_tables
from ui.document_text import as_pdf
from ui.models.conflict_rows import conflict_name
from ui.panes.report import ReportPane
from ui.session import ProjectSession
from workbench.domain import ItemSort, Kind, PassageDetails, ReportItem, Span, ViewSort
from workbench.errors import UsageError
from workbench.export.document import Paragraph, Picture, Table
from workbench.project import Project

AddArticle = Callable[..., int]

HEADING = ReportItem(0, ItemSort.HEADING, "What is said")
NOTE = ReportItem(0, ItemSort.NOTE, "Bounds differ.\nSo do years.")


@pytest.fixture
def passages(project: Project, add_article: AddArticle) -> list[int]:
    article = add_article("Over 70% is mined there. About 70% is refined.", title="Shares")
    said = PassageDetails(speaker="Ana Ortiz")
    return [project.tag(article, span, Kind.FIGURE, said).id for span in (Span(0, 8), Span(25, 34))]


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession, passages: list[int]) -> ReportPane:
    pane = ReportPane(session)
    pane.chosen_passages = lambda: passages
    qtbot.addWidget(pane)
    pane.resize(1100, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.new("Shares of the market")
    qtbot.waitUntil(pane.export_button.isEnabled)
    return pane


def outline(pane: ReportPane) -> list[str]:
    return [str(pane.model.index(row, 1).data()) for row in range(pane.model.rowCount())]


def fill(qtbot: QtBot, pane: ReportPane) -> None:
    for items in ([HEADING], [NOTE]):
        rows = pane.model.rowCount()
        pane.add(items)
        qtbot.waitUntil(lambda rows=rows: pane.model.rowCount() == rows + 1)
    pane.add_chosen()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)


def test_without_a_report_the_pane_says_what_one_is(qtbot: QtBot, session: ProjectSession) -> None:
    pane = ReportPane(session)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    assert pane.pages.currentIndex() == 1
    assert not pane.export_button.isEnabled()


def test_an_outline_is_put_together_and_seen_as_it_will_look(
    qtbot: QtBot, pane: ReportPane
) -> None:
    fill(qtbot, pane)
    assert [line.strip() for line in outline(pane)] == [
        "What is said",
        "Bounds differ. So do years.",
        "Over 70%",
        "About 70%",
    ]
    text = pane.shown.toPlainText()
    assert "Shares of the market" in text
    assert "Over 70% is mined there." in text
    assert "Speaker: Ana Ortiz" in text


def test_items_move_by_keyboard_and_undo_takes_that_back(
    qtbot: QtBot, pane: ReportPane, project: Project
) -> None:
    fill(qtbot, pane)
    before = outline(pane)
    pane.table.setFocus()
    pane.table.setCurrentIndex(pane.model.index(3, 0))
    qtbot.keyClick(pane.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: outline(pane) == [*before[:2], before[3], before[2]])
    project.undo()
    qtbot.waitUntil(lambda: outline(pane) == before)
    pane.table.selectRow(3)
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    project.undo()
    qtbot.waitUntil(lambda: outline(pane) == before)


def test_a_heading_goes_in_and_out(qtbot: QtBot, pane: ReportPane, project: Project) -> None:
    pane.add([HEADING])
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    pane.table.setFocus()
    pane.table.selectRow(0)
    qtbot.keyClick(pane.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: project.reports()[0].items[0].level == 2)
    pane.level(-5)
    assert project.reports()[0].items[0].level == 2


def test_a_saved_chart_stands_in_the_report_as_a_picture_with_its_points(
    qtbot: QtBot, pane: ReportPane, project: Project, passages: list[int]
) -> None:
    for passage_id in passages:
        details = project.passage(passage_id).details
        project.edit_passage(passage_id, replace(details, metric="Share"))
    view = project.save_view(ViewSort.CHART, "Shares by month", {"metrics": ["Share"]})
    pane.add_view(view)
    qtbot.waitUntil(lambda: "passage 1" in pane.shown.toPlainText())
    document = pane.document()
    assert document is not None
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [one.caption for one in pictures] == ["Shares by month"]
    assert pictures[0].png.startswith(b"\x89PNG")
    assert "Shares by month (chart)" in outline(pane)[0]


def test_other_saved_views_stand_in_the_report_as_tables(
    qtbot: QtBot, pane: ReportPane, project: Project, passages: list[int]
) -> None:
    matrix = project.add_matrix("Whose share")
    project.add_hypothesis(matrix, "It is <b>falling</b>")
    project.add_evidence(matrix, passages)
    for sort in (ViewSort.MATRIX, ViewSort.CLAIMS, ViewSort.VARIANTS):
        pane.add_view(project.save_view(sort, f"The {sort}", {"matrix": "Whose share"}))
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    document = pane.document()
    assert document is not None
    tables = {block.columns[0]: block for block in document.blocks if isinstance(block, Table)}
    assert set(tables) == {"Evidence", "Claim", "Statement"}
    assert tables["Evidence"].rows[0][0] == "Over 70%"
    assert "It is <b>falling</b>" in pane.shown.toPlainText()


def tables_of(
    qtbot: QtBot, pane: ReportPane, sort: ViewSort, settings: dict[str, object]
) -> list[Table]:
    view = pane.session.project.save_view(sort, f"The {sort}", settings)
    rows = pane.model.rowCount()
    pane.add_view(view)
    qtbot.waitUntil(lambda: pane.model.rowCount() == rows + 1)
    document = pane.document()
    assert document is not None
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_saved_view_of_conflicts_brings_who_states_what(
    qtbot: QtBot, pane: ReportPane, project: Project, add_article: AddArticle
) -> None:
    for words, outlet in (("90 tonnes", "Ledger"), ("300 tonnes", "Wire")):
        article = add_article(words, source=outlet, published="2025-03-04")
        details = PassageDetails(metric="Output of the mine")
        project.tag(article, Span(0, len(words)), Kind.FIGURE, details)
    [conflict] = project.conflicts().conflicts
    metrics, states = tables_of(
        qtbot, pane, ViewSort.CONFLICTS, {"text": "mine", "chosen": conflict_name(conflict)}
    )
    assert metrics.rows[0][:2] == ("Output of the mine", "contradict")
    assert {row[2] for row in states.rows} == {"Ledger", "Wire"}
    assert {row[-2] for row in states.rows} >= {"90 tonnes"} or "90 tonnes" in str(states.rows)


def test_a_saved_view_of_numbers_brings_their_meanings(
    qtbot: QtBot, pane: ReportPane, project: Project, add_article: AddArticle
) -> None:
    for metric in ("Aid given", "Minerals demanded"):
        article = add_article("It is $500 billion.", source=metric, published="2025-03-04")
        project.tag(article, Span(6, 18), Kind.FIGURE, PassageDetails(metric=metric))
    [table] = tables_of(qtbot, pane, ViewSort.CONFLICTS, {"numbers": True})
    assert [row[0] for row in table.rows] == ["$500 bn"]
    assert "Aid given" in table.rows[0][1]
    assert "Minerals demanded" in table.rows[0][1]


def test_saved_views_of_actors_and_of_coverage_bring_their_counts(
    qtbot: QtBot, pane: ReportPane, project: Project, passages: list[int]
) -> None:
    project.add_tag(passages, "shares")
    [table] = tables_of(qtbot, pane, ViewSort.ACTORS, {})
    assert [row[:3] for row in table.rows] == [("Ana Ortiz", "shares", "2")]
    assert not tables_of(qtbot, pane, ViewSort.ACTORS, {"text": "nobody"})[-1].rows
    assert tables_of(qtbot, pane, ViewSort.COVERAGE, {})[-1].rows[0][1:] == ("2",)
    origins = tables_of(qtbot, pane, ViewSort.COVERAGE, {"mode": 1})[-1]
    assert origins.rows[0][:3] == ("shares", "2", "1")
    silences = tables_of(qtbot, pane, ViewSort.COVERAGE, {"mode": 2})[-1]
    assert silences.columns == ("Tag", "Mentioned by", "Never in")


def test_a_long_table_says_what_is_left_out() -> None:
    table, told = report_tables.table(("No.",), [(str(number),) for number in range(31)])
    assert isinstance(table, Table)
    assert len(table.rows) == 30
    assert told == Paragraph("The first 30 of 31; all of them are in Lode.", quiet=True)


def test_a_report_is_written_as_a_document(
    qtbot: QtBot, pane: ReportPane, project: Project, tmp_path: Path
) -> None:
    fill(qtbot, pane)
    with qtbot.waitSignal(pane.document_wanted) as wanted:
        pane.export()
    assert wanted.args is not None
    [document] = wanted.args
    report = project.export_report(document, "docx", tmp_path / "r.docx")
    assert report.passages == 2
    lines = [one.text for one in docx.Document(str(tmp_path / "r.docx")).paragraphs]
    assert lines[0] == "Shares of the market"
    assert "Speaker: Ana Ortiz" in lines
    pdf = as_pdf(document)
    assert pdf.startswith(b"%PDF-")
    assert b"/JavaScript" not in pdf
    with pytest.raises(UsageError):
        project.export_report(document, "xlsx", tmp_path / "r.xlsx")


def test_adding_without_a_report_says_what_to_do(
    qtbot: QtBot, session: ProjectSession, passages: list[int], notices: list[tuple[str, bool]]
) -> None:
    pane = ReportPane(session)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.add_passages(passages)
    qtbot.waitUntil(lambda: bool(notices))
    assert notices == [("There is no report yet: make one with “New…”.", False)]


def test_a_deleted_report_comes_back(qtbot: QtBot, pane: ReportPane, project: Project) -> None:
    fill(qtbot, pane)
    pane.delete_report()
    qtbot.waitUntil(lambda: pane.pages.currentIndex() == 1)
    project.undo()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)
    assert QApplication.activeModalWidget() is None


def test_text_of_a_report_is_never_markup(qtbot: QtBot, pane: ReportPane) -> None:
    words = '<img src="file:///etc/passwd"> & <b>bold</b>'
    pane.add([ReportItem(0, ItemSort.NOTE, words)])
    qtbot.waitUntil(lambda: words in pane.shown.toPlainText())
    document = pane.document()
    assert document is not None
    assert Paragraph(words) in document.blocks
