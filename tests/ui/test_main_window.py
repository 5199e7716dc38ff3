import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ui.dialogs.export import ExportOrder
from ui.dialogs.import_report import ImportReportDialog
from ui.dialogs.palette import PaletteDialog
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.session import ProjectSession
from ui.theme import Scheme, current
from ui.views import VIEWS
from workbench.domain import Kind, PassageDetails, PassageFilter, PassageGrouping, Span
from workbench.project import Project

ARTICLES = {
    "tariffs.txt": "Tariffs on graphite\n\nBy Ana Ortiz\n\nChina made 92 percent of the world's "
    "graphite anodes last year. “We have no other supplier,” said Lena Berg.",
    "reserves.txt": "Reserves under the field\n\nBy Ben Kay\n\nThe ministry puts the reserves at "
    "$14.8 trillion. Nobody has measured the graphite there.",
    "maps.txt": "Old maps\n\nBy Cora Lind\n\nThe maps are from 1960 and show lithium.",
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and its index, of which every test gets a copy."""
    root = tmp_path_factory.mktemp("original")
    folder = root / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Project.create(root / "Minerals", cache=root / "cache") as project:
        project.import_paths([folder])
        project.sync_index()
    return root


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "copy"
    shutil.copytree(original, root)
    with Project.open(root / "Minerals", cache=root / "cache") as project:
        yield project


@pytest.fixture
def session(project: Project, jobs: JobRunner) -> Iterator[ProjectSession]:
    session = ProjectSession(project, jobs)
    yield session
    session.close()
    assert jobs.shut_down()


@pytest.fixture
def window(qtbot: QtBot, session: ProjectSession, settings: QSettings) -> MainWindow:
    return opened(qtbot, session, settings)


def opened(qtbot: QtBot, session: ProjectSession, settings: QSettings) -> MainWindow:
    made = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.show_session(session)
    return made


def article(project: Project, title: str) -> int:
    return next(each.id for each in project.articles() if each.title.startswith(title))


def select(window: MainWindow, words: str) -> Span:
    """Select words of the open article as the mouse would."""
    reader = window.desk.reader
    start = window.desk.session.project.text(reader.article_id()).index(words)
    span = Span(start, start + len(words))
    reader.text.setFocus()
    reader.text.select(span)
    return span


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget()
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


CTRL = Qt.KeyboardModifier.ControlModifier


# ── A project comes in ───────────────────────────────────────────────────────────────────


def test_without_a_project_only_the_ways_to_one_are_open(qtbot: QtBot, settings: QSettings) -> None:
    window = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle() == "Lode"
    assert window.start_page.isVisible()
    assert window.deeds["project.open"].isEnabled()
    assert not window.deeds["import.folder"].isEnabled()
    assert not any(window.docks[name].isVisible() for name in ("search", "chart"))


def test_an_open_project_is_named_and_counted(window: MainWindow) -> None:
    assert window.windowTitle() == "Minerals — Lode"
    assert window.status.text == "3 articles · 0 passages · Index up to date"
    assert window.desk.reader.article_id() is not None
    assert not window.start_page.isVisible()
    assert window.recent.folders() == [window.desk.session.project.folder]


def test_what_opening_found_is_said(
    qtbot: QtBot, session: ProjectSession, settings: QSettings
) -> None:
    session.project.opening_notes = ("Everything was checked and is intact.",)
    window = opened(qtbot, session, settings)
    assert window.opening_notes.text == "Everything was checked and is intact."
    qtbot.mouseClick(window.opening_notes.close_button, Qt.MouseButton.LeftButton)
    assert not window.opening_notes.isVisible()


# ── Searching and going about ────────────────────────────────────────────────────────────


def test_a_hit_opens_in_the_reader(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is window.desk.search.box
    qtbot.keyClicks(window.desk.search.box, "reserves")
    with qtbot.waitSignal(window.desk.search.article_chosen) as chosen:
        qtbot.waitUntil(lambda: window.desk.search.model.rowCount() == 1)
        qtbot.keyClick(window.desk.search.box, Qt.Key.Key_Return)
    assert chosen.args[0] == article(window.desk.session.project, "Reserves")
    assert window.desk.reader.article_id() == chosen.args[0]


def test_enter_on_a_hit_leads_into_its_text_and_a_click_stays_in_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    desk = window.desk
    desk.search_for("graphite")
    qtbot.waitUntil(lambda: desk.search.model.rowCount() == 2)
    for pressed in (desk.search.box, desk.search.list):
        pressed.setFocus()
        qtbot.keyClick(pressed, Qt.Key.Key_Return)
        qtbot.waitUntil(desk.reader.text.hasFocus)
    press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert desk.search.list.hasFocus()
    opened = desk.reader.article_id()
    place = desk.search.list.visualRect(desk.search.model.index(1)).center()
    qtbot.mouseClick(desk.search.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: desk.reader.article_id() != opened)
    assert desk.search.list.hasFocus()


def test_a_letter_in_the_list_of_hits_goes_to_no_other_hit(
    qtbot: QtBot, window: MainWindow
) -> None:
    desk = window.desk
    desk.search_for("graphite")
    qtbot.waitUntil(lambda: desk.search.model.rowCount() == 2)
    desk.search.list.go_to_row(0)
    first_letter = desk.search.model.hits()[1].title[0]
    qtbot.keyClicks(desk.search.list, first_letter)
    assert desk.search.list.currentIndex().row() == 0


def test_back_and_forward_go_through_the_places(qtbot: QtBot, window: MainWindow) -> None:
    project = window.desk.session.project
    ids = [article(project, title) for title in ("Old maps", "Reserves", "Tariffs")]
    for article_id in ids:
        window.desk.open_article(article_id)
    alt = Qt.KeyboardModifier.AltModifier
    press(qtbot, Qt.Key.Key_Left, alt)
    assert window.desk.reader.article_id() == ids[1]
    press(qtbot, Qt.Key.Key_Left, alt)
    assert window.desk.reader.article_id() == ids[0]
    press(qtbot, Qt.Key.Key_Right, alt)
    assert window.desk.reader.article_id() == ids[1]
    assert window.deeds["go.forward"].isEnabled()


def test_a_place_whose_passage_is_gone_leads_to_its_article(window: MainWindow) -> None:
    project = window.desk.session.project
    maps, reserves = article(project, "Old maps"), article(project, "Reserves")
    passage = project.tag(reserves, Span(0, 8), Kind.CLAIM)
    window.desk.open_passage(passage.id)
    window.desk.open_article(maps)
    project.delete_passages([passage.id])
    window.deeds["go.back"].trigger()
    assert window.desk.reader.article_id() == reserves
    assert window.errors.shown is None


def test_f6_goes_from_pane_to_pane_and_esc_back_to_the_text(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.desk.focus.go_home()
    around = []
    views = [view.title for view in VIEWS.values()]
    for _ in range(6 + len(views)):
        press(qtbot, Qt.Key.Key_F6)
        around.append(window.desk.focus.here.accessibleName())
    foot = ["Passages", "Suggestions", "Chart", *views]
    assert around == ["Inspector", *foot, "Sources", "Search"]
    press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.focus.here is window.desk.sources
    press(qtbot, Qt.Key.Key_Escape)
    assert window.desk.reader.isAncestorOf(QApplication.focusWidget())


def test_f6_passes_over_what_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    window.docks["inspector"].close()
    for name in ("passages", "suggestions"):
        window.docks[name].close()
    window.desk.focus.go_home()
    press(qtbot, Qt.Key.Key_F6)
    assert window.desk.focus.here is window.desk.chart


# ── Tagging ──────────────────────────────────────────────────────────────────────────────


def test_a_key_tags_the_selected_words_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    project = window.desk.session.project
    window.desk.open_article(article(project, "Reserves"))
    span = select(window, "$14.8 trillion")
    press(qtbot, Qt.Key.Key_F)

    [passage] = project.passages()
    assert (passage.kind, passage.span) == (Kind.FIGURE, span)
    assert passage.details.quantity.value == 14.8e12
    assert window.notice.text.startswith("Tagged as figure")
    qtbot.waitUntil(lambda: window.deeds["edit.undo"].text() == "Undo tag as figure")
    assert "1 passage" in window.status.text
    assert window.desk.inspector.current_passage_id() == passage.id
    qtbot.waitUntil(lambda: window.desk.passages.selected_ids() == [passage.id])

    qtbot.mouseClick(window.notice.undo_button, Qt.MouseButton.LeftButton)
    assert project.passages() == []
    qtbot.waitUntil(lambda: window.deeds["edit.redo"].text() == "Redo tag as figure")
    press(qtbot, Qt.Key.Key_Y, CTRL)
    assert [each.span for each in project.passages()] == [span]


def test_a_key_leads_to_a_field_of_the_inspector(qtbot: QtBot, window: MainWindow) -> None:
    project = window.desk.session.project
    window.docks["inspector"].close()
    window.desk.open_article(article(project, "Tariffs"))
    select(window, "“We have no other supplier,”")
    press(qtbot, Qt.Key.Key_Q)
    press(qtbot, Qt.Key.Key_S)
    assert not window.docks["inspector"].isHidden()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Lena Berg")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    [passage] = project.passages()
    assert passage.details.speaker == "Lena Berg"


def test_in_the_table_the_keys_mean_its_rows(qtbot: QtBot, window: MainWindow) -> None:
    project = window.desk.session.project
    reserves = article(project, "Reserves")
    first = project.tag(reserves, Span(0, 8), Kind.CLAIM)
    second = project.tag(article(project, "Old maps"), Span(0, 8), Kind.CLAIM)
    window.desk.open_passage(first.id)
    window.docks.bring("passages")
    qtbot.waitUntil(lambda: len(window.desk.passages.model.ids) == 2)
    window.desk.focus.enter(window.desk.passages)
    window.desk.passages.select_passage(second.id)

    press(qtbot, Qt.Key.Key_Q)
    assert project.passage(second.id).kind is Kind.QUOTE
    assert project.passage(first.id).kind is Kind.CLAIM
    press(qtbot, Qt.Key.Key_Delete)
    assert [passage.id for passage in project.passages()] == [first.id]
    assert window.notice.text == "Deleted 1 passage"


def test_without_a_passage_its_keys_say_what_is_missing(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.focus.go_home()
    press(qtbot, Qt.Key.Key_T)
    assert window.notice.text == "Choose a passage first."


def test_a_point_of_the_chart_opens_its_passage(qtbot: QtBot, window: MainWindow) -> None:
    project = window.desk.session.project
    reserves = article(project, "Reserves")
    passage = project.tag(reserves, Span(0, 8), Kind.FIGURE)
    window.desk.open_article(article(project, "Old maps"))
    window.desk.chart.passage_chosen.emit(passage.id)
    assert window.desk.reader.article_id() == reserves
    assert window.desk.reader.current_passage_id() == passage.id


# ── Layout and look ──────────────────────────────────────────────────────────────────────


def test_a_pane_is_closed_and_brought_back_from_the_view_menu(
    qtbot: QtBot, window: MainWindow
) -> None:
    action = window.deeds["view.passages"]
    assert action.isChecked()
    qtbot.waitUntil(lambda: window.docks.in_front("passages"))
    action.trigger()
    assert window.docks["passages"].isHidden()
    assert not action.isChecked()
    action.trigger()
    assert not window.docks["passages"].isHidden()
    window.docks["inspector"].close()
    assert not window.deeds["view.inspector"].isChecked()


def test_a_pane_behind_another_is_brought_to_the_front_before_it_is_closed(
    qtbot: QtBot, window: MainWindow
) -> None:
    chart, action = window.docks["chart"], window.deeds["view.chart"]
    qtbot.waitUntil(lambda: not window.docks.in_front("chart"))
    action.trigger()
    qtbot.waitUntil(lambda: window.docks.in_front("chart"))
    assert action.isChecked()
    action.trigger()
    assert chart.isHidden()
    assert not action.isChecked()


def test_the_layout_is_remembered_until_it_is_reset(
    qtbot: QtBot, window: MainWindow, session: ProjectSession, settings: QSettings
) -> None:
    window.docks["chart"].close()
    window.resize(1100, 700)
    window.close()
    window.clear_session()

    again = opened(qtbot, session, settings)
    assert again.docks["chart"].isHidden()
    again.deeds["view.reset"].trigger()
    assert not again.docks["chart"].isHidden()


def test_closing_without_a_project_keeps_the_layout_of_the_last(
    qtbot: QtBot, window: MainWindow, session: ProjectSession, settings: QSettings
) -> None:
    window.docks["chart"].close()
    window.close()
    window.clear_session()
    failed = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(failed)
    failed.show()
    failed.close()
    again = opened(qtbot, session, settings)
    assert again.docks["chart"].isHidden()
    assert not again.docks["inspector"].isHidden()


def test_the_theme_is_switched_from_the_menu(window: MainWindow) -> None:
    window.deeds["view.theme.dark"].trigger()
    assert current().dark
    window.deeds["view.theme.light"].trigger()
    assert current().scheme is Scheme.LIGHT


def test_the_size_of_the_text_is_remembered(
    qtbot: QtBot, window: MainWindow, session: ProjectSession, settings: QSettings
) -> None:
    before = window.desk.reader.reading_size()
    press(qtbot, Qt.Key.Key_Equal, CTRL)
    press(qtbot, Qt.Key.Key_Equal, CTRL)
    press(qtbot, Qt.Key.Key_Minus, CTRL)
    window.clear_session()
    assert opened(qtbot, session, settings).desk.reader.reading_size() == before + 1


def test_one_comes_back_to_the_article_one_was_reading(
    qtbot: QtBot, window: MainWindow, session: ProjectSession, settings: QSettings
) -> None:
    maps = article(session.project, "Old maps")
    window.desk.open_article(maps)
    window.clear_session()
    assert opened(qtbot, session, settings).desk.reader.article_id() == maps


def test_every_action_of_the_palette_can_be_found_and_done(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(qtbot, Qt.Key.Key_K, CTRL)
    palette = window.findChild(PaletteDialog)
    qtbot.keyClicks(palette.query, "view chart")
    assert palette.shown_ids()[0] == "view.chart"
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.docks.in_front("chart"))


def test_the_first_steps_lead_through_search_tag_and_chart(
    qtbot: QtBot, session: ProjectSession, settings: QSettings
) -> None:
    window = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.show_session(session, sample=True)
    assert window.first_steps.isVisible()
    window.first_steps.step_wanted.emit("search")
    assert window.desk.search.box.text() == "rare earth*"
    window.first_steps.step_wanted.emit("tag")
    assert "press C, Q or F" in window.notice.text
    assert window.desk.focus.here is window.desk.readers
    window.docks["chart"].close()
    window.first_steps.step_wanted.emit("chart")
    assert not window.docks["chart"].isHidden()

    qtbot.mouseClick(window.first_steps.close_button, Qt.MouseButton.LeftButton)
    window.clear_session()
    window.show_session(session, sample=True)
    assert not window.first_steps.isVisible()


def test_every_button_without_words_is_named_and_explained(window: MainWindow) -> None:
    project = window.desk.session.project
    passage = project.tag(article(project, "Reserves"), Span(0, 8), Kind.FIGURE)
    window.desk.open_passage(passage.id)
    inside_qt = {"QLineEditIconButton", "QTableCornerButton", "CloseButton"}
    nameless = [
        f"{type(button.parent()).__name__}: {button.objectName() or button.toolTip()}"
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and not (button.text() or (button.accessibleName() and button.toolTip()))
        and button.metaObject().className() not in inside_qt
    ]
    assert not nameless, nameless


# ── Import, export, care ─────────────────────────────────────────────────────────────────


def test_a_dropped_folder_is_imported_reported_and_found(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "cobalt.txt").write_text("Cobalt\n\nThe cobalt mine is shut.", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    drop(window, folder)

    qtbot.waitUntil(lambda: window.findChild(ImportReportDialog) is not None, timeout=20_000)
    assert window.notice.text == "1 article imported, 1 not read"
    window.desk.search.set_query("cobalt")
    qtbot.waitUntil(lambda: window.desk.search.model.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: window.status.text.startswith("4 articles"))


def drop(window: MainWindow, folder: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(folder))])
    keys = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(50, 50), *keys, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    fall = QDropEvent(QPointF(50, 50), *keys, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, fall)
    assert fall.isAccepted()


def test_what_is_dropped_from_the_web_is_not_taken(window: MainWindow) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl("https://example.org/article.html")])
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_the_last_import_can_be_read_again(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds["import.report"].trigger()
    assert window.findChild(ImportReportDialog) is not None


def test_passages_are_exported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    project = window.desk.session.project
    project.tag(article(project, "Reserves"), Span(0, 8), Kind.CLAIM)
    path = tmp_path / "out.csv"
    window.desk.errands._export(
        ExportOrder("csv", PassageFilter(), PassageGrouping.ARTICLE, None), path
    )
    qtbot.waitUntil(lambda: window.notice.text.startswith("Exported 1 passage to "))
    assert "Reserves" in path.read_text(encoding="utf-8-sig")


def test_check_and_backup_say_what_came_of_them(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds["project.backup"].trigger()
    qtbot.waitUntil(lambda: window.notice.text.startswith("Backed up to "), timeout=20_000)
    assert Path(window.notice.text.removeprefix("Backed up to ")).is_file()
    window.deeds["project.check"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QDialog)), timeout=20_000)
    [dialog] = window.findChildren(QDialog)
    assert dialog.windowTitle() == "Check project"


def test_a_failure_is_shown_in_one_place(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.session.failed.emit("The disk is full. Nothing was changed.", "StoreError")
    assert window.errors.shown is not None
    window.errors.shown.accept()


def test_dialogs_of_a_project_go_with_it(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds["import.report"].trigger()
    report = window.findChild(ImportReportDialog)
    with qtbot.waitSignal(report.destroyed):
        window.clear_session()
    assert window.start_page.isVisible()


def test_earlier_queries_are_there_the_next_time(
    qtbot: QtBot, window: MainWindow, session: ProjectSession, settings: QSettings
) -> None:
    for query in ("rare earth", "lithium"):
        window.desk.search.box.remember(query)
    window.clear_session()
    again = opened(qtbot, session, settings)
    assert again.desk.search.box.history() == ["lithium", "rare earth"]


def test_what_is_searched_for_can_be_saved_and_looked_at_again(
    qtbot: QtBot, window: MainWindow, project: Project
) -> None:
    window.deeds["search.save"].trigger()
    assert project.saved_searches() == []
    window.desk.search_for("lithium")
    window.deeds["search.save"].trigger()
    [saved] = project.saved_searches()
    assert (saved.name, saved.query) == ("lithium", "lithium")
    window.desk.search_for("rare")
    window.desk._search_saved(saved)
    assert window.desk.search.query == "lithium"


def test_more_like_the_article_that_is_open(
    qtbot: QtBot, window: MainWindow, project: Project
) -> None:
    chosen = project.articles()[0].id
    window.desk.open_article(chosen)
    window.deeds["search.like"].trigger()
    assert window.desk.search.query == f"like:{chosen}"


# ── What the chart tells the other panes ─────────────────────────────────────────────────


def test_the_time_marked_on_the_chart_filters_the_passages(
    qtbot: QtBot, project: Project, window: MainWindow
) -> None:
    reserves, tariffs = article(project, "Reserves"), article(project, "Tariffs")
    project.edit_article(reserves, published="2025-02-01")
    project.edit_article(tariffs, published="2025-06-01")
    made = []
    for article_id, words in ((reserves, "$14.8 trillion"), (tariffs, "92 percent")):
        start = project.text(article_id).index(words)
        span = Span(start, start + len(words))
        details = PassageDetails(metric=words)
        made.append(project.tag(article_id, span, Kind.FIGURE, details).id)
    desk = window.desk
    window.docks.bring("chart")
    qtbot.waitUntil(lambda: desk.chart.model.rowCount() == 2)
    desk.chart.model.choose(["$14.8 trillion", "92 percent"])
    day = desk.chart.plot.panels()[0].placed[0].x[0]
    desk.chart.plot.brush((day - 1, day + 1))
    qtbot.waitUntil(lambda: len(desk.passages.model.ids) == 1)
    assert desk.passages.bar.only_chip.text() == "1 passage from the chart  ✕"
    assert not desk.chart.visibleRegion().isEmpty()
    desk.chart.plot.brush(None)
    qtbot.waitUntil(lambda: sorted(desk.passages.model.ids) == sorted(made))


def test_the_rates_are_reached_from_the_menus(window: MainWindow) -> None:
    window.deeds["rates.show"].trigger()
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert [one.windowTitle() for one in dialogs] == ["Exchange rates"]
    dialogs[0].close()


def test_the_key_that_accepts_suggestions_does_so_on_the_chart(
    qtbot: QtBot, project: Project, window: MainWindow
) -> None:
    tariffs = article(project, "Tariffs")
    project.edit_article(tariffs, published="2025-06-01")
    project.read_all()
    assert project.suggested_figures()
    desk = window.desk
    start = project.text(tariffs).index("Lena Berg")
    project.tag(tariffs, Span(start, start + 9), Kind.CLAIM)
    window.docks.bring("chart")
    desk.chart.bar.suggested.trigger()
    qtbot.waitUntil(desk.chart.can_export)
    desk.chart.plot.setFocus()
    press(qtbot, Qt.Key.Key_Home)
    assert "suggested: A accepts it" in desk.chart.card.words
    press(qtbot, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(project.passages(PassageFilter(kind=Kind.FIGURE))) == 1)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not project.passages(PassageFilter(kind=Kind.FIGURE)))
