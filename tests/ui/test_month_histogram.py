"""Results by month as bars, and runs of them that become part of the query."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.models.months import Bar, bars, chosen_months, has_dates, term_of, without_dates
from ui.widgets.month_histogram import MonthHistogram
from workbench.index.parser import parse

COUNTS = [("2024-11", 2), ("2024-12", 1), ("2025", 9), ("2025-02", 5)]


def test_months_without_articles_have_a_bar_too() -> None:
    assert bars(COUNTS, 100) == [
        Bar("2024-11", "2024-11", 2),
        Bar("2024-12", "2024-12", 1),
        Bar("2025-01", "2025-01", 0),
        Bar("2025-02", "2025-02", 5),
    ]
    assert bars([("2025", 3)], 100) == []


def test_many_months_share_bars() -> None:
    assert bars(COUNTS, 3) == [Bar("2024-10", "2024-12", 3), Bar("2025-01", "2025-03", 5)]
    long = [("1950-01", 1), ("2025-12", 1)]
    assert [bar.count for bar in bars(long, 80)] == [1] + [0] * 74 + [1]
    assert len(bars(long, 10)) <= 10
    assert bars(long, 80)[0].name == "Jan 1950 to Dec 1950"


def test_a_range_becomes_a_part_of_a_query_that_can_be_read() -> None:
    first, *_, last = bars(COUNTS, 100)
    assert term_of(first, first) == "date:2024-11"
    assert term_of(first, last) == "date:2024-11..2025-02"
    assert chosen_months(f"oil {term_of(first, last)}") == ("2024-11", "2025-02")
    parse(term_of(first, last))


@pytest.mark.parametrize("dates", ["date:2025", "date:>2025-03", "date:..2024", "date:2025-02-24"])
def test_dates_are_taken_out_of_a_query(dates: str) -> None:
    assert has_dates(f"oil {dates} gas")
    assert without_dates(f"oil {dates} gas") == "oil gas"
    assert not has_dates("oil update:2025")


@pytest.fixture
def histogram(qtbot: QtBot) -> MonthHistogram:
    widget = MonthHistogram()
    qtbot.addWidget(widget)
    widget.resize(400, widget.height())
    widget.show_counts(COUNTS, "oil")
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def middle(histogram: MonthHistogram, number: int) -> QPoint:
    return histogram.bar_rect(number).center().toPoint()


def test_dragging_over_bars_asks_for_their_months(qtbot: QtBot, histogram: MonthHistogram) -> None:
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=middle(histogram, 3))
        QTest.mouseMove(histogram, middle(histogram, 2))
        assert histogram.chosen() == (2, 3)
        QTest.mouseMove(histogram, middle(histogram, 1))
        QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=middle(histogram, 1))
    assert chosen.args == ["date:2024-12..2025-02"]


def test_keys_choose_months(qtbot: QtBot, histogram: MonthHistogram) -> None:
    histogram.setFocus()
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
            qtbot.keyClick(histogram, key)
        qtbot.keyClick(histogram, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(histogram, Qt.Key.Key_Return)
    assert chosen.args == ["date:2024-12..2025-01"]
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        qtbot.keyClick(histogram, Qt.Key.Key_Escape)
    assert chosen.args == [""]


def test_what_the_query_asks_for_is_drawn_as_chosen(histogram: MonthHistogram) -> None:
    assert histogram.chosen() is None
    histogram.show_counts(COUNTS, "oil date:2024-12..2025-01")
    assert histogram.chosen() == (1, 2)
    assert "Feb 2025, 5" in histogram.accessibleName()


def test_one_month_is_not_worth_a_picture(histogram: MonthHistogram) -> None:
    histogram.show_counts([("2025-02", 5)], "oil")
    assert histogram.isHidden()
    histogram.show_counts([("2025-02", 5)], "oil date:2025-02")
    assert not histogram.isHidden()
