"""What the figures of all articles say together: conflicts, and one number of several meanings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.analysis.conflicts import WITHIN, Conflict, conflicts
from workbench.analysis.same_numbers import SameNumber, same_numbers
from workbench.analysis.stated import StatedFigure
from workbench.domain import Kind, Passage, PassageFilter, Quantity
from workbench.errors import NotFound
from workbench.export import plain_number
from workbench.project.asserting import Asserting
from workbench.project.suggesting import Suggestion, given_with, suggestion_key
from workbench.store import articles, passages, rejections

_TEXTS_AT_ONCE = 500
_FIGURE_COLUMNS = (
    "value",
    "lower",
    "upper",
    "unit",
    "currency",
    "qualifier",
    "as_of",
    "speaker",
    "source",
    "published",
    "said_to_be",
    "text",
    "passage_id",
    "article_id",
    "start",
    "end",
)
STATEMENT_COLUMNS = (
    "metric",
    "difference",
    "spread",
    *_FIGURE_COLUMNS,
    "moved",
    "contradicts",
    "copies",
)
"""The columns of an export of conflicts; a suggestion has no `passage_id`."""

NUMBER_COLUMNS = ("number", "meaning", "meant_as", *_FIGURE_COLUMNS)
"""The columns of an export of numbers with several meanings."""

_NO_PASSAGE = (None, (), "")
"""The last fields of a figure that is only suggested."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Metrics whose statements differ, and numbers that stand for several things."""

    conflicts: tuple[Conflict, ...] = ()
    numbers: tuple[SameNumber, ...] = ()


