"""The second row of filters above the table of passages: what is wanted less often."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from ui.formats import elide, read_day
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.line_field import LineField
from workbench.domain import AnchorState

_LONGEST = 40
_STATES = {
    None: "Any place",
    AnchorState.ANCHORED: "With a sure place",
    AnchorState.REVIEW: "To be reviewed",
    AnchorState.ORPHAN: "Without a place",
}
_DAY_WIDTH = 112


class PassageFilterMore(QFrame):
    """Tag, metric, speaker, outlet, days, place; `changed` comes when one is set."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.tags = Choice("Tag", "All tags")
        self.metrics = Choice("Metric", "All metrics")
        self.speakers = Choice("Speaker or claimant", "Everybody")
        self.outlets = Choice("Outlet", "All outlets")
        self.states = QComboBox()
        self.states.setAccessibleName("Place in the text")
        for state, words in _STATES.items():
            self.states.addItem(words, state)
        self.since = LineField("From day", "From day")
        self.until = LineField("To day", "To day")
        self.open_article = QCheckBox("Only the open article")
        self.clear_button = QPushButton("Clear")
        self.clear_button.setAccessibleName("Clear all filters")
        self.open_article.setAccessibleName("Only the open article")
        self.clear_button.setToolTip("Let every passage through")
        fields = QWidget()
        row = FlowLayout(fields, 8)
        for field in (self.tags, self.metrics, self.speakers, self.outlets, self.states):
            row.addWidget(field)
            field.activated.connect(lambda _index: self.changed.emit())
        for day in (self.since, self.until):
            day.setFixedWidth(_DAY_WIDTH)
            day.setToolTip("Day of publication, as 26 Feb 2025 or 2025-02-26")
            row.addWidget(day)
            day.left.connect(self._read_days)
        row.addWidget(self.open_article)
        row.addWidget(self.clear_button)
        # The last one takes the room that is left.
        row.addWidget(QWidget())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(8, 0, 12, 6)
        whole.addWidget(fields)
        self.open_article.toggled.connect(lambda _on: self.changed.emit())

    def number_set(self) -> int:
        """How many of these filters are set."""
        fields = (self.tags.value(), self.metrics.value(), self.speakers.value())
        more = (self.outlets.value(), self.states.currentData(), self.day(self.since))
        rest = (self.day(self.until), self.open_article.isChecked() or None)
        return sum(one is not None for one in (*fields, *more, *rest))

    def clear(self) -> None:
        """Set none of them; `changed` does not come."""
        self.blockSignals(True)
        for choice in (self.tags, self.metrics, self.speakers, self.outlets):
            choice.choose(None)
        self.states.setCurrentIndex(0)
        for day in (self.since, self.until):
            day.load("")
        self.open_article.setChecked(False)
        self.blockSignals(False)

    def day(self, field: LineField) -> str | None:
        """The day that a field says, ISO 8601; None for none that can be read."""
        typed = field.text().strip()
        return read_day(typed) if typed else None

    def _read_days(self) -> None:
        for field in (self.since, self.until):
            typed = field.text().strip()
            unreadable = bool(typed) and self.day(field) is None
            field.mark_invalid(unreadable)
        self.changed.emit()


class Choice(QComboBox):
    """One of the words in use, or all of them."""

    def __init__(self, name: str, everything: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # Of one width whatever it offers, so that nothing beside it moves.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.addItem(everything, None)

    def value(self) -> str | None:
        """The word that is chosen; None for all."""
        chosen: str | None = self.currentData()
        return chosen

    def choose(self, value: str | None) -> None:
        """Choose a word that is offered, or all."""
        self.setCurrentIndex(0 if value is None else max(0, self.findData(value)))

    def offer(self, words: Sequence[str]) -> None:
        """Offer these words; the chosen one stays, in use or not."""
        chosen = self.value()
        wanted = list(words)
        if chosen is not None and chosen not in wanted:
            wanted.append(chosen)
        if wanted == [self.itemData(place) for place in range(1, self.count())]:
            return
        while self.count() > 1:
            self.removeItem(self.count() - 1)
        for word in wanted:
            self.addItem(elide(word, _LONGEST), word)
        self.choose(chosen)
