"""A timeline of what was said: marks, keys, zoom."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.widgets.timeline import Mark, Timeline, first_day
from workbench.domain import Kind

MARKS = [
    Mark(0, "2025-02-26", Kind.CLAIM, "First", 10),
    Mark(1, "2025-03-10", Kind.QUOTE, "Second", 11, turned=True),
    Mark(0, "2025-08-01", None, "Third", 12, faint=True),
    Mark(1, "2025-06-01", Kind.FIGURE, "Fourth", 13),
]


def opened(qtbot: QtBot) -> Timeline:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    timeline.resize(900, 120)
    timeline.show_marks(["Marsh", "Trump"], MARKS)
    with qtbot.waitExposed(timeline):
        timeline.show()
    return timeline


def test_marks_stand_in_the_order_of_time_on_their_lanes(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    places = [timeline.point(mark) for mark in timeline.marks]
    assert [one.x() for one in places] == sorted(one.x() for one in places)
    assert places[0].y() == places[-1].y() < places[1].y()
    assert all(144 < one.x() < 900 for one in places[:3])


def test_all_that_was_said_is_in_sight_and_a_stated_date_comes_into_it(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    stated = timeline.marks[3]
    assert stated.kind is None
    assert timeline.point(stated).x() > 900
    timeline.choose(3)
    assert 144 <= timeline.point(stated).x() <= 900


def test_a_click_on_a_mark_opens_it_and_one_beside_it_does_not(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    at = timeline.point(timeline.marks[1]).toPoint()
    with qtbot.waitSignal(timeline.entered) as entered:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at)
    assert entered.args == [11]
    with qtbot.assertNotEmitted(timeline.entered):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 0))


def test_keys_go_from_mark_to_mark(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    for _ in range(2):
        qtbot.keyClick(timeline, Qt.Key.Key_Right)
    with qtbot.waitSignal(timeline.entered) as entered:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert entered.args == [11]
    for _ in range(9):
        qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.current == 0


def test_what_is_chosen_is_in_sight_however_near_one_looks(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    whole = timeline.point(timeline.marks[0]).x()
    for _ in range(12):
        qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.point(timeline.marks[0]).x() < 0
    timeline.choose(0)
    assert 144 <= timeline.point(timeline.marks[0]).x() <= 900
    qtbot.keyClick(timeline, Qt.Key.Key_0)
    assert timeline.point(timeline.marks[0]).x() == whole


def test_an_empty_timeline_can_be_drawn(qtbot: QtBot) -> None:
    timeline = opened(qtbot)
    timeline.show_marks([], [])
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.current is None
    assert not timeline.grab().isNull()


def test_a_month_and_a_year_begin_with_their_first_day() -> None:
    assert first_day("2025-02") == "2025-02-01"
    assert first_day("2025") == "2025-01-01"
    assert first_day("2025-02-26T10:00:00") == "2025-02-26"
    assert [first_day(one) for one in (None, "", "2025-02-31", "2025-W09", "soon")] == [None] * 5
