"""The grammar of numbers: digits in every grouping, number words, fractions and multipliers."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.extract.compounds import compound
from workbench.extract.lexicon import NumberWords
from workbench.extract.tokens import Kind, Token, glued, hyphen

LONGEST = 60
"""Characters of a number in digits; what is longer measures nothing."""

_ROUND = frozenset({10, 100, 1000})
_LARGEST_WHOLE = 1000
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 100})
_MOST_SCALES = 3


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number without unit or sign: it is `value` times `scale`, in tokens `start` to `end`."""

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    spelled: bool = False
    """In words, not digits."""
    part: bool = False
    """A fraction below one in words, behind which "of a" or "an" may lead to the unit."""
    bare: bool = False
    """Digits and nothing else, which may also be a year, a code or a list number."""
    doubtful: bool = False
    """With a comma that may separate decimals or two numbers of a list."""

    @property
    def amount(self) -> Decimal:
        """The number itself."""
        return self.value * self.scale


def read_numeral(
    tokens: list[Token],
    place: int,
    words: NumberWords,
    *,
    money: bool = False,
    joined: bool = True,
) -> Numeral | None:
    """The number that begins at `place`, with all multipliers behind it.

    `money` says that a currency sign stands before it, so that "m", "b" and "t" multiply.
    Without `joined`, "and" never continues a number in words, as in "between two hundred and
    three hundred".
    """
    part = _part(tokens, place, words)
    if part is not None:
        return _part_of_scale(tokens, part, words)
    found = _digits(tokens, place, words) or _spelled(tokens, place, words)
    if found is None:
        return None
    if joined:
        found = _and_spelled(tokens, found, words)
        found = _and_part(tokens, found, words)
    found = _scaled(tokens, found, words, money=money)
    if joined and found.scale > 1:
        found = _and_part(tokens, found, words)
    return _ratio(tokens, found, words)


def _digits(tokens: list[Token], place: int, words: NumberWords) -> Numeral | None:
    token = tokens[place]
    if token.kind is Kind.GLYPH:
        return Numeral(place, place + 1, _glyph(token.text))
    if token.kind is not Kind.NUMBER:
        return _point(tokens, place) if token.text == "." else None
    fraction = _slashed(tokens, place)
    if fraction is not None:
        return Numeral(place, place + 3, fraction)
    if words.decimal_comma:
        value, doubtful = _comma_decimal(token.text), False
    else:
        value, doubtful = _decimal(token.text)
    bare = token.text.isdigit()
    if tokens[place + 1].kind is Kind.GLYPH:
        return Numeral(place, place + 2, value + _glyph(tokens[place + 1].text))
    fraction = _slashed(tokens, place + 1)
    if fraction is not None and bare and not glued(tokens, place + 1):
        return Numeral(place, place + 4, value + fraction)
    return Numeral(place, place + 1, value, bare=bare, doubtful=doubtful)


def _point(tokens: list[Token], place: int) -> Numeral | None:
    """A number such as ".5"."""
    digits = tokens[place + 1].text
    before = tokens[place - 1].kind
    is_number = tokens[place + 1].kind is Kind.NUMBER and digits.isdigit()
    if not is_number or not glued(tokens, place + 1) or len(digits) > LONGEST:
        return None
    if glued(tokens, place) and before in {Kind.NUMBER, Kind.WORD}:
        return None
    return Numeral(place, place + 2, Decimal(f"0.{digits}"))


def _decimal(text: str) -> tuple[Decimal, bool]:
    """The number that digits with separators state, and whether a comma leaves it in doubt."""
    if len(text) > LONGEST:
        return Decimal("Infinity"), False
    plain = "".join(character for character in text if character.isdigit() or character in ",.")
    comma, point = plain.rfind(","), plain.rfind(".")
    if point > comma:
        grouped = plain.count(".") > 1
        return Decimal(plain.replace(".", "" if grouped else ".").replace(",", "")), False
    groups = plain.split(",")
    if comma < 0 or (point < 0 and len(groups[-1]) == 3 and groups[0] != "0"):
        return Decimal("".join(groups)), False
    in_doubt = point < 0 and plain == text and groups[0] != "0"
    return Decimal(plain.replace(".", "").replace(",", ".")), in_doubt


def _comma_decimal(text: str) -> Decimal:
    """The number that digits state where the comma leads to decimals: "1.234,5", "816.000"."""
    if len(text) > LONGEST:
        return Decimal("Infinity")
    plain = "".join(character for character in text if character.isdigit() or character in ",.")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma > point:
        whole, _, decimals = plain.rpartition(",")
        many = "," in whole
        return Decimal(re.sub("[.,]", "", whole) + ("" if many else ".") + decimals)
    if comma >= 0:
        # As in English: "1,234.5".
        return Decimal(plain.replace(",", ""))
    groups = plain.split(".")
    is_grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:])
    return Decimal("".join(groups)) if is_grouped and groups[0] != "0" else Decimal(plain)


