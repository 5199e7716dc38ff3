from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenuBar,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.action_set import ActionSet, tool_tip
from ui.actions import ACTIONS, MENUS, Where, spec
from ui.icons import names
from ui.shortcuts import DOCUMENT, markdown, sheet

ROOT = Path(__file__).resolve().parents[2]


class Window(QMainWindow):
    """A window with a pane for each place in which keys may work."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.actions_ = ActionSet(
            self, {row.id: lambda row=row: self.done.append(row.id) for row in ACTIONS}
        )
        self.reader = QPlainTextEdit("words to tag")
        self.reader.setReadOnly(True)
        self.list = QListWidget()
        self.list.addItems(["cement", "quartz", "fluorite"])
        self.filter, self.number = QLineEdit(), QSpinBox()
        self.passages = pane(self.filter, self.number, self.list)
        self.memo = QPlainTextEdit()
        inspector = pane(self.memo)
        middle = pane(self.reader, self.passages, inspector)
        self.setCentralWidget(middle)
        self.actions_.attach(self.reader, Where.READER, Where.PASSAGES, Where.PANES)
        self.actions_.attach(self.passages, Where.PASSAGES, Where.PANES)
        bar = QMenuBar()
        self.actions_.fill(bar)
        self.setMenuBar(bar)


def pane(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for widget in widgets:
        column.addWidget(widget)
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def type_into(widget: QWidget, keys: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, keys)


# ── The table ────────────────────────────────────────────────────────────────────────────


def test_ids_are_unique_and_every_row_is_complete() -> None:
    assert [n for n, times in Counter(row.id for row in ACTIONS).items() if times > 1] == []
    for row in ACTIONS:
        assert row.text[0].isupper(), row.id
        assert row.tip, row.id
        assert row.menu.split("/")[0] in MENUS, row.id
        assert not row.icon or row.icon in names(), row.id
        assert "!" not in row.text + row.tip


def test_no_key_means_two_things() -> None:
    # Keys of different scopes would still meet: what works everywhere works in the panes too.
    sequences = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, times in sequences.items() if times > 1] == []
    assert "" not in sequences


def test_every_menu_has_its_own_key() -> None:
    letters = [written[written.index("&") + 1].lower() for written in MENUS.values()]
    assert len(set(letters)) == len(letters)
    assert all(written.replace("&", "") == menu for menu, written in MENUS.items())


def test_rows_of_one_group_stand_together() -> None:
    for menu in MENUS:
        groups = [row.group for row in ACTIONS if row.menu.split("/")[0] == menu]
        blocks = [group for n, group in enumerate(groups) if n == 0 or groups[n - 1] != group]
        assert len(blocks) == len(set(blocks)), menu


def test_a_row_is_found_by_its_id() -> None:
    assert spec("passage.claim").keys == ("C", "1")
    with pytest.raises(KeyError):
        spec("passage.nonsense")


# ── What is made of it ───────────────────────────────────────────────────────────────────


def test_the_document_is_what_the_table_makes() -> None:
    written = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    assert written == markdown(), "docs/shortcuts.md is old: write it with python -m ui.shortcuts"


def test_the_sheet_has_every_key() -> None:
    shown = {row.id for _menu, rows in sheet() for row in rows}
    assert shown == {row.id for row in ACTIONS if row.keys}


def test_every_row_needs_a_deed(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    with pytest.raises(ValueError, match=r"edit\.undo"):
        ActionSet(window, {row.id: lambda: None for row in ACTIONS if row.id != "edit.undo"})


def test_every_action_stands_in_its_menu(window: Window) -> None:
    bar = window.menuBar()
    assert [action.text().replace("&", "") for action in bar.actions()] == list(MENUS)
    found = set()
    for top in bar.actions():
        for entry in top.menu().actions():
            inside = entry.menu().actions() if entry.menu() else [entry]
            found |= {action.objectName() for action in inside if not action.isSeparator()}
    assert found == {row.id for row in ACTIONS}


def test_tool_tips_name_the_keys() -> None:
    assert tool_tip(spec("import.folder")).splitlines() == [
        "Import folder  (Ctrl+I)",
        "Import every article in a folder and below it",
    ]
    assert tool_tip(spec("search.focus")).startswith("Search articles  (/ or Ctrl+F)")


# ── Where keys work ──────────────────────────────────────────────────────────────────────


def test_single_keys_work_in_the_reader(window: Window) -> None:
    type_into(window.reader, "cq3nO/")
    assert window.done == [
        "passage.claim",
        "passage.quote",
        "passage.figure",
        "passage.next",
        "passage.cycle",
        "search.focus",
    ]


def test_the_list_has_its_keys_and_not_the_readers(window: Window) -> None:
    type_into(window.list, "fn")
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    assert window.done == ["passage.figure", "passage.delete"]


def test_typing_in_a_field_fires_nothing(window: Window) -> None:
    type_into(window.filter, "cqf123/nops")
    assert window.filter.text() == "cqf123/nops"
    QTest.keyClick(window.filter, Qt.Key.Key_Home)
    QTest.keyClick(window.filter, Qt.Key.Key_Delete)
    assert window.filter.text() == "qf123/nops"
    type_into(window.memo, "cq/1 memo")
    assert window.memo.toPlainText() == "cq/1 memo"
    window.number.selectAll()
    type_into(window.number, "12")
    assert window.number.value() == 12
    assert window.done == []


@pytest.mark.parametrize(
    ("key", "modifier", "deed"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "edit.undo"),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, "edit.redo"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "search.focus"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "help.palette"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help.shortcuts"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, "search.previous"),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, "window.next_pane"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, "go.back"),
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier, "view.larger"),
    ],
)
def test_chords_work_everywhere(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, deed: str
) -> None:
    for place in (window.reader, window.list):
        window.done.clear()
        place.setFocus()
        QTest.keyClick(place, key, modifier)
        assert window.done == [deed]


def test_one_of_the_themes_is_on(window: Window) -> None:
    ids = [f"view.theme.{name}" for name in ("system", "light", "dark")]
    for chosen in ids:
        window.actions_[chosen].trigger()
        assert [each for each in ids if window.actions_[each].isChecked()] == [chosen]
