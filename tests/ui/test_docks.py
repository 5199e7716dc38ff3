import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QPlainTextEdit, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.docks import TITLES, Docks, DockTitle
from ui.views import VIEWS


class Window(QMainWindow):
    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.resize(width, height)
        self.setCentralWidget(QPlainTextEdit())
        self.centralWidget().hide()
        self.docks = Docks(self)
        for name in TITLES:
            self.docks.fill(name, QLabel(name))


def opened(qtbot: QtBot, width: int, height: int) -> Window:
    window = Window(width, height)
    qtbot.addWidget(window)
    window.show()
    window.docks.arrange()
    qtbot.waitUntil(lambda: 0 < window.docks["reader"].x() < width)
    return window


def test_a_pane_that_asks_for_more_height_does_not_come_to_lie_over_others(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 800)
    search, passages = window.docks["search"], window.docks["passages"]
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLabel("Query"))
    window.docks.fill("search", page)
    problem = QLabel("Why the query cannot be answered")
    problem.setMinimumHeight(600)
    column.addWidget(problem)
    qtbot.waitUntil(problem.isVisible)
    qtbot.waitUntil(lambda: search.geometry().bottom() < passages.geometry().top())
    assert passages.geometry().bottom() <= window.height()
    assert search.minimumSizeHint().height() < 300


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (1920, 1080)])
def test_the_reader_has_room_for_a_line_of_text(qtbot: QtBot, width: int, height: int) -> None:
    window = opened(qtbot, width, height)
    reader = window.docks["reader"]
    qtbot.waitUntil(lambda: reader.width() >= 0.35 * width)
    middle = reader.geometry()
    assert middle.width() >= 560
    assert middle.height() >= 0.5 * height
    foot = window.docks["passages"].geometry()
    assert foot.width() == width
    assert foot.top() > middle.bottom()


def test_on_a_wide_window_sources_stand_beside_search(qtbot: QtBot) -> None:
    wide = opened(qtbot, 1440, 900)
    assert wide.tabifiedDockWidgets(wide.docks["search"]) == []
    assert wide.docks["sources"].x() < wide.docks["search"].x()
    narrow = opened(qtbot, 1280, 800)
    assert narrow.tabifiedDockWidgets(narrow.docks["search"]) == [narrow.docks["sources"]]


def test_a_dock_that_was_closed_and_moved_is_where_it_was_after_arrange(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    docks = window.docks
    docks["inspector"].close()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks["chart"])
    docks["passages"].setFloating(True)
    docks.arrange()
    assert not docks["inspector"].isHidden()
    assert not docks["passages"].isFloating()
    assert window.dockWidgetArea(docks["chart"]) is Qt.DockWidgetArea.BottomDockWidgetArea
    beside = [docks[name] for name in ("suggestions", "chart", *VIEWS)]
    assert window.tabifiedDockWidgets(docks["passages"]) == beside


def test_a_tab_names_its_dock_and_closes_it(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    tabs = next(bar for bar in window.findChildren(QTabBar) if bar.count() == 3 + len(VIEWS))
    titles = [tabs.tabText(index) for index in range(tabs.count())]
    views = [pane.title for pane in VIEWS.values()]
    assert titles == ["Passages", "Suggestions", "Chart", *views]
    qtbot.waitUntil(tabs.tabsClosable)
    assert title_bar(window, "passages").height() == 0
    for index in reversed(range(3, tabs.count())):
        tabs.tabCloseRequested.emit(index)
    tabs.tabCloseRequested.emit(2)
    assert window.docks["chart"].isHidden()
    tabs.tabCloseRequested.emit(1)
    assert window.docks["suggestions"].isHidden()
    qtbot.waitUntil(lambda: title_bar(window, "passages").height() > 0)
    window.docks.bring("chart")
    qtbot.waitUntil(lambda: title_bar(window, "passages").height() == 0)


def test_every_dock_can_be_closed_by_its_title(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    title = title_bar(window, "inspector")
    assert title.close_button.accessibleName() == "Close Inspector"
    qtbot.mouseClick(title.close_button, Qt.MouseButton.LeftButton)
    assert window.docks["inspector"].isHidden()


def test_the_layout_survives_being_saved(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    window.docks["chart"].close()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window.docks["sources"])
    state = window.saveState(1)
    again = opened(qtbot, 1440, 900)
    assert again.restoreState(state, 1)
    assert again.docks["chart"].isHidden()
    area = again.dockWidgetArea(again.docks["sources"])
    assert area is Qt.DockWidgetArea.RightDockWidgetArea


def title_bar(window: Window, name: str) -> DockTitle:
    bar = window.docks[name].titleBarWidget()
    assert isinstance(bar, DockTitle)
    return bar
