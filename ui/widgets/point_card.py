"""What a point of the chart says: its number as stated, the words, who and where."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.formats import elide
from ui.theme import GRID

_WIDTH = 76 * GRID
_WORDS = 220
_NAME = 60
_APART = 4 * GRID


class PointCard(QFrame):
    """Lies over `over` beside a point; the pointer goes through it. Plain text only."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        self._number = self._label("heading")
        self._words = self._label("")
        self._words.setWordWrap(True)
        self._source = self._label("small")
        self._source.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for label in (self._number, self._words, self._source):
            column.addWidget(label)
        self.setFixedWidth(_WIDTH)
        self.hide()

    @property
    def words(self) -> str:
        """What is said, line by line; "" while the card is hidden."""
        labels = (self._number, self._words, self._source)
        return "" if self.isHidden() else "\n".join(label.text() for label in labels)

    def show_point(self, at: QPoint, number: str, words: str, source: tuple[str, ...]) -> None:
        """Say this beside the place `at` of the widget below."""
        self._number.setText(number)
        self._words.setText(f"“{elide(words, _WORDS)}”")
        self._source.setText(" · ".join(elide(part, _NAME) for part in source if part))
        self.setFixedHeight(self._column.heightForWidth(_WIDTH))
        self.move(self._beside(at))
        self.show()
        self.raise_()

    def _beside(self, at: QPoint) -> QPoint:
        """Right of the point, or left of it where there is no room, inside the widget."""
        x = at.x() + _APART
        if x + self.width() > self._over.width():
            x = at.x() - _APART - self.width()
        lowest = self._over.height() - self.height() - GRID
        y = min(max(at.y() - self.height() // 2, GRID), max(lowest, GRID))
        return QPoint(max(x, GRID), y)

    @staticmethod
    def _label(role: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label
