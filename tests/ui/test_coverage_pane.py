"""What outlets cover: the table of months, topics of one origin, silences."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.coverage import CoveragePane
from ui.session import ProjectSession
from workbench.domain import Kind, PassageDetails, Span
from workbench.project import Project

AddArticle = Callable[..., int]


def opened(qtbot: QtBot, session: ProjectSession) -> CoveragePane:
    pane = CoveragePane(session)
    qtbot.addWidget(pane)
    pane.resize(1300, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def pane(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> CoveragePane:
    articles = []
    for text, outlet, day, tags in (
        ("Mines open in China.", "Ledger", "2025-02-26", ("China",)),
        ("Mines in China are open.", "Courier", "2025-04-01", ("China", "mines")),
        ("Aid is given.", "Ledger", "2025-04-02", ("aid",)),
        ("Nothing to tag.", "Post", "2025-04-02", ()),
    ):
        article = add_article(text, source=outlet, published=day, title=f"Of {outlet}")
        articles.append(article)
        if tags:
            project.tag(article, Span(0, len(text)), Kind.CLAIM, PassageDetails(tags=tags))
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: bool(pane.passages.rows))
    return pane


def grid(pane: CoveragePane) -> list[list[str]]:
    model = pane.heat
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def texts(pane: CoveragePane) -> list[str]:
    return [one.text for one in pane.passages.rows]


def test_an_empty_pane_says_what_it_will_show(qtbot: QtBot, session: ProjectSession) -> None:
    pane = opened(qtbot, session)
    qtbot.waitUntil(lambda: pane.note.text() == "0 outlets")
    assert pane.pages.currentIndex() == 1


def test_outlets_by_month(pane: CoveragePane) -> None:
    assert list(pane.heat.row_names) == ["Ledger", "Courier", "Post"]
    assert list(pane.heat.column_names) == ["Feb 2025", "Mar 2025", "Apr 2025"]
    assert grid(pane) == [["1", "", "1"], ["", "", "1"], ["", "", ""]]
    assert texts(pane) == ["Mines open in China."]
    pane.topic.setCurrentIndex(pane.topic.findText("China"))
    assert grid(pane) == [["", "", "1"], ["1", "", ""], ["", "", ""]]


def test_a_cell_leads_to_its_passages(qtbot: QtBot, pane: CoveragePane, project: Project) -> None:
    pane.grid.setFocus()
    pane.grid.choose(0, 2)
    with qtbot.waitSignal(pane.passages_chosen) as listed:
        qtbot.keyClick(pane.grid, Qt.Key.Key_L)
    qtbot.keyClick(pane.grid, Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert listed.args == [[chosen.args[0]]]
    assert project.passage(chosen.args[0]).text == "Aid is given."


def test_topics_that_go_back_to_one_story(
    qtbot: QtBot, pane: CoveragePane, project: Project
) -> None:
    pane.mode.setCurrentIndex(1)
    assert [one.topic.name for one in pane.origins.rows] == ["aid", "mines"]
    project.group_as_story([one.article_id for one in project.passages()[:2]])
    qtbot.waitUntil(lambda: len(pane.origins.rows) == 3)
    row = [str(pane.origins.index(0, column).data()) for column in range(6)]
    assert row == ["China", "tag", "2", "2", "Ledger", "Of Ledger"]


def test_outlets_that_never_mention_a_tag(pane: CoveragePane) -> None:
    pane.mode.setCurrentIndex(2)
    rows = [(one.topic.name, one.silent) for one in pane.silences.rows]
    assert rows == [
        ("China", ("Post",)),
        ("aid", ("Courier", "Post")),
        ("mines", ("Ledger", "Post")),
    ]
    assert pane.silences.index(1, 4).data() == "Courier, Post"
    assert texts(pane) == ["Mines open in China.", "Mines in China are open."]


def test_a_saved_view_brings_back_what_was_chosen(pane: CoveragePane, project: Project) -> None:
    pane.mode.setCurrentIndex(2)
    pane.silence_table.setCurrentIndex(pane.silences.index(2, 0))
    pane.views.save("Mines")
    pane.mode.setCurrentIndex(0)
    pane.views.open(project.views()[0].id)
    assert pane.mode.currentIndex() == 2
    assert pane.chosen_names() == ["mines"]
    pane.apply({"mode": 9, "topic": "gone", "chosen": ["nobody"]})
    assert (pane.mode.currentIndex(), pane.chosen_names()) == (0, ["Ledger", "2025-02"])


@pytest.mark.parametrize(
    ("mode", "first"),
    [
        (0, {"source": "Ledger", "2025-02": "1", "2025-03": "0", "2025-04": "1"}),
        (
            1,
            {
                "topic": "aid",
                "kind": "tag",
                "passages": "1",
                "articles": "1",
                "source": "Ledger",
                "story": "Of Ledger",
            },
        ),
        (2, {"tag": "China", "source": "Courier", "articles": "1", "passages": "1"}),
    ],
)
def test_every_table_is_exported(
    qtbot: QtBot,
    pane: CoveragePane,
    tmp_path: Path,
    *,
    notices: list[tuple[str, bool]],
    mode: int,
    first: dict[str, str],
) -> None:
    pane.mode.setCurrentIndex(mode)
    pane.export.write(tmp_path / "coverage.csv")
    qtbot.waitUntil(lambda: bool(notices))
    with (tmp_path / "coverage.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert next(csv.DictReader(lines)) == first
