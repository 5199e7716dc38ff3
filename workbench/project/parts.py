"""Passages of several parts: leaving words out of a passage, adding words to it."""

from collections.abc import Sequence
from dataclasses import replace

from workbench import parts
from workbench.domain import AnchorState, Kind, Passage, Span
from workbench.errors import ConflictError, SpanError
from workbench.project.content import Content
from workbench.store import Writer, passages


class Parts(Content):
    """Edits of what a passage is made of; each is one step that Undo takes back."""

    def leave_out(self, passage_id: int, span: Span) -> Passage:
        """Make a gap of `span` in a passage, or shorten it where `span` is at an end.

        Raises `SpanError` when nothing would be left, `ConflictError` when it has no place or
        none of the words.
        """
        with self._store.write("Leave words out of a passage") as writer:
            passage, text = self._standing(passage_id)
            if not any(part.start < span.end and span.start < part.end for part in passage.parts):
                raise ConflictError("These words are not in the passage.")
            self._make_of(writer, passage, text, parts.without(text, passage.parts, span))
        return self.passage(passage_id)

    def join_to(self, passage_id: int, span: Span) -> Passage:
        """Make `span` a part of a passage; what lies between is a gap.

        Raises `SpanError` for a span outside the text, `ConflictError` when it has no place.
        """
        with self._store.write("Add words to a passage") as writer:
            passage, text = self._standing(passage_id)
            if not 0 <= span.start < span.end <= len(text):
                raise SpanError(f"{span.start}–{span.end} is no part of this text.")
            self._make_of(writer, passage, text, parts.tidy(text, [*passage.parts, span]))
        return self.passage(passage_id)

    def _standing(self, passage_id: int) -> tuple[Passage, str]:
        passage = self.passage(passage_id)
        if passage.state is not AnchorState.ANCHORED:
            raise ConflictError("Say first where this passage stands; it is to be reviewed.")
        return passage, self.text(passage.article_id)

    def _make_of(self, writer: Writer, passage: Passage, text: str, kept: Sequence[Span]) -> None:
        hull, gaps = parts.packed(kept)
        if (hull, gaps) == (passage.span, passage.gaps):
            return
        columns = passages.anchored_at(text, hull)
        passages.change(writer, passage.id, {**columns, "gaps": passages.packed_gaps(gaps)})
        if passage.kind is Kind.FIGURE:
            # A number that was read from the words is read again; one that was typed stays.
            read = self._read_number(passage.article_id, passage.details, passage.words)
            if read.quantity == passage.details.quantity:
                words = replace(passage, span=hull, text=text[hull.start : hull.end], gaps=gaps)
                details = self._read_number(passage.article_id, passage.details, words.words)
                passages.set_details(writer, passage.id, details)
        writer.touch_articles([passage.article_id])
