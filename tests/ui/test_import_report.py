import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.import_report import ImportReportDialog
from ui.models.outcomes import Column
from ui.session import ProjectSession
from workbench.domain import ImportReport
from workbench.project import Project

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def report(project: Project, tmp_path: Path) -> ImportReport:
    """A real import of two articles and one file that is none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("One story\n\nWords about minerals in a field.\n")
    (folder / "two.txt").write_text("Another story\n\nOther words, about the weather.\n")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 no article")
    return project.import_paths([folder])


@pytest.fixture
def dialog(
    qtbot: QtBot, session: ProjectSession, report: ImportReport
) -> Iterator[ImportReportDialog]:
    dialog = ImportReportDialog(report, session)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.deleteLater()


def names(dialog: ImportReportDialog) -> list[str]:
    rows = dialog.rows
    return [rows.index(row, Column.FILE).data() for row in range(rows.rowCount())]


def row_of(dialog: ImportReportDialog, name: str) -> int:
    return names(dialog).index(name)


def test_it_says_how_the_import_went(dialog: ImportReportDialog) -> None:
    assert dialog.summary.text() == "3 files: 2 imported, 1 refused."
    assert sorted(names(dialog)) == ["one.txt", "photo.jpg", "two.txt"]
    reason = dialog.rows.index(row_of(dialog, "photo.jpg"), Column.REASON).data()
    assert reason
    assert not dialog.isModal()


def test_chips_filter_by_outcome_and_the_box_by_words(
    qtbot: QtBot, dialog: ImportReportDialog
) -> None:
    chips = {chip.text(): chip for chip in dialog.chips.buttons()}
    assert list(chips) == ["All  3", "Imported  2", "Refused  1"]
    qtbot.mouseClick(chips["Refused  1"], LEFT)
    assert names(dialog) == ["photo.jpg"]
    qtbot.mouseClick(chips["All  3"], LEFT)
    qtbot.keyClicks(dialog.filter, "one")
    assert names(dialog) == ["one.txt"]


def test_a_double_click_opens_the_article(qtbot: QtBot, dialog: ImportReportDialog) -> None:
    place = dialog.table.visualRect(dialog.rows.index(row_of(dialog, "one.txt"), 0)).center()
    qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=place)
    with qtbot.waitSignal(dialog.article_chosen) as told:
        qtbot.mouseDClick(dialog.table.viewport(), LEFT, pos=place)
    assert told.args == [1]


def test_files_that_were_not_read_can_be_tried_again(
    qtbot: QtBot, dialog: ImportReportDialog
) -> None:
    with qtbot.waitSignal(dialog.retry_requested) as told:
        qtbot.mouseClick(dialog.retry_button, LEFT)
    assert [path.name for path in told.args[0]] == ["photo.jpg"]


def test_the_report_is_copied(qtbot: QtBot, dialog: ImportReportDialog) -> None:
    qtbot.mouseClick(dialog.copy_button, LEFT)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("3 files: 2 imported, 1 refused.\n")
    assert "photo.jpg" in text


def test_the_report_is_saved_as_csv(
    qtbot: QtBot, session: ProjectSession, dialog: ImportReportDialog, tmp_path: Path
) -> None:
    qtbot.mouseClick(dialog.save_button, LEFT)
    asking = dialog.findChild(QFileDialog)
    assert asking is not None
    out = tmp_path / "report.csv"
    with qtbot.waitSignal(session.notice) as told:
        asking.filesSelected.emit([str(out)])
    asking.close()
    assert told.args == [f"Saved {out}", False]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["outcome"] for row in rows) == ["imported", "imported", "refused"]


def test_earlier_imports_can_be_looked_at(
    qtbot: QtBot,
    session: ProjectSession,
    project: Project,
    report: ImportReport,
    tmp_path: Path,
) -> None:
    again = project.import_paths([tmp_path / "articles"])
    dialog = ImportReportDialog(again, session)
    qtbot.addWidget(dialog)
    assert dialog.imports.count() == 2
    assert dialog.imports.currentIndex() == 0
    assert "2 unchanged" in dialog.summary.text()
    dialog.imports.setCurrentIndex(1)
    dialog.imports.activated.emit(1)
    assert "2 imported" in dialog.summary.text()
