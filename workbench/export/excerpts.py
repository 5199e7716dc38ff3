"""What an export is made of: a passage with the article it stands in, and the report's notes."""

import bisect
import math
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from workbench.domain import AnchorState, Article, Passage, Quantity, Span
from workbench.sentences import all_sentences, sentence_at


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences that a passage stands in, by their offsets in the article's text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """What a passage does to another or the other to it, with the other's words and source."""

    does: str
    passage_id: int
    uid: str
    words: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with its source; one that no longer stands in the text has no surroundings."""

    passage: Passage
    article: Article
    surroundings: Surroundings | None = None
    links: tuple[LinkedPassage, ...] = ()
    story_title: str = ""
    """The title of the article whose copy this one may be."""


class Sentences:
    """The sentences of one text, found once for all of its passages."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._all = all_sentences(text)
        self._starts = [one.start for one in self._all]

    def at(self, offset: int) -> Span:
        """The sentence that an offset stands in."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._all[place].end:
            return self._all[place]
        return sentence_at(self._text, offset)


def surroundings(
    text: str, passage: Passage, sentences: Sentences | None = None
) -> Surroundings | None:
    """The sentences of `text` that an anchored passage stands in, whole."""
    if passage.state is not AnchorState.ANCHORED:
        return None
    at = sentences.at if sentences is not None else partial(sentence_at, text)
    first, last = at(passage.span.start), at(passage.span.end - 1)
    start = min(first.start, passage.span.start)
    end = max(last.end, passage.span.end)
    return Surroundings(Span(start, end), text[start:end])


class Notes:
    """The substitutions and remarks of one export, in the order they were made.

    `memo` is what the project notes of itself, for the forms that have a place for it.
    """

    def __init__(self, memo: str = "") -> None:
        self._notes: dict[str, None] = {}
        self.memo = memo

    def add(self, where: str, what: str) -> None:
        """Note that `what` was done to `where`; a repeated note is kept once."""
        self._notes[f"{where}: {what}"] = None

    def all(self) -> tuple[str, ...]:
        """Every note."""
        return tuple(self._notes)


def plain_number(number: float | None) -> str:
    """The number in plain digits, without an exponent or a needless ".0".

    "" for None and for what is no finite number; reading the digits gives the same float again.
    """
    if number is None or not math.isfinite(number):
        return ""
    digits = format(Decimal(repr(float(number))), "f")
    return digits.removesuffix(".0")


def quantity_words(quantity: Quantity) -> str:
    """The quantity for a reader: "~14,800,000,000,000 USD", "60–70 percent", "" for none."""
    if quantity.lower is not None and quantity.upper is not None:
        number = f"{_grouped(quantity.lower)}–{_grouped(quantity.upper)}"
    else:
        known = (quantity.value, quantity.lower, quantity.upper)
        number = next((_grouped(value) for value in known if value is not None), "")
    if not number.strip("–"):
        return ""
    parts = (quantity.qualifier.value + number, quantity.currency, quantity.unit)
    return " ".join(part for part in parts if part)


def _grouped(number: float) -> str:
    whole, point, decimals = plain_number(number).partition(".")
    if not whole:
        return ""
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}"
