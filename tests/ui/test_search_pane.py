from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.panes.search import SearchPane
from ui.searcher import PAGE
from ui.session import ProjectSession
from ui.widgets.hit_delegate import more_rect
from workbench.domain import Change, Kind, SearchResult, Span
from workbench.errors import IndexUnavailable, SearchTimeout
from workbench.project import Project

AddArticle = Callable[..., int]
Key = Qt.Key

TEXT = "The deposits hold minerals.\n\nRare earth minerals, too, said the ministry. {}"


@pytest.fixture
def library(project: Project, add_article: AddArticle) -> dict[str, int]:
    """Three articles, two of them about minerals, in an index that is up to date."""
    ids = {
        "one": add_article(
            TEXT.format("Minerals and again minerals."), title="Minerals <b>now</b>"
        ),
        "two": add_article(
            TEXT.format(""), title="Later news", source="Other & Sons", published="2025-03-04"
        ),
        "three": add_article("Nothing but weather.", title="Weather"),
    }
    project.sync_index()
    return ids


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession, library: dict[str, int]) -> SearchPane:
    return shown(qtbot, session)


@pytest.fixture
def chosen(pane: SearchPane) -> list[tuple[int, Any]]:
    told: list[tuple[int, Any]] = []
    pane.article_chosen.connect(lambda article_id, spans: told.append((article_id, spans)))
    return told


