"""A small window to correct what is known of an article."""

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

from ui.formats import elide, read_day
from ui.theme import GRID
from workbench.domain import Article

_WIDTH = 110 * GRID
_TITLE_SHOWN = 60
_FIELDS = (
    ("title", "Title"),
    ("author", "Author"),
    ("published", "Published"),
    ("source", "Outlet"),
    ("url", "Address"),
)


class ArticleDetailsDialog(QDialog):
    """Not modal: the article can be read beside it.

    `edited` carries the article's id and a dict of what was changed; an empty field is None.
    """

    edited = Signal(int, object)

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Details of “{elide(article.title, _TITLE_SHOWN)}”")
        self.setModal(False)
        self._article = article
        self.fields = {name: QLineEdit(getattr(article, name) or "") for name, _ in _FIELDS}
        self.fields["published"].setPlaceholderText("2025-02-26")
        for name, field in self.fields.items():
            field.setCursorPosition(0)
            field.textChanged.connect(self._check)
            field.setObjectName(name)
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "bad")
        self.hint.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(2 * GRID)
        for name, label in _FIELDS:
            form.addRow(label, self.fields[name])
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
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
        self._check()

    def changes(self) -> dict[str, str | None]:
        """What differs from the article, by field."""
        now = {name: " ".join(field.text().split()) or None for name, field in self.fields.items()}
        found = {name: text for name, text in now.items() if text != getattr(self._article, name)}
        if published := found.get("published"):
            found["published"] = read_day(published) or published
        return found

    def accept(self) -> None:
        changes = self.changes()
        if self._fault(changes):
            return
        if changes:
            self.edited.emit(self._article.id, changes)
        super().accept()

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
