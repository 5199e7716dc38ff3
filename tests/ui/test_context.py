"""Matches in context: a table that is sorted by what stands before, in or behind them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.context import ContextDialog, backwards
from ui.session import ProjectSession
from workbench.domain import Kind, Occurrence, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def library(project: Project, add_article: AddArticle) -> dict[str, int]:
    ids = {
        "one": add_article("Cheap oil rose. Then dear oil fell.", title="First"),
        "two": add_article("No oil at all.", title="Second", published="2025-03-09"),
    }
    project.sync_index()
    return ids


@pytest.fixture
def dialog(qtbot: QtBot, session: ProjectSession, library: dict[str, int]) -> ContextDialog:
    return opened(qtbot, session, "oil")


def opened(qtbot: QtBot, session: ProjectSession, query: str) -> ContextDialog:
    dialog = ContextDialog(session, query)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return dialog


def column(dialog: ContextDialog, number: int) -> list[str]:
    model = dialog.model
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_every_match_is_a_row(dialog: ContextDialog) -> None:
    assert column(dialog, 1) == ["oil"] * 3
    assert sorted(column(dialog, 0)) == ["Cheap", "Cheap oil rose. Then dear", "No"]
    assert dialog.count.text().startswith("3 matches in 2 articles")
    assert not dialog.stop.isVisible()


def test_rows_are_sorted_by_the_nearest_words(
    qtbot: QtBot, session: ProjectSession, dialog: ContextDialog
) -> None:
    assert backwards("Then dear ") == ["dear", "then"]
    header = dialog.table.horizontalHeader()
    header.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: not session.jobs.active())
    assert [before.split()[-1] for before in column(dialog, 0)] == ["Cheap", "dear", "No"]
    header.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: not session.jobs.active())
    assert [before.split()[-1] for before in column(dialog, 0)] == ["No", "dear", "Cheap"]
    qtbot.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: column(dialog, 2) == ["at all.", "fell.", "rose. Then dear oil fell."])


def test_a_row_leads_to_its_match(
    qtbot: QtBot, dialog: ContextDialog, library: dict[str, int]
) -> None:
    row = column(dialog, 0).index("No")
    with qtbot.waitSignal(dialog.occurrence_chosen) as chosen:
        dialog.table.setCurrentIndex(dialog.model.index(row, 0))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    [occurrence] = chosen.args
    assert (occurrence.article_id, occurrence.span) == (library["two"], Span(3, 6))


def test_a_query_without_words_says_so(
    qtbot: QtBot, session: ProjectSession, library: dict[str, int]
) -> None:
    dialog = opened(qtbot, session, "date:2025")
    assert dialog.count.text() == "Nothing in the texts is marked by this query."


def test_what_cannot_be_read_is_told(
    qtbot: QtBot, session: ProjectSession, library: dict[str, int]
) -> None:
    assert "never closed" in opened(qtbot, session, "(oil").count.text()


def test_chosen_matches_become_passages_in_one_step(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: ContextDialog
) -> None:
    told: list[str] = []
    session.notice.connect(lambda words, _undo: told.append(words))
    dialog.table.selectAll()
    qtbot.keyClick(dialog.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: len(project.passages()) == 3)
    assert {(one.kind, one.text) for one in project.passages()} == {(Kind.CLAIM, "oil")}
    qtbot.waitUntil(lambda: told == ["Tagged 3 matches as claim"])
    dialog.tagging[Kind.CLAIM].click()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[-1].startswith("Tagged 0 matches as claim; 3 were tagged so before")
    assert len(project.passages()) == 3
    project.undo()
    project.undo()
    assert project.passages() == []


def test_matches_whose_words_have_moved_are_left(project: Project, add_article: AddArticle) -> None:
    first, second = add_article("Oil and oil."), add_article("More oil.")
    found = [
        Occurrence(first, Span(0, 3), "", "Oil", " and"),
        Occurrence(first, Span(8, 11), "and ", "oil", "."),
        Occurrence(second, Span(0, 3), "", "oil", " more"),
        Occurrence(9_999, Span(0, 3), "", "oil", ""),
    ]
    assert project.tag_occurrences(found, Kind.CLAIM) == (2, 2)
    assert [one.span for one in project.passages()] == [Span(0, 3), Span(8, 11)]
    assert project.tag_occurrences(found[:1], Kind.CLAIM) == (0, 1)
    assert project.tag_occurrences(found[:1], Kind.QUOTE) == (1, 0)
