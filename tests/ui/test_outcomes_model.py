import csv
import io

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from ui.models.outcomes import (
    VANISHED,
    Column,
    OutcomesFilter,
    OutcomesModel,
    as_csv,
    as_text,
    short_paths,
    summary,
)
from workbench.domain import FileOutcome, ImportReport, Outcome, VanishedFile

FILES = (
    FileOutcome("/in/a/one.txt", Outcome.IMPORTED, "", 1),
    FileOutcome("/in/a/two.txt", Outcome.IMPORTED, "", 2),
    FileOutcome("/in/b/=cmd.jpg", Outcome.REFUSED, "Lode does not read .jpg files."),
    FileOutcome("/in/b/broken.pdf", Outcome.FAILED, "=The reader was stopped,\nafter 20 s."),
)
REPORT = ImportReport(3, FILES)


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = OutcomesModel()
    model.show_report(ImportReport(1, FILES))
    qtmodeltester.check(model)
    qtmodeltester.check(OutcomesFilter(model))


def test_a_row_says_file_outcome_and_reason(qapp: object) -> None:
    model = OutcomesModel()
    model.show_report(ImportReport(1, FILES))
    row = [model.index(3, column).data() for column in Column]
    assert row == ["b/broken.pdf", "Failed", "=The reader was stopped, after 20 s."]
    decoration = model.index(3, Column.OUTCOME).data(Qt.ItemDataRole.DecorationRole)
    assert not decoration.isNull()
    tip = model.index(0, Column.FILE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>/in/a/one.txt</p>"


def test_a_filter_by_outcome_and_words(qapp: object) -> None:
    model = OutcomesModel()
    model.show_report(ImportReport(1, FILES))
    rows = OutcomesFilter(model)

    def shown() -> list[str]:
        return [rows.index(row, Column.FILE).data() for row in range(rows.rowCount())]

    assert len(shown()) == 4
    rows.choose(Outcome.IMPORTED)
    assert shown() == ["a/one.txt", "a/two.txt"]
    rows.look_for("TWO")
    assert shown() == ["a/two.txt"]
    rows.choose(None)
    rows.look_for("reader stopped")
    assert shown() == ["b/broken.pdf"]
    assert rows.file(rows.index(0, 0)) == FILES[3]


def test_the_report_in_a_sentence() -> None:
    assert summary(REPORT) == "4 files: 2 imported, 1 refused, 1 failed."
    assert summary(ImportReport(1, FILES[:1], cancelled=True)) == (
        "1 file: 1 imported. Stopped before the end; what was imported is kept."
    )
    assert summary(ImportReport(1, ())) == "No files were found."


def test_files_that_are_gone_are_listed_last_and_counted_apart(qapp: object) -> None:
    report = ImportReport(1, FILES[:1], vanished=(VanishedFile("/in/b/old.txt", None, 7),))
    model = OutcomesModel()
    model.show_report(report)
    row = [model.index(1, column).data() for column in Column]
    assert row[:2] == ["b/old.txt", VANISHED]
    rows = OutcomesFilter(model)
    rows.choose(VANISHED)
    assert rows.rowCount() == 1
    assert summary(report) == "1 file: 1 imported. 1 file no longer there."
    assert as_text(report).splitlines()[-1].startswith("No longer there\t/in/b/old.txt")
    cells = list(csv.DictReader(io.StringIO(as_csv(report).decode("utf-8-sig"), newline="")))
    assert (cells[1]["outcome"], cells[1]["article_id"]) == ("vanished", "7")


def test_articles_of_one_file_are_told_apart(qapp: object) -> None:
    files = tuple(
        FileOutcome("/in/mails.mbox", Outcome.IMPORTED, "", n, member=f"{n}") for n in (1, 2)
    )
    model = OutcomesModel()
    model.show_report(ImportReport(1, files))
    assert model.index(1, Column.FILE).data() == "mails.mbox#2"
    assert summary(ImportReport(1, files)) == "2 articles: 2 imported."


def test_the_report_as_text_has_a_line_for_each_file() -> None:
    lines = as_text(REPORT).splitlines()
    assert lines[0] == summary(REPORT)
    assert lines[2] == "Imported\t/in/a/one.txt"
    assert lines[-1] == "Failed\t/in/b/broken.pdf\t=The reader was stopped, after 20 s."


def test_the_report_as_csv_holds_no_formula() -> None:
    content = as_csv(REPORT)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["path"] for row in rows] == [file.path for file in FILES]
    assert rows[3]["reason"] == "'=The reader was stopped,\nafter 20 s."
    assert [row["outcome"] for row in rows] == ["imported", "imported", "refused", "failed"]
    assert rows[0]["article_id"] == "1"


def test_paths_are_shown_below_the_folder_that_holds_them_all() -> None:
    assert short_paths(["/in/a/one.txt"]) == ["one.txt"]
    assert short_paths(["/in/a/one.txt", "/in/two.txt"]) == ["a/one.txt", "two.txt"]
    assert short_paths([]) == []
    assert short_paths(["relative/one.txt", "/in/two.txt"]) == ["relative/one.txt", "/in/two.txt"]
