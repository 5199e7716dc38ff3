from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.action_set import native
from ui.actions import ACTIONS
from ui.dialogs.about import AboutDialog
from ui.dialogs.errors import KEPT, ErrorDialog, ErrorDisplay
from ui.dialogs.findings import FindingsDialog, summary
from ui.dialogs.notes import NotesDialog
from ui.dialogs.queries import EXAMPLES, QueriesDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from workbench.domain import Finding


def shown(qtbot: QtBot, dialog: QDialog) -> QDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def press(qtbot: QtBot, dialog: QWidget, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def test_an_error_says_what_happened_and_what_was_kept(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ErrorDialog("The disk is full.", "Traceback: line 1\nStoreError"))
    assert "The disk is full." in words(dialog)
    assert KEPT in words(dialog)


def test_details_are_shown_on_demand_and_can_be_copied(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ErrorDialog("The disk is full.", "Traceback: line 1\nStoreError"))
    box = dialog.findChild(QPlainTextEdit)
    assert not box.isVisible()
    press(qtbot, dialog, "Show details")
    assert box.isVisible()
    assert box.toPlainText() == "Traceback: line 1\nStoreError"
    press(qtbot, dialog, "Copy details")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("The disk is full.")
    assert copied.endswith("StoreError")


def test_an_error_that_quotes_a_file_name_is_not_markup(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ErrorDialog("“<b>.txt” cannot be read.", ""))
    label = next(each for each in dialog.findChildren(QLabel) if "<b>" in each.text())
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not button(dialog, "Show details").isVisible()


def test_errors_come_one_after_the_other_and_never_without_end(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    display = ErrorDisplay(window)
    for number in range(20):
        display.show_error(f"Failure {number}.", "")
    seen = []
    while display.shown is not None:
        seen.append(words(display.shown)[1])
        display.shown.accept()
    assert seen == ["Failure 0.", *(f"Failure {number}." for number in range(15, 20))]


def test_the_sheet_shows_every_action_that_has_a_key(qtbot: QtBot) -> None:
    said = words(shown(qtbot, ShortcutsDialog()))
    for row in ACTIONS:
        if row.keys:
            assert row.text.removesuffix("…") in said
            assert all(native(key) in said for key in row.keys)


def test_an_example_query_can_be_tried(qtbot: QtBot) -> None:
    dialog = shown(qtbot, QueriesDialog())
    query = EXAMPLES[3][0]
    with qtbot.waitSignal(dialog.chosen) as chosen:
        press(qtbot, dialog, query)
    assert chosen.args == [query]
    assert not dialog.isVisible()


def test_about_says_where_things_are(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, AboutDialog((("Project", tmp_path), ("Log", tmp_path / "lode.log"))))
    assert str(tmp_path / "lode.log") in words(dialog)
    assert "SIL Open Font License 1.1" in words(dialog)
    press(qtbot, dialog, "Copy versions")
    assert "Python" in QGuiApplication.clipboard().text()


def test_a_clean_check_says_so_and_offers_no_repair(qtbot: QtBot) -> None:
    dialog = shown(qtbot, FindingsDialog([]))
    assert words(dialog) == [summary([])]
    assert not button(dialog, "Repair").isVisible()


def test_findings_are_listed_and_can_be_repaired(qtbot: QtBot) -> None:
    findings = [
        Finding("warning", "The index is damaged.", "index", repaired=True),
        Finding("error", "<i>row</i> hash differs", "articles 7"),
    ]
    dialog = shown(qtbot, FindingsDialog(findings))
    table = dialog.findChild(QTableWidget)
    cells = [[table.item(row, column).text() for column in range(3)] for row in range(2)]
    assert cells == [
        ["The index is damaged.", "index", "Repaired"],
        ["<i>row</i> hash differs", "articles 7", "Open"],
    ]
    assert summary(findings) == "2 things were found, 1 of them repaired."
    with qtbot.waitSignal(dialog.repair_wanted):
        press(qtbot, dialog, "Repair")


def test_notes_are_listed(qtbot: QtBot) -> None:
    notes = ["Passage 3: a control character was replaced.", "Passage 9: a cell was cut."]
    dialog = shown(qtbot, NotesDialog("Export", "Exported 9 passages.", notes))
    assert dialog.findChild(QPlainTextEdit).toPlainText().splitlines() == notes
