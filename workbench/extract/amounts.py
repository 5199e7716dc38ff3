"""The grammar of one amount: sign, currency, number, multiplier, unit and rate.

A price per something has the currency and, as its unit, the rate: "$340 per kilogram" is 340,
currency USD, unit "per kilogram", to be shown one behind the other ("340 USD per kilogram").
"barrels a day" is the unit "barrel per day", and "300 a day" the unit "per day".
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from workbench.extract.lexicon import Lexicon, NumberWords, Unit
from workbench.extract.numbers import Numeral, read_numeral
from workbench.extract.tokens import Kind, Token, glued, hyphen

_POWER = "PS"
"""Behind a number horsepower, before one what is left of a pound sign."""

_LARGE = 1_000_000
"""Multipliers from which on they may stand behind the currency."""

_MINUS_SIGNS = frozenset("-−–")
_OPENERS = _MINUS_SIGNS | frozenset(".+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts, in tokens `start` to `end`."""

    start: int
    end: int
    numeral: Numeral
    negative: bool = False
    unit: str | None = None
    """A unit's name, a rate ("per kilogram"), both in one ("barrel per day"), or None."""
    dimension: str | None = None
    currency: str | None = None
    at_least: bool = False
    """With a plus behind the number, as in "70+" or "70-plus"."""

    @property
    def counts_something(self) -> bool:
        """Whether a unit or a currency is stated."""
        return self.unit is not None or self.currency is not None

    @property
    def value(self) -> Decimal:
        """The number with sign and multiplier."""
        return -self.numeral.amount if self.negative else self.numeral.amount

    def scaled(self, scale: Decimal) -> "Amount":
        """The same amount with another multiplier."""
        return replace(self, numeral=replace(self.numeral, scale=scale))


class _Prefix(NamedTuple):
    end: int
    negative: bool
    currency: str | None
    is_bare_dollar: bool
    scale: Decimal | None = None
    """Of a multiplier that stands before the code: "MUSD 60"."""


def read_amount(
    tokens: list[Token], place: int, lexicon: Lexicon, *, joined: bool = True
) -> Amount | None:
    """The amount that begins at `place`; what stands before it is not looked at.

    `joined` is that of `read_numeral`.
    """
    prefix = _prefix(tokens, place, lexicon)
    if prefix is None:
        return None
    numeral = read_numeral(
        tokens,
        prefix.end,
        lexicon.numbers,
        money=prefix.currency is not None,
        joined=joined,
    )
    if numeral is None:
        return None
    amount = Amount(place, numeral.end, numeral, prefix.negative, currency=prefix.currency)
    if prefix.scale is not None and numeral.scale == 1:
        amount = amount.scaled(prefix.scale)
    amount = _with_plus(tokens, amount)
    amount = _with_currency(tokens, amount, lexicon, is_bare_dollar=prefix.is_bare_dollar)
    if amount.currency is None:
        amount = with_unit(tokens, amount, lexicon)
    return _with_plus(tokens, with_rate(tokens, amount, lexicon))


def may_begin(token: Token, lexicon: Lexicon) -> bool:
    """Whether an amount may begin with `token`; wrong only by saying yes too often."""
    kind = token.kind
    if kind is Kind.NUMBER or kind is Kind.GLYPH:
        return True
    if token.text in lexicon.opening_texts or token.text in _OPENERS:
        return True
    if kind is not Kind.WORD:
        return False
    words = lexicon.numbers
    return token.key in lexicon.opening_keys or (
        words.joiner != "" and token.key.endswith(words.compound_ends)
    )


def _prefix(tokens: list[Token], place: int, lexicon: Lexicon) -> _Prefix | None:
    """Sign and currency before the number, in either order."""
    sign = _sign(tokens, place, lexicon.numbers)
    negative, after = sign if sign else (False, place)
    found = lexicon.currency_symbols.match(tokens, after) or lexicon.currency_codes.match(
        tokens, after
    )
    if found is None:
        scaled = _scaled_word(tokens[after].text, lexicon)
        if scaled is None:
            return _Prefix(after, negative, None, is_bare_dollar=False)
        return _Prefix(after + 1, negative, scaled[1], is_bare_dollar=False, scale=scaled[0])
    currency, end = found
    is_bare_dollar = tokens[after].text == "$"
    second = _sign(tokens, end, lexicon.numbers) if glued(tokens, end) else None
    if second is not None:
        negative, end = negative or second[0], second[1]
    return _Prefix(end, negative, currency, is_bare_dollar)


def _sign(tokens: list[Token], place: int, words: NumberWords) -> tuple[bool, int] | None:
    """Whether a sign at `place` is a minus, and the place behind it."""
    token = tokens[place]
    if token.key in words.minus:
        return True, place + 2 if hyphen(tokens, place + 1) else place + 1
    if token.text not in _MINUS_SIGNS and token.text != "+":
        return None
    before = tokens[place - 1]
    joins = glued(tokens, place) and before.kind is not Kind.SIGN
    if token.kind is not Kind.SIGN or joins or not glued(tokens, place + 1):
        return None
    return token.text != "+", place + 1


def _with_plus(tokens: list[Token], amount: Amount) -> Amount:
    """`amount` with a plus sign or "-plus" directly behind it."""
    end = amount.end
    following = tokens[end + 1]
    if tokens[end].text == "+" and glued(tokens, end):
        if following.kind is Kind.NUMBER and glued(tokens, end + 1):
            return amount
        return replace(amount, end=end + 1, at_least=True)
    if hyphen(tokens, end) and following.key == "plus":
        return replace(amount, end=end + 2, at_least=True)
    return amount


