"""What an import did with each file, and what can be done about those that it did not read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QStandardPaths,
    Qt,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.file_dialogs import file_dialog
from ui.formats import format_moment, plural
from ui.icons import icon
from ui.models.outcomes import (
    NAMES,
    VANISHED,
    Column,
    Ending,
    File,
    OutcomesFilter,
    OutcomesModel,
    as_csv,
    as_text,
    reason,
    summary,
)
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.row_table import RowTable
from workbench.domain import ImportReport, Outcome
from workbench.export.files import write_whole

_SIZE = (230 * GRID, 140 * GRID)
_WIDTHS = {Column.FILE: 90 * GRID, Column.OUTCOME: 40 * GRID}
_UNREAD = (Outcome.REFUSED, Outcome.FAILED)


class ImportReportDialog(QDialog):
    """Stands beside the window. `article_chosen` carries the article of a file that was
    double-clicked, `retry_requested` the paths of the files that were refused or failed,
    `review_requested` comes when the user wants to see the passages whose place is in doubt.
    """

    article_chosen = Signal(int)
    retry_requested = Signal(object)
    review_requested = Signal()

    def __init__(
        self, report: ImportReport, session: ProjectSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle("Import report")
        self._session = session
        self._report = report
        self.model = OutcomesModel(self)
        self.rows = OutcomesFilter(self.model, self)
        self.summary = _plain_label("heading")
        self.imports = QComboBox()
        self.filter = QLineEdit()
        self.table = _table(self.rows)
        self.chips = QButtonGroup(self)
        self._chip_row = QHBoxLayout()
        self.copy_button = QPushButton("Copy report")
        self.save_button = QPushButton("Save as CSV…")
        self.retry_button = QPushButton("Retry failed")
        self.remove_button = QPushButton("Remove its articles")
        self.review_button = QPushButton()
        self.close_button = QPushButton("Close")
        self._build()
        self._connect()
        self._list_imports()
        self._show(report)
        self.resize(*_SIZE)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.summary.setWordWrap(True)
        self.imports.setAccessibleName("Imports of this project")
        self.filter.setPlaceholderText("Filter by file or reason")
        self.filter.setAccessibleName("Filter files")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(56 * GRID)
        self.retry_button.setToolTip("Import the files again that were refused or failed")
        self.remove_button.setToolTip("Take what this import has brought out of the project")
        self.review_button.setToolTip("See the passages whose place is in doubt")
        self.review_button.setProperty("primary", True)
        self.close_button.setDefault(True)
        self._chip_row.setSpacing(GRID)
        choices = QHBoxLayout()
        choices.addLayout(self._chip_row)
        choices.addStretch(1)
        choices.addWidget(self.filter)
        foot = QHBoxLayout()
        for button in (
            self.copy_button,
            self.save_button,
            self.retry_button,
            self.remove_button,
        ):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        self.review_button.setAutoDefault(False)
        foot.addWidget(self.review_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[6 * GRID] * 4)
        column.setSpacing(3 * GRID)
        column.addWidget(self.imports, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.summary)
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.rows.look_for)
        self.table.entered_row.connect(self._open)
        self.imports.activated.connect(self._show_import)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._ask_where)
        self.retry_button.clicked.connect(self._retry)
        self.remove_button.clicked.connect(self.remove_articles)
        self.review_button.clicked.connect(lambda _checked=False: self.review_requested.emit())
        self.close_button.clicked.connect(self.accept)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def _list_imports(self) -> None:
        records = self._session.perform(self._session.project.imports) or []
        for record in records:
            roots = ", ".join(Path(root).name or root for root in record.roots)
            self.imports.addItem(f"{format_moment(record.started)}  {roots}", record.id)
        self.imports.setCurrentIndex(self.imports.findData(self._report.import_id))
        self.imports.setVisible(len(records) > 1)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    def _show(self, report: ImportReport) -> None:
        self._report = report
        self.summary.setText(summary(report))
        self.model.show_report(report)
        waiting = len(self._session.perform(self._session.project.to_review) or ())
        self.review_button.setText(f"Review {plural(waiting, 'passage')}")
        self.review_button.setVisible(bool(waiting))
        self.remove_button.setEnabled(bool(self._brought()))
        self.retry_button.setEnabled(bool(self._unread()))
        self._show_chips(report)

    def _show_chips(self, report: ImportReport) -> None:
        for button in self.chips.buttons():
            self.chips.removeButton(button)
            button.deleteLater()
        self._add_chip("All", report.found + len(report.vanished), None)
        for outcome, name in NAMES.items():
            if report.counts[outcome]:
                self._add_chip(name, report.counts[outcome], outcome)
        if report.vanished:
            self._add_chip(VANISHED, len(report.vanished), VANISHED)
        self.chips.buttons()[0].click()

    def _add_chip(self, name: str, count: int, outcome: Ending | None) -> None:
        chip = QPushButton(f"{name}  {count:,}")
        chip.setAccessibleName(f"{name}, {count:,}")
        chip.setFlat(True)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setProperty("chip", True)
        chip.clicked.connect(partial(self._choose, outcome))
        self.chips.addButton(chip)
        self._chip_row.addWidget(chip)

    def _choose(self, outcome: Ending | None, _checked: bool = False) -> None:
        self.rows.choose(outcome)

    @Slot(int)
    def _show_import(self, row: int) -> None:
        import_id = int(self.imports.itemData(row))
        report = self._session.perform(partial(self._session.project.import_report, import_id))
        if report is not None:
            self._show(report)

    # ── Gestures ─────────────────────────────────────────────────────────────────────────

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        file = self.rows.file(index)
        if file is not None and file.article_id is not None:
            self.article_chosen.emit(file.article_id)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu_at(at)
        if menu is not None:
            menu.popup(self.table.viewport().mapToGlobal(at))

    def menu_at(self, at: QPoint) -> QMenu | None:
        """The menu for the file that lies under `at`, None where none does."""
        index = self.table.indexAt(at)
        file = self.rows.file(index)
        if file is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        read = menu.addAction(icon("book-open"), "Open article", partial(self._open, index))
        read.setEnabled(file.article_id is not None)
        folder = Path(file.path).parent
        shown = menu.addAction(
            icon("folder-open"),
            "Show in folder",
            partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder))),
        )
        shown.setEnabled(folder.is_dir())
        menu.addAction(icon("copy"), "Copy path and reason", partial(self._copy_file, file))
        return menu

    def _copy_file(self, file: File) -> None:
        QGuiApplication.clipboard().setText(f"{file.shown}\t{reason(file)}".rstrip())

    @Slot()
    def remove_articles(self) -> None:
        """Take the articles that this import has brought out of the project; undoable."""
        ids = self._brought()

        def remove() -> bool:
            self._session.project.remove_articles(ids)
            return True

        if not ids:
            return
        if self._session.perform(remove):
            self._session.notice.emit(f"Removed {plural(len(ids), 'article')}", True)
            self.remove_button.setEnabled(False)

    def _brought(self) -> list[int]:
        """The articles of this import that are still in the project."""
        ask = partial(self._session.project.imported_by, self._report.import_id)
        return self._session.perform(ask) or []

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._report))
        self._session.notice.emit("Copied the report", False)

    @Slot()
    def _ask_where(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        dialog = file_dialog(self, "Save the report", home)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(["CSV table (*.csv)"])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("import report.csv")
        dialog.filesSelected.connect(self._save)
        dialog.open()

    def _save(self, names: Sequence[str]) -> None:
        path, content = Path(names[0]), as_csv(self._report)
        self._session.jobs.run(
            "Save the report",
            lambda _task: write_whole(path, [content]),
            on_result=lambda _nothing: self._session.notice.emit(f"Saved {path}", False),
        )

    @Slot()
    def _retry(self) -> None:
        self.retry_requested.emit(self._unread())
        self.accept()

    def _unread(self) -> list[Path]:
        # A file of several articles is read again whole, and once.
        unread = (file.path for file in self._report.files if file.outcome in _UNREAD)
        return [Path(path) for path in dict.fromkeys(unread)]


def _table(rows: OutcomesFilter) -> RowTable:
    table = RowTable("Files of the import", rows, Column.REASON)
    # The end of a path says more than its middle.
    table.elide(Column.FILE, Qt.TextElideMode.ElideMiddle)
    table.setSortingEnabled(True)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    for column, width in _WIDTHS.items():
        table.setColumnWidth(column, width)
    return table


def _plain_label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
