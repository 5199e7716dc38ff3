"""A page with a few words and queries to try, each a button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.formats import elide
from ui.theme import GRID

_WIDTH = 84 * GRID
_SHOWN = 44


class Suggestions(QWidget):
    """`chosen` carries the query of the button that was pressed, `help_wanted` comes from the
    one at the foot.
    """

    chosen = Signal(str)
    help_wanted = Signal()

    def __init__(self, heading: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._words = _label(heading, "heading"), _label(words, "secondary")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.buttons: list[QPushButton] = []
        self.help_button = QPushButton("How to search")
        self.help_button.setFlat(True)
        self.help_button.clicked.connect(self.help_wanted)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 6 * GRID, 0, 6 * GRID)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addLayout(self._rows)
        column.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        row.addStretch(1)
        # As wide as it may be, whatever its labels would make do with.
        row.addWidget(middle, 1000)
        row.addStretch(1)

    @property
    def words(self) -> str:
        """What is said, heading first."""
        return f"{self._heading.text()}\n{self._words.text()}"

    def set_words(self, heading: str, words: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._words.setText(words)

    def suggest(self, queries: Sequence[tuple[str, str]]) -> None:
        """Offer these queries, each with what it looks for."""
        while (row := self._rows.takeAt(0)) is not None:
            widget = row.widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons = []
        for query, meaning in queries:
            self._rows.addWidget(self._row(query, meaning), 0, Qt.AlignmentFlag.AlignHCenter)

    def _row(self, query: str, meaning: str) -> QWidget:
        button = QPushButton(elide(query, _SHOWN).replace("&", "&&"))
        button.setAccessibleName(f"Search for {query}: {meaning}")
        button.clicked.connect(partial(self._choose, query))
        self.buttons.append(button)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        line.addWidget(button)
        line.addWidget(_label(meaning, "small", wraps=False))
        return row

    def _choose(self, query: str, _checked: bool = False) -> None:
        self.chosen.emit(query)


def _label(text: str, role: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    if wraps:
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
    return label
