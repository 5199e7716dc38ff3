"""The codebook's window: tags made, said, merged, deleted, found."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ui.dialogs.codebook import CodebookDialog
from ui.session import ProjectSession
from workbench.domain import Indexed, Kind, PassageDetails, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def dialog(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> CodebookDialog:
    article = add_article("China supplies over 70% of rare earths.")
    project.tag(article, Span(0, 5), Kind.CLAIM, PassageDetails(tags=("China",)))
    project.tag(article, Span(6, 14), Kind.CLAIM, PassageDetails(tags=("China", "supply")))
    return opened(qtbot, session)


def opened(qtbot: QtBot, session: ProjectSession) -> CodebookDialog:
    dialog = CodebookDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def rows(dialog: CodebookDialog) -> list[tuple[str, str]]:
    root = dialog.tree.invisibleRootItem()
    found: list[tuple[str, str]] = []
    for number in range(root.childCount()):
        item = root.child(number)
        found.append((item.text(0), item.text(1)))
        below = [item.child(n) for n in range(item.childCount())]
        found += [(f"  {one.text(0)}", one.text(1)) for one in below]
    return found


def choose(dialog: CodebookDialog, project: Project, name: str) -> int:
    found = next(tag.id for tag in project.tags() if tag.name == name)
    dialog.choose(found)
    return found


def test_an_empty_codebook_says_what_it_is_for(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    assert dialog.nothing.isVisible()
    assert "Tags say what passages are about" in dialog.nothing.words
    qtbot.mouseClick(dialog.nothing.button, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QInputDialog)
    assert asked is not None
    asked.setTextValue("Energy")
    asked.accept()
    qtbot.waitUntil(lambda: rows(dialog) == [("Energy", "0")])
    assert dialog.form.name.text() == "Energy"


def test_tags_stand_with_their_numbers_and_are_said_more_of(
    qtbot: QtBot, project: Project, dialog: CodebookDialog
) -> None:
    assert rows(dialog) == [("China", "2"), ("supply", "1")]
    china = choose(dialog, project, "China")
    dialog.form.definition.setFocus()
    qtbot.keyClicks(dialog.form.definition, "Of the country")
    qtbot.keyClick(dialog.form.definition, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert project.tag_by_id(china).definition == "Of the country"
    dialog.form.key.setCurrentIndex(dialog.form.key.findData("3"))
    dialog.form.key.activated.emit(0)
    assert project.tag_by_id(china).shortcut == "3"
    choose(dialog, project, "supply")
    dialog.form.under.setCurrentIndex(dialog.form.under.findData(china))
    dialog.form.under.activated.emit(0)
    qtbot.waitUntil(lambda: rows(dialog) == [("China", "2"), ("  supply", "1")])
    # Nothing can be put below itself.
    choose(dialog, project, "China")
    assert dialog.form.under.count() == 1


def test_renaming_shows_at_once_and_a_taken_name_is_told(
    qtbot: QtBot, session: ProjectSession, project: Project, dialog: CodebookDialog
) -> None:
    choose(dialog, project, "China")
    qtbot.keyClick(dialog.tree, Qt.Key.Key_F2)
    dialog.form.name.setText("PRC")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("PRC", "2") in rows(dialog))
    failures: list[str] = []
    session.failed.connect(lambda sentence, _details: failures.append(sentence))
    dialog.form.name.setText("Supply")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    assert "Merge the two" in failures[0]
    assert dialog.form.name.text() == "PRC"


def test_merging_says_what_it_does_and_is_undone(
    qtbot: QtBot, project: Project, dialog: CodebookDialog, notices: list[tuple[str, bool]]
) -> None:
    choose(dialog, project, "supply")
    qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QInputDialog)
    assert asked is not None
    assert "“supply”" in asked.labelText()
    asked.setTextValue("China")
    asked.accept()
    qtbot.waitUntil(lambda: rows(dialog) == [("China", "2")])
    assert notices[-1] == ("Merged 1 tag into “China”", True)
    project.undo()
    qtbot.waitUntil(lambda: rows(dialog) == [("China", "2"), ("supply", "1")])


def test_deleting_tells_the_consequences_first(
    qtbot: QtBot, project: Project, dialog: CodebookDialog
) -> None:
    china = choose(dialog, project, "China")
    project.new_tag("mines", parent_id=china)
    qtbot.waitUntil(lambda: ("  mines", "0") in rows(dialog))
    choose(dialog, project, "China")
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Delete)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "Taken off 2 passages" in box.text()
    assert "1 tag below will move up" in box.text()
    next(button for button in box.buttons() if button.text() == "Delete").click()
    qtbot.waitUntil(lambda: rows(dialog) == [("mines", "0"), ("supply", "1")])


def test_its_passages_are_found(qtbot: QtBot, project: Project, dialog: CodebookDialog) -> None:
    choose(dialog, project, "China")
    with qtbot.waitSignal(dialog.search_wanted) as wanted:
        qtbot.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)
    project.sync_index()
    assert wanted.args == ['tag:="China"']
    assert project.search(wanted.args[0], of=Indexed.PASSAGES).total == 2


def test_what_is_being_typed_stays_when_the_codebook_changes_and_goes_to_its_tag(
    qtbot: QtBot, project: Project, dialog: CodebookDialog
) -> None:
    china = choose(dialog, project, "China")
    dialog.form.definition.setFocus()
    qtbot.keyClicks(dialog.form.definition, "Of the country")
    project.new_tag("mines")
    qtbot.waitUntil(lambda: ("mines", "0") in rows(dialog))
    assert dialog.form.definition.text() == "Of the country"
    choose(dialog, project, "supply")
    assert project.tag_by_id(china).definition == "Of the country"
    assert dialog.form.definition.text() == ""
    assert [tag.definition for tag in project.tags() if tag.id != china] == ["", ""]


def test_a_tag_of_very_many_passages_is_changed_off_the_gui_thread(
    qtbot: QtBot,
    dialog: CodebookDialog,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    session: ProjectSession,
) -> None:
    monkeypatch.setattr("ui.dialogs.codebook.AT_ONCE", 0)
    threads: list[bool] = []
    merge = project.merge_tags

    def noted(*words: object) -> object:
        threads.append(threading.current_thread() is threading.main_thread())
        return merge(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(project, "merge_tags", noted)
    gone = choose(dialog, project, "supply")
    with qtbot.waitSignal(session.notice) as told:
        dialog.merge([gone], "China")
    assert told.args == ["Merged 1 tag into “China”", True]
    assert threads == [False]
    assert rows(dialog) == [("China", "2")]