def shown(qtbot: QtBot, session: ProjectSession) -> SearchPane:
    pane = SearchPane(session)
    qtbot.addWidget(pane)
    pane.resize(380, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.focus_query()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return pane


def settle(qtbot: QtBot, session: ProjectSession, pane: SearchPane) -> None:
    qtbot.waitUntil(lambda: not pane._pause.isActive() and not session.jobs.active())


def titles(pane: SearchPane) -> list[str]:
    return [hit.title for hit in pane.model.hits()]


def test_typing_searches_and_shows_what_is_found(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    queries: list[str] = []
    pane.query_changed.connect(queries.append)
    qtbot.keyClicks(pane.box, "minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert pane.page is pane.list
    assert pane.line.count.text().startswith("2 articles · ")
    assert pane.line.count.text().endswith(" ms")
    assert queries[-1] == pane.query == "minerals"
    assert "Minerals <b>now</b>" in titles(pane)


def test_every_hit_says_how_often_it_matches(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane, library: dict[str, int]
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: [pane.model.matches(hit) for hit in pane.model.hits()] == [4, 2])
    spoken = pane.model.index_of(library["two"]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Later news, Other & Sons, 4 Mar 2025, 2 matches"


def test_enter_opens_the_first_hit_with_all_its_matches(
    qtbot: QtBot,
    project: Project,
    pane: SearchPane,
    library: dict[str, int],
    chosen: list[tuple[int, Any]],
) -> None:
    qtbot.keyClicks(pane.box, "minerals")
    qtbot.keyClick(pane.box, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(chosen))
    article_id, spans = chosen[0]
    assert article_id == library["one"]
    text = project.text(article_id)
    assert {text[s.start : s.end].lower() for s in spans} == {"minerals"}
    assert sorted(spans) == sorted(project.marks("minerals", [article_id])[article_id])
    hit = pane.model.hits()[0]
    assert spans[0] == hit.snippets[0].matches[0]
    assert pane.box.history() == ["minerals"]
    qtbot.waitUntil(pane.list.hasFocus)


def test_down_goes_into_the_list_and_escape_back(
    qtbot: QtBot, pane: SearchPane, library: dict[str, int], chosen: list[tuple[int, Any]]
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    qtbot.keyClick(pane.box, Key.Key_Down)
    assert pane.list.hasFocus()
    assert pane.list.currentIndex().row() == 0
    qtbot.keyClick(pane.list, Key.Key_Down)
    qtbot.keyClick(pane.list, Key.Key_Return)
    qtbot.waitUntil(lambda: [each for each, _ in chosen] == [library["two"]])
    qtbot.keyClick(pane.list, Key.Key_Escape)
    assert pane.box.hasFocus()
    qtbot.keyClick(pane.box, Key.Key_Escape)
    assert pane.box.text() == ""


def test_up_on_the_first_hit_goes_back_to_the_box(qtbot: QtBot, pane: SearchPane) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    qtbot.keyClick(pane.box, Key.Key_Down)
    qtbot.keyClick(pane.list, Key.Key_Up)
    assert pane.box.hasFocus()


def test_a_click_opens_an_article(
    qtbot: QtBot, pane: SearchPane, library: dict[str, int], chosen: list[tuple[int, Any]]
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    place = pane.list.visualRect(pane.model.index_of(library["two"])).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: [each for each, _ in chosen] == [library["two"]])


def test_a_facet_narrows_the_query_in_its_own_words_and_back(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert pane.facets.isVisible()
    chip = chip_of(pane, "Other && Sons  1")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert pane.box.text() == 'minerals outlet:"Other & Sons"'
    qtbot.waitUntil(lambda: titles(pane) == ["Later news"])
    settle(qtbot, session, pane)
    chip = chip_of(pane, "Other && Sons  1")
    assert chip.isChecked()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert pane.box.text() == "minerals"
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)


def test_in_a_low_window_the_list_gives_way_and_no_row_covers_another(
    qtbot: QtBot, session: ProjectSession, library: dict[str, int]
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(380, 320)
    pane = SearchPane(session)
    pane.setParent(around)
    pane.setMinimumHeight(1)  # as a dock has it
    pane.resize(380, 320)
    with qtbot.waitExposed(around):
        around.show()
    qtbot.keyClicks(pane.box, "minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2 and pane.facets.isVisible())
    qtbot.waitUntil(lambda: pane.facets.height() >= pane.facets.minimumSizeHint().height())
    assert pane.facets.minimumSizeHint().height() > 60


def test_facets_can_be_put_away(qtbot: QtBot, pane: SearchPane) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    qtbot.mouseClick(pane.line.narrow, Qt.MouseButton.LeftButton)
    assert not pane.facets.isVisible()


def test_an_unreadable_query_says_why_and_where_and_offers_the_nearest(
    qtbot: QtBot, pane: SearchPane
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    pane.set_query("(minerals")
    qtbot.waitUntil(pane.problem.isVisible)
    assert pane.problem.reason
    assert pane.problem.marked == "("
    assert pane.box.property("invalid") is True
    assert pane.line.count.text() == "2 articles for “minerals”"
    qtbot.mouseClick(pane.problem.nearest_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not pane.problem.isVisible())
    assert pane.box.property("invalid") is False
    assert pane.box.text() != "(minerals"


def test_a_search_that_was_stopped_says_so(
    qtbot: QtBot, pane: SearchPane, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "search", raising(SearchTimeout("The search was stopped.")))
    pane.set_query("minerals")
    qtbot.waitUntil(pane.problem.isVisible)
    assert pane.problem.reason == "The search was stopped."
    assert not pane.problem.nearest_button.isVisible()


def test_a_missing_index_offers_to_be_rebuilt_and_then_answers(
    qtbot: QtBot,
    session: ProjectSession,
    pane: SearchPane,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(project, "search", raising(IndexUnavailable("The index is missing.")))
        pane.set_query("minerals")
        qtbot.waitUntil(lambda: pane.page is pane.pages.unready)
    assert "The index is missing." in pane.pages.unready.words
    qtbot.mouseClick(pane.pages.unready.button, Qt.MouseButton.LeftButton)
    assert not pane.pages.unready.button.isEnabled()
    qtbot.waitUntil(lambda: pane.page is pane.list)
    assert pane.model.rowCount() == 2


def test_an_empty_box_offers_examples_that_find_something(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    assert pane.page is pane.pages.start
    assert len(pane.pages.start.buttons) == 3
    for button in list(pane.pages.start.buttons):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: pane.model.rowCount() > 0)
        pane.set_query("")
        assert pane.page is pane.pages.start
        assert pane.model.rowCount() == 0


def test_an_empty_project_says_to_import(qtbot: QtBot, session: ProjectSession) -> None:
    pane = shown(qtbot, session)
    assert "Import a folder" in pane.pages.start.words
    assert pane.pages.start.buttons == []


def test_no_hits_suggest_a_wider_query(qtbot: QtBot, pane: SearchPane) -> None:
    pane.set_query("minerals zeppelin")
    qtbot.waitUntil(lambda: pane.page is pane.pages.nothing)
    assert "No article answers this query" in pane.pages.nothing.words
    qtbot.mouseClick(pane.pages.nothing.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)


def test_the_help_buttons_ask_for_help(qtbot: QtBot, pane: SearchPane) -> None:
    with qtbot.waitSignal(pane.help_requested):
        qtbot.mouseClick(pane.pages.start.help_button, Qt.MouseButton.LeftButton)


def test_results_can_be_put_in_order_of_date(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: titles(pane) == ["Minerals <b>now</b>", "Later news"])
    by_date = pane.line.order.menu().actions()[1]
    by_date.trigger()
    qtbot.waitUntil(lambda: titles(pane) == ["Later news", "Minerals <b>now</b>"])
    assert pane.line.order.text() == "By date"


def test_the_rest_is_fetched_on_scrolling(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> None:
    for number in range(PAGE + 7):
        add_article(f"Story {number} of minerals.", title=f"Story {number}")
    project.sync_index()
    pane = shown(qtbot, session)
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == PAGE)
    pane.list.scrollToBottom()
    qtbot.waitUntil(lambda: pane.model.rowCount() == PAGE + 7)
    settle(qtbot, session, pane)
    assert len(set(titles(pane))) == PAGE + 7
    assert all(pane.model.matches(hit) == 1 for hit in pane.model.hits())


def test_a_new_article_appears_and_the_selection_stays(
    qtbot: QtBot,
    project: Project,
    pane: SearchPane,
    library: dict[str, int],
    add_article: AddArticle,
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    pane.list.setCurrentIndex(pane.model.index_of(library["two"]))
    add_article("Minerals, minerals, minerals, minerals, minerals.", title="Minerals alone")
    project.sync_index()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert pane.list.current_key() == library["two"]


def test_a_tag_shows_in_the_badges(
    qtbot: QtBot, project: Project, pane: SearchPane, library: dict[str, int]
) -> None:
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    project.tag(library["one"], Span(0, 12), Kind.CLAIM)
    hit = pane.model.hit(pane.model.index_of(library["one"]))
    assert hit is not None
    qtbot.waitUntil(lambda: dict(pane.model.counts(hit)).get(Kind.CLAIM) == 1)


def test_only_the_newest_of_fast_queries_is_shown(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    seen: list[SearchResult] = []
    pane._searcher.found.connect(seen.append)
    for query in ("weather", "minerals", "news", "weather"):
        pane.set_query(query)
    qtbot.waitUntil(lambda: titles(pane) == ["Weather"])
    settle(qtbot, session, pane)
    assert [result.query for result in seen] == ["weather"]


def test_earlier_queries_come_back_with_down_in_the_empty_box(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    pane.box.set_history(["minerals", "weather & wind"])
    qtbot.keyClick(pane.box, Key.Key_Down)
    menu = active_menu()
    assert [action.text() for action in menu.actions()] == ["minerals", "weather && wind"]
    menu.actions()[0].trigger()
    menu.close()
    assert pane.box.text() == "minerals"
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)


def test_history_keeps_each_query_once_the_newest_first(qtbot: QtBot, pane: SearchPane) -> None:
    for query in ("a", "b", "a"):
        pane.box.remember(query)
    assert pane.box.history() == ["a", "b"]


def test_a_change_elsewhere_asks_nothing(
    qtbot: QtBot, session: ProjectSession, pane: SearchPane
) -> None:
    pane.set_query("minerals")
    settle(qtbot, session, pane)
    with qtbot.assertNotEmitted(session.jobs.started):
        session.changed.emit(Change(frozenset({"imports"})))


def chip_of(pane: SearchPane, text: str) -> QPushButton:
    for button in pane.facets.findChildren(QPushButton):
        if button.text() == text and button.isVisible():
            return button
    raise AssertionError(f"no value {text!r}")


def active_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.fixture(autouse=True)
def _no_popup_is_left(qapp: QApplication) -> Iterator[None]:
    yield
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def test_passages_are_searched_by_the_same_box(
    qtbot: QtBot,
    project: Project,
    session: ProjectSession,
    pane: SearchPane,
    library: dict[str, int],
) -> None:
    words = "Rare earth minerals, too"
    start = project.text(library["two"]).index(words)
    passage = project.tag(library["two"], Span(start, start + len(words)), Kind.QUOTE)
    project.sync_index()
    pane.set_query("minerals")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    qtbot.mouseClick(pane.line.passages, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    settle(qtbot, session, pane)
    assert pane.line.count.text().startswith("1 passage · ")
    assert pane.line.group.isHidden()
    [hit] = pane.model.hits()
    assert hit.snippets[0].text == words
    told: list[int] = []
    pane.passage_chosen.connect(told.append)
    with qtbot.waitSignal(pane.reading_wanted):
        pane.focus_query()
        qtbot.keyClick(pane.box, Key.Key_Return)
    assert told == [passage.id]
    pane.set_query("weather")
    qtbot.waitUntil(lambda: pane.page is pane.pages.nothing)
    assert "No passage answers this query" in pane.pages.nothing.words
    pane.toggle_passages()
    qtbot.waitUntil(lambda: titles(pane) == ["Weather"])


def test_a_passage_that_is_tagged_now_is_found_when_indexed(
    qtbot: QtBot, project: Project, session: ProjectSession, pane: SearchPane
) -> None:
    pane.set_query("minerals")
    pane.toggle_passages()
    qtbot.waitUntil(lambda: pane.page is pane.pages.nothing)
    session.perform(lambda: project.tag(1, Span(18, 26), Kind.CLAIM))
    project.sync_index()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)


def test_all_excerpts_of_a_hit_are_shown_on_demand(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> None:
    filler = "Nothing is said of it here, for as long as a paragraph goes on. " * 8
    add_article(f"Of copper. {filler}\n\nOf copper. {filler}\n\nCopper and zinc. {filler}")
    project.sync_index()
    pane = shown(qtbot, session)
    pane.set_query("copper zinc OR copper")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    index = pane.model.index(0)
    [hit] = pane.model.hits()
    # The best one stands first, wherever it is in the text.
    assert hit.snippets[0].text.startswith("Copper and")
    assert len(hit.snippets) == 3
    folded = pane.list.visualRect(index).height()
    pane.list.go_to_row(0)
    qtbot.keyClick(pane.list, Key.Key_Right)
    qtbot.waitUntil(lambda: pane.list.visualRect(index).height() > folded)
    qtbot.keyClick(pane.list, Key.Key_Left)
    qtbot.waitUntil(lambda: pane.list.visualRect(index).height() == folded)
    place = more_rect(pane.list.visualRect(index), hit).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: pane.list.visualRect(index).height() > folded)
