"""What this is, under which licences, and where it keeps things."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.failures import lode_version, versions
from ui.theme import GRID

LICENCES = (
    ("Lode", "MIT"),
    ("Qt and PySide", "LGPL 3"),
    ("Whoosh", "BSD 2-clause"),
    ("sqlite-utils", "Apache 2.0"),
    ("pyqtgraph", "MIT"),
    ("Inter, Source Serif 4", "SIL Open Font License 1.1"),
    ("Lucide icons", "ISC"),
)
"""What the window is built on, and its licences."""


class AboutDialog(QDialog):
    """`places` are named paths: the project, the index, the log."""

    def __init__(self, places: tuple[tuple[str, Path], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Lode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(120 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * GRID] * 4)
        layout.setSpacing(4 * GRID)
        layout.addWidget(_label(f"Lode {lode_version()}", "title"))
        layout.addWidget(
            _label(
                "Import a pile of articles, find what they claim, chart it, show the evidence. "
                "Nothing leaves this computer.",
                "secondary",
            )
        )
        layout.addLayout(_form([(name, str(path)) for name, path in places]))
        layout.addLayout(_form(list(LICENCES)))
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        copy = QPushButton("Copy versions")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
        close = QPushButton("Close")
        close.setDefault(True)
        close.setProperty("primary", True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        return row


def _form(rows: list[tuple[str, str]]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(4 * GRID)
    form.setVerticalSpacing(GRID)
    for name, value in rows:
        head = _label(name, "secondary")
        head.setWordWrap(False)
        form.addRow(head, _label(value, ""))
    return form


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