def _glyph(glyph: str) -> Decimal:
    above, _, below = unicodedata.normalize("NFKC", glyph).partition("⁄")
    return Decimal(above) / Decimal(below) if below else Decimal(0)


def _slashed(tokens: list[Token], place: int) -> Decimal | None:
    """The value of a fraction in digits, such as "3/4"."""
    if tokens[place + 1].text != "/":
        return None
    above, below, after = tokens[place], tokens[place + 2], tokens[place + 3]
    is_joined = glued(tokens, place + 1) and glued(tokens, place + 2)
    goes_on = after.text == "/" and glued(tokens, place + 3)
    if not is_joined or goes_on or not is_fraction(above.text, below.text):
        return None
    return Decimal(above.text) / Decimal(below.text)


def is_fraction(above: str, below: str) -> bool:
    """Whether two numbers with a slash between them are a fraction that prose uses.

    "24/7" and "9/11" are none.
    """
    if not (above.isdigit() and below.isdigit() and len(above) <= 3 and len(below) <= 3):
        return False
    return int(below) in _DENOMINATORS and 0 < int(above) < int(below)


def _part(tokens: list[Token], place: int, words: NumberWords) -> Numeral | None:
    """ "half", "a third", "three-quarters"."""
    above, after = Decimal(1), place
    key = tokens[place].key
    if key in words.articles or key in words.small:
        above = Decimal(words.small.get(key, 1))
        after = place + 2 if hyphen(tokens, place + 1) else place + 1
    elif key not in words.without_article:
        return None
    below = words.parts.get(tokens[after].key)
    if below is None:
        return None
    return Numeral(place, after + 1, above / below, spelled=True, part=True)


def _part_of_scale(tokens: list[Token], part: Numeral, words: NumberWords) -> Numeral | None:
    """`part` with the multiplier that it is a part of: "half a million".

    A quarter without an article is three months, unless it is of a million: then None.
    """
    after = part.end + 1 if tokens[part.end].key == "of" else part.end
    if tokens[after].key in words.articles or hyphen(tokens, after):
        after += 1
    scale = words.scales.get(tokens[after].key) or words.collectives.get(tokens[after].key)
    if scale is not None:
        return replace(part, end=after + 1, scale=Decimal(scale), part=False)
    is_season = part.end == part.start + 1 and tokens[part.start].key == "quarter"
    return None if is_season else part


def _spelled(tokens: list[Token], place: int, words: NumberWords) -> Numeral | None:
    """ "seventy-five", "a hundred", "three hundred"; what "and" joins on is not read here."""
    key = tokens[place].key
    if key in words.articles:
        following = tokens[place + 1].key
        if following in words.collectives or following in words.scales:
            return Numeral(place, place + 1, Decimal(1), spelled=True)
        return None
    whole = words.mixed.get(key) or (compound(key, words) if words.joiner else None)
    if whole is not None:
        return Numeral(place, place + 1, Decimal(whole), spelled=True)
    found = _below_hundred(tokens, place, words)
    if found is None:
        return None
    value, end = found
    if tokens[end].key == "point":
        return _spelled_decimals(tokens, Numeral(place, end, Decimal(value), spelled=True), words)
    return Numeral(place, end, Decimal(value), spelled=True)


def _below_hundred(tokens: list[Token], place: int, words: NumberWords) -> tuple[int, int] | None:
    key = tokens[place].key
    if key in words.small:
        return words.small[key], place + 1
    if key not in words.tens:
        return None
    after = place + 2 if hyphen(tokens, place + 1) else place + 1
    ones = words.small.get(tokens[after].key, 0)
    if 0 < ones < 10:
        return words.tens[key] + ones, after + 1
    return words.tens[key], place + 1


def _spelled_decimals(tokens: list[Token], whole: Numeral, words: NumberWords) -> Numeral:
    digits = ""
    end = whole.end + 1
    while len(digits) < 9 and 0 <= words.small.get(tokens[end].key, -1) < 10:
        digits += str(words.small[tokens[end].key])
        end += 1
    if not digits:
        return whole
    return replace(whole, end=end, value=whole.value + Decimal(f"0.{digits}"))


def _and_spelled(tokens: list[Token], found: Numeral, words: NumberWords) -> Numeral:
    """`found` with what follows in words: "two hundred and five", "one thousand two hundred".

    What is read so far is a run of sums; each next one counts in a smaller unit.
    """
    if not found.spelled:
        return found
    total, group, ceiling = Decimal(0), found.value, Decimal("Infinity")
    end, best = found.end, found
    while True:
        key = tokens[end].key
        scale = words.scales.get(key)
        if scale is None or scale >= ceiling:
            return best
        if scale == 100 and group < 100 and group == int(group):
            group, end, room = group * 100, end + 1, 100
        elif scale > 100:
            total, group, ceiling = total + group * scale, Decimal(0), scale
            end, room = end + 1, 1000
        else:
            return best
        best = _sum(found, end, total, group, ceiling)
        following = _joined(tokens, end, words)
        if following is not None and following[0] < room:
            group, end = group + following[0], following[1]
            best = _sum(found, end, total, group, ceiling)


