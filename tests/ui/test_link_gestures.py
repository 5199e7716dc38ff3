"""Passages are linked by keyboard from any list, and their links listed, noted and deleted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.links import LinksDialog
from ui.link_gestures import LinkGestures
from ui.session import ProjectSession
from workbench.domain import Kind, Relation, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def passages(project: Project, add_article: AddArticle) -> list[int]:
    article = add_article("It is so. It is not so. It may be so.")
    spans = (Span(0, 9), Span(10, 23), Span(24, 37))
    return [project.tag(article, span, Kind.CLAIM).id for span in spans]


class Chosen:
    def __init__(self) -> None:
        self.ids: list[int] = []

    def __call__(self) -> list[int]:
        return self.ids


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def gestures(qtbot: QtBot, session: ProjectSession, chosen: Chosen) -> LinkGestures:
    window = QWidget()
    qtbot.addWidget(window)
    gestures = LinkGestures(session, chosen, window)
    gestures.setProperty("window", window)
    return gestures


def answer(qtbot: QtBot, gestures: LinkGestures, key: Qt.Key) -> None:
    menu = gestures.menu
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, key)


def test_k_here_k_there_and_a_letter(
    qtbot: QtBot,
    gestures: LinkGestures,
    chosen: Chosen,
    passages: list[int],
    project: Project,
) -> None:
    chosen.ids = [passages[1]]
    gestures.link()
    assert gestures.begun == (passages[1],)
    chosen.ids = [passages[0]]
    gestures.link()
    answer(qtbot, gestures, Qt.Key.Key_C)
    [link] = project.links()
    assert (link.from_id, link.to_id) == (passages[1], passages[0])
    assert link.relation is Relation.CONTRADICTS
    assert gestures.begun == ()


def test_several_are_linked_to_one(
    qtbot: QtBot, gestures: LinkGestures, chosen: Chosen, passages: list[int], project: Project
) -> None:
    chosen.ids = passages[:2]
    gestures.link()
    chosen.ids = [passages[2]]
    gestures.link()
    answer(qtbot, gestures, Qt.Key.Key_S)
    assert {link.from_id for link in project.links(passages[2])} == set(passages[:2])


def test_without_a_passage_there_is_nothing_to_link(
    gestures: LinkGestures, notices: list[tuple[str, bool]], project: Project
) -> None:
    gestures.link()
    gestures.show_links()
    assert notices == [("Choose a passage first.", False)] * 2
    assert project.links() == []


def test_links_are_listed_from_both_ends(
    qtbot: QtBot, session: ProjectSession, project: Project, passages: list[int]
) -> None:
    project.link_passages([passages[0]], passages[1], Relation.REPLIES)
    seen = []
    for passage_id in passages[:2]:
        dialog = LinksDialog(session, project.passage(passage_id))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda dialog=dialog: bool(dialog.model.rows))
        seen.append(dialog.model.rows[0].does)
        dialog.close()
    assert seen == ["replies to", "is answered by"]


def test_a_link_is_noted_followed_and_deleted(
    qtbot: QtBot, session: ProjectSession, project: Project, passages: list[int]
) -> None:
    [link] = project.link_passages([passages[0]], passages[1], Relation.SUPPORTS)
    dialog = LinksDialog(session, project.passage(passages[0]))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.model.rows))
    dialog.note(link, "the same minister")
    qtbot.waitUntil(lambda: dialog.model.rows[0].link.note == "the same minister")
    with qtbot.waitSignal(dialog.passage_wanted) as wanted:
        dialog.go()
    assert wanted.args == [passages[1]]
    dialog.delete()
    qtbot.waitUntil(lambda: not dialog.model.rows)
    project.undo()
    qtbot.waitUntil(lambda: bool(dialog.model.rows))
