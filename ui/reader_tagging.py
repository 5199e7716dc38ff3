"""What the keys do to passages in the reader: make them, move their ends, change, delete."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ui.formats import format_quantity
from ui.session import ProjectSession
from workbench.domain import Kind, Passage, Span
from workbench.ends import End, moved_end
from workbench.sentences import paragraph_at, sentence_at


class OpenArticle(Protocol):
    """The article in the reader: its words, where the user is, its passages."""

    def article_id(self) -> int | None:
        """The article that is open."""

    def words(self) -> str:
        """Its text."""

    def point(self) -> int:
        """Where the cursor stands."""

    def selected_span(self) -> Span | None:
        """The selected words."""

    def chosen_passage(self) -> Passage | None:
        """The passage at hand."""

    def passages(self) -> Sequence[Passage]:
        """All that are known."""

    def touching(self, span: Span) -> Sequence[Passage]:
        """Those that share a character with `span`."""

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show these, until the project tells of its change itself."""

    def choose_passage(self, passage_id: int) -> None:
        """Have a passage at hand, in sight."""


class ReaderTagging:
    """Every gesture is saved before it is shown, and is one step that Undo takes back."""

    def __init__(self, session: ProjectSession, article: OpenArticle) -> None:
        self._session = session
        self._article = article
        self.end = End.LAST
        """The end of the chosen passage that `move_end` moves."""

    def tag_selection(self, kind: Kind) -> None:
        """Tag the selected words, or else the sentence at the cursor; again, the paragraph.

        Without a selection a chosen passage that is no longer than that sentence is made
        one of `kind` instead, so that a wrong key is put right with the right one.
        """
        article_id = self._article.article_id()
        if article_id is None:
            return
        span = self._article.selected_span()
        if span is None:
            words, point = self._article.words(), self._article.point()
            span, chosen = sentence_at(words, point), self._article.chosen_passage()
            paragraph = paragraph_at(words, point)
            if chosen is not None and chosen.kind is kind and chosen.span in (span, paragraph):
                self._widen(chosen, paragraph)
                return
            if chosen is not None and _lies_in(chosen.span, span):
                self._change_kind(chosen, kind)
                return
        if span.start == span.end:
            self._session.notice.emit("There are no words at the cursor to tag.", False)
            return
        self._tag(article_id, span, kind)

    def delete(self) -> None:
        """Delete the chosen passage; undo brings it back."""
        passage = self._article.chosen_passage()
        if passage is None:
            return

        def work() -> bool:
            self._session.project.delete_passages([passage.id])
            return True

        if self._session.perform(work):
            kept = [p for p in self._article.passages() if p.id != passage.id]
            self._article.show_passages(kept)
            self._session.notice.emit("Deleted 1 passage", True)

    def choose_end(self, end: End) -> None:
        """Say which end of a passage is to be moved."""
        self.end = end
        passage = self._article.chosen_passage()
        if passage is not None:
            # To have that end in sight.
            self._article.choose_passage(passage.id)
        self._session.notice.emit(f"The keys move the {end} of a passage", False)

    def move_end(self, *, by: int, words: bool) -> None:
        """Move the end at hand of the chosen passage by a word or a character, on or back."""
        passage = self._article.chosen_passage()
        if passage is None:
            self._session.notice.emit("Choose a passage first.", False)
            return
        text = self._article.words()
        self._move(passage, moved_end(text, passage.span, self.end, by=by, words=words))

    def leave_out(self) -> None:
        """Leave the selected words out of the chosen passage, or of the one they lie in."""
        span = self._article.selected_span()
        passage = self._article.chosen_passage() or self._around(span)
        if span is None or passage is None:
            self._session.notice.emit("Select words of a passage to leave them out of it.", False)
            return
        project = self._session.project
        if self._changed(lambda: project.leave_out(passage.id, span)) is not None:
            self._session.notice.emit("Left the words out of the passage", True)

    def join(self) -> None:
        """Make the selected words a part of the chosen passage."""
        span, passage = self._article.selected_span(), self._article.chosen_passage()
        if span is None or passage is None:
            self._session.notice.emit(
                "Choose a passage, then select the words that belong to it, too.", False
            )
            return
        project = self._session.project
        if self._changed(lambda: project.join_to(passage.id, span)) is not None:
            self._session.notice.emit("Added the words to the passage", True)

    def _around(self, span: Span | None) -> Passage | None:
        """The shortest passage that holds `span`."""
        if span is None:
            return None
        holding = [p for p in self._article.touching(span) if _lies_in(span, p.span)]
        return min(holding, key=lambda p: p.span.end - p.span.start, default=None)

    # ── Steps of the journal ─────────────────────────────────────────────────────────────

    def _tag(self, article_id: int, span: Span, kind: Kind) -> None:
        twin = next(
            (p for p in self._article.touching(span) if p.span == span and p.kind is kind), None
        )
        if twin is not None:
            self._article.choose_passage(twin.id)
            self._say_tagged(kind)
            return
        project = self._session.project
        passage = self._session.perform(lambda: project.tag(article_id, span, kind))
        if passage is None:
            return
        self._article.show_passages([*self._article.passages(), passage])
        self._article.choose_passage(passage.id)
        self._session.notice.emit(f"Tagged as {kind}{_number_read(passage)}", True)

    def _widen(self, passage: Passage, paragraph: Span) -> None:
        """Make a passage that is a sentence as long as its paragraph."""
        if paragraph == passage.span:
            self._say_tagged(passage.kind)
        elif self._move(passage, paragraph):
            self._session.notice.emit("Widened to the paragraph", True)

    def _say_tagged(self, kind: Kind) -> None:
        self._session.notice.emit(f"This is tagged as {kind} already.", False)

    def _move(self, passage: Passage, span: Span) -> bool:
        if span == passage.span:
            return False
        project = self._session.project
        return self._changed(lambda: project.move_passage(passage.id, span)) is not None

    def _change_kind(self, passage: Passage, kind: Kind) -> None:
        if passage.kind is kind:
            self._say_tagged(kind)
            return
        project = self._session.project
        changed = self._changed(lambda: project.set_kind(passage.id, kind))
        if changed is not None:
            self._session.notice.emit(f"Changed to {kind}{_number_read(changed)}", True)

    def _changed(self, work: Callable[[], Passage]) -> Passage | None:
        """Change a passage and show it as it is then."""
        changed = self._session.perform(work)
        if changed is not None:
            known = self._article.passages()
            self._article.show_passages([changed if p.id == changed.id else p for p in known])
            self._article.choose_passage(changed.id)
        return changed


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _number_read(passage: Passage) -> str:
    if passage.kind is not Kind.FIGURE:
        return ""
    quantity = passage.details.quantity
    return f": {format_quantity(quantity)}" if quantity else "; no number was read from the words"