def _with_currency(
    tokens: list[Token], amount: Amount, lexicon: Lexicon, *, is_bare_dollar: bool
) -> Amount:
    """`amount` with a currency behind it; a bare "$" is made precise by one ("$5 CAD")."""
    place = amount.end
    if hyphen(tokens, place):
        if amount.currency:
            # "USD 5-USD 10": it belongs to the next amount.
            return amount
        place += 1
    scaled = _scaled_code(tokens, place, amount, lexicon)
    if scaled is not None:
        return scaled
    found = (
        lexicon.currency_names.match(tokens, place)
        or lexicon.currency_codes.match(tokens, place)
        or _large_name(tokens, place, amount.numeral, lexicon)
        or (None if amount.currency else _symbol_behind(tokens, place, lexicon))
    )
    if found is None or (amount.currency not in {None, found[0]} and not is_bare_dollar):
        return amount
    return _scaled_behind(tokens, replace(amount, currency=found[0], end=found[1]), lexicon)


def _scaled_code(
    tokens: list[Token], place: int, amount: Amount, lexicon: Lexicon
) -> Amount | None:
    """ "30 MUSD", "5 kEUR": a multiplier and a code in one word."""
    found = _scaled_word(tokens[place].text, lexicon)
    if found is None or amount.numeral.scale != 1 or amount.currency:
        return None
    return replace(amount.scaled(found[0]), currency=found[1], end=place + 1)


def _scaled_word(written: str, lexicon: Lexicon) -> tuple[Decimal, str] | None:
    """The multiplier and the code of "MUSD"; None for another word."""
    scale = lexicon.numbers.glued.get(written[:1])
    if scale is None or not lexicon.currency_codes.has(written[1:]):
        return None
    return scale, written[1:]


def _scaled_behind(tokens: list[Token], amount: Amount, lexicon: Lexicon) -> Amount:
    """ "75 USD million": the multiplier stands behind the currency."""
    scale = lexicon.numbers.scales.get(tokens[amount.end].key)
    if scale is None or scale < _LARGE or amount.numeral.scale != 1:
        return amount
    return replace(amount.scaled(scale), end=amount.end + 1)


def _large_name(
    tokens: list[Token], place: int, numeral: Numeral, lexicon: Lexicon
) -> tuple[str, int] | None:
    """A currency whose name is also a common word, behind a number that leaves no doubt."""
    if numeral.scale == 1 and (numeral.bare or numeral.spelled):
        return None
    found = lexicon.large_currency_names.match(tokens, place)
    if found is None or lexicon.unit_names.match(tokens, place) is None:
        return found
    # "5 million pounds" is money, "5.5 pounds" and "5 million pounds of ore" are a mass.
    return None if numeral.scale < _LARGE or tokens[found[1]].key == "of" else found


def _symbol_behind(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """A currency sign behind the number, unless it begins the next amount ("5 $6")."""
    found = lexicon.currency_symbols.match(tokens, place)
    if found is None or tokens[found[1]].kind is Kind.NUMBER or tokens[place].text == _POWER:
        return None
    return found


def with_unit(tokens: list[Token], amount: Amount, lexicon: Lexicon) -> Amount:
    """`amount` with the unit of measure that stands right behind it, if one does."""
    place = amount.end
    if amount.numeral.part:
        place = _behind_article(tokens, place, lexicon.numbers)
    found = _unit_at(tokens, place, lexicon)
    if found is None or found[0].rate_only:
        return amount
    unit, end = found
    return replace(amount, unit=unit.name, dimension=unit.dimension, end=end)


def _behind_article(tokens: list[Token], place: int, words: NumberWords) -> int:
    """The place of the unit in "half an hour", "three quarters of a percent"."""
    after = place + 1 if tokens[place].key == "of" else place
    return after + 1 if tokens[after].key in words.articles else place


def _unit_at(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    if hyphen(tokens, place):
        place += 1
    names = lexicon.unit_names.match(tokens, place)
    symbols = lexicon.unit_symbols.match(tokens, place)
    if symbols is not None and not _is_whole(tokens, place, symbols[1]):
        symbols = None
    if names is None or symbols is None:
        return names or symbols
    return max(names, symbols, key=lambda found: found[1])


def _is_whole(tokens: list[Token], place: int, end: int) -> bool:
    """Whether a symbol in letters is all of a word: not in "5 C. Smith", "5 t-shirts"."""
    symbol, following = tokens[place], tokens[end]
    if symbol.kind is not Kind.WORD or not glued(tokens, end):
        return True
    if following.text[0].isdigit():
        return False
    if len(symbol.text) > 1 or glued(tokens, place):
        return True
    is_initial = following.text == "." and symbol.text.isupper()
    begins_word = hyphen(tokens, end) and tokens[end + 1].kind is Kind.WORD
    return not (is_initial or begins_word)


def with_rate(tokens: list[Token], amount: Amount, lexicon: Lexicon) -> Amount:
    """`amount` per whatever is named right behind it, if anything is."""
    rate = _rate(tokens, amount, lexicon)
    if rate is None:
        return amount
    words, end = rate
    unit = f"{amount.unit} {words}" if amount.unit else words
    return replace(amount, unit=unit, dimension="rate", end=end)


def _rate(tokens: list[Token], amount: Amount, lexicon: Lexicon) -> tuple[str, int] | None:
    """ "per day" from "a day", "/day", "-a-day", "daily", and the place behind it."""
    rates, place = lexicon.rates, amount.end
    if hyphen(tokens, place) or (amount.currency and tokens[place].key == "for"):
        place += 1
    word = tokens[place].key
    if word in rates.adverbs:
        return rates.adverbs[word], place + 1
    if word not in rates.words:
        return None
    found = _unit_at(tokens, place + 1, lexicon)
    if found is None or tokens[found[1]].key in rates.points_in_time:
        return None
    return f"per {found[0].name}", found[1]
