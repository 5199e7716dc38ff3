"""Two readers side by side: which one is used, what is marked in both, and one again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.readers import Readers
from ui.session import ProjectSession
from workbench.domain import Kind, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def readers(qtbot: QtBot, session: ProjectSession) -> Readers:
    readers = Readers(session)
    qtbot.addWidget(readers)
    readers.resize(900, 500)
    with qtbot.waitExposed(readers):
        readers.show()
    return readers


def test_what_is_open_is_shown_beside_and_the_new_reader_is_used(
    qtbot: QtBot, readers: Readers, add_article: AddArticle
) -> None:
    first, second = add_article("Lithium is one."), add_article("Lithium is another.")
    readers.active.show_article(first)
    readers.open_beside()
    beside = readers.second
    assert beside is not None
    assert (readers.active, readers.other) == (beside, readers.first)
    assert beside.article_id() == first
    readers.active.show_article(second)
    assert (readers.first.article_id(), beside.article_id()) == (first, second)
    with qtbot.waitSignal(readers.article_opened) as opened:
        readers.first.text.setFocus()
    assert opened.args == [first]
    assert readers.active is readers.first


def test_only_the_passage_of_the_reader_in_use_is_told_of(
    qtbot: QtBot, readers: Readers, project: Project, add_article: AddArticle
) -> None:
    article = add_article("Lithium is one. Cobalt is another.")
    passage = project.tag(article, Span(0, 7), Kind.CLAIM)
    readers.active.show_article(article)
    readers.open_beside()
    told: list[object] = []
    readers.passage_selected.connect(told.append)
    readers.first.choose_passage(passage.id)
    assert told == []
    readers.first.text.setFocus()
    qtbot.waitUntil(lambda: readers.active is readers.first)
    assert told == [passage]


def test_what_is_sought_is_marked_in_both(
    qtbot: QtBot, readers: Readers, project: Project, add_article: AddArticle
) -> None:
    first = add_article("Lithium is one. More lithium.")
    second = add_article("No more lithium here.")
    project.sync_index()
    readers.active.show_article(first)
    readers.open_beside()
    readers.active.show_article(second)
    readers.mark("lithium", typing=False)
    qtbot.waitUntil(lambda: len(readers.first.text.mark_shares()) == 2)
    assert readers.second is not None
    assert len(readers.second.text.mark_shares()) == 1


def test_escape_closes_the_one_beside(
    qtbot: QtBot, readers: Readers, add_article: AddArticle
) -> None:
    readers.active.show_article(add_article("Lithium is one."))
    readers.toggle_beside()
    assert readers.is_split
    qtbot.keyClick(readers.active.text, Qt.Key.Key_Escape)
    assert not readers.is_split
    assert readers.active is readers.first
    readers.toggle_beside()
    readers.toggle_beside()
    assert not readers.is_split
