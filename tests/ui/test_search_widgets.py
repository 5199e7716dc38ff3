from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from ui.theme import SMALL, ui_font
from ui.widgets.facet_strip import FacetStrip
from ui.widgets.hit_delegate import fitted
from ui.widgets.query_box import QueryBox
from ui.widgets.query_problem import MarkedQuery, QueryProblem
from ui.widgets.suggestions import Suggestions
from workbench.domain import Span

SPEAKERS = [(f"Speaker <b>{n}</b> & Co", 20 - n) for n in range(12)]


def strip(qtbot: QtBot, width: int = 360) -> FacetStrip:
    strip = FacetStrip()
    qtbot.addWidget(strip)
    strip.resize(width, 120)
    strip.show_facets({"speaker": SPEAKERS, "kind": [("claim", 3)]}, "kind:claim minerals", 3)
    strip.show()
    return strip


def visible(strip: FacetStrip) -> list[QPushButton]:
    return [button for button in strip.findChildren(QPushButton) if button.isVisible()]


def test_facets_take_the_room_they_have_and_keep_the_rest_in_a_menu(qtbot: QtBot) -> None:
    facets = strip(qtbot)
    claim, more, *speakers = visible(facets)
    assert claim.text() == "Claim  3"
    assert claim.isChecked()
    assert speakers[0].text() == "Speaker <b>0</b> && Co  20"
    assert more.text() == f"+{12 - len(speakers)}"
    facets.resize(1600, 120)
    assert len(visible(facets)) > len(speakers) + 2


def test_a_value_of_the_menu_asks_for_its_term(qtbot: QtBot) -> None:
    facets = strip(qtbot)
    more = visible(facets)[1]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    last = menu.actions()[-1]
    assert last.text() == "Speaker <b>11</b> && Co\t9"
    with qtbot.waitSignal(facets.term_chosen) as told:
        last.trigger()
    menu.close()
    assert told.args == ['speaker:"Speaker <b>11</b> & Co"']


def test_facets_without_values_are_not_there(qtbot: QtBot) -> None:
    facets = strip(qtbot)
    assert not facets.is_empty()
    facets.show_facets({}, "", 0)
    assert facets.is_empty()


def test_where_there_is_no_room_the_outlet_is_cut_not_the_date(qapp: object) -> None:
    metrics = QFontMetrics(ui_font(SMALL))
    parts = ["The Long Name of a Newspaper", "26 Feb 2025", "9 matches"]
    whole = " · ".join(parts)
    assert fitted(parts, metrics, metrics.horizontalAdvance(whole) + 1) == whole
    narrow = fitted(parts, metrics, metrics.horizontalAdvance(whole) - 40)
    assert narrow.endswith("… · 26 Feb 2025 · 9 matches")
    assert fitted([], metrics, 100) == ""


def test_the_marked_place_is_in_sight_however_long_the_query(qtbot: QtBot) -> None:
    query = "word " * 100 + "(again"
    marked = MarkedQuery()
    qtbot.addWidget(marked)
    marked.show_query(query, Span(500, 501))
    assert marked.marked == "("
    marked.show_query("rare AND", Span(8, 8))
    assert marked.marked == "D"
    marked.show_query("", Span(0, 0))
    assert marked.marked == ""
    marked.show_query("😀 AND", Span(2, 5))
    assert marked.marked == "AND"
    assert not marked.grab().isNull()


def test_a_problem_without_a_nearest_query_offers_none(qtbot: QtBot) -> None:
    problem = QueryProblem()
    qtbot.addWidget(problem)
    problem.show_problem("The reason.")
    assert problem.reason == "The reason."
    assert not problem.nearest_button.isVisible()
    problem.show_problem("Another.", query="(a", span=Span(0, 1), nearest="a & b")
    qtbot.waitUntil(lambda: problem.nearest_button.text() == "Search for a && b")
    with qtbot.waitSignal(problem.nearest_chosen) as told:
        problem.nearest_button.click()
    assert told.args == ["a & b"]


def test_a_long_query_to_try_does_not_widen_the_pane(qtbot: QtBot) -> None:
    problem = QueryProblem()
    qtbot.addWidget(problem)
    problem.resize(240, 120)
    query = "date:2025-03..2025-05 AND outlet:meridian AND minerals"
    problem.show_problem("The reason.", query=query, span=Span(0, 4), nearest=query)
    button = problem.nearest_button
    qtbot.waitUntil(lambda: button.text().endswith("…"))
    assert problem.minimumSizeHint().width() < 200
    assert button.text().startswith("Search for date:2025-03")
    assert query in button.accessibleName()
    assert query in button.toolTip()


def test_a_page_replaces_its_suggestions(qtbot: QtBot) -> None:
    page = Suggestions("Heading", "Words")
    qtbot.addWidget(page)
    page.suggest([("a & b", "both"), ("c", "one")])
    page.suggest([("d*", "beginnings")])
    assert [button.text() for button in page.buttons] == ["d*"]
    with qtbot.waitSignal(page.chosen) as told:
        page.buttons[0].click()
    assert told.args == ["d*"]
    assert page.words == "Heading\nWords"


def test_the_box_asks_with_its_keys(qtbot: QtBot) -> None:
    box = QueryBox()
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "minerals")
    with qtbot.waitSignal(box.entered):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.list_wanted):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    box.remember("minerals")
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_a_value_that_all_results_have_is_not_offered(qtbot: QtBot) -> None:
    facets = strip(qtbot)
    facets.show_facets({"language": [("en", 5)]}, "oil", 5)
    assert facets.is_empty()
    facets.show_facets({"language": [("en", 4)]}, "oil", 5)
    assert not facets.is_empty()
    facets.show_facets({"language": [("en", 5)]}, "oil lang:en", 5)
    assert not facets.is_empty()


def test_what_is_left_out_can_be_let_in_again(qtbot: QtBot) -> None:
    facets = strip(qtbot)
    facets.show_facets({"source": [("Alpha", 2), ("Beta", 1)]}, "oil -outlet:gamma", 3)
    by_name = {one.accessibleName(): one for one in facets.findChildren(QPushButton)}
    with qtbot.waitSignal(facets.term_chosen) as told:
        qtbot.mouseClick(by_name["Outlet not gamma"], Qt.MouseButton.LeftButton)
    assert told.args == ["-outlet:gamma"]
