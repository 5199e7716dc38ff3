"""What is written in digits and is no figure: dates, times, codes, telephone numbers.

Hidden whoever asks; `doubts` judges what is a figure in one place and none in another.
"""

import functools
import re
from collections.abc import Iterator

from workbench.extract.lexicon import Lexicon
from workbench.extract.numbers import is_fraction
from workbench.extract.tokens import Kind, Token, glued, hyphen

_DASHES = frozenset("-‐‑–−")
_CONNECTORS = _DASHES | frozenset(".:/_×")
_CODE_SIGNS = frozenset("#№@_")
_APOSTROPHES = frozenset("'’‘")
_YEARS = range(1500, 2101)
_LAST = 199
"""The highest number that is written as an ordinal in digits."""

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9])(?![.,][0-9])"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9])"
_JOIN = r"\s?(?:-|–|and|to)\s?"
_COUNTED = r"(?!\s?(?:%|per\s?cent|thousand|million|billion|trillion|bn\b))"

_CLOCK = re.compile(
    r"""
    (?<![0-9.,$€£]) (?: [01]?[0-9] | 2[0-4] ) (?: [:.][0-5][0-9] )? \s?
        (?: [ap]\.?\s?m\b\.? | o['’]?clock\b )
  | (?<![0-9.,$€£]) [0-2][0-9][0-5][0-9] \s? (?: hours\b | hrs\b | GMT\b | UTC\b | EST\b | EDT\b )
  | \b (?: A\.?D | B\.?C ) \b\.? \s [0-9]{1,4} (?: \s(?:and|to|-|–)\s [0-9]{1,4} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(
    r"""
    (?<! [\w.,$€£+] )
    (?: \+[0-9][0-9\ ()./-]{6,18}[0-9] | \([0-9]{3,5}\)\s?[0-9][0-9\ -]{4,10}[0-9] )
    (?! [\w%] )
    """,
    re.VERBOSE,
)
_CHUNK = re.compile(r"\S+")


@functools.cache
def _dates(months: tuple[str, ...]) -> re.Pattern[str]:
    month = rf"(?:{'|'.join(months)})\b\.?"
    return re.compile(
        rf"""
        \b {month} \s{{1,2}} {_DAY} {_COUNTED}
            (?: {_JOIN} (?:{month}\s)? {_DAY} {_COUNTED} )? (?: ,?\s{{1,2}} {_YEAR} )?
      | (?<! [0-9.,$€£-] ) {_DAY} (?: {_JOIN} {_DAY} )? \.? [\s-] (?:of\s)? {month}
            (?: ,?[\s-]{{1,2}} {_YEAR} )?
      | \b {month} ,?\s{{1,2}} (?:of\s)? {_YEAR}
      | \b (?i:{month}) \s {_DAY} ,?\s {_YEAR}
        """,
        re.VERBOSE,
    )


def hide(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """`tokens` with everything in a date, time, address or code marked as a break.

    The words stay, since "km2" is a unit and yet holds no number to be read.
    """
    hidden = set(_in_regions(sorted(_regions(text, lexicon)), tokens))
    place = 0
    while tokens[place].kind is not Kind.END:
        if tokens[place].kind is not Kind.NUMBER:
            place += 1
            continue
        end = _chain(tokens, place)
        if _is_code(tokens, place, end, lexicon):
            hidden.update(range(place, end))
        place = end
    return [
        token._replace(kind=Kind.BREAK) if place in hidden else token
        for place, token in enumerate(tokens)
    ]


def _regions(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for pattern in (_dates(lexicon.context.months), _CLOCK, _PHONE):
        for found in pattern.finditer(text):
            yield found.span()
    if "://" in text or "@" in text or "www." in text:
        for found in _CHUNK.finditer(text):
            chunk = found.group()
            if "://" in chunk or "@" in chunk or chunk.startswith("www."):
                yield found.span()


def _in_regions(regions: list[tuple[int, int]], tokens: list[Token]) -> Iterator[int]:
    place = 0
    for start, end in regions:
        while tokens[place].start < start and place < len(tokens) - 1:
            place += 1
        inside = place
        while tokens[inside].start < end and tokens[inside].kind is not Kind.END:
            yield inside
            inside += 1


def _chain(tokens: list[Token], place: int) -> int:
    """The place behind the numbers that are joined to the one at `place`, as in "2025-03-01"."""
    end = place + 1
    while (
        tokens[end].text in _CONNECTORS
        and tokens[end + 1].kind is Kind.NUMBER
        and glued(tokens, end)
        and glued(tokens, end + 1)
    ):
        end += 2
    return end


def _is_code(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    members = (end - place + 1) // 2
    return (
        members > 2
        or (members == 2 and _is_coded_pair(tokens, place, lexicon))
        or (_has_leading_zero(tokens[place].text) and not _is_decimal(tokens, place))
        or _follows_letters(tokens, place, lexicon)
        or _leads_to_letters(tokens, end, lexicon)
        or tokens[end].key in lexicon.context.hours
        or _is_ordinal(tokens, place, end, lexicon)
    )


def _is_ordinal(tokens: list[Token], place: int, end: int, lexicon: Lexicon) -> bool:
    """ "am 24. Februar", "der 3. Platz": where a full stop behind digits makes an ordinal."""
    context = lexicon.context
    if not context.ordinal_nouns or not tokens[place].text.isdigit() or end != place + 1:
        return False
    if tokens[end].text != "." or not glued(tokens, end) or int(tokens[place].text[:4]) > _LAST:
        return False
    behind = tokens[end + 1]
    if behind.kind is not Kind.WORD:
        return False
    return behind.text[0].islower() or behind.key in context.ordinal_nouns | _lower(context.months)


@functools.cache
def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _has_leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits[0] == "0" and digits.isdigit()


def _is_decimal(tokens: list[Token], place: int) -> bool:
    """Whether a point makes these the decimals of a number such as ".05"."""
    return tokens[place - 1].text == "." and glued(tokens, place)


def _is_coded_pair(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether two joined numbers are a ratio, a score, a span of years or a version."""
    first, connector, second = (tokens[place + n].text for n in range(3))
    if connector == "/":
        return not is_fraction(first, second)
    if connector not in _DASHES:
        return True
    if not (first.isdigit() and second.isdigit()) or _counts(tokens, place + 3, lexicon):
        return False
    if _has_leading_zero(second):
        return True
    low, high = _number(first), _number(second)
    is_years = low in _YEARS and (len(second) == 2 or high in _YEARS)
    return is_years or low >= high


def _number(digits: str) -> int:
    return int(digits[:9])


def _counts(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a unit, a currency or a multiplier stands at `place`."""
    words, token = lexicon.numbers, tokens[place]
    if hyphen(tokens, place):
        place, token = place + 1, tokens[place + 1]
    return (
        token.key in words.scales
        or token.key in words.short
        or token.text in words.glued
        or token.text in words.money
        or lexicon.unit_names.match(tokens, place) is not None
        or lexicon.unit_symbols.match(tokens, place) is not None
        or lexicon.currency_names.match(tokens, place) is not None
        or lexicon.currency_codes.match(tokens, place) is not None
        or lexicon.currency_symbols.match(tokens, place) is not None
    )


def _follows_letters(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether the number is the end of a name such as "F-35", "MI5", "#12", "'90"."""
    if not glued(tokens, place):
        return False
    before = tokens[place - 1]
    if before.kind is Kind.WORD:
        return (
            lexicon.currency_symbols.match_before(tokens, place) is None
            and lexicon.currency_codes.match_before(tokens, place) is None
        )
    if before.text in _APOSTROPHES:
        return len(tokens[place].text) == 2
    if before.text in _CODE_SIGNS:
        return True
    if before.text not in _CONNECTORS or before.text == ":" or not glued(tokens, place - 1):
        return False
    name = tokens[place - 2]
    return (
        name.kind is Kind.WORD
        and name.key not in lexicon.numbers.minus
        and not _ends_amount(tokens, place - 1, lexicon)
        and lexicon.currency_symbols.match_before(tokens, place) is None
    )


def _ends_amount(tokens: list[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether words before `place` belong to a number, as in "5 million-10 million"."""
    words = lexicon.numbers
    if tokens[place - 1].key in words.scales or tokens[place - 1].key in words.short:
        return True
    for table in (
        lexicon.unit_names,
        lexicon.unit_symbols,
        lexicon.currency_names,
        lexicon.currency_codes,
    ):
        found = table.match_before(tokens, place)
        if found is not None:
            before = tokens[found[1] - 1]
            return before.kind is Kind.NUMBER or before.key in words.scales
    return False


def _leads_to_letters(tokens: list[Token], end: int, lexicon: Lexicon) -> bool:
    """Whether the number is the beginning of a name or an ordinal: "5G", "22nd", "40s"."""
    following = tokens[end]
    if hyphen(tokens, end):
        after = tokens[end + 1]
        is_letter = len(after.text) == 1 and after.text.isupper()
        return is_letter and lexicon.currency_symbols.match(tokens, end + 1) is None
    if following.kind is not Kind.WORD or not glued(tokens, end):
        return False
    return following.key == "s" or not _counts(tokens, end, lexicon)
