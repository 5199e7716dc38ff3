"""The pane of quote variants: read, marked, joined, split, accepted, copied, kept and exported."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.models.alignment import GAP, MARK_ROLE
from ui.panes.variants import VariantsPane
from ui.session import ProjectSession
from ui.theme import current
from workbench.analysis.alignment import Mark
from workbench.domain import Kind, PassageDetails, Span, StatementSort
from workbench.project import Project

AddArticle = Callable[..., int]

SAID = "“We will not give away what our grandchildren are going to need,”"
CUT = "“We will never give away what grandchildren are really going to need,”"
OTHER = "“The harbour will be closed until the storm has passed the coast,”"


@pytest.fixture
def quote(project: Project, add_article: AddArticle) -> Callable[..., int]:
    def add(words: str, speaker: str = "Olena Petrenko") -> int:
        number = len(project.articles())
        article = add_article(
            f"{words} said {speaker}. Paragraph {number} of its own.",
            source=f"Outlet {number}",
            published=f"2025-03-{number + 1:02}",
        )
        details = PassageDetails(speaker=speaker)
        return project.tag(article, Span(0, len(words)), Kind.QUOTE, details).id

    return add


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession) -> VariantsPane:
    made = VariantsPane(session)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    return made


def shown(qtbot: QtBot, pane: VariantsPane, statements: int) -> None:
    if not pane.isVisible():
        with qtbot.waitExposed(pane):
            pane.show()
    qtbot.waitUntil(lambda: pane.model.rowCount() == statements)


def choose(pane: VariantsPane, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    pane.groups.clearSelection()
    for row in rows:
        pane.groups.selectionModel().select(pane.model.index(row, 0), flags.Select | flags.Rows)


def choose_rows(pane: VariantsPane, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    pane.table.clearSelection()
    for row in rows:
        pane.table.selectionModel().select(pane.alignment.index(row, 0), flags.Select | flags.Rows)


def cells(pane: VariantsPane, column: int) -> list[str]:
    return [str(pane.model.index(row, column).data()) for row in range(pane.model.rowCount())]


Quote = Callable[..., int]


def test_without_quotes_it_says_what_to_do(qtbot: QtBot, pane: VariantsPane) -> None:
    shown(qtbot, pane, 0)
    assert "Tag quotes with Q" in pane._nothing_here.words


def test_statements_are_listed_with_who_agrees(
    qtbot: QtBot, pane: VariantsPane, quote: Quote
) -> None:
    quote(SAID), quote(CUT), quote(OTHER)
    shown(qtbot, pane, 1)
    row = [str(pane.model.index(0, column).data()) for column in range(7)]
    assert row[1:] == ["Olena Petrenko", "2", "2", "1 Mar 2025", "2", ""]


def test_what_differs_is_marked_and_said(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(SAID), quote(CUT)
    shown(qtbot, pane, 1)
    last = pane.alignment.rowCount() - 1
    marks = {
        str(index.data(Qt.ItemDataRole.AccessibleTextRole)): index.data(MARK_ROLE)
        for index in (
            pane.alignment.index(last, column) for column in range(pane.alignment.columnCount())
        )
    }
    assert marks["“never” instead of “not”"] == Mark.CHANGED
    assert marks["“our” is dropped"] == Mark.DROPPED
    assert marks["“really” is added"] == Mark.ADDED
    heads = [pane.alignment.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert [str(head)[0] for head in heads] == ["A", "A", "B"]


def test_marks_are_seen_without_colour(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(SAID), quote(CUT)
    shown(qtbot, pane, 1)
    underlined, words = set(), set()
    for column in range(pane.alignment.columnCount()):
        index = pane.alignment.index(2, column)
        option = QStyleOptionViewItem()
        pane.table.itemDelegate().initStyleOption(option, index)
        words.add(str(index.data()))
        if option.font.underline():
            underlined.add(str(index.data()))
    assert underlined == {"never"}
    assert GAP in words


def test_a_row_leads_to_its_passage(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    _, second = quote(SAID), quote(SAID)
    shown(qtbot, pane, 1)
    pane.groups.setFocus()
    QTest.keyClick(pane.groups, Qt.Key.Key_Return)
    QTest.keyClick(pane.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert chosen.args == [second]
    with qtbot.waitSignal(pane.passage_chosen):
        place = pane.table.visualRect(pane.alignment.index(0, 0)).center()
        QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_statements_are_joined_by_hand(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, session: ProjectSession
) -> None:
    for words in (SAID, SAID, OTHER, OTHER):
        quote(words)
    shown(qtbot, pane, 2)
    choose(pane, 0, 1)
    pane.group()
    shown(qtbot, pane, 1)
    assert cells(pane, 6) == ["by hand"]
    choose(pane, 0)
    pane.release()
    shown(qtbot, pane, 2)
    session.undo(), session.undo()
    qtbot.waitUntil(lambda: cells(pane, 6) == ["", ""])


def test_a_translation_is_joined_by_hand(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(SAID), quote("„Was unsere Enkel brauchen, geben wir nicht her,“")
    shown(qtbot, pane, 1)
    pane.alone.setChecked(True)
    shown(qtbot, pane, 2)
    choose(pane, 0, 1)
    pane.group()
    shown(qtbot, pane, 1)
    assert cells(pane, 1) == ["Olena Petrenko"]
    assert cells(pane, 2) == ["3"]


def test_rows_are_split_off(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, notices: list[tuple[str, bool]]
) -> None:
    a, b, c = quote(SAID), quote(SAID), quote(SAID)
    shown(qtbot, pane, 1)
    choose_rows(pane, 0, 1, 2)
    pane.split()
    assert notices[-1][0].startswith("Choose the accepted quotes")
    choose_rows(pane, 1)
    pane.split()
    shown(qtbot, pane, 2)
    assert notices[-1] == ("Split off 1 quote", True)
    assert {one.passage_ids for one in pane.shown()} == {(a, c), (b,)}


def test_a_name_settles_a_statement(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, project: Project
) -> None:
    quote(SAID), quote(SAID)
    shown(qtbot, pane, 1)
    pane.deeds.name(pane.shown()[0], "On giving away")
    qtbot.waitUntil(lambda: cells(pane, 0) == ["On giving away"])
    pane.deeds.name(pane.shown()[0], "On giving")
    qtbot.waitUntil(lambda: cells(pane, 0) == ["On giving"])
    assert len(project.statements(StatementSort.QUOTE)) == 1


def test_suggestions_are_lighter_and_become_passages(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, add_article: AddArticle, project: Project
) -> None:
    quote(SAID)
    add_article(
        f"{SAID} said Olena Petrenko on Monday.", source="Late News", published="2025-04-01"
    )
    shown(qtbot, pane, 0)
    pane.suggested.setChecked(True)
    qtbot.waitUntil(lambda: "not been read" in pane._nothing_here.words)
    project.read_all()
    pane.reload()
    shown(qtbot, pane, 1)
    head = str(pane.alignment.headerData(1, Qt.Orientation.Vertical))
    assert head.endswith("suggested")
    with qtbot.waitSignal(pane.suggestion_chosen) as chosen:
        pane.table.entered_row.emit(1)
    assert chosen.args[0].text == SAID
    choose(pane, 0)
    pane.accept()
    qtbot.waitUntil(lambda: len(pane.shown()[0].passage_ids) == 2)
    assert project.undo_label() == "Accept a suggested quote"


def test_it_is_narrowed_to_a_speaker_and_kept_as_a_view(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, project: Project
) -> None:
    quote(SAID), quote(SAID), quote(OTHER, "Ann Other"), quote(OTHER, "Ann Other")
    shown(qtbot, pane, 2)
    pane.speaker.setCurrentText("Ann Other")
    pane.speaker.activated.emit(pane.speaker.currentIndex())
    assert cells(pane, 1) == ["Ann Other"]
    pane.views.save("Ann")
    pane.speaker.setCurrentIndex(0)
    pane.speaker.activated.emit(0)
    assert pane.model.rowCount() == 2
    pane.views.open(project.views(pane.sort)[0].id)
    shown(qtbot, pane, 1)
    assert cells(pane, 1) == ["Ann Other"]


def test_a_view_of_nothing_known_shows_all(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(SAID)
    shown(qtbot, pane, 1)
    pane.apply({})
    qtbot.waitUntil(lambda: pane._job is None)
    assert pane.model.rowCount() == 1


def test_the_table_is_copied_with_its_marks(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(SAID), quote(CUT)
    shown(qtbot, pane, 1)
    pane.table.setFocus()
    QTest.keySequence(pane.table, "Ctrl+C")
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert rows[0][:4] == ["Outlet", "Published", "Wording", "“We"]
    assert rows[3][:3] == ["Outlet 2", "2025-03-03", "B"]
    assert {"~never", "–", "+really"} <= set(rows[3])


def test_what_is_listed_is_exported(
    qtbot: QtBot, pane: VariantsPane, quote: Quote, tmp_path: Path,
    notices: list[tuple[str, bool]],
) -> None:  # fmt: skip
    quote(SAID), quote(CUT)
    shown(qtbot, pane, 1)
    path = tmp_path / pane.proposed_name()
    pane.write(path)
    qtbot.waitUntil(lambda: (f"Wrote {path}", False) in notices)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["outlet"] for row in csv.DictReader(file)] == ["Outlet 0", "Outlet 1"]


def test_outlets_that_agree_stand_together(qtbot: QtBot, pane: VariantsPane, quote: Quote) -> None:
    quote(SAID), quote(CUT), quote(SAID)
    shown(qtbot, pane, 1)
    assert [row.quote.outlet for row in pane.alignment.alignment.rows] == [
        "Outlet 0",
        "Outlet 2",
        "Outlet 1",
    ]


def test_all_of_it_works_by_keys_in_the_window(
    qtbot: QtBot, session: ProjectSession, settings: QSettings, add_article: AddArticle,
    project: Project,
) -> None:  # fmt: skip
    for number in range(3):
        add_article(f"{SAID} said Olena Petrenko. Paragraph {number}.", source=f"Outlet {number}")
    project.read_all()
    window = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.show_session(session)
    desk = window.desk
    assert desk is not None
    pane = desk.variants

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    window.docks.bring("variants")
    pane.suggested.setChecked(True)
    shown(qtbot, pane, 1)
    desk.focus.enter(pane)
    press(Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(pane.shown()[0].passage_ids) == 3)
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_G, ctrl | shift)
    shown(qtbot, pane, 2)
    desk.focus.enter(pane)
    pane.groups.setFocus()
    press(Qt.Key.Key_A, ctrl)
    press(Qt.Key.Key_G, ctrl)
    shown(qtbot, pane, 1)
    press(Qt.Key.Key_Z, ctrl)
    shown(qtbot, pane, 2)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert desk.reader.article_id() in {one.article.id for one in pane.shown()[0].quotes}
