import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.notices import Notice


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_notice_with_undo_takes_the_step_back(qtbot: QtBot, window: QWidget) -> None:
    notice = Notice(window)
    assert notice.text == ""
    notice.show_notice("Deleted 14 passages", offers_undo=True)
    assert notice.text == "Deleted 14 passages"
    assert notice.undo_button.isVisible()
    with qtbot.waitSignal(notice.undo_wanted):
        qtbot.mouseClick(notice.undo_button, Qt.MouseButton.LeftButton)
    assert notice.text == ""


def test_what_cannot_be_undone_offers_no_undo(window: QWidget) -> None:
    notice = Notice(window)
    notice.show_notice("Backed up")
    assert not notice.undo_button.isVisible()


def test_imported_words_are_not_markup(window: QWidget) -> None:
    notice = Notice(window)
    notice.show_notice("Undone: Edit details of “<img src=x>”")
    assert notice.label.textFormat() is Qt.TextFormat.PlainText


def test_a_newer_notice_takes_the_place_of_the_older(window: QWidget) -> None:
    notice = Notice(window)
    notice.show_notice("Deleted 1 passage", offers_undo=True)
    notice.show_notice("Undone: Delete 1 passage")
    assert notice.text == "Undone: Delete 1 passage"
    assert not notice.undo_button.isVisible()


def test_it_stays_in_the_middle_of_the_foot(window: QWidget) -> None:
    notice = Notice(window)
    notice.show_notice("Tagged as claim", offers_undo=True)
    for size in ((900, 600), (1400, 800), (500, 400)):
        window.resize(*size)
        centre = notice.geometry().center()
        assert abs(centre.x() - size[0] // 2) <= 1
        assert window.rect().contains(notice.geometry())
        assert centre.y() > size[1] / 2


def test_a_long_text_is_broken_and_not_cut(window: QWidget) -> None:
    notice = Notice(window)
    notice.show_notice("Backed up to " + "/a long folder name" * 20)
    assert window.rect().contains(notice.geometry())
    assert notice.height() > 40
