from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ui.action_set import ActionSet
from ui.actions import ACTIONS
from ui.recent import RecentProjects
from ui.theme import current
from ui.top_bar import TopBar


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QMainWindow, settings: QSettings) -> TopBar:
    actions = ActionSet(window, {row.id: lambda: None for row in ACTIONS})
    made = TopBar(actions, RecentProjects(settings), window)
    window.setMenuWidget(made)
    return made


def test_the_project_is_named_in_full_or_shortened(bar: TopBar) -> None:
    bar.set_project("Coal & steel")
    assert bar.project_button.text().strip() == "Coal && steel"
    bar.set_project("A very long name of a project that would push everything else away")
    assert len(bar.project_button.text()) < 40


def test_the_key_of_the_commands_stays_when_the_colours_change(
    qtbot: QtBot, window: QMainWindow, settings: QSettings
) -> None:
    done: list[str] = []
    deeds = {row.id: partial(done.append, row.id) for row in ACTIONS}
    bar = TopBar(ActionSet(window, deeds), RecentProjects(settings), window)
    button = bar.palette_button
    assert button.text() == "Ctrl+K"
    current().changed.emit()
    assert button.text() == "Ctrl+K"
    assert "Commands" in button.accessibleName()
    button.click()
    assert done == ["help.palette"]


def test_without_a_project_nothing_can_be_imported(bar: TopBar) -> None:
    bar.set_project(None)
    assert [button.isEnabled() for button in bar.of_project] == [False, False]
    bar.set_project("Minerals")
    assert [button.isEnabled() for button in bar.of_project] == [True, True]


def test_the_projects_opened_before_are_one_click_away(
    qtbot: QtBot, bar: TopBar, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "Coal & <b>steel"
    folder.mkdir()
    RecentProjects(settings).add(folder)
    menu = bar.project_button.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["New project…", "Open project…", "Open the sample project", "Coal && <b>steel"]
    assert "<b>steel" not in menu.actions()[-1].toolTip()
    with qtbot.waitSignal(bar.recent_chosen) as chosen:
        menu.actions()[-1].trigger()
    assert chosen.args == [folder]
