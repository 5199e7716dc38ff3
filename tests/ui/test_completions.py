"""Fields and values are offered while a query is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.models.completions import FIELDS, completions
from ui.widgets.query_box import QueryBox
from workbench.index import parser

VALUES = {"outlet": ["Meridian Wire", "Harbour Ledger", "Wire Weekly"], "tag": ["energy"]}


def offered(query: str) -> list[str]:
    return [one.text for one in completions(query, len(query), VALUES)]


def test_every_field_is_explained_and_no_other() -> None:
    assert set(FIELDS) == set(parser.FIELDS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ou", ["outlet:"]),
        ("oil -ou", ["outlet:"]),
        ("(ta", ["tag:"]),
        ("o", []),
        ("oil", []),
        ("tag:", ["tag:energy "]),
        ("outlet:wire", ['outlet:"Wire Weekly" ', 'outlet:"Meridian Wire" ']),
        ('oil outlet:"harb', ['outlet:"Harbour Ledger" ']),
        ("tag:energy", []),
        ("kind:q", ["kind:quote "]),
        ("nothing:x", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_offered(query: str, expected: list[str]) -> None:
    assert offered(query) == expected


@given(query=st.text(max_size=30), cursor=st.integers(0, 30))
def test_a_completion_begins_before_the_cursor(query: str, cursor: int) -> None:
    for one in completions(query, min(cursor, len(query)), VALUES):
        assert 0 <= one.start <= cursor


@pytest.fixture
def box(qtbot: QtBot) -> QueryBox:
    box = QueryBox()
    qtbot.addWidget(box)
    box.resize(400, 30)
    box.set_values(VALUES)
    with qtbot.waitExposed(box):
        box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    return box


def test_tab_takes_the_first_and_goes_on_with_its_values(qtbot: QtBot, box: QueryBox) -> None:
    qtbot.keyClicks(box, "oil ou")
    assert box.suggestions.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert box.text() == "oil outlet:"
    assert box.suggestions.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == 'oil outlet:"Harbour Ledger" '
    assert not box.suggestions.isVisible()


def test_enter_searches_when_nothing_was_gone_to(qtbot: QtBot, box: QueryBox) -> None:
    qtbot.keyClicks(box, "ou")
    with qtbot.waitSignal(box.entered):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "ou"
    assert not box.suggestions.isVisible()


def test_escape_closes_the_list_and_leaves_the_query(qtbot: QtBot, box: QueryBox) -> None:
    qtbot.keyClicks(box, "ou")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.suggestions.isVisible()) == ("ou", False)


def test_what_is_behind_the_cursor_stays(qtbot: QtBot, box: QueryBox) -> None:
    box.setText(" oil")
    box.setCursorPosition(0)
    qtbot.keyClicks(box, "kind:cl")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert box.text() == "kind:claim oil"


def test_values_are_asked_for_when_one_is_typed(qtbot: QtBot, box: QueryBox) -> None:
    with qtbot.waitSignal(box.values_wanted):
        qtbot.keyClicks(box, "tag:")
