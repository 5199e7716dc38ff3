"""Two amounts that are the ends of one range, and amounts with a tolerance.

What is stated once holds for both ends: the multiplier and the currency of "$300–500bn", the
unit of "between 60 and 70 percent". "rose from 30 to 40" is no range, but two levels.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from workbench.domain import Qualifier
from workbench.extract.amounts import Amount, read_amount
from workbench.extract.lexicon import Lexicon
from workbench.extract.qualifiers import qualifier_at
from workbench.extract.tokens import Kind, Token, dash, glued

_YEARS = range(1500, 2101)
_BEHIND_VERB = 8
"""Words before "from 30 to 40" in which a verb of change is looked for."""


class Join(Enum):
    """How the second end is joined to the first."""

    BETWEEN = "between A and B"
    FROM = "from A to B"
    LEVELS = "from A, now at B"
    TO = "A to B"
    DASH = "A-B"
    SPACED_DASH = "A - B"
    OR = "A or B"


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends with one unit, in tokens `start` to `end`."""

    start: int
    end: int
    lower: Amount
    upper: Amount
    qualifier: Qualifier = Qualifier.EXACT
    middle: Decimal | None = None
    """The stated middle of a tolerance ("5 ± 2"); otherwise it lies half way."""


def opens_between(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether "between" stands before `place`, so that "and" leads to the other end."""
    return tokens[place - 1].key in lexicon.qualifiers.between


def read_range(
    tokens: list[Token], first: Amount, start: int, floor: int, lexicon: Lexicon
) -> Range | None:
    """The range whose first end is `first`, or None.

    `start` is where the qualifier of `first` begins; nothing before `floor` is read.
    """
    tolerance = _tolerance(tokens, first, start, lexicon)
    if tolerance is not None:
        return tolerance
    words = lexicon.qualifiers
    opener = tokens[start - 1].key if start > floor else ""
    other = _other_end(tokens, first, opener, lexicon)
    if other is None:
        return None
    join, second, sign = other
    if join is Join.LEVELS:
        return None
    reach = {Join.FROM: _BEHIND_VERB, Join.TO: 1}.get(join, 0)
    if _is_change(tokens, start, max(floor, start - reach), lexicon):
        return None
    ends = _ends(tokens, first, second, join)
    if ends is None:
        return None
    opens = opener in words.between or opener in words.from_
    return Range(start - 1 if opens else start, second.end, *ends, sign)


def first_level(
    tokens: list[Token], first: Amount, start: int, floor: int, lexicon: Lexicon
) -> Amount:
    """`first` with the unit that only the second level states: "fell from 40 to 30 percent"."""
    if start <= floor or tokens[start - 1].key not in lexicon.qualifiers.from_:
        return first
    other = _other_end(tokens, first, tokens[start - 1].key, lexicon)
    if other is None or other[0] not in {Join.FROM, Join.LEVELS} or first.counts_something:
        return first
    join, second, _ = other
    level = first.scaled(second.numeral.scale) if _is_less_precise(first, second) else first
    shared = _share(level, second, join)
    return shared[0] if shared else first


def _is_less_precise(first: Amount, second: Amount) -> bool:
    """Whether "from 4 to 3 billion" has left out a multiplier: neither number is far off."""
    smaller, larger = sorted((first.numeral.value, second.numeral.value))
    return first.numeral.scale == 1 and second.numeral.scale > 1 and larger < 10 * smaller


def _other_end(
    tokens: list[Token], first: Amount, opener: str, lexicon: Lexicon
) -> tuple[Join, Amount, Qualifier] | None:
    joined = _join(tokens, first.end, opener, lexicon)
    if joined is None:
        return None
    join, place = joined
    sign, place = qualifier_at(tokens, place, lexicon)
    second = read_amount(tokens, place, lexicon)
    return None if second is None else (join, second, sign)


def _join(
    tokens: list[Token], place: int, opener: str, lexicon: Lexicon
) -> tuple[Join, int] | None:
    """How an amount that ends at `place` goes on to a second one, and where that begins."""
    words = lexicon.qualifiers
    if dash(tokens, place) and glued(tokens, place) and not glued(tokens, place + 1):
        # "an 8- to 16-metre telescope"
        place += 1
    key = tokens[place].key
    if opener in words.between and key in words.between_and:
        return Join.BETWEEN, place + 1
    if dash(tokens, place):
        return _dashed(tokens, place)
    if opener in words.from_:
        found = words.to.match(tokens, place)
        join = Join.LEVELS if key in words.levels else Join.FROM
        return (join, found[1]) if found else None
    plain = Join.TO if key in words.plain_to else Join.OR if key in words.alternative else None
    return None if plain is None else (plain, place + 1)


def _dashed(tokens: list[Token], place: int) -> tuple[Join, int] | None:
    left, right = glued(tokens, place), glued(tokens, place + 1)
    if left != right:
        return None
    return Join.DASH if left else Join.SPACED_DASH, place + 1


def _ends(
    tokens: list[Token], first: Amount, second: Amount, join: Join
) -> tuple[Amount, Amount] | None:
    """Both ends, each with what only the other states; None where they make no range."""
    shared = _share(first, second, join)
    if shared is None:
        return None
    lower, upper = shared
    if lower.value > upper.value and join is Join.BETWEEN:
        return upper, lower
    if lower.value >= upper.value or not _is_plausible(tokens, first, second, join):
        return None
    return lower, upper


def _share(first: Amount, second: Amount, join: Join) -> tuple[Amount, Amount] | None:
    """Both with the same multiplier, currency and unit, or None where these contradict."""
    if first.unit and not second.counts_something and join in {Join.TO, Join.OR}:
        return None
    if _lacks_scale(first, second):
        first = first.scaled(second.numeral.scale)
    currency = first.currency or second.currency
    unit = first.unit or second.unit
    for amount in (first, second):
        if amount.currency not in {None, currency} or amount.unit not in {None, unit}:
            return None
        if amount.currency is None and amount.unit is not None and currency is not None:
            is_price = amount.unit.startswith("per ")
            if not is_price:
                return None
    dimension = first.dimension or second.dimension
    return (
        replace(first, currency=currency, unit=unit, dimension=dimension),
        replace(second, currency=currency, unit=unit, dimension=dimension),
    )


def _lacks_scale(first: Amount, second: Amount) -> bool:
    """Whether the multiplier of `second` is meant for `first` too."""
    return (
        first.numeral.scale == 1
        and second.numeral.scale > 1
        and first.unit is None
        and first.numeral.value < second.numeral.value
    )


def _is_plausible(tokens: list[Token], first: Amount, second: Amount, join: Join) -> bool:
    if join is Join.OR:
        return (
            not first.counts_something
            and second.start == second.numeral.start
            and first.numeral.scale == second.numeral.scale == 1
            and second.numeral.value - first.numeral.value <= max(Decimal(2), first.numeral.value)
        )
    if join is Join.TO and _may_be_year(first) and second.numeral.scale > 1:
        # "rose 60% in 2018 to 3.9 million"
        return False
    if join is Join.TO and first.currency and not second.counts_something:
        # "paid $5 to 40 people"
        following = tokens[second.end]
        return second.numeral.scale > 1 or following.kind is not Kind.WORD
    if join is Join.SPACED_DASH:
        return second.counts_something and not (first.unit and not second.unit)
    return True


def _may_be_year(amount: Amount) -> bool:
    return amount.numeral.bare and not amount.currency and amount.numeral.value in _YEARS


def _is_change(tokens: list[Token], place: int, floor: int, lexicon: Lexicon) -> bool:
    """Whether a verb such as "rose" stands from `floor` to `place`, in the same sentence."""
    words = lexicon.qualifiers
    for token in reversed(tokens[floor:place]):
        if token.kind is Kind.BREAK or token.text in {".", ";", "!", "?"}:
            return False
        if token.key in words.range_words:
            return False
        if token.key in words.change_verbs:
            return True
    return False


def _tolerance(tokens: list[Token], middle: Amount, start: int, lexicon: Lexicon) -> Range | None:
    """ "5 ± 2 tonnes"."""
    found = lexicon.qualifiers.plus_or_minus.match(tokens, middle.end)
    if found is None:
        return None
    second = read_amount(tokens, found[1], lexicon)
    if second is None:
        return None
    shared = _share(middle, second, Join.DASH)
    if shared is None:
        return None
    around, width = shared
    spread = width.numeral.amount
    return Range(
        start,
        second.end,
        _moved(around, -spread),
        _moved(around, spread),
        middle=around.value,
    )


def _moved(amount: Amount, by: Decimal) -> Amount:
    value = amount.value + by
    numeral = replace(amount.numeral, value=abs(value), scale=Decimal(1))
    return replace(amount, numeral=numeral, negative=value < 0)
