"""Saved searches: listed with what is new, searched for, renamed, deleted, brought back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.saved_searches import SavedSearchesDialog
from ui.session import ProjectSession
from workbench.project import Project

AddArticle = Callable[..., int]


def opened(qtbot: QtBot, session: ProjectSession) -> SavedSearchesDialog:
    dialog = SavedSearchesDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return dialog


def rows(dialog: SavedSearchesDialog) -> list[tuple[str, ...]]:
    model = dialog.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(4))
        for row in range(model.rowCount())
    ]


@pytest.fixture
def dialog(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> SavedSearchesDialog:
    """Two saved searches; an article that came later answers one of them."""
    add_article("Oil and gas.")
    project.save_search("oil")
    project.save_search("gas", "About gas")
    add_article("More oil.")
    project.sync_index()
    return opened(qtbot, session)


def test_each_search_says_what_is_new(dialog: SavedSearchesDialog) -> None:
    assert rows(dialog) == [("About gas", "gas", "1", "0"), ("oil", "oil", "2", "1")]


def test_searching_counts_as_looking(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: SavedSearchesDialog
) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    with qtbot.waitSignal(dialog.search_chosen) as chosen:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.args[0].query == "oil"
    project.look_at_search(chosen.args[0].id)
    dialog.refresh()
    qtbot.waitUntil(lambda: ("oil", "oil", "2", "0") in rows(dialog))


def test_a_deleted_search_comes_back_with_undo(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: SavedSearchesDialog
) -> None:
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    session.undo()
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    assert [one.name for one in project.saved_searches()] == ["About gas", "oil"]


def test_a_search_gets_another_name(
    qtbot: QtBot, project: Project, dialog: SavedSearchesDialog
) -> None:
    dialog.rename()
    [asking] = dialog.findChildren(QInputDialog)
    asking.setTextValue("Zinc and gas")
    asking.accept()
    qtbot.waitUntil(lambda: rows(dialog)[-1][0] == "Zinc and gas")


def test_without_any_the_list_says_what_it_is_for(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    assert dialog.nothing.isVisible()


def test_a_query_that_can_no_longer_be_read_says_why(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> None:
    add_article("Oil.")
    project.sync_index()
    project.save_search("(oil")
    [row] = rows(opened(qtbot, session))
    assert "never closed" in row[2]
