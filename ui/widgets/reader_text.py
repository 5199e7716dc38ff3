"""The reader's text, with passages and search hits painted in.

Nothing is kept per passage in Qt: what is in sight is looked up and painted when it is
painted. So 2,000 passages cost what the dozen in sight cost.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui.display_text import DisplayText
from ui.passage_map import PassageMap
from ui.theme import current
from ui.widgets.hit_strip import HitStrip
from ui.widgets.margin_lanes import Bar, MarginLanes
from ui.widgets.passage_paint import (
    outlined,
    paint_offer,
    paint_outline,
    paint_underline,
    paint_wash,
)
from ui.widgets.search_marks import SearchMarks
from ui.widgets.shown_lines import ShownLine
from ui.widgets.spaced_text import SpacedText
from workbench.domain import Passage, Span
from workbench.project import Suggestion


class ReaderText(SpacedText):
    """Shows a `DisplayText` with a `PassageMap`; its offsets are points of the text.

    `pointed` says where the user has put the cursor, `passage_pressed` which passage's lane
    was pressed, `stepped` that Tab (1) or Shift+Tab (-1) asks for another passage, `zoomed`
    by how many steps the wheel asks for larger text, `menu_wanted` where on the screen and
    at which point a menu is asked for, `column_placed` the margins left and right of the
    text in pixels.
    """

    pointed = Signal(int)
    passage_pressed = Signal(int)
    stepped = Signal(int)
    zoomed = Signal(int)
    menu_wanted = Signal(QPoint, int)
    column_placed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Article text")
        self._display = DisplayText("")
        self._places = PassageMap()
        self._chosen: Passage | None = None
        self._marks = SearchMarks()
        self._bookmarks: tuple[int, ...] = ()
        self._offers: Sequence[Suggestion] = ()
        self._offer: Suggestion | None = None
        self.lanes = MarginLanes(self, self.bars, self.ribbons)
        self.strip = HitStrip(self, self.mark_shares)
        self.lanes.passage_pressed.connect(self.passage_pressed)
        self.strip.pressed_at.connect(self._go_to_share)
        self.updateRequest.connect(self._update_lanes)
        self.verticalScrollBar().rangeChanged.connect(self.strip.refresh)
        current().changed.connect(self._repaint_all)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning, with nothing marked in it."""
        self._display = DisplayText(text)
        self._chosen = None
        self._marks = SearchMarks()
        self._bookmarks = ()
        self.setPlainText(self._display.shown)
        self.show_passages(PassageMap())
        self.reveal_unit(0)

    def show_passages(self, places: PassageMap) -> None:
        """Mark these passages; the chosen one stays chosen when it is among them."""
        self._places = places
        self._chosen = places.get(self._chosen.id if self._chosen else None)
        self.fit_column(self.lanes.width_for(places.lanes))
        self._repaint_all()

    def choose(self, passage: Passage | None) -> None:
        """Outline this passage as the chosen one."""
        self._chosen = passage
        self._repaint_all()

    def show_marks(self, spans: Sequence[Span]) -> None:
        """Mark these places as search hits."""
        self._marks = SearchMarks(self._display.units(span) for span in spans)
        self._repaint_all()

    def show_offers(self, offers: Sequence[Suggestion], chosen: Suggestion | None) -> None:
        """Mark suggestions lightly, in the order of the text; the chosen one has an outline."""
        self._offers, self._offer = offers, chosen
        self.viewport().update()

    def show_bookmarks(self, points: Sequence[int]) -> None:
        """Mark the paragraphs that begin there in the margin."""
        self._bookmarks = tuple(points)
        self.lanes.update()

    # ── Where the user is ────────────────────────────────────────────────────────────────

    def point(self) -> int:
        """Where the cursor stands."""
        return self._display.point(self.textCursor().position())

    def selected(self) -> Span | None:
        """What is selected, or None."""
        cursor = self.textCursor()
        span = self._display.span(cursor.selectionStart(), cursor.selectionEnd())
        return span if span.end > span.start else None

    def select(self, span: Span) -> None:
        """Select a stretch, the cursor at its end."""
        self.select_units(*self._display.units(span))

    def reveal(self, span: Span) -> None:
        """Put the cursor at the start of `span`; scroll only when that is not in sight."""
        self.reveal_unit(self._display.unit(span.start))

    def step_mark(self, by: int) -> tuple[int, int]:
        """Go to the next (1) or previous (-1) search hit; which it is now, of how many."""
        hit = self._marks.step(by, self.textCursor().position())
        if hit is not None:
            self.reveal_unit(hit[0])
            self._repaint_all()
        return self._marks.number, len(self._marks.hits)

    def mark_shares(self) -> list[float]:
        """How far down the text each search hit stands, 0 to 1, in lines as they scroll."""
        total = max(1, self.document().lineCount())
        find = self.document().findBlock
        return [find(start).firstLineNumber() / total for start, _ in self._marks.hits]

    def bars(self) -> list[Bar]:
        """The passages in sight, with the place of each one's bar in the margin."""
        lines = self.shown_lines()
        found = []
        for passage in self._in_sight(lines):
            start, end = self._display.units(passage.span)
            rows = [line for line in lines if line.end > start and line.start < end]
            if rows:
                bottom = rows[-1].top + rows[-1].height
                chosen = self._chosen is not None and self._chosen.id == passage.id
                lane = self._places.lane(passage)
                found.append(Bar(passage, lane, rows[0].top, bottom, chosen))
        return found

    def ribbons(self) -> list[float]:
        """The tops of the lines in sight that have a bookmark, in pixels of the viewport."""
        units = [self._display.unit(point) for point in self._bookmarks]
        return [
            line.top
            for line in (self.shown_lines() if units else ())
            if any(line.start <= unit < max(line.end, line.start + 1) for unit in units)
        ]

    # ── Painting ─────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self.shown_lines()
        passages = self._in_sight(lines)
        with QPainter(self.viewport()) as painter:
            self._paint_washes(painter, lines, passages)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_lines(painter, lines, passages)

    def _paint_washes(
        self, painter: QPainter, lines: list[ShownLine], passages: list[Passage]
    ) -> None:
        theme = current()
        # The longest first, so that a passage within another is seen.
        for passage in sorted(passages, key=lambda p: p.span.start - p.span.end):
            for units in map(self._display.units, passage.parts):
                paint_wash(painter, lines, units, theme.kind_wash(passage.kind))
        if lines:
            for units in self._marks.between(lines[0].start, lines[-1].end + 1):
                paint_wash(painter, lines, units, theme.token("hit"))

    def _paint_lines(
        self, painter: QPainter, lines: list[ShownLine], passages: list[Passage]
    ) -> None:
        theme = current()
        for passage in passages:
            level = self._places.level(passage)
            for units in map(self._display.units, passage.parts):
                paint_underline(painter, lines, units, kind=passage.kind, level=level, theme=theme)
        self._paint_offers(painter, lines)
        if self._marks.current is not None:
            paint_outline(painter, outlined(lines, self._marks.current), theme.token("warn"))
        if self._chosen is not None:
            for units in map(self._display.units, self._chosen.parts):
                paint_outline(painter, outlined(lines, units), theme.token("accent"))

    def _paint_offers(self, painter: QPainter, lines: list[ShownLine]) -> None:
        if not lines:
            return
        seen = self._display.span(lines[0].start, lines[-1].end)
        theme = current()
        for offer in self._offers:
            if offer.span.start > seen.end:
                break
            if offer.span.end > seen.start:
                units = self._display.units(offer.span)
                paint_offer(painter, lines, units, kind=offer.kind, theme=theme)
        if self._offer is not None:
            units = self._display.units(self._offer.span)
            paint_outline(
                painter, outlined(lines, units), theme.token("accent"), Qt.PenStyle.DashLine
            )

    def _in_sight(self, lines: list[ShownLine]) -> list[Passage]:
        if not lines:
            return []
        seen = self._display.span(lines[0].start, lines[-1].end)
        return self._places.touching(Span(seen.start, seen.end + 1))

    @Slot()
    def _repaint_all(self) -> None:
        self.viewport().update()
        self.lanes.update()
        self.strip.refresh()

    @Slot(QRect, int)
    def _update_lanes(self, rect: QRect, scrolled: int) -> None:
        # Most often it is the cursor that blinks, on one line.
        height = self.lanes.height() if scrolled else rect.height()
        self.lanes.update(0, 0 if scrolled else rect.y(), self.lanes.width(), height)

    # ── The margins, mouse and keys ──────────────────────────────────────────────────────

    def fit_column(self, left_margin: int) -> None:
        super().fit_column(left_margin)
        room = self.contentsRect()
        right = room.right() + 1 - self.verticalScrollBar().sizeHint().width()
        lanes_left = room.left() + self.viewportMargins().left() - left_margin
        self.lanes.setGeometry(lanes_left, room.top(), left_margin, room.height())
        width = self.strip.width()
        self.strip.setGeometry(right - width, room.top(), width, room.height())
        text_left = self.viewportMargins().left()
        self.column_placed.emit(text_left, self.width() - text_left - self.viewport().width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.pointed.emit(self.point())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.textCursor().position()
        super().keyPressEvent(event)
        cursor = self.textCursor()
        if cursor.position() != before and not cursor.hasSelection():
            self.pointed.emit(self.point())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through passages and suggestions; without any it leaves, as everywhere."""
        if not self._places.passages and not self._offers:
            return super().focusNextPrevChild(forward)
        self.stepped.emit(1 if forward else -1)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.zoomed.emit((turned > 0) - (turned < 0))
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.cursorRect().bottomLeft() if by_key else event.pos()
        cursor = self.textCursor() if by_key else self.cursorForPosition(place)
        point = self._display.point(cursor.position())
        self.menu_wanted.emit(self.viewport().mapToGlobal(place), point)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected words of the text itself: Qt's copy has other spaces and line ends."""
        data = QMimeData()
        span = self.selected()
        data.setText(self._display.text[span.start : span.end] if span else "")
        return data

    @Slot(float)
    def _go_to_share(self, share: float) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(round(share * self.document().lineCount()) - bar.pageStep() // 2)
