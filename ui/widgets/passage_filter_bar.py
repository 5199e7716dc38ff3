"""The filters above the table of passages, and what it is grouped by."""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.formats import elide, plural
from ui.widgets.kind_switch import KindSwitch
from ui.widgets.passage_filter_more import PassageFilterMore
from workbench.domain import PassageFilter, PassageGrouping
from workbench.project import FilterNames

PAUSE_MS = 20
"""The list follows the typing after a pause of this long."""

_LONGEST = 40

_GROUPINGS = {
    None: "Not grouped",
    PassageGrouping.WHO: "By speaker",
    PassageGrouping.METRIC: "By metric",
    PassageGrouping.TAGS: "By tags",
    PassageGrouping.STORY: "By story",
    PassageGrouping.OUTLET: "By outlet",
    PassageGrouping.ARTICLE: "By article",
}


class PassageFilterBar(QFrame):
    """`changed` comes when another filter is set, after a pause in the typing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._article: int | None = None
        self._only: tuple[int, ...] | None = None
        self.only_chip = QPushButton()
        self.only_chip.setProperty("chip", True)
        self.only_chip.setToolTip("List all passages again")
        self.only_chip.hide()
        self.kinds = KindSwitch("Show only", optional=True, plural=True)
        self.text = QLineEdit()
        self.text.setAccessibleName("Filter passages")
        self.text.setPlaceholderText("Filter by words, or speaker:, outlet:, date:, value:…")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(160)
        self.more = PassageFilterMore()
        self.more_button = QPushButton("Filters")
        self.more_button.setCheckable(True)
        self.more_button.setAccessibleName("More filters")
        self.more_button.setToolTip("Filter by tag, metric, speaker, outlet, days, place")
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("Group by")
        for by, words in _GROUPINGS.items():
            self.grouping.addItem(words, by)
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
        more = self.more
        here = self._article if more.open_article.isChecked() else None
        return PassageFilter(
            kind=self.kinds.kind,
            tag=more.tags.value(),
            metric=more.metrics.value(),
            speaker=more.speakers.value(),
            outlet=more.outlets.value(),
            since=more.day(more.since),
            until=more.day(more.until),
            state=more.states.currentData(),
            article_id=here,
            ids=self._only,
            text=self.text.text().strip(),
        )

    def group_by(self) -> PassageGrouping | None:
        """What the list is grouped by."""
        chosen: PassageGrouping | None = self.grouping.currentData()
        return chosen

    def show_article(self, article_id: int | None) -> None:
        """Note which article is open, for the filter that wants only that."""
        if article_id != self._article:
            self._article = article_id
            if self.more.open_article.isChecked():
                self._tell()

    def set_only(self, ids: Iterable[int] | None, origin: str = "") -> None:
        """Let only these passages through, which come from `origin`; None for all again."""
        self._hold(ids, origin)
        self._tell()

    def is_pausing(self) -> bool:
        """Whether something was typed that has not been told yet."""
        return self._pause.isActive()

    def clear(self) -> None:
        """Let every passage through."""
        self.kinds.set_kind(None)
        self.text.clear()
        self.more.clear()
        self._hold(None)
        self._tell()

    def offer(self, names: FilterNames) -> None:
        """Offer these to choose from; what is chosen stays."""
        self.more.tags.offer(names.tags)
        self.more.metrics.offer(names.metrics)
        self.more.speakers.offer(names.speakers)
        self.more.outlets.offer(names.outlets)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many passages of how many are shown."""
        if self.chosen() == PassageFilter():
            self.count.setText(plural(total, "passage"))
        else:
            self.count.setText(f"{shown:,} of {plural(total, 'passage')}")

    def _lay_out(self) -> None:
        first = QFrame()
        first.setProperty("role", "bar")
        row = QHBoxLayout(first)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addWidget(self.text, 1)
        row.addWidget(self.only_chip)
        row.addWidget(self.more_button)
        row.addWidget(self.grouping)
        row.addWidget(self.count)
        self.more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(first)
        column.addWidget(self.more)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._tell)
        self.text.textEdited.connect(lambda _text: self._pause.start())
        # The button that clears the line edits nothing in Qt's eyes.
        self.text.textChanged.connect(lambda text: text or self._pause.start())
        self.text.returnPressed.connect(self._tell)
        self.kinds.chosen.connect(lambda _kind: self._tell())
        self.grouping.activated.connect(lambda _index: self._tell())
        self.more_button.toggled.connect(self.more.setVisible)
        self.more.changed.connect(self._tell)
        self.only_chip.clicked.connect(lambda _checked=False: self.set_only(None))
        self.more.clear_button.clicked.connect(lambda _checked=False: self.clear())

    def _hold(self, ids: Iterable[int] | None, origin: str = "") -> None:
        self._only = None if ids is None else tuple(dict.fromkeys(ids))
        self.only_chip.setVisible(self._only is not None)
        if self._only is not None:
            source = f" from {elide(origin, _LONGEST)}" if origin else ""
            words = f"{plural(len(self._only), 'passage')}{source}"
            # An ampersand would be taken for the mark of a key.
            self.only_chip.setText(f"{words}  ✕".replace("&", "&&"))
            self.only_chip.setAccessibleName(f"Only {words}: list all again")

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        number = self.more.number_set()
        self.more_button.setText(f"Filters ({number})" if number else "Filters")
        self.changed.emit()
