"""Where a passage comes from and how it stands: outlet, article, offsets, times, state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.formats import elide, format_day, format_moment, plain_tool_tip
from workbench.domain import AnchorState, Article, Passage

_LONGEST = 120

_STATES = {
    AnchorState.REVIEW: ("warn", "The article has changed. Are these still the right words?"),
    AnchorState.ORPHAN: ("bad", "The article has changed and no longer has these words."),
}


class PassageFacts(QWidget):
    """`confirmed` comes when the user says that a passage stands where it should,
    `history_wanted` when they ask what became of it."""

    confirmed = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(4)
        self.state = _label(column, "warn", "State")
        self.confirm = QPushButton("Keep it here")
        self.confirm.setAccessibleName("Confirm the passage's place")
        self.confirm.clicked.connect(lambda _checked=False: self.confirmed.emit())
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.source = _label(column, "secondary", "Source")
        self.article = _label(column, "secondary", "Article")
        self.place = _label(column, "small", "Place in the text")
        self.times = _label(column, "small", "Tagged and changed")
        self.history = QPushButton("History of this passage…")
        self.history.setAccessibleName("History of this passage")
        self.history.clicked.connect(lambda _checked=False: self.history_wanted.emit())
        column.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)

    def show_passage(self, passage: Passage, article: Article | None) -> None:
        """Show the facts of a passage; `article` is None when it cannot be read."""
        self._show_state(passage.state)
        if article is not None:
            parts = (elide(article.source or "", _LONGEST), format_day(article.published))
            self.source.setText(" · ".join(part for part in parts if part) or "Unknown outlet")
            self.article.setText(elide(article.title, _LONGEST))
            self.article.setToolTip(plain_tool_tip(article.title))
        self.place.setText(f"Characters {passage.span.start:,}–{passage.span.end:,}")
        tagged, changed = format_moment(passage.created), format_moment(passage.modified)
        self.times.setText(
            f"Tagged {tagged}" if tagged == changed else f"Tagged {tagged}, changed {changed}"
        )

    def _show_state(self, state: AnchorState) -> None:
        role, words = _STATES.get(state, ("", ""))
        self.state.setVisible(bool(words))
        self.confirm.setVisible(state is AnchorState.REVIEW)
        self.state.setText(words)
        self.state.setProperty("role", role)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)


def _label(column: QVBoxLayout, role: str, name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setAccessibleName(name)
    label.setWordWrap(True)
    column.addWidget(label)
    return label
