"""The Reader: one article with its passages; here they are made, chosen and walked through."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QMenu, QStackedLayout, QVBoxLayout, QWidget

from ui.action_set import native
from ui.actions import spec
from ui.formats import plural
from ui.offers import Offers
from ui.passage_map import PassageMap
from ui.reader_tagging import ReaderTagging
from ui.session import ProjectSession
from ui.widgets.article_header import ArticleHeader
from ui.widgets.empty_state import EmptyState
from ui.widgets.reader_text import ReaderText
from workbench.domain import AnchorState, Article, Change, Kind, Passage, PassageFilter, Span
from workbench.errors import NotFound
from workbench.project import Suggestion
from workbench.text import trim

_PASSAGE_TABLES = frozenset({"passages", "passage_tags", "tags"})
_DETAILS = (("passage.tags", "tags"), ("passage.memo", "memo"))


class ReaderPane(QWidget):
    """Shows an article and tags stretches of it; every tag is saved before it is shown.

    `passage_selected` carries the chosen `Passage` or None, `article_opened` an article's
    id, `edit_requested` the name of the inspector's field to go to, `story_requested` the
    article whose copies the user wants to see.
    """

    passage_selected = Signal(object)
    article_opened = Signal(int)
    edit_requested = Signal(str)
    story_requested = Signal(int)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self._session = session
        self._article: Article | None = None
        self._words = ""
        self._known: dict[int, Passage] = {}
        self._places = PassageMap()
        self._chosen: Passage | None = None
        self.tagging = ReaderTagging(session, self)
        self.offers = Offers(session, self)
        self._header = ArticleHeader()
        self.text = ReaderText()
        self._empty = EmptyState(
            "Nothing is open",
            "Here you read an article and tag what matters in it. Choose one from the search "
            f"results or from Sources ({_keys('search.focus')} goes to the search box). Then "
            f"select words and press {_keys('passage.claim')} to tag them as a claim, "
            f"{_keys('passage.quote')} as a quote or {_keys('passage.figure')} as a figure.",
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        line = QFrame()
        line.setProperty("role", "separator")
        line.setProperty("orientation", "h")
        page = QFrame()
        page.setProperty("role", "surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(line)
        column.addWidget(self.text, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.text)

    def _connect(self) -> None:
        self.text.pointed.connect(self._choose_at)
        self.text.passage_pressed.connect(self.choose_passage)
        self.text.stepped.connect(self._step_passage)
        self.text.zoomed.connect(self.zoom)
        self.text.menu_wanted.connect(self._show_menu)
        self.text.column_placed.connect(self._header.align_with)
        self._header.story_wanted.connect(self._show_story)
        self.offers.changed.connect(self._show_offers)
        self._session.changed.connect(self._refresh)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    def show_article(
        self, article_id: int, *, at: Span | None = None, marks: Sequence[Span] = ()
    ) -> None:
        """Open an article at `at`, else at its first mark, with `marks` as search hits.

        No passage is chosen then.
        """
        if not self._open(article_id):
            return
        self._choose(None)
        self.show_marks(marks)
        place = at or min(marks, default=None)
        if place is not None:
            self.text.reveal(place)
        if place in marks:
            self._step_hit(1)

    def show_marks(self, marks: Sequence[Span]) -> None:
        """Mark these as search hits; where one is in the text stays."""
        self.text.show_marks(marks)
        self._header.show_place(plural(len(marks), "match", "matches") if marks else "")

    def show_passage(self, passage: Passage) -> None:
        """Open a passage's article, choose the passage and bring it into sight.

        One whose words the article no longer has is chosen without a place.
        """
        if self._open(passage.article_id):
            self.choose_passage(passage.id)

    def close_article(self) -> None:
        """Show nothing."""
        self._article = None
        self._words = ""
        self.offers.show_article(None)
        self.text.show_text("")
        self.show_passages([])
        self._pages.setCurrentIndex(0)

    def article_id(self) -> int | None:
        """The article that is open."""
        return self._article.id if self._article else None

    def current_passage_id(self) -> int | None:
        """The chosen passage."""
        return self._chosen.id if self._chosen else None

    def words(self) -> str:
        """The text that is open."""
        return self._words

    def point(self) -> int:
        """Where the cursor stands."""
        return self.text.point()

    def chosen_passage(self) -> Passage | None:
        """The chosen passage."""
        return self._chosen

    def passages(self) -> list[Passage]:
        """All passages of the article."""
        return list(self._known.values())

    def touching(self, span: Span) -> list[Passage]:
        """The passages that share a character with `span`."""
        return self._places.touching(span)

    def selected_span(self) -> Span | None:
        """The selected words, without the white space at their ends."""
        span = self.text.selected()
        if span is None or not self._words[span.start : span.end].strip():
            return None
        return trim(self._words, span)

    # ── Walking ──────────────────────────────────────────────────────────────────────────

    def go_next_passage(self) -> None:
        """Choose the next passage, around the end of the article."""
        self._go_to_passage(1)

    def go_previous_passage(self) -> None:
        """Choose the passage before."""
        self._go_to_passage(-1)

    def _go_to_passage(self, by: int) -> None:
        passage = self._places.step(self._chosen, self.text.point(), by)
        if passage is not None:
            self.offers.choose(None)
            self.choose_passage(passage.id)

    def cycle_overlap(self) -> None:
        """Choose the next of the passages that overlap here."""
        passage = self._places.next_at(self._chosen, self.text.point())
        if passage is not None:
            self._choose(passage)

    def go_next_hit(self) -> None:
        """Go to the next search hit in the article."""
        self._step_hit(1)

    def go_previous_hit(self) -> None:
        """Go to the search hit before."""
        self._step_hit(-1)

    def zoom(self, steps: int) -> None:
        """Make the text larger by so many pixels, or smaller."""
        self.set_reading_size(self.text.reading_size + steps)

    def reading_size(self) -> int:
        """Size of the reading font in pixels, to be remembered."""
        return self.text.reading_size

    def set_reading_size(self, pixels: int) -> None:
        """Set the text in that size, as far as it is sensible."""
        self.text.set_reading_size(pixels)

    @Slot(int)
    def _step_passage(self, by: int) -> None:
        point = self.text.point()
        passage = self._places.step(self._chosen, point, by)
        offer = self.offers.beside(point, by)
        if offer is not None and (passage is None or _is_nearer(offer, passage, point, by)):
            self.choose_offer(offer)
        elif passage is not None:
            self.offers.choose(None)
            self.choose_passage(passage.id)
        elif self.offers.shown:
            self.choose_offer(self.offers.shown[0 if by > 0 else -1])

    def choose_offer(self, offer: Suggestion) -> None:
        """Have a suggestion at hand, in sight, and no passage."""
        self._choose(None)
        self.offers.choose(offer)
        self.text.reveal(offer.span)

    def accept_offer(self) -> Passage | None:
        """Make a passage of the suggestion at hand, or of the one at the cursor."""
        if self._offer() is None:
            return None
        made = self.offers.accept()
        if made is not None:
            self.show_passages([*self._known.values(), made])
            self._reveal_offer()
        return made

    def correct_offer(self) -> Passage | None:
        """Accept the suggestion at hand and have the passage at hand, to be corrected."""
        made = self.accept_offer()
        if made is not None:
            self.offers.choose(None)
            self.choose_passage(made.id)
        return made

    def reject_offer(self) -> None:
        """Turn the suggestion at hand down."""
        if self._offer() is not None and self.offers.reject():
            self._reveal_offer()

    def _offer(self) -> Suggestion | None:
        if self.offers.chosen is None:
            self.offers.choose(self.offers.at(self.text.point()))
        if self.offers.chosen is None:
            self._session.notice.emit("Go to a suggestion first (Tab).", False)
        return self.offers.chosen

    def _reveal_offer(self) -> None:
        if self.offers.chosen is not None:
            self.text.reveal(self.offers.chosen.span)

    @Slot()
    def _show_offers(self) -> None:
        self.text.show_offers(self.offers.shown, self.offers.chosen)

    def _step_hit(self, by: int) -> None:
        number, of = self.text.step_mark(by)
        self._header.show_place(f"Match {number:,} of {of:,}" if of else "")

    # ── Choosing ─────────────────────────────────────────────────────────────────────────

    @Slot(int)
    def _choose_at(self, point: int) -> None:
        passage = next(iter(self._places.at(point)), None)
        self._choose(passage)
        self.offers.choose(None if passage is not None else self.offers.at(point))

    @Slot(int)
    def choose_passage(self, passage_id: int) -> None:
        """Have a passage at hand, and in sight if it has a place."""
        passage = self._known.get(passage_id)
        self._choose(passage)
        if passage is not None and self._places.get(passage_id) is not None:
            self.text.reveal(passage.span)

    def _choose(self, passage: Passage | None) -> None:
        changed = passage != self._chosen
        self._chosen = passage
        self.text.choose(self._places.get(passage.id if passage else None))
        if changed:
            self.passage_selected.emit(passage)

    # ── The context menu ─────────────────────────────────────────────────────────────────

    @Slot(QPoint, int)
    def _show_menu(self, place: QPoint, point: int) -> None:
        if self.text.selected() is None:
            self.text.reveal(Span(point, point))
            self._choose_at(point)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self) -> QMenu:
        """What can be done with the selected words or the chosen passage, keys beside."""
        menu = QMenu(self)
        menu.setAccessibleName("Passage")
        for kind in Kind:
            _offer(menu, f"passage.{kind.value}", partial(self.tagging.tag_selection, kind))
        if self._chosen is not None:
            menu.addSeparator()
            if self.text.selected() is not None:
                _offer(menu, "passage.leave_out", self.tagging.leave_out)
                _offer(menu, "passage.join", self.tagging.join)
                menu.addSeparator()
            for row, field in _DETAILS:
                _offer(menu, row, partial(self.edit_requested.emit, field))
            menu.addSeparator()
            _offer(menu, "passage.delete", self.tagging.delete)
        return menu

    # ── Following the project ────────────────────────────────────────────────────────────

    def _open(self, article_id: int) -> bool:
        if self._article is not None and self._article.id == article_id:
            return True
        project = self._session.project
        found = self._session.perform(
            lambda: (project.article(article_id), project.text(article_id))
        )
        if found is None:
            return False
        self._show_text(*found)
        self.article_opened.emit(article_id)
        return True

    def _show_text(self, article: Article, words: str) -> None:
        self._article, self._words = article, words
        self._choose(None)
        self._header.show_article(article)
        self._show_copies()
        self._header.show_place("")
        self.text.setAccessibleDescription(article.title)
        self.text.show_text(words)
        self._reload_bookmarks()
        self._reload_passages()
        self.offers.show_article(article.id)
        self._pages.setCurrentIndex(1)

    def _show_copies(self) -> None:
        if self._article is not None:
            with suppress(NotFound):  # it is just being taken out of the project
                story = self._session.project.story_of(self._article.id)
                self._header.show_copies(len(story.members))

    @Slot()
    def _show_story(self) -> None:
        if self._article is not None:
            self.story_requested.emit(self._article.id)

    def _reload_bookmarks(self) -> None:
        if self._article is None:
            return
        project, article_id = self._session.project, self._article.id

        def places() -> list[int]:
            found = (project.bookmark_place(one) for one in project.bookmarks(article_id))
            return [place.start for place in found if place is not None]

        self.text.show_bookmarks(self._session.perform(places) or ())

    def _reload_passages(self) -> None:
        if self._article is None:
            return
        chosen = PassageFilter(article_id=self._article.id)
        found = self._session.perform(lambda: self._session.project.passages(chosen))
        self.show_passages(found or ())

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show these passages of the article."""
        # After a gesture of ours what is known already is shown at once; all of it is read
        # anew when the project's own notice comes.
        self._known = {passage.id: passage for passage in passages}
        # Those of others are not there, or not surely: to mark words in their place would lie.
        self._places = PassageMap(p for p in passages if p.state is AnchorState.ANCHORED)
        self.text.show_passages(self._places)
        # One that was edited is the same passage, chosen as before; one deleted is not.
        chosen = self.current_passage_id()
        self._choose(None if chosen is None else self._known.get(chosen))

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if self._article is None:
            return
        ids = change.article_ids
        if change.tables & {"story_members", "articles"}:
            self._show_copies()
        if change.tables & {"passages", "rejections"}:
            self.offers.refresh()
        if "bookmarks" in change.tables:
            self._reload_bookmarks()
        if "articles" in change.tables and (not ids or self._article.id in ids):
            self._refresh_article(self._article)
        elif change.tables & _PASSAGE_TABLES:
            self._reload_passages()

    def _refresh_article(self, shown: Article) -> None:
        project = self._session.project
        try:
            article, words = project.article(shown.id), project.text(shown.id)
        except NotFound:
            self.close_article()
            return
        if article.text_sha256 != shown.text_sha256:
            self._show_text(article, words)
            return
        self._article = article
        self._header.show_article(article)
        self._reload_passages()


def _is_nearer(offer: Suggestion, passage: Passage, point: int, by: int) -> bool:
    """Whether one comes to a suggestion before the passage that is next."""
    ahead = (passage.span.start - point) * by
    return ahead <= 0 or (offer.span.start - point) * by < ahead


def _keys(action_id: str) -> str:
    return native(spec(action_id).keys[0])


def _offer(menu: QMenu, action_id: str, work: Callable[[], None]) -> None:
    # What stands behind a tab is shown in the column of the keys. A shortcut of the menu's
    # own would compete with the window's.
    action = menu.addAction(f"{spec(action_id).text}\t{_keys(action_id)}")
    action.triggered.connect(lambda _checked=False: work())
