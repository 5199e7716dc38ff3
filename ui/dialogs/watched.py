"""The folders from which what is added is imported while Lode runs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plain_tool_tip
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState

_SIZE = (150 * GRID, 90 * GRID)


class WatchedFoldersDialog(QDialog):
    """`changed` carries the folders that are to be watched, `add_wanted` asks for one more."""

    changed = Signal(object)
    add_wanted = Signal()

    def __init__(self, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Watched folders")
        self.list = QListWidget()
        self.nothing = EmptyState(
            "No folder is watched",
            "Articles that are put into a watched folder, or below it, are imported by "
            "themselves while this project is open.",
            "Watch a folder…",
        )
        self.add_button = QPushButton("Watch a folder…")
        self.remove_button = QPushButton("Stop watching")
        self._pages = QStackedWidget()
        self._build()
        self.show_folders(folders)
        self.resize(*_SIZE)

    def show_folders(self, folders: Sequence[Path]) -> None:
        """List these."""
        self._folders = list(folders)
        self.list.clear()
        for folder in self._folders:
            self.list.addItem(str(folder) if folder.is_dir() else f"{folder} (not there now)")
            self.list.item(self.list.count() - 1).setToolTip(plain_tool_tip(str(folder)))
        self.list.setCurrentRow(0 if self._folders else -1)
        self._pages.setCurrentIndex(0 if self._folders else 1)

    def _build(self) -> None:
        self.list.setAccessibleName("Watched folders")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        words = QLabel(
            "What is added here while the project is open is imported by itself. Articles stay "
            "in the project when a folder is no longer watched."
        )
        words.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.add_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GRID)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._pages.addWidget(listed)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[6 * GRID] * 4)
        whole.addWidget(self._pages)
        self.remove_button.setToolTip("Watch the chosen folder no longer  (Delete)")
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.nothing.pressed.connect(self.add_wanted)
        self.remove_button.clicked.connect(self.stop_watching)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.stop_watching)

    @Slot()
    def stop_watching(self) -> None:
        """Take the chosen folder from the list."""
        row = self.list.currentRow()
        if 0 <= row < len(self._folders):
            self.changed.emit([one for n, one in enumerate(self._folders) if n != row])
