"""Numbers that are no numerals: "tens of thousands", "several inches", "doubled", "sixfold"."""

import re
from decimal import Decimal
from typing import NamedTuple

from workbench.domain import FigureForm, Qualifier, Quantity, Span
from workbench.extract.amounts import Amount, with_unit
from workbench.extract.figure_words import FigureWords
from workbench.extract.lexicon import Lexicon
from workbench.extract.numbers import Numeral
from workbench.extract.tokens import Kind, Token, hyphen

_FOLD = re.compile(r"([a-z]+|[0-9]{1,4})-?folds?")
_LARGE = 100
_MOST = 0.8
_SOME = 0.6
_FEW = 0.4
_FACTOR = 0.5
_RANK = 0.5


class Vague(NamedTuple):
    """What such words state, in tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    quantity: Quantity
    form: FigureForm
    score: float
    dimension: str | None = None


def vague_at(tokens: list[Token], place: int, words: FigureWords, lexicon: Lexicon) -> Vague | None:
    """The words of that kind that begin at `place`."""
    key = tokens[place].key
    if key in words.factors:
        factor = Quantity(words.factors[key])
        return Vague(place, place + 1, factor, FigureForm.FACTOR, _FACTOR)
    if key == "twice" and tokens[place + 1].key in words.times:
        return Vague(place, place + 1, Quantity(2.0), FigureForm.FACTOR, _FACTOR)
    if key in words.vague:
        return _vague(tokens, place, words, lexicon)
    if key in words.few or (key == "a" and tokens[place + 1].key in {"few", "couple"}):
        return _few(tokens, place, words, lexicon)
    if key in words.ordinals:
        return _rank(tokens, place, words)
    return _fold(tokens, place, lexicon) if key.endswith("fold") else None


def _vague(tokens: list[Token], place: int, words: FigureWords, lexicon: Lexicon) -> Vague | None:
    """ "millions of dollars", "hundreds of thousands", "dozens"."""
    low, high = words.vague[tokens[place].key]
    end = place + 1
    if tokens[end].key == "of" and tokens[end + 1].key in words.vague:
        scale = words.vague[tokens[end + 1].key][0]
        low, high, end = low * scale, (high + 1) * scale - 1, end + 2
    elif tokens[place].key == "tens":
        return None
    # What is less than the next word for more.
    bounds = low, high if high < _LARGE else high + 1
    return _counted(tokens, place, end, bounds, lexicon, score=_MOST)


def _few(tokens: list[Token], place: int, words: FigureWords, lexicon: Lexicon) -> Vague | None:
    """ "several million", "a few inches", "a couple of days"."""
    at = place + 1 if tokens[place].key == "a" else place
    low, high = words.few[tokens[at].key]
    end = at + 1
    if tokens[at].key == "couple":
        if at == place or tokens[end].key != "of":
            return None
        end += 1
    scale = lexicon.numbers.scales.get(tokens[end].key)
    if scale is None and tokens[end].key in {"dozen", "tens"}:
        scale = Decimal(12 if tokens[end].key == "dozen" else 10)
    if scale is not None:
        low, high, end = low * float(scale), high * float(scale), end + 1
        if tokens[end].key == "of" and (more := lexicon.numbers.scales.get(tokens[end + 1].key)):
            low, high, end = low * float(more), high * float(more), end + 2
        return _counted(tokens, place, end, (low, high), lexicon, score=_SOME)
    found = _counted(tokens, place, end, (low, high), lexicon, score=_FEW)
    # Without a unit "several" counts nothing that one would chart.
    return found if found.quantity.unit or found.quantity.currency else None


def _counted(
    tokens: list[Token],
    first: int,
    end: int,
    bounds: tuple[float, float],
    lexicon: Lexicon,
    *,
    score: float,
) -> Vague:
    """With the unit or currency behind it, which "of" may lead to."""
    low, high = bounds
    after = end + 1 if tokens[end].key == "of" else end
    currency = lexicon.currency_names.match(tokens, after)
    unit, dimension = None, None
    if currency is not None:
        end = currency[1]
    else:
        bare = Amount(first, after, Numeral(first, after, Decimal(1)))
        counted = with_unit(tokens, bare, lexicon)
        if counted.unit is not None:
            unit, dimension, end = counted.unit, counted.dimension, counted.end
    quantity = Quantity(
        value=(low + high) / 2,
        lower=low,
        upper=high,
        unit=unit,
        currency=currency[0] if currency else None,
    )
    if low == high:
        quantity = Quantity(low, unit=unit, currency=quantity.currency, qualifier=Qualifier.ABOUT)
    return Vague(first, end, quantity, FigureForm.AMOUNT, score, dimension)


def _rank(tokens: list[Token], place: int, words: FigureWords) -> Vague | None:
    """ "second-largest"."""
    after = place + 2 if hyphen(tokens, place + 1) else place + 1
    if tokens[after].key not in words.superlatives:
        return None
    number = Quantity(float(words.ordinals[tokens[place].key]))
    return Vague(place, after + 1, number, FigureForm.RANK, _RANK)


def _fold(tokens: list[Token], place: int, lexicon: Lexicon) -> Vague | None:
    """ "sixfold"."""
    found = _FOLD.fullmatch(tokens[place].key)
    if found is None:
        return None
    word = found[1]
    numbers = lexicon.numbers
    number = int(word) if word.isdigit() else numbers.small.get(word) or numbers.tens.get(word)
    if not number:
        return None
    return Vague(place, place + 1, Quantity(float(number)), FigureForm.FACTOR, _MOST)


def span_of(tokens: list[Token], first: int, last: int) -> Span:
    """The stretch of the text that tokens cover."""
    return Span(tokens[first].start, tokens[last - 1].end)


def is_word(token: Token) -> bool:
    """Whether a token is a word."""
    return token.kind is Kind.WORD
