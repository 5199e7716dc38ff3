"""The form of one passage: what it is, what it says, who said it, where it stands."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.formats import QUALIFIER_WORDS, elide, format_quantity, plain_tool_tip
from ui.passage_fields import shown
from ui.theme import LARGE, ROW, reading_font
from ui.widgets.choice_field import ChoiceField
from ui.widgets.kind_switch import KindSwitch
from ui.widgets.line_field import LineField
from ui.widgets.memo_field import MemoField
from ui.widgets.tag_field import TagField
from workbench.domain import (
    Certainty,
    Directness,
    FigureStatus,
    Kind,
    Passage,
    Quantity,
    Stance,
)


def _words(of: type[StrEnum], none: str) -> dict[str, str]:
    return {"": none, **{one.value: one.value for one in of}}


LINES = {
    "value": ("Value", "14.8 tn, 70, 1,200"),
    "lower": ("Lower end of the range", "from"),
    "upper": ("Upper end of the range", "to"),
    "unit": ("Unit", "percent"),
    "currency": ("Currency", "USD"),
    "as_of": ("As of", "26 Feb 2025"),
    "metric": ("Metric", "What the figure measures"),
    "speaker": ("Speaker", "Who said it"),
    "claimant": ("Claimant", "Who claims it"),
    "cue": ("Cue", "said, according to"),
}
"""Fields of one line: name, and what stands there while they are empty."""

CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "qualifier": ("Qualifier", {sign.value: words for sign, words in QUALIFIER_WORDS.items()}),
    "status": ("Status", _words(FigureStatus, "not said")),
    "directness": ("Directness", _words(Directness, "not said")),
    "stance": ("Stance", _words(Stance, "not said")),
    "certainty": ("Certainty", _words(Certainty, "not judged")),
}
"""Fields with a few words to choose from: name, and the words by what is stored."""

_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Value", ("qualifier", "value")),
    ("Range", ("lower", "upper")),
    ("Unit", ("unit", "currency")),
    ("As of", ("as_of",)),
    ("Metric", ("metric",)),
    ("Speaker", ("speaker",)),
    ("Claimant", ("claimant",)),
    ("Cue", ("cue", "directness")),
    ("Status", ("status",)),
    ("Stance", ("stance",)),
    ("Certainty", ("certainty",)),
)

_OF_KIND = {
    Kind.CLAIM: {"claimant", "stance", "certainty"},
    Kind.QUOTE: {"speaker", "cue", "directness", "certainty"},
    Kind.FIGURE: {
        *("value", "lower", "upper", "unit", "currency", "as_of", "qualifier"),
        *("metric", "speaker", "status", "certainty"),
    },
}

_LONGEST_WORDS = 280
_LONGEST_TIP = 3000
_LONGEST_FROM = 80
_LABELS = 60


class PassageForm(QWidget):
    """Shows a passage and tells what the user wants of it; stores nothing.

    `field_left` carries the name of a field whose text has been changed, `field_entered` of
    one that may need words to complete from.
    """

    field_left = Signal(str)
    field_entered = Signal(str)
    kind_chosen = Signal(object)
    tag_added = Signal(str)
    tag_removed = Signal(str)
    read_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = KindSwitch("Kind")
        self.words = QLabel()
        self.fields: dict[str, LineField | MemoField | ChoiceField] = {
            name: LineField(*texts) for name, texts in LINES.items()
        }
        self.fields |= {name: ChoiceField(*texts) for name, texts in CHOICES.items()}
        self.memo = MemoField("Memo", "What you want to remember of it")
        self.fields["memo"] = self.memo
        self.reading = QLabel()
        self.read_from = QLabel()
        self.read_button = QPushButton("Read again")
        self.tags = TagField("Tags")
        self._reasons: dict[str, QLabel] = {}
        self._rows: dict[str, QWidget] = {}
        self._dress()
        self._lay_out()
        self._connect()

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    def show_passage(self, passage: Passage, *, keep_typed: bool = False) -> None:
        """Show what is stored; with `keep_typed` not in fields that somebody has typed into."""
        self.kinds.set_kind(passage.kind)
        self.words.setText(elide(passage.words, _LONGEST_WORDS))
        self.words.setToolTip(plain_tool_tip(elide(passage.words, _LONGEST_TIP)))
        quantity = passage.details.quantity or Quantity()
        self.reading.setText(format_quantity(quantity) or "No number")
        read_from = passage.details.read_from
        self.read_from.setText(f"Read from “{elide(read_from or '', _LONGEST_FROM)}”")
        self.read_from.setVisible(bool(read_from) and passage.details.quantity is not None)
        self.tags.load(passage.details.tags)
        for name, field in self.fields.items():
            if not (keep_typed and field.dirty):
                self.load(name, shown(passage.details, name))
        for label, names in _ROWS:
            self._rows[label].setVisible(self.has_field(passage.kind, names[0]))
        self._rows["Number"].setVisible(passage.kind is Kind.FIGURE)

    def load(self, name: str, text: str) -> None:
        """Show what is stored in one field."""
        self.fields[name].load(text)
        self.show_reason(name, "")

    def show_reason(self, name: str, reason: str) -> None:
        """Say why the text of a field cannot be saved; "" takes that back."""
        field = self.fields[name]
        if isinstance(field, LineField):
            field.mark_invalid(bool(reason))
            label = self._reasons[name]
            label.setText(reason)
            label.setVisible(bool(reason))

    def reason(self, name: str) -> str:
        """What is said of a field's text."""
        return self._reasons[name].text()

    def has_field(self, kind: Kind, name: str) -> bool:
        """Whether passages of that kind have that field."""
        return name not in {*LINES, *CHOICES} or name in _OF_KIND[kind]

    def complete(self, name: str, words: Sequence[str]) -> None:
        """Offer these while somebody types into a field, or "tags"."""
        field = self.tags.input if name == "tags" else self.fields[name]
        if isinstance(field, LineField):
            field.complete_from(words)

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _dress(self) -> None:
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFont(reading_font(LARGE))
        self.words.setAccessibleName("Words of the passage")
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.reading.setProperty("role", "secondary")
        self.reading.setAccessibleName("Number as it is stored")
        self.read_from.setTextFormat(Qt.TextFormat.PlainText)
        self.read_from.setProperty("role", "small")
        self.read_from.setWordWrap(True)
        self.read_from.setAccessibleName("Words that the number was read from")
        self.read_button.setAccessibleName("Read the number from the words again")
        self.read_button.setToolTip("Read the number from the passage's words again")
        self.memo.setFixedHeight(88)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(12)
        column.addWidget(self.kinds)
        column.addWidget(self.words)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        column.addLayout(rows)
        number = QWidget()
        column = QVBoxLayout(number)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_beside(self.reading, self.read_button))
        column.addWidget(self.read_from)
        rows.addWidget(self._row("Number", number))
        for label, names in _ROWS:
            fields: list[QWidget] = [self.fields[name] for name in names]
            rows.addWidget(self._row(label, _beside(*fields), names))
        rows.addWidget(self._row("Tags", self.tags))
        rows.addWidget(self._row("Memo", self.memo))

    def _row(self, label: str, content: QWidget, names: Sequence[str] = ()) -> QWidget:
        title = QLabel(label)
        title.setProperty("role", "secondary")
        title.setFixedSize(_LABELS, ROW)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(content)
        line.addLayout(column, 1)
        for name in names:
            if name in LINES:
                self._reasons[name] = _reason()
                column.addWidget(self._reasons[name])
        self._rows[label] = row
        return row

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.left.connect(partial(self.field_left.emit, name))
            if isinstance(field, LineField):
                field.entered.connect(partial(self.field_entered.emit, name))
        self.tags.input.entered.connect(partial(self.field_entered.emit, "tags"))
        self.tags.added.connect(self.tag_added)
        self.tags.removed.connect(self.tag_removed)
        self.kinds.chosen.connect(self.kind_chosen)
        self.read_button.clicked.connect(lambda _checked=False: self.read_again.emit())


def _beside(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for widget in widgets:
        stretch = 0 if isinstance(widget, ChoiceField | QPushButton) and len(widgets) > 1 else 1
        layout.addWidget(widget, stretch)
    return row


def _reason() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "bad")
    label.setWordWrap(True)
    label.hide()
    return label
