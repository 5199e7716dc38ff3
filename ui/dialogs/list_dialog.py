"""A window with a list of things, or a few words when there are none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.latest import Latest
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable

T = TypeVar("T")


class ListDialog(QDialog, Generic[T]):
    """Not modal. What is listed is asked for by `listing`, off the GUI thread."""

    def __init__(
        self,
        session: ProjectSession,
        title: str,
        columns: Sequence[Column[T]],
        nothing: EmptyState,
        *,
        stretched: int,
        widths: Mapping[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.session = session
        self.listing = Latest(session, f"List: {title}")
        self.model: RowsModel[T] = RowsModel(columns, self)
        self.table = RowTable(title, self.model, stretched)
        self.nothing = nothing
        self.foot = QHBoxLayout()
        self._buttons: list[QPushButton] = []
        self._pages = QStackedWidget()
        for column, width in widths.items():
            self.table.setColumnWidth(column, width)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.nothing)
        self.foot.setSpacing(2 * GRID)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addWidget(self._pages, 1)
        whole.addLayout(self.foot)

    def add_button(self, text: str, tip: str, deed: Callable[[], object]) -> QPushButton:
        """Put a button below the list; Enter in the list does not press it."""
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        self.foot.addWidget(button)
        self._buttons.append(button)
        return button

    def show_rows(self, rows: Sequence[T]) -> None:
        """List these; the row that was chosen stays so by its place."""
        at = self.table.currentIndex().row()
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(max(0, min(at, len(rows) - 1)), 0))
        self._pages.setCurrentIndex(0 if rows else 1)
        for button in self._buttons:
            button.setEnabled(bool(rows))

    def chosen(self) -> T | None:
        """What is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def done(self, result: int) -> None:
        self.listing.forget()
        super().done(result)
