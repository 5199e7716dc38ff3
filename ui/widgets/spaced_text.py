"""A read-only text widget set for reading: line height, a column in the middle, lines in sight.

Counts in UTF-16 units of its document throughout; `reader_text` knows of texts and passages.
"""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.theme import reading_font
from ui.widgets.reading_column import column_margins
from ui.widgets.shown_lines import ShownLine, line_of
from ui.widgets.spaced_layout import SpacedLayout

READING_SIZE = 16
"""Size of the reading font in pixels until the user changes it."""

READING_SIZES = range(11, 37)


class SpacedText(QPlainTextEdit):
    """Plain text with space between its lines and margins that keep the column readable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("reader", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the column never wraps anew because a scroll bar has come.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._wanted: int | None = None
        self._size = READING_SIZE
        self._left_margin = 0
        document = QTextDocument(self)
        document.setDefaultFont(reading_font(READING_SIZE))
        document.setUndoRedoEnabled(False)
        self._spacing = SpacedLayout(document)
        document.setDocumentLayout(self._spacing)
        self.setDocument(document)
        self.setFont(document.defaultFont())

    @property
    def reading_size(self) -> int:
        """Size of the font in pixels."""
        return self._size

    def set_reading_size(self, pixels: int) -> None:
        """Set the text in that size; what stands at the top stays there."""
        lines = self.shown_lines()
        self._size = min(max(pixels, READING_SIZES.start), READING_SIZES.stop - 1)
        font = reading_font(self._size)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._spacing.follow_font()
        self.fit_column(self._left_margin)
        if lines:
            self._scroll_to(lines[0].start, lines_above=0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the size when the style brings back the font from before, as it does for what is
        put into another window."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.font().pixelSize() != self._size:
            self.set_reading_size(self._size)

    def shown_lines(self) -> list[ShownLine]:
        """The lines in sight, from the top."""
        lines = []
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        pitch = self._spacing.pitch
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            if place.y() >= bottom:
                break
            layout, begin = block.layout(), block.position()
            first = max(0, int(-place.y() // pitch))
            last = min(layout.lineCount(), int((bottom - place.y()) // pitch) + 1)
            for number in range(first, last):
                line = layout.lineAt(number)
                start = begin + line.textStart()
                lines.append(
                    ShownLine(
                        start=start,
                        end=start + line.textLength(),
                        block_start=begin,
                        top=place.y() + number * pitch,
                        height=pitch,
                        origin_x=place.x(),
                        origin_y=place.y(),
                        line=line,
                    )
                )
            block = block.next()
        return lines

    def reveal_unit(self, unit: int) -> None:
        """Put the cursor at `unit`; scroll only when that is not in sight."""
        top = self.verticalScrollBar().value()
        cursor = self.textCursor()
        cursor.setPosition(unit)
        self.setTextCursor(cursor)
        # Qt has scrolled just far enough already, which shows a line at the very edge.
        self.verticalScrollBar().setValue(top)
        if not self.isVisible():
            self._wanted = unit
        elif not self._is_in_sight(unit):
            self._scroll_to(unit, lines_above=self._lines_in_sight() // 3)

    def select_units(self, start: int, end: int) -> None:
        """Select what lies between, the cursor at its end."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def fit_column(self, left_margin: int) -> None:
        """Place the text in the middle, with at least `left_margin` pixels left of it."""
        self._left_margin = left_margin
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        left, right = column_margins(room, self.fontMetrics(), left_margin)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            before = self.viewport().size()
            self.setViewportMargins(left, 0, right, 0)
            # While a widget is being shown Qt keeps back the event by which it would wrap
            # the text to its new width.
            super().resizeEvent(QResizeEvent(self.viewport().size(), before))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_column(self._left_margin)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_column(self._left_margin)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.reveal_unit(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(self._on_a_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._on_a_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._on_a_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._on_a_line(event))

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """The event, moved from the space between two lines onto the nearer one.

        Qt takes the space for the end of the line above, and a selection would flicker.
        """
        place = event.position()
        for line in self.shown_lines():
            if line.top <= place.y() < line.top + line.height:
                words = line.text_rect
                y = min(max(place.y(), words.top() + 1), words.bottom() - 1)
                return QMouseEvent(
                    event.type(),
                    QPointF(place.x(), y),
                    event.globalPosition(),
                    event.button(),
                    event.buttons(),
                    event.modifiers(),
                )
        return event

    def _lines_in_sight(self) -> int:
        return max(1, int(self.viewport().height() // self._spacing.pitch))

    def _is_in_sight(self, unit: int) -> bool:
        line = line_of(self.shown_lines(), unit)
        return line is not None and 0 <= line.top <= self.viewport().height() - line.height

    def _scroll_to(self, unit: int, *, lines_above: int) -> None:
        block = self.document().findBlock(unit)
        self._spacing.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        number = block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)
        self.verticalScrollBar().setValue(max(0, number - lines_above))
