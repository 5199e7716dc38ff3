"""How the files of an import ended, as a table model, its filter, and as text and CSV."""

import csv
import io
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
from workbench.domain import FileOutcome, ImportReport, Outcome

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

_NOWHERE = QModelIndex()
_HEADINGS = ("File", "Outcome", "Reason")
_UNSAFE = ("=", "+", "-", "@", "\t", "\r", "\0")


class Column(IntEnum):
    """The columns of the table."""

    FILE = 0
    OUTCOME = 1
    REASON = 2


FILE_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's `FileOutcome`."""


class OutcomesModel(QAbstractTableModel):
    """One row a file, in the order of the import."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[FileOutcome, ...] = ()
        self._names: tuple[str, ...] = ()
        self._icons: dict[tuple[Outcome, bool], QIcon] = {}

    def show_files(self, files: Sequence[FileOutcome]) -> None:
        """Show these."""
        self.beginResetModel()
        self._files = tuple(files)
        self._names = tuple(short_paths([file.path for file in files]))
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
            texts = (self._names[index.row()], NAMES[file.outcome], " ".join(file.reason.split()))
            return texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.OUTCOME:
            return self._icon(file.outcome)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(file.reason if index.column() == Column.REASON else file.path)
        return file if role == FILE_ROLE else None

    def _icon(self, outcome: Outcome) -> QIcon:
        # Drawn once for each scheme: a view asks for it whenever it paints a row.
        key = (outcome, current().dark)
        if key not in self._icons:
            self._icons[key] = icon(*SIGNS[outcome])
        return self._icons[key]


class OutcomesFilter(QSortFilterProxyModel):
    """Lets through files of one outcome, or of all, whose path or reason has all words."""

    def __init__(self, model: OutcomesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._words: list[str] = []
        self.setSourceModel(model)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def choose(self, outcome: Outcome | None) -> None:
        """Let through files that ended so; None for all."""
        self._outcome = outcome
        self.invalidate()

    def look_for(self, words: str) -> None:
        """Let through files with these words."""
        self._words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        file = self.sourceModel().index(row, 0, parent).data(FILE_ROLE)
        if self._outcome not in (None, file.outcome):
            return False
        text = f"{file.path}\n{file.reason}".casefold()
        return all(word in text for word in self._words)

    def file(self, index: Index) -> FileOutcome | None:
        """The file at a row of this filter."""
        found = index.data(FILE_ROLE)
        return found if isinstance(found, FileOutcome) else None


def summary(report: ImportReport) -> str:
    """The report in a sentence: "24 files: 22 imported, 1 refused, 1 failed." """
    counts = report.counts
    parts = [f"{counts[o]:,} {NAMES[o].lower()}" for o in NAMES if counts[o]]
    stopped = " Stopped before the end; what was imported is kept." if report.cancelled else ""
    if not parts:
        return "No files were found." + stopped
    return f"{plural(report.found, 'file')}: {', '.join(parts)}.{stopped}"


def as_text(report: ImportReport) -> str:
    """The report to paste into a mail: the sentence, then a line for each file."""
    lines = [
        "\t".join((NAMES[file.outcome], file.path, " ".join(file.reason.split()))).rstrip()
        for file in report.files
    ]
    return "\n".join([summary(report), "", *lines]) + "\n"


def as_csv(report: ImportReport) -> bytes:
    """The report as CSV in UTF-8 with a byte order mark, so that spreadsheets read it so.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["path", "outcome", "reason", "article_id"])
    for file in report.files:
        writer.writerow(
            [_cell(file.path), file.outcome.value, _cell(file.reason), file.article_id or ""]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def short_paths(paths: Sequence[str]) -> list[str]:
    """The paths below the folder that holds them all."""
    folders = [str(PurePath(path).parent) for path in paths]
    try:
        shared = os.path.commonpath(folders) if folders else ""
    except ValueError:
        # Files on several drives share no folder.
        return list(paths)
    return [str(PurePath(path).relative_to(shared)) for path in paths]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_UNSAFE) else text.replace("\0", "")
