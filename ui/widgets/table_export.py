"""The button that writes the table of a pane as CSV."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from ui.formats import plural
from ui.icons import keep_icon
from ui.session import ProjectSession
from workbench.export import write_table
from workbench.tasks import Task

Cells = Sequence[str | int | None]
Table = tuple[Sequence[str], Callable[[], Iterable[Cells]]]
"""The names of the columns, and what reads the rows; that is asked in another thread."""


class TableExport(QToolButton):
    """Writes what `table` gives; None means that there is nothing.

    `wanted` carries the proposed name of a file and what is to be called with its path.
    """

    wanted = Signal(str, object)

    def __init__(
        self,
        session: ProjectSession,
        proposed: str,
        table: Callable[[], Table | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._proposed = proposed
        self._table = table
        self.setAccessibleName("Export as CSV…")
        self.setToolTip("Export as CSV…")
        keep_icon(self, "file-down", "secondary")
        self.clicked.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Have a file asked for, and written."""
        if self._table() is None:
            self._session.notice.emit("There is nothing here to export.", False)
        else:
            name = f"{self._session.project.name} {self._proposed}.csv"
            self.wanted.emit(name, self.write)

    def write(self, path: Path) -> None:
        """Write the table to a file, off the GUI thread."""
        table = self._table()
        if table is None:
            return
        columns, rows = table

        def work(_task: Task) -> int:
            return write_table(path, columns, rows())

        def done(number: int) -> None:
            self._session.notice.emit(f"Wrote {plural(number, 'row')} to {path}", False)

        self._session.jobs.run("Export table", work, on_result=done)
