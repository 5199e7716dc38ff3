"""Suggestions in the reader and in their pane: gone through, accepted, corrected, turned down."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.panes.reader import ReaderPane
from ui.panes.suggestions import SuggestionsPane
from ui.session import ProjectSession
from workbench.domain import Kind, Span
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = (
    "China supplies over 70% of rare earths, the ministry said. "
    "It had 60% of rare earths before that.\n\n"
    "“We will not sign before summer,” President Olena Hryn said."
)


@pytest.fixture
def reader(qtbot: QtBot, session: ProjectSession) -> ReaderPane:
    reader = ReaderPane(session)
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    with qtbot.waitExposed(reader):
        reader.show()
    return reader


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession) -> SuggestionsPane:
    pane = SuggestionsPane(session)
    qtbot.addWidget(pane)
    pane.resize(900, 300)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def offered(reader: ReaderPane) -> list[str]:
    return [one.text for one in reader.offers.shown if one.kind is not Kind.CLAIM]


def test_tab_goes_through_suggestions_and_passages_in_the_texts_order(
    qtbot: QtBot, reader: ReaderPane, project: Project, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    start = TEXT.index("60%")
    passage = project.tag(article, Span(start, start + 3), Kind.FIGURE)
    reader.show_article(article)
    qtbot.waitUntil(lambda: "over 70%" in offered(reader))
    assert "60%" not in offered(reader)
    seen: list[str] = []
    reader.text.setFocus()
    for _ in range(12):
        qtbot.keyClick(reader.text, Qt.Key.Key_Tab)
        chosen = reader.offers.chosen
        seen.append(
            chosen.text if chosen else reader.words()[passage.span.start : passage.span.end]
        )
    assert seen.index("over 70%") < seen.index("60%") < seen.index(seen[-1])


def test_a_suggestion_is_accepted_and_the_next_is_at_hand(
    qtbot: QtBot,
    reader: ReaderPane,
    project: Project,
    add_article: AddArticle,
    notices: list[tuple[str, bool]],
) -> None:
    reader.show_article(add_article(TEXT))
    qtbot.waitUntil(lambda: "over 70%" in offered(reader))
    reader.choose_offer(next(one for one in reader.offers.shown if one.text == "over 70%"))
    reader.accept_offer()
    assert notices[-1] == ("Accepted as figure: > 70 %", True)
    [figure] = project.passages()
    assert figure.text == "over 70%"
    assert "over 70%" not in offered(reader)
    assert reader.offers.chosen is not None
    made = reader.correct_offer()
    assert made is not None
    assert reader.chosen_passage() == made
    project.undo()
    project.undo()
    qtbot.waitUntil(lambda: "over 70%" in offered(reader))


def test_one_that_is_turned_down_is_gone(
    qtbot: QtBot,
    reader: ReaderPane,
    project: Project,
    add_article: AddArticle,
    notices: list[tuple[str, bool]],
) -> None:
    article = add_article(TEXT)
    reader.show_article(article)
    reader.reject_offer()
    assert notices[-1] == ("Go to a suggestion first (Tab).", False)
    qtbot.waitUntil(lambda: "over 70%" in offered(reader))
    reader.choose_offer(next(one for one in reader.offers.shown if one.text == "over 70%"))
    reader.reject_offer()
    assert "over 70%" not in offered(reader)
    assert "over 70%" not in [one.text for one in project.suggestions(article)]


def test_suggestions_are_marked_lightly(
    qtbot: QtBot, reader: ReaderPane, add_article: AddArticle
) -> None:
    reader.show_article(add_article(TEXT))
    qtbot.waitUntil(lambda: bool(reader.offers.shown))
    marked = reader.text.viewport().grab().toImage()
    reader.text.show_offers([], None)
    assert reader.text.viewport().grab().toImage() != marked


def test_the_pane_lists_what_the_slider_lets_through(
    qtbot: QtBot, pane: SuggestionsPane, add_article: AddArticle
) -> None:
    article = add_article("One of the goals was 40 tonnes of ore in May, the ministry said.")
    assert "A" in pane._none.words
    pane.show_article(article)
    qtbot.waitUntil(lambda: bool(pane.model.rows))
    qtbot.mouseClick(pane.kinds.buttons[Kind.FIGURE], Qt.MouseButton.LeftButton)
    assert [one.text for one in pane.model.rows] == ["40 tonnes"]
    with qtbot.waitSignal(pane.least_changed) as told:
        pane.slider.setValue(2)
    assert told.args == [0.1]
    qtbot.waitUntil(lambda: len(pane.model.rows) == 2)
    assert pane.count.text() == "2 suggestions"


def test_chosen_ones_are_accepted_and_turned_down_in_the_list(
    qtbot: QtBot,
    pane: SuggestionsPane,
    project: Project,
    add_article: AddArticle,
    notices: list[tuple[str, bool]],
) -> None:
    pane.show_article(add_article(TEXT))
    pane.accept()
    assert notices[-1] == ("Choose a suggestion first.", False)
    qtbot.mouseClick(pane.kinds.buttons[Kind.FIGURE], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.model.rows) == 2)
    pane.table.selectRow(0)
    pane.accept()
    qtbot.waitUntil(lambda: len(pane.model.rows) == 1)
    assert [one.text for one in project.passages()] == ["over 70%"]
    pane.table.selectRow(0)
    pane.reject()
    qtbot.waitUntil(lambda: not pane.model.rows)
    project.undo()
    qtbot.waitUntil(lambda: len(pane.model.rows) == 1)


def test_all_like_one_are_shown_first_and_accepted_as_one_step(
    qtbot: QtBot, pane: SuggestionsPane, project: Project, add_article: AddArticle
) -> None:
    pane.show_article(add_article(TEXT))
    qtbot.mouseClick(pane.kinds.buttons[Kind.FIGURE], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.model.rows) == 2)
    pane.table.selectRow(1)
    pane.accept_alike()
    box = pane.findChild(QMessageBox)
    assert box is not None
    assert "• over 70%" in box.informativeText()
    button = next(one for one in box.buttons() if one.text() == "Accept all")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert {one.text for one in project.passages()} == {"over 70%", "60%"}
    project.undo()
    assert project.passages() == []


def test_all_articles_are_read_in_the_background(
    qtbot: QtBot, pane: SuggestionsPane, project: Project, add_article: AddArticle
) -> None:
    add_article(TEXT)
    add_article("Oil rose to $80 a barrel.")
    pane.read_all()
    qtbot.waitUntil(lambda: len({one.article_id for one in pane.model.rows}) == 2)
    assert project.unread() == 0
    with qtbot.waitSignal(pane.wanted):
        pane.table.setCurrentIndex(pane.model.index(0, 1))
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)


def test_reading_all_articles_pauses_and_goes_on(
    qtbot: QtBot, pane: SuggestionsPane, project: Project, add_article: AddArticle
) -> None:
    for number in range(3):
        add_article(f"{TEXT} It was {number + 2}.", title=f"Title {number}")
    pane.read_all()
    assert pane.read_button.text() == "Pause"
    pane.read_all()
    assert pane.read_button.text() == "Continue"
    job = pane._job
    assert job is not None
    with qtbot.waitSignal(job.progressed, raising=False, timeout=500):
        pass
    assert project.unread() >= 2
    pane.read_all()
    assert pane.read_button.text() == "Pause"
    qtbot.waitUntil(lambda: pane.read_button.text() == "Read all articles")
    assert project.unread() == 0


def test_reading_that_is_cancelled_while_it_pauses_can_begin_again(
    qtbot: QtBot, pane: SuggestionsPane, project: Project, add_article: AddArticle
) -> None:
    for number in range(3):
        add_article(f"{TEXT} It was {number + 2}.", title=f"Title {number}")
    pane.read_all()
    pane.read_all()
    job = pane._job
    assert job is not None
    job.cancel()
    qtbot.waitUntil(lambda: pane.read_button.text() == "Read all articles")
    pane.read_all()
    qtbot.waitUntil(lambda: project.unread() == 0)
    qtbot.waitUntil(lambda: pane.read_button.text() == "Read all articles")
