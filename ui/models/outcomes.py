"""How the files of an import ended, as a table model, its filter, and as text and CSV."""

import os
from collections.abc import Sequence
from enum import IntEnum
from pathlib import PurePath

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QIcon

from ui.formats import plain_tool_tip, plural
from ui.icons import icon
from ui.theme import current
from workbench.domain import FileOutcome, ImportReport, Outcome, VanishedFile, shown_member
from workbench.export.csv_export import table_csv

Index = QModelIndex | QPersistentModelIndex

NAMES = {
    Outcome.IMPORTED: "Imported",
    Outcome.UPDATED: "Updated",
    Outcome.UNCHANGED: "Unchanged",
    Outcome.DUPLICATE: "Duplicate",
    Outcome.DEGRADED: "Imported in part",
    Outcome.REFUSED: "Refused",
    Outcome.FAILED: "Failed",
}
"""Outcomes as the window names them, in the order in which it lists them."""

SIGNS = {
    Outcome.IMPORTED: ("circle-check", "good"),
    Outcome.UPDATED: ("refresh-cw", "good"),
    Outcome.UNCHANGED: ("minus", "secondary"),
    Outcome.DUPLICATE: ("copy", "secondary"),
    Outcome.DEGRADED: ("triangle-alert", "warn"),
    Outcome.REFUSED: ("circle-alert", "warn"),
    Outcome.FAILED: ("circle-alert", "bad"),
}
"""The icon of each outcome and its colour."""

VANISHED = "No longer there"
"""How the window calls a file that an earlier import has read and that is gone."""

Ending = Outcome | str
"""How a file ended: an outcome, or `VANISHED`."""

_GONE = "The file is gone from where it was; its article is kept."
_GONE_SIGN = ("circle-help", "secondary")
_NOWHERE = QModelIndex()
_HEADINGS = ("File", "Outcome", "Reason")


class Column(IntEnum):
    """The columns of the table."""

    FILE = 0
    OUTCOME = 1
    REASON = 2


FILE_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's `FileOutcome` or `VanishedFile`."""

File = FileOutcome | VanishedFile


class OutcomesModel(QAbstractTableModel):
    """One row an article or file, in the order of the import; those that are gone come last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[File, ...] = ()
        self._names: tuple[str, ...] = ()
        self._icons: dict[tuple[Ending, bool], QIcon] = {}

    def show_report(self, report: ImportReport) -> None:
        """Show the files of this import."""
        self.beginResetModel()
        self._files = all_files(report)
        self._names = tuple(short_paths([file.path for file in self._files]))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and section < len(_HEADINGS):
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            name = shown_member(self._names[index.row()], file.member)
            return (name, named(ending(file)), " ".join(reason(file).split()))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.OUTCOME:
            return self._icon(ending(file))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(reason(file) if index.column() == Column.REASON else file.shown)
        return file if role == FILE_ROLE else None

    def _icon(self, how: Ending) -> QIcon:
        # Drawn once for each scheme: a view asks for it whenever it paints a row.
        key = (how, current().dark)
        if key not in self._icons:
            sign = SIGNS[how] if isinstance(how, Outcome) else _GONE_SIGN
            self._icons[key] = icon(*sign)
        return self._icons[key]


class OutcomesFilter(QSortFilterProxyModel):
    """Lets through files of one outcome, or of all, whose path or reason has all words."""

    def __init__(self, model: OutcomesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome: Ending | None = None
        self._words: list[str] = []
        self.setSourceModel(model)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def choose(self, outcome: Ending | None) -> None:
        """Let through files that ended so; None for all."""
        self._outcome = outcome
        self.invalidate()

    def look_for(self, words: str) -> None:
        """Let through files with these words."""
        self._words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        file = self.sourceModel().index(row, 0, parent).data(FILE_ROLE)
        if self._outcome not in (None, ending(file)):
            return False
        text = f"{file.shown}\n{reason(file)}".casefold()
        return all(word in text for word in self._words)

    def file(self, index: Index) -> File | None:
        """The file at a row of this filter."""
        found = index.data(FILE_ROLE)
        return found if isinstance(found, FileOutcome | VanishedFile) else None


def all_files(report: ImportReport) -> tuple[File, ...]:
    """The files that were found, then those that were not found again."""
    return (*report.files, *report.vanished)


def ending(file: File) -> Ending:
    """How a file ended."""
    return VANISHED if isinstance(file, VanishedFile) else file.outcome


def named(how: Ending) -> str:
    """How the window calls that."""
    return NAMES[how] if isinstance(how, Outcome) else how


def reason(file: File) -> str:
    """Why it ended so, in words; "" where that goes without saying."""
    return _GONE if isinstance(file, VanishedFile) else file.reason


def summary(report: ImportReport) -> str:
    """The report in a sentence: "24 files: 22 imported, 1 refused, 1 failed." """
    counts = report.counts
    parts = [f"{counts[o]:,} {NAMES[o].lower()}" for o in NAMES if counts[o]]
    stopped = " Stopped before the end; what was imported is kept." if report.cancelled else ""
    gone = f" {plural(len(report.vanished), 'file')} no longer there." if report.vanished else ""
    if not parts:
        return "No files were found." + gone + stopped
    # Of a file of several articles each one counts, as each has an end of its own.
    noun = "article" if any(file.member for file in report.files) else "file"
    return f"{plural(report.found, noun)}: {', '.join(parts)}.{gone}{stopped}"


def as_text(report: ImportReport) -> str:
    """The report to paste into a mail: the sentence, then a line for each file."""
    lines = [
        "\t".join((named(ending(file)), file.shown, " ".join(reason(file).split()))).rstrip()
        for file in all_files(report)
    ]
    return "\n".join([summary(report), "", *lines]) + "\n"


def as_csv(report: ImportReport) -> bytes:
    """The report as CSV in UTF-8 with a byte order mark, so that spreadsheets read it so.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    rows = [
        [
            file.path,
            file.member or "",
            "vanished" if isinstance(file, VanishedFile) else file.outcome.value,
            reason(file),
            file.article_id,
        ]
        for file in all_files(report)
    ]
    return table_csv(("path", "member", "outcome", "reason", "article_id"), rows)


def short_paths(paths: Sequence[str]) -> list[str]:
    """The paths below the folder that holds them all."""
    folders = [str(PurePath(path).parent) for path in paths]
    try:
        shared = os.path.commonpath(folders) if folders else ""
    except ValueError:
        # Files on several drives share no folder.
        return list(paths)
    return [str(PurePath(path).relative_to(shared)) for path in paths]