def _sum(found: Numeral, end: int, total: Decimal, group: Decimal, last: Decimal) -> Numeral:
    """The number so far; while it is one product, its multiplier is kept apart for ranges."""
    if not group and total:
        return replace(found, end=end, value=total / last, scale=last)
    return replace(found, end=end, value=total + group)


def _joined(tokens: list[Token], place: int, words: NumberWords) -> tuple[int, int] | None:
    """The number below a hundred at `place`, with or without "and" before it."""
    if tokens[place].key == "and" or hyphen(tokens, place):
        place += 1
    return _below_hundred(tokens, place, words)


def _and_part(tokens: list[Token], found: Numeral, words: NumberWords) -> Numeral:
    """`found` with "and a half", "-and-three-quarters" behind it."""
    place = found.end + 1 if hyphen(tokens, found.end) else found.end
    if tokens[place].key != "and":
        return found
    place = place + 2 if hyphen(tokens, place + 1) else place + 1
    part = _part(tokens, place, words)
    if part is None or tokens[place].key in words.parts:
        return found
    return replace(found, end=part.end, value=found.value + part.value, bare=False)


def _scaled(tokens: list[Token], found: Numeral, words: NumberWords, *, money: bool) -> Numeral:
    """`found` with the multipliers that stand behind it."""
    for _ in range(_MOST_SCALES):
        place = found.end + 1 if hyphen(tokens, found.end) else found.end
        scale = _scale_at(tokens, place, found, words, money=money)
        if scale is None:
            break
        end = place + 2 if _is_abbreviated(tokens, place, words) else place + 1
        found = replace(found, end=end, scale=found.scale * scale, bare=False)
    return found


def _is_abbreviated(tokens: list[Token], place: int, words: NumberWords) -> bool:
    """Whether the full stop behind "Mrd" belongs to it, since the sentence goes on."""
    following = tokens[place + 2]
    return (
        tokens[place].key in words.short
        and tokens[place + 1].text == "."
        and glued(tokens, place + 1)
        and not glued(tokens, place + 2)
        # Where nouns have capital letters, a currency has one, too.
        and (following.kind is Kind.SIGN or following.text.islower() or bool(words.joiner))
    )


def _scale_at(
    tokens: list[Token], place: int, found: Numeral, words: NumberWords, *, money: bool
) -> Decimal | None:
    key = tokens[place].key
    if key in words.scales:
        return words.scales[key]
    if key in words.collectives:
        return Decimal(words.collectives[key])
    if found.spelled or found.scale > 1:
        return None
    return words.short.get(key) or _letter_scale(tokens, place, words, money=money)


def _letter_scale(
    tokens: list[Token], place: int, words: NumberWords, *, money: bool
) -> Decimal | None:
    """What "k", "m", "b" or "t" behind digits stands for, if for a multiplier."""
    letter = tokens[place].text
    if _goes_on(tokens, place + 1):
        return None
    if money and letter in words.money:
        return words.money[letter]
    if not glued(tokens, place) or (letter == "m" and _is_length(tokens, place + 1, words)):
        return None
    return words.glued.get(letter)


def _is_length(tokens: list[Token], place: int, words: NumberWords) -> bool:
    """Whether what follows shows that an "m" was a metre: "12m deep", "37m (121ft)"."""
    if hyphen(tokens, place):
        place += 1
    if tokens[place].text == "(" and tokens[place + 1].kind is Kind.NUMBER:
        return tokens[place + 2].key in words.feet_words
    return tokens[place].key in words.metre_words


def _ratio(tokens: list[Token], found: Numeral, words: NumberWords) -> Numeral:
    """`found` as the share that "one in five" and "four out of ten" state.

    "in" mostly tells a time or place ("3 in 12 towns"), so that it makes a share only of one,
    or of a round number.
    """
    place = found.end
    long = next((len(phrase) for phrase in words.ratio_out if _stands(tokens, place, phrase)), 0)
    is_out_of = long > 0
    if tokens[place].key not in words.ratio_in and not is_out_of:
        return found
    place += long or 1
    whole = _digits(tokens, place, words) or _spelled(tokens, place, words)
    if whole is None or not (whole.bare or whole.spelled) or not (found.bare or found.spelled):
        return found
    if not found.amount < whole.value <= _LARGEST_WHOLE:
        return found
    if not (is_out_of or found.amount == 1 or whole.value in _ROUND):
        return found
    return Numeral(found.start, whole.end, found.amount / whole.value, spelled=found.spelled)


def _stands(tokens: list[Token], place: int, phrase: tuple[str, ...]) -> bool:
    return all(tokens[place + at].key == word for at, word in enumerate(phrase))


def _goes_on(tokens: list[Token], place: int) -> bool:
    """Whether what ends before `place` is only the first part of a unit, as in "m2" or "m/s"."""
    following = tokens[place]
    return glued(tokens, place) and (following.text[:1].isdigit() or following.text in {"/", "^"})
