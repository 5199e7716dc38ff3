"""The whole job in the real window: import, search, tag by keyboard, chart, report, reopen."""

import csv
import hashlib
import html
import os
import shutil
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
from ui.panes.report import ReportPane
from ui.program import Program
from ui.theme import current
from workbench.domain import ItemSort, Kind, Qualifier, ReportItem, Span, ViewSort
from workbench.project import Project

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
WORDS = "about 70%"
METRIC = "China's share"
_DATA = os.environ.get("LODE_GOLD")
SAVED = Path(_DATA).parent / "seeds" if _DATA else None
"""Three articles as somebody saved them."""

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


@pytest.mark.skipif(SAVED is None or not SAVED.is_dir(), reason="needs the public test data")
@pytest.mark.parametrize("offered", [False, True], ids=["by hand", "from what is offered"])
def test_from_three_saved_articles_to_a_report_that_can_be_checked_without_lode(
    qtbot: QtBot, start: Start, tmp_path: Path, offered: bool
) -> None:
    program = start()
    activate(qtbot, program.window)
    program.create(tmp_path / "Study")
    desk = wait_for_desk(qtbot, program)
    project = program.session.project
    assert SAVED is not None
    shutil.copytree(SAVED, tmp_path / "Saved")
    drop(program.window, tmp_path / "Saved")
    wait_for_dialog(qtbot, program.window, ImportReportDialog).close()
    activate(qtbot, program.window)
    qtbot.waitUntil(lambda: project.totals().unindexed == 0, timeout=60_000)
    texts = {one.id: project.text(one.id) for one in project.articles()}
    assert len(texts) == 3
    assert not any("Leave a Comment" in text for text in texts.values())

    figures = ("over 70%", "about 70%", "an estimated $14.8 trillion")
    said = "“The key takeaway is that the U.S. must reduce its strategic vulnerabilities"
    claim = "China dominates the rare earth market"
    mark = accept_offered if offered else tag_by_hand
    mark(qtbot, desk, texts, [(words, Qt.Key.Key_F) for words in figures])
    mark(qtbot, desk, texts, [(said, Qt.Key.Key_Q), (claim, Qt.Key.Key_C)])
    found = project.passages()
    assert sorted(one.kind for one in found) == sorted([Kind.FIGURE] * 3 + [Kind.QUOTE, Kind.CLAIM])
    for one in found:
        assert texts[one.article_id][one.span.start : one.span.end] == one.text
    values = {one.text: one.details.quantity for one in found if one.kind is Kind.FIGURE}
    assert {
        words: (number.value, number.qualifier)
        for words, number in values.items()
        if number is not None
    } == {
        "over 70%": (70, Qualifier.ABOVE),
        "about 70%": (70, Qualifier.ABOUT),
        "an estimated $14.8 trillion": (14.8e12, Qualifier.ABOUT),
    }

    # What is seventy percent of what is told apart by the metric that the analyst gives.
    for words, metric in (("over 70%", METRIC), ("about 70%", "Occupied share")):
        [passage] = [one for one in project.passages() if one.text == words]
        desk.open_passage(passage.id)
        press(desk.reader.text, Qt.Key.Key_V)
        desk.inspector.focus_field("metric")
        field = focused(desk.inspector)
        field.selectAll()
        type_into(field, metric)
        assert project.passage(passage.id).details.metric == metric
    qtbot.waitUntil(lambda: METRIC in {one.metric for one in project.series()})
    [share] = project.series([METRIC])
    assert [point.value for point in share.points] == [70]
    passage_id = share.points[0].passage_id

    report = desk.views["report"]
    assert isinstance(report, ReportPane)
    desk.bring_wanted.emit("report")
    report.new("Seventy percent of what")
    qtbot.waitUntil(report.export_button.isEnabled)
    view = project.save_view(ViewSort.CHART, "The share", {"metrics": [METRIC]})
    report.add([ReportItem(0, ItemSort.HEADING, "Shares")])
    qtbot.waitUntil(lambda: report.model.rowCount() == 1)
    report.add_view(view)
    report.add_passages([one.id for one in found])
    qtbot.waitUntil(lambda: report.model.rowCount() == 2 + len(found))
    out = tmp_path / "report.html"
    report.export()
    save_as(qtbot, program.window, out)
    qtbot.waitUntil(out.exists, timeout=20_000)
    page = out.read_text(encoding="utf-8")
    assert f"passage {passage_id}" in page
    for one in found:
        assert html.escape(one.text) in page or one.text in page
        digest = hashlib.sha256(texts[one.article_id].encode()).hexdigest()
        assert digest in page
        assert f"{one.span.start:,}" in page or str(one.span.start) in page
    assert "data:image/png;base64," in page
    assert "<script" not in page
    before = project.passages()
    for _ in range(2):
        program.window.deeds["edit.undo"].trigger()
        program.window.deeds["edit.redo"].trigger()
    assert project.passages() == before


def place_of(texts: dict[int, str], words: str) -> tuple[int, Span]:
    """The article in which these words stand, and where."""
    [article_id] = [each for each, text in texts.items() if words in text]
    start = texts[article_id].index(words)
    return article_id, Span(start, start + len(words))


def tag_by_hand(
    qtbot: QtBot, desk: Desk, texts: dict[int, str], wanted: list[tuple[str, Qt.Key]]
) -> None:
    for words, key in wanted:
        article_id, span = place_of(texts, words)
        desk.open_article(article_id)
        qtbot.waitUntil(lambda wanted=article_id: desk.reader.article_id() == wanted)
        desk.reader.text.select(span)
        press(desk.reader.text, key)


def accept_offered(
    qtbot: QtBot, desk: Desk, texts: dict[int, str], wanted: list[tuple[str, Qt.Key]]
) -> None:
    pane = desk.suggestions
    kinds = {Qt.Key.Key_F: Kind.FIGURE, Qt.Key.Key_Q: Kind.QUOTE, Qt.Key.Key_C: Kind.CLAIM}
    desk.bring_wanted.emit("suggestions")
    if pane.scope.currentIndex() == 0:
        QTest.mouseClick(pane.read_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: pane.scope.currentIndex() == 1, timeout=60_000)
    for words, key in wanted:

        def row(words: str = words, kind: Kind = kinds[key]) -> int | None:
            rows = enumerate(pane.model.rows)
            return next((n for n, one in rows if one.kind is kind and words in one.text), None)

        qtbot.waitUntil(lambda row=row: row() is not None, timeout=20_000)
        number = len(pane.model.rows)
        at = row()
        assert at is not None
        pane.table.setCurrentIndex(pane.model.index(at, 0))
        press(pane.table, Qt.Key.Key_A)
        qtbot.waitUntil(lambda number=number: len(pane.model.rows) < number)


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
