"""The window with the history of a passage."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.passage_history import PassageHistoryDialog, told
from ui.panes.inspector import InspectorPane
from ui.session import ProjectSession
from workbench.domain import Kind, Passage, PassageDetails, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def figure(project: Project, add_article: AddArticle) -> Passage:
    figure = project.tag(add_article("Output was 40 tonnes in March."), Span(11, 20), Kind.FIGURE)
    project.edit_passage(figure.id, PassageDetails(metric="output"))
    return project.passage(figure.id)


def test_changes_are_told_in_words() -> None:
    assert told([("metric", "", "output"), ("tag", "ore", "")]) == (
        "metric: none → output; tag: ore → none"
    )


def test_a_passage_is_taken_back_by_enter_and_the_list_follows(
    qtbot: QtBot,
    session: ProjectSession,
    project: Project,
    figure: Passage,
    notices: list[tuple[str, bool]],
) -> None:
    dialog = PassageHistoryDialog(session, figure)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 2)
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert notices[-1] == ("The passage is again as it was then", True)
    assert project.passage(figure.id).details.metric is None
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 3)


def test_the_inspector_opens_it(
    qtbot: QtBot, session: ProjectSession, figure: Passage, notices: list[tuple[str, bool]]
) -> None:
    pane = InspectorPane(session)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_history()
    assert notices[-1] == ("Choose a passage first.", False)
    pane.show_passage(figure)
    qtbot.mouseClick(pane.facts.history, Qt.MouseButton.LeftButton)
    dialog = pane.window().findChild(PassageHistoryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 2)
