"""An article's original beside its text: what was cut, and the texts it had before."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.failures import sentence
from ui.formats import elide, format_moment, plural
from ui.latest import Latest
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.marked_text import MarkedText
from workbench.domain import Article, Change, Span, TextVersion

_SIZE = (270 * GRID, 165 * GRID)
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class _Texts:
    """`cut` are the stretches of `original` that are not in the article's `text`."""

    original: str
    text: str
    cut: list[Span]


class OriginalDialog(QDialog):
    """Stands beside the window. `read_wanted` carries the article's id: read it anew."""

    read_wanted = Signal(int)

    def __init__(
        self, session: ProjectSession, article: Article, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Original of “{elide(article.title, _LONGEST)}”")
        self._session = session
        self._article = article
        self._reading = Latest(session, "Read the original")
        self._versions: list[TextVersion] = []
        self.versions = QComboBox()
        self.read_again = QPushButton("Read again")
        self.original = MarkedText("All text of the file")
        self.text = MarkedText("Text of the article")
        self.caption = QLabel()
        self._build()
        session.changed.connect(self._refresh)
        self._list()
        self.resize(*_SIZE)

    def _build(self) -> None:
        self.versions.setAccessibleName("Versions of the text")
        self.versions.activated.connect(self._compare)
        self.read_again.setAutoDefault(False)
        self.read_again.clicked.connect(lambda: self.read_wanted.emit(self._article.id))
        self.read_again.setToolTip(
            "Read the article anew from its original; another text is a new version"
        )
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for caption, view, beside in (
            ("All text of the file", self.original, None),
            ("Text of the article", self.text, self.versions),
        ):
            head = QHBoxLayout()
            label = _caption(caption)
            head.addWidget(label)
            head.addStretch(1)
            if beside is not None:
                head.addWidget(beside)
            column = QVBoxLayout()
            column.setSpacing(GRID)
            column.addLayout(head)
            column.addWidget(view, 1)
            row.addLayout(column, 1)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setProperty("role", "secondary")
        self.caption.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.caption, 1)
        foot.addWidget(self.read_again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(2 * GRID)
        whole.addLayout(row, 1)
        whole.addLayout(foot)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    def _list(self) -> None:
        found = self._session.perform(partial(self._session.project.versions, self._article.id))
        self._versions = list(reversed(found or []))
        self.versions.clear()
        for number, version in enumerate(self._versions):
            words = f"{_reason(version)}, {format_moment(version.made)}, by {version.extractor}"
            self.versions.addItem(f"{words} (now)" if number == 0 else words)
        self.versions.setVisible(len(self._versions) > 1)
        self._compare()

    @Slot()
    def _compare(self, *_: int) -> None:
        project, article_id = self._session.project, self._article.id
        number = max(0, self.versions.currentIndex())
        version = self._versions[number] if number < len(self._versions) else None

        def read() -> _Texts:
            text = project.version_text(version) if version else project.text(article_id)
            original = project.original_text(article_id)
            return _Texts(original, text, project.cut_from(original, text))

        self.caption.setText("Reading the original…")
        self._reading.ask(read, self._show, partial(self._failed, version))

    def _show(self, texts: _Texts) -> None:
        self.original.show_text(texts.original)
        self.original.mark(texts.cut, "secondary", faint=True)
        self.text.show_text(texts.text)
        cut = sum(span.end - span.start for span in texts.cut)
        share = cut / len(texts.original) if texts.original else 0.0
        self.caption.setText(
            f"Grey: not in the article, {share:.0%} of the file's text"
            f" ({plural(len(texts.cut), 'stretch', 'stretches')})."
            if texts.cut
            else "The article has all text of the file."
        )

    def _failed(self, version: TextVersion | None, error: BaseException) -> None:
        self.caption.setText(sentence(error))
        project, article_id = self._session.project, self._article.id
        text = self._session.perform(
            lambda: project.version_text(version) if version else project.text(article_id)
        )
        self.original.show_text("")
        self.text.show_text(text or "")
        self.read_again.setEnabled(False)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if "versions" in change.tables and self._article.id in change.article_ids:
            self._list()


def _reason(version: TextVersion) -> str:
    return version.reason[:1].upper() + version.reason[1:]


def _caption(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "secondary")
    return label
