"""The whole job in the real window: import, search, tag by keyboard, chart, export, reopen."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dialogs.import_report import ImportReportDialog
from ui.main_window import MainWindow
from ui.program import Program
from ui.theme import current
from workbench.domain import Kind, Span
from workbench.project import Project

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
WORDS = "about 70%"
METRIC = "China's share"

Start = Callable[[], Program]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> Iterator[Start]:
    """Starts the program in a window of its own, with the index in child processes."""
    programs: list[Program] = []

    def start() -> Program:
        window = MainWindow(current(), settings, tmp_path / "lode.log")
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        programs.append(Program(window, cache=tmp_path / "cache", sample=tmp_path / "Sample"))
        return programs[-1]

    yield start
    for program in programs:
        assert program.shut_down()


def test_from_a_folder_of_articles_to_a_chart_and_an_export(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start()
    activate(qtbot, program.window)
    program.create(tmp_path / "Study")
    desk = wait_for_desk(qtbot, program)
    project = program.session.project

    drop(program.window, CORPUS)
    report = wait_for_dialog(qtbot, program.window, ImportReportDialog)
    files = {path for path in CORPUS.rglob("*") if path.is_file()}
    told = project.import_report(project.imports()[0].id)
    assert {Path(file.path) for file in told.files} == files
    number = project.totals().articles
    assert report.summary.text() == f"{number} articles: {number} imported."
    assert report.model.rowCount() == number
    report.close()
    activate(qtbot, program.window)
    qtbot.waitUntil(lambda: project.totals().unindexed == 0, timeout=60_000)

    article_id = search(qtbot, program.window, desk, f'"{WORDS}" outlet:"Capitol Lantern"')
    text = project.text(article_id)
    span = Span(text.index(WORDS), text.index(WORDS) + len(WORDS))

    desk.reader.text.select(span)
    press(desk.reader.text, Qt.Key.Key_F)
    [figure] = project.passages()
    assert (figure.kind, figure.span, figure.text) == (Kind.FIGURE, span, WORDS)
    assert figure.details.quantity is not None
    assert (figure.details.quantity.value, figure.details.quantity.unit) == (70, "percent")

    desk.inspector.focus_field("metric")
    type_into(focused(desk.inspector), METRIC)
    assert project.passage(figure.id).details.metric == METRIC
    press(desk.reader.text, Qt.Key.Key_M)
    QTest.keyClicks(focused(desk.inspector), "compare with March")
    desk.reader.text.setFocus()  # a memo is saved when it is left
    assert project.passage(figure.id).details.memo == "compare with March"

    quote = sentence_start(text, "“It’s a number from oil,”")
    desk.reader.text.select(quote)
    press(desk.reader.text, Qt.Key.Key_Q)
    press(desk.reader.text, Qt.Key.Key_S)
    type_into(focused(desk.inspector), "Marcus Oyelaran")
    qtbot.waitUntil(lambda: "Marcus Oyelaran" in project.speakers())
    press(desk.reader.text, Qt.Key.Key_Delete)
    assert len(project.passages()) == 1
    undo = program.window.deeds["edit.undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo delete 1 passage")
    undo.trigger()
    assert [passage.kind for passage in project.passages()] == [Kind.FIGURE, Kind.QUOTE]

    qtbot.waitUntil(lambda: [each.metric for each in desk.chart.shown()] == [METRIC])
    [series] = desk.chart.shown()
    assert [(point.t, point.value) for point in series.points] == [("2025-02-12", 70)]

    out = tmp_path / "excerpts.csv"
    program.window.deeds["export.csv"].trigger()
    save_as(qtbot, program.window, out)
    qtbot.waitUntil(out.exists, timeout=20_000)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["kind"], row["metric"], row["memo"]) for row in rows] == [
        ("figure", METRIC, "compare with March"),
        ("quote", "", ""),
    ]
    assert text[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["text"] == WORDS

    before = project.passages()
    program.window.close()
    assert program.shut_down()

    again = start()
    again.start(None)
    desk = wait_for_desk(qtbot, again)
    assert again.session.project.passages() == before
    qtbot.waitUntil(lambda: len(desk.passages.model.ids) == 2)
    qtbot.waitUntil(desk.chart.can_export)
    assert search(qtbot, again.window, desk, "outlet:lantern date:2025-02") == article_id
    again.window.deeds["edit.undo"].trigger()  # what was done before the restart
    quote_after = again.session.project.passages()[1]
    assert quote_after.details.speaker is None


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Give the window the keyboard, as a window manager does."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def wait_for_desk(qtbot: QtBot, program: Program) -> Desk:
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=30_000)
    assert program.window.desk is not None
    return program.window.desk


def wait_for_dialog(qtbot: QtBot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    def shown() -> list[QWidget]:
        return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=40_000)
    return shown()[0]


def drop(window: MainWindow, folder: Path) -> None:
    """Drop a folder onto the window, as from a file manager."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(folder))])
    keys = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), *keys, none))
    event = QDropEvent(QPointF(200, 200), *keys, none)
    QApplication.sendEvent(window, event)
    assert event.isAccepted()


def search(qtbot: QtBot, window: MainWindow, desk: Desk, query: str) -> int:
    """Type a query into the search box, press Enter, and return the article that opens."""
    window.deeds["search.focus"].trigger()
    QTest.keyClicks(desk.search.box, query)
    qtbot.waitUntil(lambda: desk.search.query == query, timeout=10_000)
    with qtbot.waitSignal(desk.search.article_chosen, timeout=20_000) as chosen:
        QTest.keyClick(desk.search.box, Qt.Key.Key_Return)
    assert desk.reader.article_id() == chosen.args[0]
    return int(chosen.args[0])


def press(widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    QTest.keyClick(widget, key)


def focused(pane: QWidget) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    assert pane.isAncestorOf(widget)
    return widget


def type_into(field: QWidget, words: str) -> None:
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def sentence_start(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def save_as(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    dialog = wait_for_dialog(qtbot, window, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()


def test_the_sample_is_the_corpus_with_every_passage_in_its_place(tmp_path: Path) -> None:
    from workbench.sample import ensure_sample

    folder = ensure_sample(tmp_path / "Sample", cache=tmp_path / "cache")
    with Project.open(folder, cache=tmp_path / "cache") as project:
        files = {path for path in CORPUS.rglob("*") if path.is_file()}
        assert {Path(article.path).name for article in project.articles()} == {
            path.name for path in files
        }
        assert project.check() == []
        for passage in project.passages():
            assert project.text(passage.article_id)[passage.span.start : passage.span.end] == (
                passage.text
            )
        shares = project.series(["China's share of rare earth supply"])
        assert [one.unit for one in shares] == ["percent"]
        assert len(shares[0].points) >= 10
        assert all(article.published and article.source for article in project.articles())
