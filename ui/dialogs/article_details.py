"""A small window to correct what is known of an article, or of many at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.formats import date_basis, elide, plural, read_day
from ui.theme import GRID
from ui.widgets.memo_field import MemoField
from workbench.domain import Article

_WIDTH = 110 * GRID
_TITLE_SHOWN = 60
_FIELDS = (
    ("title", "Title"),
    ("author", "Author"),
    ("published", "Published"),
    ("source", "Outlet"),
    ("language", "Language"),
    ("url", "Address"),
)
_OF_ONE = frozenset({"title", "url"})
"""What no two articles have in common."""

_DAY = "2025-02-26"
_SEVERAL = "Several values; stays as it is"
_EMPTIED = "Will be empty in all"


class ArticleDetailsDialog(QDialog):
    """Not modal: the articles can be read beside it.

    Of several articles only the fields that were typed in are changed. `edited` carries the
    articles' ids and a dict of what was changed; an empty field is None.
    """

    edited = Signal(object, object)

    def __init__(self, articles: Sequence[Article], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._articles = list(articles)
        one = self._articles[0] if len(self._articles) == 1 else None
        self.setWindowTitle(
            f"Details of “{elide(one.title, _TITLE_SHOWN)}”"
            if one
            else f"Details of {plural(len(self._articles), 'article')}"
        )
        self._typed: set[str] = set()
        self.fields = {name: QLineEdit() for name, _ in _FIELDS if one or name not in _OF_ONE}
        self.basis = _note("secondary")
        self.basis.setText(date_basis(self._articles))
        self.basis.setVisible(bool(self.basis.text()))
        self.hint = _note("bad")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.memo = MemoField("Memo", "What you want to remember of this article")
        self.memo.load(one.memo if one else "")
        self._fill()
        self._build()
        self._check()

    def changes(self) -> dict[str, str | None]:
        """What is to be changed, by field."""
        found: dict[str, str | None] = {}
        for name, field in self.fields.items():
            words = " ".join(field.text().split()) or None
            values = {getattr(article, name) for article in self._articles}
            if values != {words} and (len(values) == 1 or name in self._typed):
                found[name] = words
        if self.memo.dirty:
            found["memo"] = self.memo.text()
        if published := found.get("published"):
            found["published"] = read_day(published) or published
        return found

    def accept(self) -> None:
        changes = self.changes()
        if self._fault(changes):
            return
        if changes:
            self.edited.emit([article.id for article in self._articles], changes)
        super().accept()

    def _fill(self) -> None:
        for name, field in self.fields.items():
            values = {getattr(article, name) for article in self._articles}
            several = len(values) > 1
            field.setText("" if several else values.pop() or "")
            field.setPlaceholderText(_SEVERAL if several else _DAY if name == "published" else "")
            field.setCursorPosition(0)
            field.setObjectName(name)
            field.textEdited.connect(lambda words, name=name: self._note_typed(name, words))
            field.textChanged.connect(self._check)

    def _note_typed(self, name: str, words: str) -> None:
        self._typed.add(name)
        if not words and self.fields[name].placeholderText() == _SEVERAL:
            self.fields[name].setPlaceholderText(_EMPTIED)

    def _build(self) -> None:
        form = QFormLayout()
        form.setSpacing(2 * GRID)
        for name, label in _FIELDS:
            if name in self.fields:
                form.addRow(label, self.fields[name])
            if name == "published":
                form.addRow("", self.basis)
        form.setRowVisible(self.basis, bool(self.basis.text()))
        if len(self._articles) == 1:
            form.addRow("Memo", self.memo)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[6 * GRID] * 4)
        column.setSpacing(4 * GRID)
        column.addLayout(form)
        column.addWidget(self.hint)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH)

    def _check(self) -> None:
        fault = self._fault(self.changes())
        self.hint.setText(fault)
        self.hint.setVisible(bool(fault))
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not fault)

    @staticmethod
    def _fault(changes: dict[str, str | None]) -> str:
        if "title" in changes and not changes["title"]:
            return "An article needs a title."
        published = changes.get("published")
        if published and read_day(published) is None:
            return "Write the date as 2025-02-26 or 26 Feb 2025."
        return ""


def _note(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
