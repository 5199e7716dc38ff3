"""An article is tagged from its first passage to its last with keys alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.panes.claims import ClaimsPane
from ui.panes.report import ReportPane
from ui.program import Program
from ui.session import ProjectSession
from ui.theme import current
from workbench.domain import Kind, Passage, PassageFilter
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


@pytest.fixture
def sample(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> Iterator[Desk]:
    """The sample project in the window of the whole program."""
    window = MainWindow(current(), settings, tmp_path / "lode.log")
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
    program = Program(window, cache=tmp_path / "cache", sample=tmp_path / "Sample")
    program.open_sample()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=60_000)
    assert window.desk is not None
    project = window.desk.session.project
    qtbot.waitUntil(lambda: project.totals().unindexed == 0, timeout=60_000)
    yield window.desk
    assert program.shut_down()


def press(_what: str, *keys: Qt.Key, with_: Qt.KeyboardModifier | None = None) -> None:
    """Press keys where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, with_ or Qt.KeyboardModifier.NoModifier)


def go_to(text: str, words: str) -> None:
    """Put the cursor before `words` as a user without a mouse does."""
    press("to the beginning", Qt.Key.Key_Home, with_=CTRL)
    press("on to the words", *[Qt.Key.Key_Right] * text.index(words))


def select(text: str, words: str) -> None:
    go_to(text, words)
    press("select them", *[Qt.Key.Key_Right] * len(words), with_=SHIFT)


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

    select(TEXT, TEXT[TEXT.index("“We") : TEXT.index(" Output")])
    press("as a quote", Qt.Key.Key_Q)
    quote = found(project, Kind.QUOTE)
    assert quote.text == "“We will not sign,” she said, “before summer.”"
    press("its speaker", Qt.Key.Key_S)
    type_("Olena Hryn")
    press("back to the text", Qt.Key.Key_Escape)
    assert found(project, Kind.QUOTE).details.speaker == "Olena Hryn"
    select(TEXT, "she said,")
    press("without “she said,”", Qt.Key.Key_Minus)
    assert found(project, Kind.QUOTE).words == "“We will not sign,” […] “before summer.”"

    go_to(TEXT, "40 tonnes")
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


def test_an_article_of_the_sample_is_found_and_tagged_with_keys_alone(
    qtbot: QtBot, sample: Desk
) -> None:
    project = sample.session.project
    press("to the search", Qt.Key.Key_F, with_=CTRL)
    box = QApplication.focusWidget()
    assert box is sample.search.box
    QTest.keyClicks(box, "oyelaran weighed wet")
    qtbot.waitUntil(lambda: sample.search.model.rowCount() > 0, timeout=20_000)
    with qtbot.waitSignal(sample.search.article_chosen, timeout=20_000):
        press("open the best", Qt.Key.Key_Return)
    press("to the text", Qt.Key.Key_Escape)
    qtbot.waitUntil(sample.reader.text.hasFocus)
    article_id = sample.reader.article_id()
    assert article_id is not None
    assert project.article(article_id).title == "Oyelaran: restated does not mean wrong"
    text = project.text(article_id)
    chosen = PassageFilter(article_id=article_id)
    assert project.passages(chosen) == []

    def stored(kind: Kind) -> Passage:
        [passage] = [one for one in project.passages(chosen) if one.kind is kind]
        return passage

    go_to(text, "manager")
    press("the sentence as a claim", Qt.Key.Key_C)
    assert stored(Kind.CLAIM).text == text[: text.index(" About")]
    press("and its paragraph", Qt.Key.Key_C)
    assert stored(Kind.CLAIM).text == text[: text.index("\n\n")]
    press("a memo", Qt.Key.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "ask for the scales")
    press("back to the text", Qt.Key.Key_Escape)
    assert stored(Kind.CLAIM).details.memo == "ask for the scales"

    words = text[text.index("“Restated") : text.index("\n\n")]
    select(text, words)
    press("as a quote", Qt.Key.Key_Q)
    press("its speaker", Qt.Key.Key_S)
    type_("Marcus Oyelaran")
    press("back to the text", Qt.Key.Key_Escape)
    assert (stored(Kind.QUOTE).text, stored(Kind.QUOTE).details.speaker) == (
        words,
        "Marcus Oyelaran",
    )

    select(text, "About 790 tonnes had been weighed wet")
    press("as a figure", Qt.Key.Key_F)
    assert stored(Kind.FIGURE).details.read_from == "About 790 tonnes"
    press("its value", Qt.Key.Key_V)
    type_("763")
    press("back to the text", Qt.Key.Key_Escape)
    quantity = stored(Kind.FIGURE).details.quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (763, "tonne")

    # The claim is the paragraph that holds the figure.
    here, around = stored(Kind.FIGURE).id, stored(Kind.CLAIM).id
    assert sample.reader.current_passage_id() == here
    press("what overlaps", Qt.Key.Key_O)
    assert sample.reader.current_passage_id() == around
    press("and round again", Qt.Key.Key_O)
    assert sample.reader.current_passage_id() == here
    press("a word less", Qt.Key.Key_Left, with_=ALT | SHIFT)
    assert stored(Kind.FIGURE).text == "About 790 tonnes had been weighed"
    press("and a word more", Qt.Key.Key_Right, with_=ALT | SHIFT)
    assert stored(Kind.FIGURE).text == "About 790 tonnes had been weighed wet"

    press("on to the quote", Qt.Key.Key_N)
    assert sample.reader.current_passage_id() == stored(Kind.QUOTE).id
    press("delete it", Qt.Key.Key_Delete)
    assert {one.kind for one in project.passages(chosen)} == {Kind.CLAIM, Kind.FIGURE}
    press("and back", Qt.Key.Key_Z, with_=CTRL)
    assert stored(Kind.QUOTE).details.speaker == "Marcus Oyelaran"


def test_passages_are_linked_from_the_list_of_a_view(qtbot: QtBot, sample: Desk) -> None:
    project, claims = sample.session.project, sample.views["claims"]
    assert isinstance(claims, ClaimsPane)
    sample.bring_wanted.emit("claims")
    qtbot.waitUntil(lambda: claims.isVisible() and claims.members.rowCount() > 1)
    ids = [one.assertion.passage_id for one in claims.members.rows[:2]]
    for row in (0, 1):
        claims.beside.selectRow(row)
        claims.beside.setFocus()
        qtbot.waitUntil(claims.beside.hasFocus)
        assert sample.passages_at_hand() == [ids[row]]
        press("link", Qt.Key.Key_K)
    menu = sample.link_gestures.menu
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(project.links()))
    assert [(one.from_id, one.to_id) for one in project.links()] == [tuple(ids)]
    project.undo()
    assert not project.links()


@pytest.mark.parametrize("name", ["conflicts", "variants", "actors", "coverage"])
def test_what_is_chosen_in_a_view_goes_into_the_report(
    qtbot: QtBot, sample: Desk, name: str
) -> None:
    project, pane = sample.session.project, sample.views[name]
    project.add_report("Found")
    sample.bring_wanted.emit(name)
    qtbot.waitUntil(lambda: pane.isVisible() and bool(pane.passages_at_hand()))
    pane.setFocus()
    qtbot.waitUntil(lambda: sample.focus.here is pane)
    ids = pane.passages_at_hand()
    report = sample.views["report"]
    assert isinstance(report, ReportPane)
    press("add to the report", Qt.Key.Key_R, with_=SHIFT)
    qtbot.waitUntil(lambda: bool(project.reports()[0].items))
    assert [one.passage_id for one in project.reports()[0].items] == ids
