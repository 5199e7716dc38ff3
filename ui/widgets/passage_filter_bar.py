"""The row of filters above the table of passages."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from ui.formats import elide, plural
from ui.widgets.kind_switch import KindSwitch
from workbench.domain import PassageFilter

PAUSE_MS = 20
"""The list follows the typing after a pause of this long."""

_LONGEST = 40


class PassageFilterBar(QFrame):
    """`changed` comes when another filter is set, after a pause in the typing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.kinds = KindSwitch("Show only", optional=True, plural=True)
        self.text = QLineEdit()
        self.text.setAccessibleName("Filter passages")
        self.text.setPlaceholderText("Filter by words, or speaker:, outlet:, date:, value:…")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(160)
        self.tags = _Choice("Tag", "All tags")
        self.metrics = _Choice("Metric", "All metrics")
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.count.setAccessibleName("Number of passages")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()

    def chosen(self) -> PassageFilter:
        """The filter that is set."""
        return PassageFilter(
            kind=self.kinds.kind,
            tag=self.tags.value(),
            metric=self.metrics.value(),
            text=self.text.text().strip(),
        )

    def is_pausing(self) -> bool:
        """Whether something was typed that has not been told yet."""
        return self._pause.isActive()

    def clear(self) -> None:
        """Let every passage through."""
        self.kinds.set_kind(None)
        self.text.clear()
        self.tags.choose(None)
        self.metrics.choose(None)
        self._tell()

    def offer(self, tags: Sequence[str], metrics: Sequence[str]) -> None:
        """Offer these tags and metrics to choose from; what is chosen stays."""
        self.tags.offer(tags)
        self.metrics.offer(metrics)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many passages of how many are shown."""
        if self.chosen() == PassageFilter():
            self.count.setText(plural(total, "passage"))
        else:
            self.count.setText(f"{shown:,} of {plural(total, 'passage')}")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addWidget(self.text, 1)
        row.addWidget(self.tags)
        row.addWidget(self.metrics)
        row.addWidget(self.count)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._tell)
        self.text.textEdited.connect(lambda _text: self._pause.start())
        # The button that clears the line edits nothing in Qt's eyes.
        self.text.textChanged.connect(lambda text: text or self._pause.start())
        self.text.returnPressed.connect(self._tell)
        self.kinds.chosen.connect(lambda _kind: self._tell())
        self.tags.activated.connect(lambda _index: self._tell())
        self.metrics.activated.connect(lambda _index: self._tell())

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        self.changed.emit()


class _Choice(QComboBox):
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
