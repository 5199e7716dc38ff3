"""Keyword in context: every match of a query with the words before and behind it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.formats import elide, format_day, plural
from ui.jobs import Job
from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.row_table import RowTable
from workbench.domain import Article, Kind, Occurrence
from workbench.tasks import Task

_SIZE = (280 * GRID, 150 * GRID)
_WIDTHS = (70 * GRID, 24 * GRID, 70 * GRID, 28 * GRID, 30 * GRID)
_TITLE = 5
_SHOWN = 60
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A match and the article that it is in, None when that has gone since."""

    occurrence: Occurrence
    article: Article | None


def backwards(before: str) -> list[str]:
    """The words before a match from the nearest on: what lists of them are sorted by."""
    return _words(before)[::-1]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


_COLUMNS: tuple[Column[ContextRow], ...] = (
    Column(
        "Before",
        lambda row: row.occurrence.before.rstrip(),
        lambda row: backwards(row.occurrence.before),
        right=True,
    ),
    Column("Match", lambda row: row.occurrence.match, lambda row: row.occurrence.match.casefold()),
    Column(
        "Behind",
        lambda row: row.occurrence.after.lstrip(),
        lambda row: _words(row.occurrence.after),
    ),
    Column("Outlet", lambda row: (row.article and row.article.source) or ""),
    Column(
        "Date",
        lambda row: format_day(row.article.published if row.article else None),
        lambda row: (row.article and row.article.published) or "",
    ),
    Column("Title", lambda row: row.article.title if row.article else ""),
)


def _tell_tagged(session: ProjectSession, kind: Kind, counts: tuple[int, int]) -> None:
    made, left = counts
    words = f"Tagged {plural(made, 'match', 'matches')} as {kind}"
    if left:
        words += f"; {left:,} were tagged so before, or their article has changed"
    session.notice.emit(words, made > 0)


class ContextDialog(QDialog):
    """Lists the matches, the newest article first, sorted by any column when its head is
    clicked; those that are chosen can be tagged.

    `occurrence_chosen` carries the `Occurrence` of a row that was opened.
    """

    occurrence_chosen = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        query: str,
        *,
        typing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Matches in context: {elide(query, _SHOWN)}")
        self.resize(*_SIZE)
        self._session = session
        self._sorting = Latest(session, "Sort matches")
        self._sorted: tuple[int, bool] | None = None
        self.model: RowsModel[ContextRow] = RowsModel(_COLUMNS, self)
        self.table = RowTable("Matches in context", self.model, _TITLE, several=True)
        self.count = QLabel("Looking for matches…")
        self.stop = QPushButton("Stop")
        self.tagging = {kind: QPushButton(f"Tag as {kind}") for kind in Kind}
        self._build()
        self._job = self._read(query, typing)

    def _build(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.sectionClicked.connect(self.sort_by)
        # The words next to the match are the ones to be read.
        self.table.elide(0, Qt.TextElideMode.ElideLeft)
        self.table.entered_row.connect(self._open)
        self.stop.clicked.connect(self._stop)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.stop)
        for kind, button in self.tagging.items():
            button.setAutoDefault(False)
            button.setToolTip(f"Tag the chosen matches, Ctrl+A for all  ({kind[0].upper()})")
            button.clicked.connect(partial(self._tag_chosen, kind))
            foot.addWidget(button)
            key = QShortcut(QKeySequence(kind[0].upper()), self.table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(partial(self._tag_chosen, kind))
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(self.table, 1)
        column_layout.addLayout(foot)
        for number in range(len(_COLUMNS)):
            keys = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            keys.activated.connect(partial(self.sort_by, number))

    def _read(self, query: str, typing: bool) -> Job:
        project = self._session.project

        def work(task: Task) -> list[ContextRow]:
            found = project.occurrences(query, task, typing=typing)
            ids = list(dict.fromkeys(one.article_id for one in found))
            known = project.articles_by_id(ids)
            return [ContextRow(one, known.get(one.article_id)) for one in found]

        job = self._session.jobs.run(
            "Matches in context",
            work,
            on_result=self._show,
            on_error=self._fail,
            quiet=True,
            lane="context",
        )
        job.progressed.connect(self._tell)
        return job

    @Slot(object, object, str)
    def _tell(self, done: int, total: int, _text: str) -> None:
        self.count.setText(f"Looked through {done:,} of {plural(total, 'article')}…")

    def _show(self, rows: Sequence[ContextRow]) -> None:
        self.stop.hide()
        self.model.show_rows(rows)
        articles = len({row.occurrence.article_id for row in rows})
        if rows:
            self.count.setText(
                f"{plural(len(rows), 'match', 'matches')} in {plural(articles, 'article')}  ·  "
                "click a column's head, or press Ctrl+1 to Ctrl+6, to sort by it"
            )
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
        else:
            self.count.setText("Nothing in the texts is marked by this query.")

    def _fail(self, error: BaseException) -> None:
        self.stop.hide()
        self.count.setText(str(error))

    @Slot()
    def _stop(self) -> None:
        self._job.cancel()
        self.stop.hide()
        self.count.setText("Stopped.")

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Sort by a column, the other way round when it is sorted by it already."""
        down = self._sorted == (column, False)
        self._sorted = column, down
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        rows, shown = list(self.model.rows), _COLUMNS[column]
        key: Callable[[ContextRow], Any] = shown.value or (lambda row: shown.text(row).casefold())
        self._sorting.ask(lambda: sorted(rows, key=key, reverse=down), self._show_sorted)

    def _show_sorted(self, rows: Sequence[ContextRow]) -> None:
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _tag_chosen(self, kind: Kind, _checked: bool = False) -> None:
        """Make passages of the chosen matches, as one step."""
        chosen = [self.model.rows[row].occurrence for row in self.table.chosen_rows()]
        if not chosen:
            return
        project = self._session.project
        self._session.jobs.run(
            "Tag matches",
            lambda _task: project.tag_occurrences(chosen, kind),
            on_result=partial(_tell_tagged, self._session, kind),
            on_error=self._session.report,
            lane="context",
        )

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.occurrence_chosen.emit(self.model.rows[index.row()].occurrence)

    def done(self, result: int) -> None:
        self._job.supersede()
        self._sorting.forget()
        super().done(result)
