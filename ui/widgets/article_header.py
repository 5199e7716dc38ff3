"""What stands above an article's text: title, byline, outlet, date."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.formats import elide, format_published, plain_tool_tip
from workbench.domain import Article

_LONGEST_TITLE = 240
_LONGEST_PART = 80
_TEXT_INSET = 4
_NARROW = 200
"""Pixels of text below which the header takes the whole width of its pane."""
_BESIDE = 12


class ArticleHeader(QFrame):
    """Imported words, shown as plain text; a date that was guessed says so.

    `story_wanted` comes when the user wants to see of which story the article is a copy.
    """

    story_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.setAccessibleName("Article")
        self.title = _label("title")
        self.title.setWordWrap(True)
        self.source = _label("secondary")
        self.source.setWordWrap(True)
        self.place = _label("small")
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.story = QPushButton()
        self.story.setFlat(True)
        self.story.setProperty("link", True)
        self.story.setToolTip("See the copies of this story, and how they differ")
        self.story.clicked.connect(lambda _checked=False: self.story_wanted.emit())
        self.story.hide()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.source, 1)
        line.addWidget(self.story)
        line.addWidget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(line)

    def show_article(self, article: Article) -> None:
        """Show whose words these are."""
        title = " ".join(article.title.split()) or "Without a title"
        self.title.setText(elide(title, _LONGEST_TITLE))
        self.title.setToolTip(plain_tool_tip(title) if len(title) > _LONGEST_TITLE else "")
        self.source.setText(byline(article))

    def show_copies(self, copies: int) -> None:
        """Say how many articles have this story, if there are several."""
        self.story.setText(f"One of {copies:,} copies" if copies > 1 else "")
        self.story.setVisible(copies > 1)

    @Slot(int, int)
    def align_with(self, left: int, right: int) -> None:
        """Stand above the text's column, given the margins beside it in pixels."""
        margins = self.contentsMargins()
        # In a narrow pane the words need the room of the margins more than the alignment.
        text = self.width() - left - right
        wanted = (left + _TEXT_INSET, right) if text >= _NARROW else (_BESIDE, _BESIDE)
        if (margins.left(), margins.right()) != wanted:
            self.setContentsMargins(wanted[0], 0, wanted[1], 0)

    def show_place(self, words: str) -> None:
        """Say where in the article the user is, at the right: "Match 2 of 7"."""
        self.place.setText(words)


def byline(article: Article) -> str:
    """Author, outlet and date of an article in one line, as far as they are known."""
    author = elide(article.author, _LONGEST_PART) if article.author else ""
    source = elide(article.source, _LONGEST_PART) if article.source else ""
    parts = (author, source, format_published(article) or "no date")
    return " · ".join(part for part in parts if part)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