class Comparing(Asserting):
    """Figures across articles."""

    def conflicts(
        self, *, suggested_from: float | None = None, within: int | None = WITHIN
    ) -> Compared:
        """What figures say differently of one thing, and which numbers are said of several.

        With `suggested_from` the suggestions of all articles that have been read stand among
        the passages from that score on. `within` are the days between publications up to which
        numbers without a date of their own are compared. Off the GUI thread.
        """
        found = passages.find(self._store, PassageFilter(kind=Kind.FIGURE))
        heads = {head[0]: head for head in articles.told_by(self._store)}
        stated = self._stated(found, heads, suggested_from)
        who = self.name_book().main_name
        return Compared(
            tuple(conflicts(stated, who=who, within=within)), tuple(same_numbers(stated))
        )

    def words_of(self, figures: Sequence[StatedFigure]) -> list[str]:
        """The words that state each of these figures, as they stand in the articles now."""
        found: dict[StatedFigure, str] = {one: one.words for one in figures}
        wanted: dict[int, list[StatedFigure]] = defaultdict(list)
        for one in figures:
            if not one.words:
                wanted[one.article_id].append(one)
        ids = list(wanted)
        for at in range(0, len(ids), _TEXTS_AT_ONCE):
            texts = articles.texts_of(self._store, ids[at : at + _TEXTS_AT_ONCE])
            for article_id, text in texts.items():
                found |= {one: text[one.start : one.end] for one in wanted[article_id]}
        return [found[one] for one in figures]

    def statement_rows(self, shown: Sequence[Conflict]) -> list[list[str | int | None]]:
        """The statements of metrics as cells, in the order of `STATEMENT_COLUMNS`."""
        rows = [(conflict, one) for conflict in shown for one in conflict.statements]
        words = self.words_of([one.figure for _, one in rows])
        return [
            [
                conflict.metric,
                conflict.difference.value,
                plain_number(conflict.spread),
                *_cells(one.figure, stated),
                ("down", "", "up")[one.moved + 1],
                one.against,
                len(one.copies),
            ]
            for (conflict, one), stated in zip(rows, words, strict=True)
        ]

    def number_rows(self, shown: Sequence[SameNumber]) -> list[list[str | int | None]]:
        """The places of numbers as cells, in the order of `NUMBER_COLUMNS`."""
        rows = [
            (number, meaning, one)
            for number in shown
            for meaning in number.meanings
            for one in meaning.figures
        ]
        words = self.words_of([one for *_, one in rows])
        return [
            [plain_number(number.value), meaning.label, meaning.status, *_cells(one, stated)]
            for (number, meaning, one), stated in zip(rows, words, strict=True)
        ]

    def accept_figures(self, figures: Sequence[StatedFigure]) -> list[Passage]:
        """Make passages of suggested figures, as one step; passages among them stay.

        Raises `NotFound` for one that is no longer suggested, `SpanError`, `ConflictError`.
        """
        wanted = [self._suggestion(one) for one in figures if one.passage_id is None]
        return self.accept_suggestions(wanted) if wanted else []

    def _suggestion(self, figure: StatedFigure) -> Suggestion:
        text = self.text(figure.article_id)
        for offered in self.read_along(figure.article_id).figures:
            if (offered.span.start, offered.span.end) == (figure.start, figure.end):
                return Suggestion(figure.article_id, offered, text[figure.start : figure.end])
        raise NotFound("This figure is no longer suggested: its article has changed.")

    def _stated(
        self,
        found: Sequence[Passage],
        heads: dict[int, tuple[Any, ...]],
        suggested_from: float | None,
    ) -> list[StatedFigure]:
        taken: dict[int, list[Passage]] = defaultdict(list)
        for passage in found:
            taken[passage.article_id].append(passage)
        kept = self._offered_figures(heads, suggested_from, frozenset(taken))
        subjects: dict[int, StatedFigure] = {}
        if taken:
            everything, kept = kept, []
            for one in everything:
                covering = _covering(taken.get(one.article_id, ()), one)
                for passage in covering:
                    # What is read there also says what a passage without a metric is about.
                    subjects.setdefault(passage.id, one)
                if not covering and suggested_from is not None and one.score >= suggested_from:
                    kept.append(one)
        accepted = [_of_passage(one, heads[one.article_id], subjects.get(one.id)) for one in found]
        return [*(one for one in accepted if one is not None), *self._not_refused(kept)]

    def _offered_figures(
        self, heads: dict[int, tuple[Any, ...]], least: float | None, also: frozenset[int]
    ) -> list[StatedFigure]:
        """What was read in all articles; without a score in those with passages only."""
        if least is None and not also:
            return []
        texts, rows = self._readings.figures(0.0 if also else least or 0.0)
        of_text: dict[int, list[tuple[Any, ...]]] = {}
        for article_id, story, outlet, published, sha256, language in heads.values():
            number = texts.get((sha256, given_with(published, language)))
            if number is not None and (least is not None or article_id in also):
                head = (article_id, story, outlet, published and published[:10])
                of_text.setdefault(number, []).append(head)
        made, find, nowhere = StatedFigure._make, of_text.get, ()
        return [
            made(head + row[1:] + _NO_PASSAGE) for row in rows for head in find(row[0], nowhere)
        ]

    def _not_refused(self, offered: Sequence[StatedFigure]) -> Iterable[StatedFigure]:
        refused = rejections.with_figures(self._store)
        if not refused:
            return offered
        texts = articles.texts_of(self._store, list(refused))
        return [
            one
            for one in offered
            if one.article_id not in refused
            or suggestion_key(texts[one.article_id], Kind.FIGURE, one.start, one.end)
            not in refused[one.article_id]
        ]


def _cells(figure: StatedFigure, words: str) -> list[str | int | None]:
    return [
        plain_number(figure.value),
        plain_number(figure.lower),
        plain_number(figure.upper),
        figure.unit,
        figure.currency,
        figure.qualifier,
        figure.as_of,
        figure.who,
        figure.outlet,
        figure.day,
        figure.status,
        words,
        figure.passage_id,
        figure.article_id,
        figure.start,
        figure.end,
    ]


def _covering(taken: Sequence[Passage], one: StatedFigure) -> list[Passage]:
    return [
        passage
        for passage in taken
        if passage.span.start < one.end and one.start < passage.span.end
    ]


def _of_passage(
    passage: Passage, head: tuple[Any, ...], read: StatedFigure | None
) -> StatedFigure | None:
    details = passage.details
    quantity: Quantity | None = details.quantity
    if quantity is None:
        return None
    _, story, outlet, published, *_ = head
    stated = StatedFigure(
        article_id=passage.article_id,
        story=story,
        outlet=outlet,
        day=published and published[:10],
        start=passage.span.start,
        end=passage.span.end,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        unit=quantity.unit,
        currency=quantity.currency,
        qualifier=quantity.qualifier.value,
        as_of=quantity.as_of,
        metric=details.metric,
        subject=None if read is None else read.subject,
        who=details.speaker or details.claimant,
        status=details.status,
        passage_id=passage.id,
        tags=details.tags,
        words=passage.words,
    )
    if details.status is None and read is not None:
        return stated._replace(status=read.status)
    return stated
