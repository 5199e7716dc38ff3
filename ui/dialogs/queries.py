"""What a query may contain, each with an example that can be tried at once."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import GRID

EXAMPLES = (
    ("rare earth", "Articles with both words, in any form: “earths” is found too"),
    ("graphite OR titanium", "Either word, or both"),
    ("lithium NOT china", "The first word without the second; -china says the same"),
    ("(graphite OR lithium) reserves", "Brackets group"),
    ('"rare earths"', "The words next to each other, in this order"),
    ('"minerals fund"~5', "Within five words of each other, in any order"),
    ("deal NEAR tariff", "At most ten other words between; NEAR/3 for three"),
    ("mineral*", "Words that begin so; “?” stands for one letter"),
    ("=licence", "The word exactly as written, in no other form"),
    ("graphit~1", "The word, or one that differs in a letter"),
    ("title:minerals", "In the headline only"),
    ("outlet:meridian", "By outlet; author: and lang: work the same"),
    ("kind:figure", "Articles with a passage of that kind: claim, quote or figure"),
    ("value:>1bn currency:usd", "With such a figure; also value:5..10m, unit:tonne"),
    ("tag:reserves", "By tag; also speaker:, claimant:, metric:, memo:"),
    ("date:2025-02..2025-04", "Published in those months; >2025-02 is after a month"),
)
"""Query and what it finds."""


class QueriesDialog(QDialog):
    """`chosen` carries an example that the user wants to try."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("How to search")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel(
            "Words are searched in titles and texts, in all their forms; Ctrl+Shift+P searches "
            "what is tagged instead. Press an example to try it."
        )
        head.setWordWrap(True)
        head.setProperty("role", "secondary")
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for line, (query, meaning) in enumerate(EXAMPLES):
            example = QPushButton(query)
            example.setFlat(True)
            example.setStyleSheet("text-align: left")
            example.clicked.connect(partial(self._try, query))
            grid.addWidget(example, line, 0)
            grid.addWidget(QLabel(meaning), line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[6 * GRID] * 4)
        layout.setSpacing(4 * GRID)
        layout.addWidget(head)
        layout.addLayout(grid)

    def _try(self, query: str, _checked: bool = False) -> None:
        self.accept()
        self.chosen.emit(query)
