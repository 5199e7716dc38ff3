"""Figures in text: every one of a running text, or the one in a passage that was selected.

Read in steps, each a module: `tokens`; `not_figures` hides dates and codes; `numbers`; `amounts`
adds sign, currency, unit and rate; `qualifiers`; `ranges`; `doubts` asks whether a bare number
counts anything at all. The words are data: `resources/*.yaml`, read by `lexicon`.

What was decided:

- A percentage keeps its scale: "70 %" is 70, unit "percent". A fraction is one of one:
  "three quarters" is 0.75 without a unit.
- "$" and "dollars" are US dollars unless the text says whose, "pounds" a mass unless sterling.
- A price per something has the rate as its unit beside the currency; see `amounts`.
- What is counted is no unit: "300 officials" is 300 with unit None.
- "nearly", "almost" and "close to" are "~", not "<"; see `resources/qualifiers.yaml`.
- Both ends of a range are as stated, `value` is half way between. "5 ± 2" is a range as well.
- "millions of", "dozens of" and "several" state no number and are no figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from workbench.domain import Qualifier, Quantity, Span
from workbench.extract.amounts import Amount, may_begin, read_amount
from workbench.extract.doubts import Candidate, is_doubtful
from workbench.extract.lexicon import Lexicon, lexicon
from workbench.extract.not_figures import hide
from workbench.extract.qualifiers import qualified_behind, qualifier_before, stronger
from workbench.extract.ranges import Range, first_level, opens_between, read_range
from workbench.extract.tokens import Kind, Token, tokenise
from workbench.extract.word_files import ENGLISH

LARGEST = Decimal(10) ** 24
"""No article measures anything with a larger number; what looks like one is a mistake."""


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A figure of a text: its words, qualifier included, and what they state."""

    span: Span
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    lower: Amount
    upper: Amount
    value: Decimal
    qualifier: Qualifier

    @property
    def is_range(self) -> bool:
        return self.lower is not self.upper


def find_quantities(text: str, language: str = ENGLISH) -> Iterator[FoundQuantity]:
    """All figures of a running text, in its order and without overlap.

    `language` is one of `word_files.languages`. Takes time linear in the length of the text,
    whatever it holds.
    """
    return _find(text, language, selected=False)


def parse_quantity(words: str, language: str = ENGLISH) -> Quantity | None:
    """The figure in a passage that an analyst has selected, or None when there is none.

    Of several the first wins that has a currency or a unit, else the first. What running text
    would leave in doubt ("2014", "one") is taken for a figure when there is no other.
    """
    found = find_quantity(words, language)
    return None if found is None else found.quantity


def find_quantity(words: str, language: str = ENGLISH) -> FoundQuantity | None:
    """The figure that `parse_quantity` reads, with the place of its words."""
    figures = list(_find(words, language, selected=False)) or list(
        _find(words, language, selected=True)
    )
    counted = [one for one in figures if one.quantity.currency or one.quantity.unit]
    return next(iter(counted or figures), None)


def _find(text: str, language: str, *, selected: bool) -> Iterator[FoundQuantity]:
    words = lexicon(language)
    for read in scan(text, hide(text, tokenise(text), words), words):
        if selected or not read.doubtful:
            yield FoundQuantity(read.span, read.quantity)


class Scanned(NamedTuple):
    """A figure with the tokens it stands in, `first` to `last` (exclusive)."""

    span: Span
    quantity: Quantity
    first: int
    last: int
    amount: Amount
    """The only one, or the upper end."""
    doubtful: bool
    """Whether nothing shows that it counts or measures something."""


def scan(text: str, tokens: list[Token], words: Lexicon) -> Iterator[Scanned]:
    """The numbers of a text in its order, without overlap; `tokens` are those of all of it."""
    place = floor = 0
    while tokens[place].kind is not Kind.END:
        figure = _read(tokens, place, floor, words) if may_begin(tokens[place], words) else None
        if figure is None:
            place += 1
            continue
        place = floor = figure.end
        if _is_absurd(figure):
            continue
        candidate = Candidate(figure.lower, figure.start, figure.end, figure.qualifier)
        yield Scanned(
            Span(tokens[figure.start].start, tokens[figure.end - 1].end),
            _quantity(figure),
            figure.start,
            figure.end,
            figure.upper,
            is_doubtful(text, tokens, candidate, words.context),
        )


def _read(tokens: list[Token], place: int, floor: int, words: Lexicon) -> _Figure | None:
    amount = read_amount(tokens, place, words, joined=not opens_between(tokens, place, words))
    if amount is None:
        return None
    sign, start = qualifier_before(tokens, amount, floor, words)
    joined = read_range(tokens, amount, start, floor, words)
    if joined is not None:
        return _of_range(tokens, joined, sign, floor, words)
    amount = first_level(tokens, amount, start, floor, words)
    amount, (sign_behind, end) = qualified_behind(tokens, amount, words)
    return _Figure(start, end, amount, amount, amount.value, stronger(sign, sign_behind))


def _of_range(
    tokens: list[Token], joined: Range, sign: Qualifier, floor: int, words: Lexicon
) -> _Figure:
    whole = replace(joined.upper, start=joined.start, end=joined.end)
    before, start = qualifier_before(tokens, whole, floor, words)
    _, (behind, end) = qualified_behind(tokens, whole, words)
    for other in (joined.qualifier, before, behind):
        sign = stronger(sign, other)
    middle = joined.middle
    if middle is None:
        middle = (joined.lower.value + joined.upper.value) / 2
    return _Figure(start, end, joined.lower, joined.upper, middle, sign)


def _is_absurd(figure: _Figure) -> bool:
    return any(abs(end.value) > LARGEST for end in (figure.lower, figure.upper))


def _quantity(figure: _Figure) -> Quantity:
    lower, upper = figure.lower, figure.upper
    return Quantity(
        value=float(figure.value),
        lower=float(lower.value) if figure.is_range else None,
        upper=float(upper.value) if figure.is_range else None,
        unit=upper.unit,
        currency=upper.currency,
        qualifier=figure.qualifier,
    )
