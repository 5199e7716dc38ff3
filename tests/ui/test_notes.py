"""Bookmarks by key and in their window; the project's memo, written and found."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.bookmarks import BookmarksDialog
from ui.dialogs.project_memo import ProjectMemoDialog
from ui.note_errands import NoteErrands
from ui.panes.reader import ReaderPane
from ui.panes.search import SearchPane
from ui.session import ProjectSession
from workbench.domain import Span
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "The first paragraph.\n\nThe second one, which says more.\n\nThe third."


@pytest.fixture
def errands(qtbot: QtBot, session: ProjectSession, reader: ReaderPane) -> NoteErrands:
    assert qtbot
    return NoteErrands(session, reader)


@pytest.fixture
def reader(qtbot: QtBot, session: ProjectSession) -> ReaderPane:
    reader = ReaderPane(session)
    qtbot.addWidget(reader)
    reader.resize(640, 480)
    with qtbot.waitExposed(reader):
        reader.show()
    return reader


def test_a_paragraph_is_marked_in_the_margin_and_unmarked(
    qtbot: QtBot,
    reader: ReaderPane,
    errands: NoteErrands,
    add_article: AddArticle,
    notices: list[tuple[str, bool]],
) -> None:
    errands.toggle_bookmark(None, 0)
    assert notices[-1] == ("Open an article first.", False)
    article = add_article(TEXT)
    reader.show_article(article, at=Span(30, 31))
    errands.toggle_bookmark(article, reader.point())
    assert notices[-1] == ("Marked this paragraph", True)
    qtbot.waitUntil(lambda: len(reader.text.ribbons()) == 1)
    errands.toggle_bookmark(article, reader.point())
    qtbot.waitUntil(lambda: reader.text.ribbons() == [])


def test_bookmarks_are_listed_gone_to_named_and_deleted(
    qtbot: QtBot,
    session: ProjectSession,
    project: Project,
    errands: NoteErrands,
    add_article: AddArticle,
) -> None:
    dialog = BookmarksDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.nothing.isVisible)
    article = add_article(TEXT, title="Three paragraphs")
    project.toggle_bookmark(article, 30)
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 1)
    [mark] = dialog.model.rows
    assert (mark.exact, mark.title) == ("The second one, which says more.", "Three paragraphs")
    with qtbot.waitSignal(dialog.place_wanted) as wanted:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(errands.place_wanted) as place:
        errands._go(wanted.args[0])
    assert place.args == [article, Span(22, 22 + len(mark.exact))]
    dialog.rename(mark.id, "To check")
    qtbot.waitUntil(lambda: dialog.model.rows[0].label == "To check")
    dialog.delete()
    qtbot.waitUntil(lambda: not dialog.model.rows)
    session.undo()
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 1)


def test_the_memo_is_saved_when_its_window_closes(
    qtbot: QtBot, session: ProjectSession, project: Project
) -> None:
    dialog = ProjectMemoDialog(session)
    dialog.show()
    qtbot.keyClicks(dialog.memo, "Who said 70 percent first?")
    dialog.close()
    assert project.memo() == "Who said 70 percent first?"
    assert project.undo_label() == "Edit the project's memo"


def test_a_search_shows_what_the_memo_says(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> None:
    add_article("Nothing about it.")
    project.set_memo("# Questions\nWho said 70 percent *first*?\nAnd why?")
    project.sync_index()
    pane = SearchPane(session)
    qtbot.addWidget(pane)
    pane.show()
    pane.set_query("percent first")
    qtbot.waitUntil(pane.memo_line.isVisible)
    assert pane.memo_line.text() == "Project memo: Who said 70 percent *first*?"
    pane.set_query("percent last")
    qtbot.waitUntil(lambda: not pane.memo_line.isVisible())
    assert project.memo_line("tag:percent") is None
