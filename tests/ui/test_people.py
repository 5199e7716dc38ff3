"""The window of people: names put together, split, renamed, deleted, found; all by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.people import PeopleDialog
from ui.session import ProjectSession
from workbench.domain import Kind, PassageDetails, Sort, Span
from workbench.project import Project

AddArticle = Callable[..., int]


def opened(qtbot: QtBot, session: ProjectSession) -> PeopleDialog:
    dialog = PeopleDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


@pytest.fixture
def dialog(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> PeopleDialog:
    article = add_article("“We will not sign,” she said, and he agreed with every word of it.")
    for number, name in enumerate(("Olena Hryn", "Hryn", "Hryn", "the ministry")):
        project.tag(article, Span(number, number + 9), Kind.QUOTE, PassageDetails(speaker=name))
    dialog = opened(qtbot, session)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 3)
    return dialog


def rows(dialog: PeopleDialog) -> list[tuple[str, str]]:
    return [
        (("  " if item.parent() else "") + item.text(0), item.text(1)) for item in dialog._items()
    ]


def press(qtbot: QtBot, dialog: PeopleDialog, key: Qt.Key, control: bool = False) -> None:
    dialog.activateWindow()
    dialog.tree.setFocus()
    qtbot.waitUntil(dialog.tree.hasFocus)
    modifier = Qt.KeyboardModifier
    qtbot.keyClick(dialog.tree, key, modifier.ControlModifier if control else modifier.NoModifier)


def test_without_speakers_the_window_says_what_it_is_for(
    qtbot: QtBot, session: ProjectSession
) -> None:
    dialog = opened(qtbot, session)
    qtbot.waitUntil(dialog.nothing.isVisible)
    assert "with S" in dialog.nothing.words


def test_names_are_made_one_and_split_off_again_by_keys(
    qtbot: QtBot, dialog: PeopleDialog, project: Project
) -> None:
    assert rows(dialog) == [("Hryn", "2"), ("Olena Hryn", "1"), ("the ministry", "1")]
    dialog.choose("Hryn", "Olena Hryn")
    press(qtbot, dialog, Qt.Key.Key_M, control=True)
    qtbot.waitUntil(lambda: ("  Hryn", "2") in rows(dialog))
    assert rows(dialog) == [("Olena Hryn", "3"), ("  Hryn", "2"), ("the ministry", "1")]
    dialog.choose("Hryn")
    press(qtbot, dialog, Qt.Key.Key_U, control=True)
    qtbot.waitUntil(lambda: ("Hryn", "2") in rows(dialog))
    project.undo()
    qtbot.waitUntil(lambda: ("  Hryn", "2") in rows(dialog))


def test_a_proposal_is_accepted_or_turned_down(
    qtbot: QtBot, dialog: PeopleDialog, project: Project
) -> None:
    assert dialog.proposal.isVisible()
    assert "“Hryn” the same as “Olena Hryn”" in dialog.proposal.words.text()
    qtbot.mouseClick(dialog.proposal.refuse_button, Qt.MouseButton.LeftButton)
    assert not dialog.proposal.isVisible()
    dialog._refused.clear()
    dialog._propose()
    qtbot.mouseClick(dialog.proposal.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("  Hryn", "2") in rows(dialog))
    assert [one.names for one in project.people().known] == [("Olena Hryn", "Hryn")]
    assert not dialog.proposal.isVisible()


def test_somebody_is_renamed_sorted_and_noted_in_the_form(
    qtbot: QtBot, dialog: PeopleDialog, project: Project
) -> None:
    project.new_person("the ministry")
    qtbot.waitUntil(lambda: bool(dialog._people.known))
    dialog.choose("the ministry")
    press(qtbot, dialog, Qt.Key.Key_F2)
    qtbot.keyClicks(dialog.form.name, "Ministry of Energy")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    dialog.form.sort.setCurrentIndex(dialog.form.sort.findData("organisation"))
    dialog.form.sort.activated.emit(dialog.form.sort.currentIndex())
    dialog.form.note.setText("Since 2019.")
    dialog.form.commit()
    [found] = project.people().known
    assert (found.name, found.sort, found.note) == (
        "Ministry of Energy",
        Sort.ORGANISATION,
        "Since 2019.",
    )


def test_a_name_that_is_somebodys_is_refused_and_the_form_shows_what_is_stored(
    qtbot: QtBot, dialog: PeopleDialog, project: Project, session: ProjectSession
) -> None:
    project.new_person("the ministry")
    project.new_person("Olena Hryn")
    qtbot.waitUntil(lambda: len(dialog._people.known) == 2)
    dialog.choose("the ministry")
    dialog.form.name.setText("Olena Hryn")
    with qtbot.waitSignal(session.failed) as failed:
        dialog.form.name.left.emit()
    assert "Merge the two instead" in failed.args[0]
    assert dialog.form.name.text() == "the ministry"


def test_names_are_added_people_deleted_and_passages_found(
    qtbot: QtBot, dialog: PeopleDialog, project: Project
) -> None:
    dialog.choose("the ministry")
    press(qtbot, dialog, Qt.Key.Key_Insert)
    asked = dialog.findChild(QInputDialog)
    assert asked is not None
    asked.setTextValue("Ministry of Energy")
    asked.accept()
    qtbot.waitUntil(lambda: ("  the ministry", "1") in rows(dialog))
    dialog.choose("Ministry of Energy")
    dialog._name(project.people().known[0].id, "MoE")
    qtbot.waitUntil(lambda: ("  MoE", "0") in rows(dialog))
    with qtbot.waitSignal(dialog.search_wanted) as wanted:
        press(qtbot, dialog, Qt.Key.Key_Return, control=True)
    assert wanted.args == ['speaker:="Ministry of Energy" OR claimant:="Ministry of Energy"']
    press(qtbot, dialog, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: ("the ministry", "1") in rows(dialog))


def test_the_filter_looks_at_all_names(qtbot: QtBot, dialog: PeopleDialog) -> None:
    qtbot.keyClicks(dialog.filter, "minis")
    shown = [item.text(0) for item in dialog._items() if not item.isHidden()]
    assert shown == ["the ministry"]
