"""Claims of several articles in their pane: settled, turned, taken apart, used as evidence."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.claims import ClaimsPane
from ui.session import ProjectSession
from workbench.domain import Kind, PassageDetails, Span, StatementSort
from workbench.project import Project

AddArticle = Callable[..., int]

SAYS = "Ukraine holds 5% of the mineral reserves of the world, said the minister on Monday."
AGAIN = "The minister said on Monday that Ukraine holds 5% of the world's mineral reserves."
DENIES = "Ukraine does not hold 5% of the world's mineral reserves, a geologist said on Monday."


@pytest.fixture
def pane(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> ClaimsPane:
    for number, text in enumerate((SAYS, AGAIN, DENIES)):
        article = add_article(text, title=f"Title {number}", source=f"Outlet {number}")
        said = PassageDetails(claimant=f"Speaker {number}")
        project.tag(article, Span(0, len(text)), Kind.CLAIM, said)
    pane = ClaimsPane(session)
    qtbot.addWidget(pane)
    pane.resize(1100, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: bool(pane.groups.rows))
    return pane


def shown(pane: ClaimsPane) -> list[str]:
    model = pane.members
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def press(qtbot: QtBot, pane: ClaimsPane, key: Qt.Key) -> None:
    qtbot.keyClick(pane.table, key)


def states(pane: ClaimsPane) -> list[str]:
    last = pane.groups.columnCount() - 1
    return [str(pane.groups.index(row, last).data()) for row in range(pane.groups.rowCount())]


def test_an_empty_pane_says_how_claims_come_into_it(qtbot: QtBot, session: ProjectSession) -> None:
    pane = ClaimsPane(session)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane.note.text() == "0 claims")
    assert pane.pages.currentIndex() == 1


def test_who_asserts_and_who_denies_stand_side_by_side(pane: ClaimsPane) -> None:
    assert states(pane) == [""]
    assert shown(pane) == ["asserts", "asserts", "denies"]
    asserted, denied = (pane.groups.index(0, column).data() for column in (1, 2))
    assert (asserted, denied) == ("2", "1")


def test_settling_is_one_key_and_one_step(
    qtbot: QtBot, pane: ClaimsPane, project: Project, notices: list[tuple[str, bool]]
) -> None:
    pane.table.setFocus()
    press(qtbot, pane, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: states(pane) == ["settled"])
    assert notices == [("Settled 3 claims as one", True)]
    project.undo()
    qtbot.waitUntil(lambda: states(pane) == [""])


def test_a_claim_can_be_turned_around(qtbot: QtBot, pane: ClaimsPane) -> None:
    pane.beside.setFocus()
    pane.beside.selectRow(1)
    qtbot.keyClick(pane.beside, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: shown(pane) == ["asserts", "denies", "denies"])


def test_what_is_taken_out_comes_back_when_it_is_left_to_the_words(
    qtbot: QtBot, pane: ClaimsPane, project: Project
) -> None:
    pane.beside.selectRow(2)
    pane.take_out()
    qtbot.waitUntil(lambda: shown(pane) == ["asserts", "asserts"])
    assert len(project.statements(StatementSort.CLAIM)) == 1
    project.undo()
    qtbot.waitUntil(lambda: len(shown(pane)) == 3)


def test_a_name_settles_the_claim(qtbot: QtBot, pane: ClaimsPane) -> None:
    pane.name("Ukraine's part of the reserves")
    qtbot.waitUntil(
        lambda: (
            pane.groups.index(0, 0).data() == "Ukraine's part of the reserves"
            and states(pane) == ["settled"]
        )
    )
    pane.release()
    qtbot.waitUntil(lambda: states(pane) == [""])


def test_a_row_leads_to_its_passage(qtbot: QtBot, pane: ClaimsPane, project: Project) -> None:
    pane.beside.setCurrentIndex(pane.members.index(2, 0))
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.beside, Qt.Key.Key_Return)
    assert chosen.args is not None
    [passage_id] = chosen.args
    assert project.passage(passage_id).text == DENIES


def test_passages_go_to_their_list_and_to_a_matrix(
    qtbot: QtBot, pane: ClaimsPane, project: Project
) -> None:
    everything = sorted(passage.id for passage in project.passages())
    with qtbot.waitSignal(pane.passages_chosen) as listed:
        pane.list_passages()
    assert listed.args is not None
    assert sorted(listed.args[0]) == everything
    with qtbot.waitSignal(pane.evidence_wanted) as wanted:
        pane.use_as_evidence()
    assert wanted.args is not None
    assert sorted(wanted.args[0]) == everything


def test_suggestions_stand_faintly_beside_and_a_saved_view_brings_them_back(
    qtbot: QtBot, pane: ClaimsPane, project: Project, add_article: AddArticle
) -> None:
    add_article(SAYS.replace("Monday", "Tuesday"), title="Title 3", source="Outlet 3")
    project.read_all()
    pane.suggested.setChecked(True)
    qtbot.waitUntil(lambda: len(shown(pane)) > 3)
    faint = [row.assertion.passage_id is None for row in pane.members.rows]
    assert any(faint)
    at = faint.index(True)
    assert pane.members.index(at, 0).data(Qt.ItemDataRole.FontRole).italic()
    with qtbot.waitSignal(pane.place_chosen):
        pane.beside.entered_row.emit(pane.members.index(at, 0))
    pane.views.save("With all")
    pane.suggested.setChecked(False)
    qtbot.waitUntil(lambda: len(shown(pane)) == 3)
    pane.views.open(project.views()[0].id)
    assert pane.suggested.isChecked()


def test_claims_are_exported_with_their_places(
    qtbot: QtBot, pane: ClaimsPane, tmp_path: Path
) -> None:
    pane.export.write(tmp_path / "claims.csv")
    qtbot.waitUntil((tmp_path / "claims.csv").exists)
    rows = list(csv.DictReader((tmp_path / "claims.csv").read_text("utf-8-sig").splitlines()))
    assert {row["who"]: row["stance"] for row in rows} == {
        "Speaker 0": "asserted",
        "Speaker 1": "asserted",
        "Speaker 2": "denied",
    }
    assert {(row["text"], row["start"]) for row in rows} >= {(SAYS, "0"), (DENIES, "0")}
    assert all(row["passage_id"] for row in rows)
