"""The sheet of keys, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.action_set import native
from ui.actions import ActionSpec, Where
from ui.shortcuts import sheet
from ui.theme import GRID

_COLUMNS = (("Project", "Edit", "Search", "View"), ("Article", "Passage", "Go", "Help"))
"""Which menus stand in which column, so that both are about as long."""


class ShortcutsDialog(QDialog):
    """Every key, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_menu = dict(sheet())
        columns = QHBoxLayout()
        columns.setSpacing(10 * GRID)
        for menus in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(5 * GRID)
            for menu in menus:
                column.addLayout(_section(menu, by_menu[menu]))
            column.addStretch(1)
            columns.addLayout(column, 1)
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(*[6 * GRID] * 4)
        body.setSpacing(5 * GRID)
        body.addLayout(columns)
        note = QLabel(
            "Single keys work in the reader and in lists, never while you type. "
            "Every action is also in the command palette."
        )
        note.setWordWrap(True)
        note.setProperty("role", "secondary")
        body.addWidget(note)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.resize(200 * GRID, 140 * GRID)


def _section(title: str, rows: list[ActionSpec]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(0, 1)
    head = QLabel(title)
    head.setProperty("role", "section")
    grid.addWidget(head, 0, 0, 1, 2)
    for line, row in enumerate(rows, start=1):
        name = QLabel(row.text.removesuffix("…"))
        name.setToolTip(row.tip if row.where is Where.WINDOW else f"{row.tip}; {row.where}")
        grid.addWidget(name, line, 0)
        grid.addLayout(_caps(row.keys), line, 1)
    return grid


def _caps(keys: tuple[str, ...]) -> QHBoxLayout:
    caps = QHBoxLayout()
    caps.setSpacing(GRID)
    caps.addStretch(1)
    for key in keys:
        cap = QLabel(native(key))
        cap.setProperty("role", "key")
        caps.addWidget(cap)
    return caps
