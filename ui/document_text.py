"""A `Document` as formatted text of Qt: to be looked at, and printed as PDF.

Every word comes in by `insertText`: nothing of it is ever read as markup.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextTableFormat,
)

from ui.theme import GRID, NORMAL, SMALL, current, reading_font, ui_font
from workbench.export.document import (
    Document,
    ExcerptBlock,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
)

_HEADINGS = {0: 22, 1: 18, 2: 16, 3: 14}
_READING = 14
_WIDTH = 640
_RESOLUTION = 96
_MARGIN = 18.0
"""Millimetres around a page."""


class DocumentText:
    """Writes a document into a `QTextDocument`, in the colours of the theme or of paper."""

    def __init__(self, target: QTextDocument, *, paper: bool = False) -> None:
        self._cursor = QTextCursor(target)
        theme = current()
        self._ink = "#1b1f24" if paper else theme.token("text").name()
        self._quiet = "#57606a" if paper else theme.token("secondary").name()
        self._paper = paper
        self._first = True
        self._pictures = 0

    def write(self, document: Document) -> None:
        """Write all of it."""
        self._text(document.title, ui_font(_HEADINGS[0], medium=True))
        for block in document.blocks:
            match block:
                case Heading():
                    font = ui_font(_HEADINGS.get(block.level, _HEADINGS[3]), medium=True)
                    self._text(block.text, font, above=4 * GRID)
                case Paragraph():
                    font = ui_font(SMALL) if block.quiet else reading_font(_READING)
                    self._text(block.text, font, quiet=block.quiet)
                case Facts():
                    self._facts(block.rows)
                case ExcerptBlock():
                    self._excerpt(block)
                case Picture():
                    self._picture(block)
                case Table():
                    self._table(block)

    def _begin(self, *, above: int = 2 * GRID, indent: int = 0) -> None:
        layout = QTextBlockFormat()
        layout.setTopMargin(above)
        layout.setIndent(indent)
        if self._first:
            self._cursor.setBlockFormat(layout)
            self._first = False
        else:
            self._cursor.insertBlock(layout)

    def _text(
        self,
        text: str,
        font: QFont,
        *,
        quiet: bool = False,
        above: int = 2 * GRID,
        indent: int = 0,
    ) -> None:
        self._begin(above=above, indent=indent)
        self._run(text, font, quiet=quiet)

    def _run(self, text: str, font: QFont, *, quiet: bool = False, marked: bool = False) -> None:
        look = QTextCharFormat()
        look.setFont(font)
        look.setForeground(QBrush(QColor(self._quiet if quiet else self._ink)))
        look.setFontUnderline(marked)
        # A line end within a paragraph, which "\n" would make two of.
        self._cursor.insertText(text.replace("\n", "\u2028"), look)

    def _excerpt(self, block: ExcerptBlock) -> None:
        font = reading_font(_READING)
        self._begin(above=3 * GRID, indent=1)
        self._run(block.before, font, quiet=True)
        self._run(block.text, font, marked=True)
        self._run(block.after, font, quiet=True)
        if block.shows_source:
            source = f"{block.title} · {block.byline}"
            self._text(source, ui_font(SMALL), quiet=True, above=GRID, indent=1)
        self._facts(block.facts, indent=1)

    def _facts(self, rows: tuple[tuple[str, str], ...], indent: int = 0) -> None:
        for name, value in rows:
            self._begin(above=0, indent=indent)
            self._run(f"{name}: ", ui_font(SMALL), quiet=True)
            self._run(value, ui_font(SMALL))

    def _picture(self, block: Picture) -> None:
        image = QImage.fromData(QByteArray(block.png))
        if not image.isNull():
            self._begin()
            width = min(_WIDTH, image.width())
            if not self._paper:
                # The text of a picture stays legible; paper gets all of its pixels.
                smooth = Qt.TransformationMode.SmoothTransformation
                image = image.scaledToWidth(width, smooth)
            name = QUrl(f"picture:{self._pictures}")
            self._pictures += 1
            kind = QTextDocument.ResourceType.ImageResource
            self._cursor.document().addResource(kind, name, image)
            look = QTextImageFormat()
            look.setName(name.toString())
            look.setWidth(width)
            self._cursor.insertImage(look)
        if block.caption:
            self._text(block.caption, ui_font(SMALL), quiet=True, above=GRID)

    def _table(self, block: Table) -> None:
        self._begin()
        look = QTextTableFormat()
        look.setCellPadding(GRID)
        look.setBorder(0)
        table = self._cursor.insertTable(len(block.rows) + 1, len(block.columns), look)
        for row, cells in enumerate((block.columns, *block.rows)):
            for column, text in enumerate(cells):
                self._cursor = table.cellAt(row, column).firstCursorPosition()
                self._run(text, ui_font(SMALL, medium=row == 0))
        self._cursor = QTextCursor(table.document())
        self._cursor.movePosition(QTextCursor.MoveOperation.End)


def filled(document: Document, *, paper: bool = False) -> QTextDocument:
    """A new text with the document in it."""
    target = QTextDocument()
    target.setUndoRedoEnabled(False)
    target.setDefaultFont(ui_font(NORMAL))
    DocumentText(target, paper=paper).write(document)
    return target


def as_pdf(document: Document) -> bytes:
    """The document as PDF, A4."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    writer.setTitle(document.title)
    writer.setCreator("Lode")
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN))
    text = filled(document, paper=True)
    text.print_(writer)
    # The end of the file is written when the writer is done with.
    del writer
    return bytes(target.data().data())
