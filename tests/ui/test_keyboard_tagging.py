"""An article is tagged from its first passage to its last with keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.session import ProjectSession
from ui.theme import current
from workbench.domain import Kind, Passage, Span
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = (
    "The talks failed. Nobody signed anything.\n\n"
    "“We will not sign,” she said, “before summer.” Output was over 40 tonnes.\n"
)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def desk(
    qtbot: QtBot,
    session: ProjectSession,
    settings: QSettings,
    add_article: AddArticle,
    tmp_path: Path,
) -> Desk:
    window = MainWindow(current(), settings, tmp_path / "lode.log")
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
    article = add_article(TEXT)
    window.show_session(session)
    assert window.desk is not None
    window.desk.open_article(article)
    press("escape to the text", Qt.Key.Key_Escape)
    window.desk.reader.text.setFocus()
    qtbot.waitUntil(window.desk.reader.text.hasFocus)
    return window.desk


def press(_what: str, *keys: Qt.Key, with_: Qt.KeyboardModifier | None = None) -> None:
    """Press keys where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, with_ or Qt.KeyboardModifier.NoModifier)


def type_(words: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words)
    QTest.keyClick(target, Qt.Key.Key_Return)


def found(project: Project, kind: Kind) -> Passage:
    [passage] = [one for one in project.passages() if one.kind is kind]
    return passage


def test_an_article_is_tagged_with_keys_alone(qtbot: QtBot, desk: Desk, project: Project) -> None:
    press("the sentence as a claim", Qt.Key.Key_C)
    assert found(project, Kind.CLAIM).text == "The talks failed."
    press("and its paragraph", Qt.Key.Key_C)
    assert found(project, Kind.CLAIM).text == "The talks failed. Nobody signed anything."
    press(
        "end back by the stop, then by a word", Qt.Key.Key_Left, Qt.Key.Key_Left, with_=ALT | SHIFT
    )
    assert found(project, Kind.CLAIM).text == "The talks failed. Nobody signed"
    press("a tag", Qt.Key.Key_T)
    type_("talks")
    press("back to the text", Qt.Key.Key_Escape)
    assert found(project, Kind.CLAIM).details.tags == ("talks",)

    start = TEXT.index("“We")
    length = TEXT.index(" Output") - start
    press("to the beginning", Qt.Key.Key_Home, with_=CTRL)
    press("on to the quote", *[Qt.Key.Key_Right] * start)
    press("select it", *[Qt.Key.Key_Right] * length, with_=SHIFT)
    press("as a quote", Qt.Key.Key_Q)
    quote = found(project, Kind.QUOTE)
    assert quote.text == "“We will not sign,” she said, “before summer.”"
    press("its speaker", Qt.Key.Key_S)
    type_("Olena Hryn")
    press("back to the text", Qt.Key.Key_Escape)
    assert found(project, Kind.QUOTE).details.speaker == "Olena Hryn"
    desk.reader.text.select(Span(quote.span.start + 20, quote.span.start + 29))
    press("without “she said,”", Qt.Key.Key_Minus)
    assert found(project, Kind.QUOTE).words == "“We will not sign,” […] “before summer.”"

    desk.reader.text.reveal(Span(len(TEXT) - 12, len(TEXT) - 12))
    press("the figure", Qt.Key.Key_F)
    press("its value", Qt.Key.Key_V)
    type_("41 t")
    press("back to the text", Qt.Key.Key_Escape)
    quantity = found(project, Kind.FIGURE).details.quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (41, "tonne")

    press("to the next passage", Qt.Key.Key_N)
    assert desk.reader.current_passage_id() == found(project, Kind.CLAIM).id
    press("delete it", Qt.Key.Key_Delete)
    assert len(project.passages()) == 2
    press("and back", Qt.Key.Key_Z, with_=CTRL)
    assert len(project.passages()) == 3
