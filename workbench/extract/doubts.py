"""Numbers that are a figure in one place and none in another: "2014", "one", "Section 5".

An analyst who selects one means it; running text has to show that it counts something.
"""

from typing import NamedTuple

from workbench.domain import Qualifier
from workbench.extract.amounts import Amount
from workbench.extract.lexicon import Context
from workbench.extract.tokens import Kind, Token, glued, hyphen

_YEARS = range(1500, 2101)
_LIKELY_YEARS = range(1900, 2100)
_STREET_WORDS = 4
_LONGEST_LIST = 100
_LONGEST_NOTES = 20
_STOPS = frozenset('.!?:“”"•*')
_COUNTING = frozenset({"than", "least", "most", "many", "few"})
_BOUNDS = frozenset({Qualifier.ABOVE, Qualifier.AT_LEAST, Qualifier.BELOW, Qualifier.AT_MOST})


class Candidate(NamedTuple):
    """An amount as it was read, with the tokens of the whole figure that it belongs to."""

    amount: Amount
    start: int
    end: int
    qualifier: Qualifier


def is_doubtful(text: str, tokens: list[Token], read: Candidate, context: Context) -> bool:
    """Whether nothing shows that `read` counts or measures something."""
    amount, start, end, qualifier = read
    if amount.counts_something or amount.numeral.scale > 1:
        return False
    return (
        amount.numeral.doubtful
        or _is_list_number(text, tokens, amount)
        or _is_reference(tokens, amount)
        or _is_year(tokens, amount, end, qualifier, context)
        or _is_labelled(tokens, amount, end, context)
        or (not context.capital_nouns and _is_in_name(text, tokens, amount, end, context))
        or _is_house(tokens, amount, context)
        or _is_pronoun(tokens, amount, end, context)
        or _is_loose_part(tokens, amount, start, context)
    )


def _is_list_number(text: str, tokens: list[Token], amount: Amount) -> bool:
    """ "3." or "3)" at the beginning of a line."""
    if not amount.numeral.bare or amount.value >= _LONGEST_LIST:
        return False
    mark = amount.end
    if tokens[mark].text not in {".", ")"} or not glued(tokens, mark) or glued(tokens, mark + 1):
        return False
    before = tokens[amount.start - 1]
    begins = amount.start == 0 or before.kind is Kind.BREAK
    is_last = tokens[mark + 1].kind in {Kind.END, Kind.BREAK}
    return not is_last and (begins or "\n" in text[before.end : tokens[amount.start].start])


def _is_reference(tokens: list[Token], amount: Amount) -> bool:
    """ "[12]", and "(3)" as the number of a note."""
    marks = tokens[amount.start - 1].text, tokens[amount.end].text
    if marks == ("[", "]"):
        return True
    return marks == ("(", ")") and amount.numeral.bare and amount.value <= _LONGEST_NOTES


def _is_year(
    tokens: list[Token], amount: Amount, end: int, qualifier: Qualifier, context: Context
) -> bool:
    if not amount.numeral.bare or amount.negative or len(tokens[amount.start].text) != 4:
        return False
    before = tokens[amount.start - 1].key
    if qualifier in _BOUNDS and before in _COUNTING:
        return False
    counted = _is_plural(tokens[end], context)
    if int(amount.value) in _LIKELY_YEARS:
        return before in context.year_behind or not counted
    return int(amount.value) in _YEARS and before in context.old_year_behind and not counted


def _is_plural(token: Token, context: Context) -> bool:
    """Whether a word may name what is counted."""
    word = token.text
    if context.capital_nouns:
        return token.kind is Kind.WORD and word[0].isupper() and len(word) > 1
    if token.kind is not Kind.WORD or not word[0].islower():
        return False
    if word in context.plurals:
        return True
    return word.endswith("s") and not word.endswith("ss") and word not in context.no_plurals


def _is_labelled(tokens: list[Token], amount: Amount, end: int, context: Context) -> bool:
    """ "Section 5", "No. 10", "day 3", but not "last week 30 people"."""
    place = amount.start - 1
    if tokens[place].text == ".":
        place -= 1
    label = tokens[place]
    if label.key not in context.labels:
        return False
    return not label.text.islower() or not _is_plural(tokens[end], context)


def _is_in_name(text: str, tokens: list[Token], amount: Amount, end: int, context: Context) -> bool:
    """ "Boeing 737", "Euro 2020", "Big Three", and at a sentence's start "Rossiya 1 TV"."""
    if not (amount.numeral.bare or amount.numeral.spelled) or amount.start == 0:
        return False
    before, first, following = (tokens[at] for at in (amount.start - 1, amount.start, end))
    if before.kind is not Kind.WORD or text[before.end : first.start] != " ":
        return False
    if not before.text[0].isupper() or before.key in context.not_names:
        return False
    if _begins_sentence(tokens, amount.start - 1):
        return amount.numeral.bare and following.kind is Kind.WORD and following.text[0].isupper()
    if amount.numeral.spelled:
        return first.text[0].isupper()
    return not _is_plural(following, context)


def _begins_sentence(tokens: list[Token], place: int) -> bool:
    before = tokens[place - 1]
    return before.kind in {Kind.BREAK, Kind.END} or before.text in _STOPS


def _is_house(tokens: list[Token], amount: Amount, context: Context) -> bool:
    """ "10 Downing Street", "209 West Houston St."."""
    if not amount.numeral.bare:
        return False
    for token in tokens[amount.end : amount.end + _STREET_WORDS]:
        if token.text in context.streets:
            return True
        if token.kind is not Kind.NUMBER and not token.text[:1].isupper():
            return False
    return False


def _is_pronoun(tokens: list[Token], amount: Amount, end: int, context: Context) -> bool:
    """ "one of the few", "no one", "one another"."""
    if tokens[amount.start].key != "one" or amount.end != amount.start + 1:
        return False
    following = tokens[end]
    return (
        tokens[amount.start - 1].key in context.pronoun_behind
        or following.kind is not Kind.WORD
        or following.key in context.pronoun_before
        or hyphen(tokens, amount.start - 1)
        or hyphen(tokens, amount.end)
    )


def _is_loose_part(tokens: list[Token], amount: Amount, start: int, context: Context) -> bool:
    """ "second half", "half price", "a third man": parts of nothing that is counted."""
    if not amount.numeral.part:
        return False
    if tokens[start - 1].key in context.half_behind or hyphen(tokens, amount.end):
        return True
    following = tokens[amount.end]
    if amount.end - amount.start == 1:
        return following.key not in context.part_before
    return following.kind is Kind.WORD and following.key not in context.part_before
