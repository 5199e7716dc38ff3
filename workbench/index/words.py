"""What counts as a word: the one tokeniser of index, queries, snippets and marks.

A word is a run of letters and digits that begins with a letter ("G7", "минералы"), or a
number ("70", "14.8", "1,000,000"). Hyphens, dots and apostrophes part words, so that
"rare-earth", "U.S." and "O’Brien" are phrases; a possessive "’s" belongs to its word and is
dropped. "%" is a word of its own. Words are compared without case and without accents, and
in the stemmed fields without endings (see `languages`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 64
"""Code points of a word that are told apart; only encoded data has longer ones."""

_APOSTROPHES = "'’ʼ"
# Accents written as characters of their own, and the invisible characters that web pages put
# inside words: neither may part a word.
_INSIDE = "\u0300-\u036f\u0483-\u0487\u00ad\u200b-\u200d\u2060"
_LETTER_OR_DIGIT = f"[^\\W_{_APOSTROPHES}]"
_LETTER = f"[^\\W\\d_{_APOSTROPHES}]"
_TOKEN = re.compile(
    rf"(\d+(?:[.,]\d+)*|{_LETTER}{_LETTER_OR_DIGIT}*(?:[{_INSIDE}]+{_LETTER_OR_DIGIT}*)*|%)"
    rf"(?:(?<=\w)[{_APOSTROPHES}][sS](?!{_LETTER_OR_DIGIT}))?"
)
_PATTERN = re.compile(rf"(?:{_LETTER}|[*?])(?:{_LETTER_OR_DIGIT}|[{_INSIDE}*?])*|[\d*?][\d.,*?]*")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_QUERY = re.compile(r'(?:^|[\s(-])[a-z]{3,8}:\S|"')
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Letters that Unicode does not decompose.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
_SPACED = "".join(
    chr(code) if chr(code).isalnum() or chr(code) in "'.,%" else " " for code in range(128)
)
_TYPOGRAPHIC = "“”‘„—–…•\xa0"
_STRESS = "\u0300\u0301"
_DIAERESIS = "\u0308"
_STRESSED = frozenset("аеиоуыэюяіє")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded form of each word; the end takes in a possessive "’s"."""
    for match in _TOKEN.finditer(text):
        yield match.start(), match.end(), fold(match[1])


def next_token(text: str, start: int) -> re.Match[str] | None:
    """The first word at or behind `start`, which must not lie inside of a word."""
    return _TOKEN.search(text, start)


def spaced(text: str) -> str:
    """`text` with a space for most of what parts words, so that few ways of writing are left.

    It has the same words as `text`. Only plain letters and the usual signs of typesetting are
    dealt with, which is fast; a text with other letters stays nearly as it is.
    """
    if not text.isascii():
        text = text.replace("’", "'")
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, " ")
    if text.isascii():
        text = text.translate(_SPACED)
    # A dot or comma within a number stays.
    return text.replace(". ", " ").replace(", ", " ")


def tokens(text: str) -> list[str]:
    """The words of `text` as they stand there, in order."""
    return _TOKEN.findall(text)


def folded(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return [fold(word) for word in tokens(text)]


def plain_words(text: str) -> str:
    """The words of `text` as a query that means just them; a space behind the last one says
    that it is complete."""
    ending = " " if text[-1:].isspace() else ""
    return " ".join(folded(text)) + ending


def is_query(text: str) -> bool:
    """Whether `text` says more than words do: a field with its value, or a phrase."""
    return _QUERY.search(text) is not None


def is_word(text: str) -> bool:
    """Whether `text` is exactly one word as the tokeniser sees it."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match[1] == text


def folded_pattern(text: str) -> str | None:
    """`text` as a folded pattern of one word with "*" and "?", or None when it is not that."""
    if _PATTERN.fullmatch(text) is None:
        return None
    # A number's commas only part thousands; runs of "*" say no more than one.
    return re.sub(r"\*+", "*", fold(text.replace(",", "")))


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """A word without case, accents and thousands separators.

    Latin and Greek letters lose their accents. Cyrillic ones keep theirs, which make other
    letters of them (й, ї), but for the stress marks of encyclopedias and for ё, which most
    texts write as е.
    """
    if word.isascii():
        plain = word.lower()
        if "," in plain and _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
    else:
        # Decomposed before as well: the small letter of a bold 𝗔 is that of the A in it.
        lower = unicodedata.normalize("NFKD", word.translate(_INVISIBLE)).casefold()
        plain = _without_accents(lower).translate(_PLAIN)
    # Of a mark that stands by itself nothing is left; then it is its own word.
    return plain[:LONGEST] or word


def _without_accents(word: str) -> str:
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFKD", word):
        if not unicodedata.combining(character):
            base = character
        elif _is_latin_or_greek(base) or _is_decoration(base, character):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_latin_or_greek(letter: str) -> bool:
    return letter < "\u0400"


def _is_decoration(letter: str, accent: str) -> bool:
    return (letter == "е" and accent == _DIAERESIS) or (letter in _STRESSED and accent in _STRESS)
