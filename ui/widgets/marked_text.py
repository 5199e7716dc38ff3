"""A text to look at beside another, some stretches of it washed with colour."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.display_text import DisplayText
from ui.theme import NORMAL, current
from ui.widgets.spaced_text import SpacedText
from workbench.domain import Span

MOST_MARKS = 5_000
"""Stretches that are washed at most: each costs Qt time whenever it paints."""


class MarkedText(SpacedText):
    """Shows a text with marks; `colour` of a mark is a token of the theme."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.set_reading_size(NORMAL + 1)
        self._display = DisplayText("")
        self._marks: list[tuple[Span, str, bool]] = []
        current().changed.connect(self._paint_marks)

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning, without marks."""
        self._display = DisplayText(text)
        self._marks = []
        self.setExtraSelections([])
        self.setPlainText(self._display.shown)

    def mark(self, spans: Sequence[Span], colour: str = "hit", *, faint: bool = False) -> None:
        """Wash these stretches as well, or with `faint` set their letters back."""
        room = MOST_MARKS - len(self._marks)
        self._marks += [(span, colour, faint) for span in spans[:room]]
        self._paint_marks()

    def reveal(self, span: Span) -> None:
        """Bring the beginning of a stretch into view."""
        self.reveal_unit(self._display.unit(span.start))

    def selected_span(self) -> Span | None:
        """The stretch of the text that is selected, without the spaces around it."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        span = self._display.span(cursor.selectionStart(), cursor.selectionEnd())
        words = self._display.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Span(start, end) if end > start else None

    @Slot()
    def _paint_marks(self) -> None:
        theme = current()
        selections = []
        for span, colour, faint in self._marks:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            start, end = self._display.units(span)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            if faint:
                form.setForeground(theme.token(colour))
            else:
                form.setBackground(theme.token(colour))
            selection.cursor = cursor
            selection.format = form
            selections.append(selection)
        self.setExtraSelections(selections)
