"""The table of passages as a widget: selection and scrolling that survive a new listing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.models.passages import (
    ARTICLE,
    COLUMNS,
    DATE,
    KIND,
    METRIC,
    OUTLET,
    TAGS,
    VALUE,
    WHO,
    WORDS,
    Listing,
    PassagesModel,
)
from ui.theme import ROW

_WIDTHS = {KIND: 52, VALUE: 124, DATE: 108}
"""Columns that need a certain width, in pixels."""

_SHARES = {WORDS: 0.34, WHO: 0.13, METRIC: 0.14, TAGS: 0.12, OUTLET: 0.13, ARTICLE: 0.14}
"""How the other columns divide what is left."""

_LEAST = 640


@dataclass(frozen=True, slots=True)
class _View:
    """Where the user is in the list."""

    selected: frozenset[int]
    current: int | None
    top: int | None
    scrolled: int


class PassageTable(QTableView):
    """`chosen` carries the passage that was clicked or entered, `delete_wanted` comes with
    the Delete key, `menu_wanted` with the place on the screen where a menu is asked for."""

    chosen = Signal(int)
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: PassagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted: int | None = None
        self._fitting = False
        self._own_widths = False
        self.setModel(model)
        self.setAccessibleName("Passages")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        header.sectionResized.connect(self._note_own_widths)
        header.setSortIndicator(DATE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    # ── The list ─────────────────────────────────────────────────────────────────────────

    def show_listing(self, listing: Listing) -> None:
        """Show another listing; selection and scroll position stay with their passages."""
        before = self._view()
        self._model.show(listing)
        self._restore(before)
        if self._wanted is not None:
            self.select(self._wanted)

    def selected_ids(self) -> list[int]:
        """The selected passages in the order of the list; a heading stands for all of its group."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return self._model.passages_in(rows)

    def select(self, passage_id: int) -> None:
        """Select one passage, now or once the list has it; a selection that has it stays."""
        row = self._model.place(passage_id)
        if row is None:
            self._wanted = passage_id
            return
        self._wanted = None
        if passage_id in self.selected_ids():
            return
        index = self._model.index(row, WORDS)
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index)

    def _view(self) -> _View:
        current, top = self.currentIndex(), self.rowAt(0)
        rows, id_at = self._model.rowCount(), self._model.id_at
        return _View(
            selected=frozenset(self.selected_ids()),
            current=id_at(current.row()) if current.isValid() else None,
            top=id_at(top) if 0 <= top < rows else None,
            scrolled=self.verticalScrollBar().value(),
        )

    def _restore(self, view: _View) -> None:
        rows = [row for i in view.selected if (row := self._model.place(i)) is not None]
        flags = QItemSelectionModel.SelectionFlag
        current = None if view.current is None else self._model.place(view.current)
        if current is not None:
            index = self._model.index(current, WORDS)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.selectionModel().select(self._rows(rows), flags.ClearAndSelect | flags.Rows)
        top = None if view.top is None else self._model.place(view.top)
        # The bar counts rows.
        self.verticalScrollBar().setValue(view.scrolled if top is None else top)

    def _rows(self, rows: Sequence[int]) -> QItemSelection:
        selection = QItemSelection()
        for first, last in _runs(sorted(rows)):
            selection.select(self._model.index(first, 0), self._model.index(last, len(COLUMNS) - 1))
        return selection

    # ── Widths ───────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._own_widths:
            self._fit_columns()

    def _fit_columns(self) -> None:
        room = max(_LEAST, self.viewport().width()) - sum(_WIDTHS.values())
        self._fitting = True
        for column in range(len(COLUMNS)):
            width = _WIDTHS.get(column) or int(room * _SHARES[column])
            self.horizontalHeader().resizeSection(column, width)
        self._fitting = False

    @Slot()
    def _note_own_widths(self) -> None:
        # From the first column that the user has drawn to a width, the widths are theirs.
        self._own_widths = self._own_widths or not self._fitting

    # ── Mouse and keys ───────────────────────────────────────────────────────────────────

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and plain:
            if index.isValid() and self._model.id_at(index.row()) is None:
                self._fold(index.row(), folded=not self._model.is_folded(index.row()))
            else:
                self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._fold_here(
            folded=event.key() == Qt.Key.Key_Left
        ):
            return
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        passage_id = self._model.id_at(index.row())
        if passage_id is None:
            self._fold(index.row(), folded=not self._model.is_folded(index.row()))
        else:
            self.chosen.emit(passage_id)

    def _fold_here(self, *, folded: bool) -> bool:
        """Fold or open the group at the current row; False when there is none."""
        row = self.currentIndex().row()
        heading = self._model.heading_of(row) if row >= 0 else -1
        if heading < 0:
            return False
        self._fold(heading, folded=folded)
        return True

    def _fold(self, heading: int, *, folded: bool) -> None:
        # Above a heading nothing changes, so that it keeps its row.
        self._model.fold(heading, folded=folded)
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(heading, WORDS)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
