"""The history's window: what was done, and the way back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.history import HistoryDialog
from ui.session import ProjectSession
from workbench.project import Project


@pytest.fixture
def dialog(qtbot: QtBot, session: ProjectSession, project: Project) -> HistoryDialog:
    for name in ("one", "two", "three"):
        project.new_tag(name)
    return opened(qtbot, session)


def opened(qtbot: QtBot, session: ProjectSession) -> HistoryDialog:
    dialog = HistoryDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return dialog


def rows(dialog: HistoryDialog) -> list[tuple[str, str]]:
    model = dialog.model
    return [
        (str(model.index(row, 1).data()), str(model.index(row, 3).data()))
        for row in range(model.rowCount())
    ]


def names(project: Project) -> list[str]:
    return sorted(tag.name for tag in project.tags())


def test_an_empty_history_says_so(qtbot: QtBot, session: ProjectSession) -> None:
    assert opened(qtbot, session).nothing.isVisible()


def test_one_goes_back_and_on_by_choosing_a_step(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: HistoryDialog
) -> None:
    assert [label for label, _ in rows(dialog)] == [
        "New tag “three”",
        "New tag “two”",
        "New tag “one”",
    ]
    dialog.table.setCurrentIndex(dialog.model.index(2, 1))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [state for _, state in rows(dialog)] == ["undone", "undone", ""])
    assert names(project) == ["one"]
    dialog.table.setCurrentIndex(dialog.model.index(0, 1))
    assert not dialog.before_button.isEnabled()
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(project) == ["one", "three", "two"])


def test_before_the_first_step_there_is_nothing(
    qtbot: QtBot, project: Project, dialog: HistoryDialog, notices: list[tuple[str, bool]]
) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(2, 1))
    qtbot.mouseClick(dialog.before_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(project) == [])
    qtbot.waitUntil(lambda: notices[-1] == ("Went through 3 steps", False))


def test_what_is_out_of_reach_cannot_be_gone_to(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: HistoryDialog
) -> None:
    project.undo()
    project.new_tag("four")
    qtbot.waitUntil(lambda: rows(dialog)[0][0] == "New tag “four”")
    qtbot.waitUntil(lambda: rows(dialog)[1] == ("New tag “three”", "taken back"))
    dialog.table.setCurrentIndex(dialog.model.index(1, 1))
    assert not dialog.go_button.isEnabled()
