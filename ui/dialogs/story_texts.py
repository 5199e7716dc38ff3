"""Two articles of one story beside each other, the words that only one of them has being marked."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.formats import elide, format_day, plain_tool_tip
from ui.latest import Latest
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.marked_text import MarkedText
from workbench.domain import Article, Span

_LONGEST = 36


@dataclass(frozen=True, slots=True)
class _Pair:
    texts: tuple[str, str]
    own: tuple[list[Span], list[Span]]


class StoryTexts(QWidget):
    """The origin at the left, the copy at the right."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparison = Latest(session, "Compare two texts")
        self.views = (MarkedText("Text of the origin"), MarkedText("Text of the copy"))
        self.captions = (_caption(), _caption())
        self.legend = _caption()
        self.legend.setText("Marked: words that only this article has.")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        whole.addLayout(row, 1)
        whole.addWidget(self.legend)
        for caption, view in zip(self.captions, self.views, strict=True):
            column = QVBoxLayout()
            column.setSpacing(GRID)
            column.addWidget(caption)
            column.addWidget(view, 1)
            row.addLayout(column, 1)

    def clear(self) -> None:
        """Show nothing."""
        self._comparison.forget()
        for caption, view in zip(self.captions, self.views, strict=True):
            caption.setText("")
            view.show_text("")

    def show_pair(self, first: Article, second: Article) -> None:
        """Show two articles, and as soon as it is known in what they differ."""
        self.clear()
        project = self._session.project

        def compared() -> _Pair:
            texts = project.text(first.id), project.text(second.id)
            return _Pair(
                texts,
                (
                    project.own_spans(first.id, second.id),
                    project.own_spans(second.id, first.id),
                ),
            )

        for caption, article in zip(self.captions, (first, second), strict=True):
            caption.setText(_named(article))
            caption.setToolTip(plain_tool_tip(article.title))
        self._comparison.ask(compared, self._show)

    def _show(self, pair: _Pair) -> None:
        for view, text, own in zip(self.views, pair.texts, pair.own, strict=True):
            view.show_text(text)
            view.mark(own)


def _named(article: Article) -> str:
    parts = (elide(article.source or article.title, _LONGEST), format_day(article.published))
    return " · ".join(part for part in parts if part)


def _caption() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "secondary")
    # Else the longer caption would make its column the wider one.
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
