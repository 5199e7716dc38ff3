"""Line height for QPlainTextEdit, which ignores that of block formats."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

LINE_HEIGHT = 1.5
"""Distance between two baselines, in sizes of the font."""


class SpacedLayout(QPlainTextDocumentLayout):
    """Sets the lines of each block apart as the block is laid out.

    Qt still lays out only the blocks that it shows, with lines set solid from y 0. It asks
    for the block's rectangle before it uses them, and there they are moved apart, once.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._pitch = 0.0
        self.follow_font()

    @property
    def pitch(self) -> float:
        """Height of a line with its share of the space between lines, in pixels."""
        return self._pitch

    def follow_font(self) -> None:
        """Take the line height from the document's font, after that has changed."""
        self._pitch = float(round(self.document().defaultFont().pixelSize() * LINE_HEIGHT))

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        layout = block.layout() if block.isValid() else None
        if layout is None or layout.lineCount() == 0:
            return rect
        if layout.lineAt(0).y() == 0.0:
            self._set_apart(layout)
        below = 0 if block.next().isValid() else self.document().documentMargin()
        return QRectF(0, 0, rect.width(), layout.lineCount() * self._pitch + below)

    def _set_apart(self, layout: QTextLayout) -> None:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            # Half of the space goes above the line, as in print. A line with a fallback
            # font may be the higher one: it keeps its place and leans into the space.
            above = (self._pitch - line.height()) / 2 or 0.01
            line.setPosition(QPointF(line.x(), number * self._pitch + above))
