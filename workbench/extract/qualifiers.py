"""Words around an amount that say how it relates to the true number.

The words and their signs stand in `resources/qualifiers.yaml`, with the reasons for the doubtful
ones. Of several the bound counts: "no more than about 30" is "<=".
"""

from typing import NamedTuple

from workbench.domain import Qualifier
from workbench.extract.amounts import Amount, with_rate, with_unit
from workbench.extract.lexicon import Lexicon
from workbench.extract.tokens import Kind, Token, hyphen

_MOST = 3
"""Qualifiers that are read in a row ("at least an estimated")."""


class Qualified(NamedTuple):
    """A qualifier and the place where its words begin or end; EXACT where there are none."""

    qualifier: Qualifier
    place: int


def qualifier_before(
    tokens: list[Token], amount: Amount, floor: int, lexicon: Lexicon
) -> Qualified:
    """The qualifier that ends where `amount` begins; nothing before `floor` is read."""
    sign, place = Qualifier.EXACT, amount.start
    for _ in range(_MOST):
        found = lexicon.qualifiers.before.match_before(tokens, place)
        if found is None or found[1] < floor or _is_duration(tokens, found[1], amount, lexicon):
            break
        sign, place = stronger(sign, found[0]), found[1]
    return Qualified(sign, place)


def qualifier_at(tokens: list[Token], place: int, lexicon: Lexicon) -> Qualified:
    """The qualifier that begins at `place`, and the place behind it."""
    found = lexicon.qualifiers.before.match(tokens, place)
    return Qualified(*found) if found else Qualified(Qualifier.EXACT, place)


def qualified_behind(
    tokens: list[Token], amount: Amount, lexicon: Lexicon
) -> tuple[Amount, Qualified]:
    """The qualifier behind `amount`, and `amount` with a unit that only follows it.

    That is the order in "30 or more tonnes".
    """
    start = amount.end + 1 if hyphen(tokens, amount.end) else amount.end
    found = lexicon.qualifiers.after.match(tokens, start)
    sign = Qualifier.AT_LEAST if amount.at_least else Qualifier.EXACT
    if found is None or tokens[found[1]].kind in {Kind.NUMBER, Kind.GLYPH}:
        return amount, Qualified(sign, amount.end)
    sign, end = stronger(sign, found[0]), found[1]
    if amount.counts_something:
        return amount, Qualified(sign, end)
    moved = Amount(amount.start, end, amount.numeral, amount.negative)
    counted = with_rate(tokens, with_unit(tokens, moved, lexicon), lexicon)
    return counted, Qualified(sign, counted.end)


def stronger(first: Qualifier, second: Qualifier) -> Qualifier:
    """Of two qualifiers the first that is a bound, else the one that says anything."""
    for sign in (first, second):
        if sign not in {Qualifier.EXACT, Qualifier.ABOUT}:
            return sign
    return first or second


def _is_duration(tokens: list[Token], place: int, amount: Amount, lexicon: Lexicon) -> bool:
    """Whether "over five years" tells how long something took."""
    words = lexicon.qualifiers
    if amount.dimension != "time" or tokens[place].key not in words.also_during:
        return False
    if place + 1 != amount.start:
        return False
    before = tokens[place - 1]
    return before.kind in {Kind.WORD, Kind.NUMBER} and before.key not in words.bound_behind
