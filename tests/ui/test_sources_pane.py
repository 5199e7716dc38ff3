from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from ui.models.articles import Role
from ui.panes.sources import SourcesPane
from ui.session import ProjectSession
from workbench.domain import Kind, Span
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def library(add_article: AddArticle) -> dict[str, int]:
    return {
        "old": add_article("Old words.", title="Old story", published="2025-01-02"),
        "new": add_article("New words.", title="A new story", published="2025-03-02"),
        "other": add_article("Other words.", title="<i>Other</i>", source="Zephyr"),
    }


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession, library: dict[str, int]) -> SourcesPane:
    return shown(qtbot, session)


@pytest.fixture
def chosen(pane: SourcesPane) -> list[int]:
    told: list[int] = []
    pane.article_chosen.connect(told.append)
    return told


def shown(qtbot: QtBot, session: ProjectSession) -> SourcesPane:
    pane = SourcesPane(session)
    qtbot.addWidget(pane)
    pane.resize(260, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    qtbot.waitUntil(lambda: not session.jobs.active())
    return pane


def rows(pane: SourcesPane) -> list[str]:
    """What the tree shows, groups and articles that are open, from top to bottom."""
    found = []
    index = pane.model.index(0)
    while index.isValid():
        found.append(str(index.data()))
        index = pane.tree.indexBelow(index)
    return found


def click(qtbot: QtBot, pane: SourcesPane, article_id: int) -> None:
    place = pane.tree.visualRect(pane.model.index_of(article_id)).center()
    qtbot.mouseClick(pane.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_articles_stand_by_outlet_the_newest_first(pane: SourcesPane) -> None:
    assert rows(pane) == ["Harbour Ledger", "A new story", "Old story", "Zephyr", "<i>Other</i>"]


def test_by_folder_and_by_title(qtbot: QtBot, pane: SourcesPane) -> None:
    qtbot.mouseClick(pane.groupings.buttons()[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(pane)[0] == "articles")
    assert rows(pane) == ["articles", "A new story", "<i>Other</i>", "Old story"]
    pane.order.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: rows(pane)[1] == "<i>Other</i>")
    assert rows(pane) == ["articles", "<i>Other</i>", "A new story", "Old story"]


def test_a_click_or_enter_opens_an_article(
    qtbot: QtBot, pane: SourcesPane, library: dict[str, int], chosen: list[int]
) -> None:
    click(qtbot, pane, library["old"])
    assert chosen == [library["old"]]
    pane.tree.setFocus()
    qtbot.keyClick(pane.tree, Qt.Key.Key_Up)
    assert chosen == [library["old"]]
    qtbot.keyClick(pane.tree, Qt.Key.Key_Return)
    assert chosen == [library["old"], library["new"]]


def test_a_click_on_a_group_closes_it_and_it_stays_closed(
    qtbot: QtBot, pane: SourcesPane, add_article: AddArticle, chosen: list[int]
) -> None:
    place = pane.tree.visualRect(pane.model.index(0)).center()
    qtbot.mouseClick(pane.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert rows(pane) == ["Harbour Ledger", "Zephyr", "<i>Other</i>"]
    assert chosen == []
    add_article("More words.", title="More", source="Zephyr")
    qtbot.waitUntil(lambda: "More" in rows(pane))
    assert "Old story" not in rows(pane)


def test_the_filter_shows_what_fits_also_in_closed_groups(qtbot: QtBot, pane: SourcesPane) -> None:
    pane.tree.collapse(pane.model.index(0))
    qtbot.keyClicks(pane.filter, "old")
    qtbot.waitUntil(lambda: rows(pane) == ["Harbour Ledger", "Old story"])
    qtbot.keyClicks(pane.filter, "xyz")
    qtbot.waitUntil(pane.unmatched.isVisible)
    pane.filter.clear()
    qtbot.waitUntil(lambda: rows(pane) == ["Harbour Ledger", "Zephyr", "<i>Other</i>"])


def test_a_tag_is_counted_at_its_article(
    qtbot: QtBot, pane: SourcesPane, project: Project, library: dict[str, int]
) -> None:
    project.tag(library["old"], Span(0, 3), Kind.QUOTE)
    index = pane.model.index_of(library["old"])
    qtbot.waitUntil(lambda: dict(index.data(Role.COUNTS)).get(Kind.QUOTE) == 1)


def test_the_open_article_is_marked(
    pane: SourcesPane, library: dict[str, int], chosen: list[int]
) -> None:
    pane.select_article(library["other"])
    assert pane.selected_articles() == [library["other"]]
    pane.select_article(9999)
    assert pane.selected_articles() == [library["other"]]
    assert chosen == []


def test_articles_are_removed_and_come_back(
    qtbot: QtBot,
    pane: SourcesPane,
    project: Project,
    library: dict[str, int],
    notices: list[tuple[str, bool]],
) -> None:
    pane.tree.setFocus()
    pane.tree.setCurrentIndex(pane.model.index(0))
    qtbot.keyClick(pane.tree, Qt.Key.Key_Delete)
    assert notices == [("Removed 2 articles", True)]
    qtbot.waitUntil(lambda: rows(pane) == ["Zephyr", "<i>Other</i>"])
    project.undo()
    qtbot.waitUntil(lambda: "Old story" in rows(pane))


def test_the_menu_offers_what_can_be_done(
    pane: SourcesPane, library: dict[str, int], chosen: list[int]
) -> None:
    pane.select_article(library["old"])
    at = pane.tree.visualRect(pane.model.index_of(library["old"])).center()
    menu = pane.menu_at(at)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Open",
        "Show in folder",
        "Show the original",
        "Correct details…",
        "Read again",
        "Copies of its story…",
        "Take out of its story",
        "Remove from project",
    ]
    menu.actions()[0].trigger()
    assert chosen == [library["old"]]
    asked: list[object] = []
    pane.details_requested.connect(asked.append)
    next(one for one in menu.actions() if one.text() == "Correct details…").trigger()
    assert asked == [[library["old"]]]


def test_several_articles_are_offered_what_several_can_have(
    pane: SourcesPane, library: dict[str, int]
) -> None:
    pane.tree.selectAll()
    at = pane.tree.visualRect(pane.model.index_of(library["old"])).center()
    menu = pane.menu_at(at)
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert {"Correct details of 3 articles…", "Group as one story", "Remove 3 articles"} <= {*texts}
    asked: list[list[int]] = []
    pane.grouping_requested.connect(asked.append)
    next(one for one in menu.actions() if one.text() == "Group as one story").trigger()
    assert sorted(asked[0]) == sorted(library.values())


def test_a_menu_on_nothing_is_none(pane: SourcesPane) -> None:
    pane.tree.clearSelection()
    assert pane.menu_at(QPoint(5, 590)) is None


def test_a_folder_is_opened_as_a_file_address_only_if_it_is_there(
    pane: SourcesPane,
    library: dict[str, int],
    notices: list[tuple[str, bool]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    pane.show_folder(library["old"])
    assert opened == []
    assert notices == [("The folder /articles is no longer there", False)]
    monkeypatch.setattr(Path, "is_dir", lambda _path: True)
    pane.show_folder(library["old"])
    assert [(url.scheme(), url.toLocalFile()) for url in opened] == [("file", "/articles")]


def test_an_empty_project_offers_to_import(qtbot: QtBot, session: ProjectSession) -> None:
    pane = shown(qtbot, session)
    assert pane.nothing.isVisible()
    with qtbot.waitSignal(pane.import_requested):
        qtbot.mouseClick(pane.nothing.button, Qt.MouseButton.LeftButton)


def test_nothing_lies_under_nothing(pane: SourcesPane, chosen: list[int]) -> None:
    pane._open(QModelIndex())
    assert chosen == []
