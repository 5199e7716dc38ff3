"""Where words of a query may stand in a text, found without reading all of its words.

Most words of a text begin like none of the query's. One regular expression finds those that
do; only they are read by the tokeniser and compared as in `marks`, which gives the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from workbench.index import glob
from workbench.index.english import SPECIAL
from workbench.index.languages import stem
from workbench.index.query import Fuzzy, Pattern, Words
from workbench.index.words import fold, next_token

_LOWER_WORD = re.compile(r"[a-z0-9%]+")
_IRREGULAR = frozenset(SPECIAL.values())
_KNOWN_LETTERS = (
    *range(0x80, 0x530),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2040),
    *range(0x20A0, 0x20D0),
    *range(0x2190, 0x2200),
    0xFFFD,
)
"""Signs of European languages and of typesetting."""


def sought_heads(parts: list[Words | Pattern | Fuzzy]) -> re.Pattern[str] | None:
    """What finds the beginnings of all words that the parts may mean, or of the first ones of
    phrases; None when they may begin in any way."""
    heads: set[str] = set()
    for part in parts:
        head = _head(part)
        if head is None or _LOWER_WORD.fullmatch(head) is None:
            return None
        heads.add(head)
    longest_first = sorted(heads, key=lambda head: (-len(head), head))
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, longest_first))})")


def _head(part: Words | Pattern | Fuzzy) -> str | None:
    match part:
        case Words(words, _, exact, within):
            if len(words) > 1 and within is not None:
                return None
            word = words[0]
            if word[0].isdigit():
                # "1,000" is sought as 1000.
                return word[0]
            return word if exact else _head_of_stem(stem(word))
        case Pattern(pattern):
            head = glob.literal_head(pattern)
            return head[:1] if head[:1].isdigit() else head or None
    return None


def _head_of_stem(root: str) -> str:
    """What all words with that stem begin with."""
    if root in _IRREGULAR:
        return root[0]
    # The stem of "happy" is "happi", that of "using" is "use".
    return root[:-1] or root


def candidates(text: str, heads: re.Pattern[str]) -> Iterator[re.Match[str]] | None:
    """The words of `text` that begin in one of these ways, as the tokeniser reads them.

    None when the text has letters that only reading it word by word does justice to.
    """
    plain = text.lower()
    if not text.isascii():
        simple, unusual = _letters()
        if unusual.search(text):
            return None
        plain = plain.translate(simple)
    return _tokens(text, plain, heads)


def _tokens(text: str, plain: str, heads: re.Pattern[str]) -> Iterator[re.Match[str]]:
    behind = 0
    for found in heads.finditer(plain):
        start = found.start()
        if start < behind:
            continue
        # Perhaps inside of a word or number, which then begins earlier.
        first = start
        while first > behind and (text[first - 1].isalnum() or text[first - 1] in ".,"):
            first -= 1
        token = next_token(text, first)
        while token is not None and token.end() <= start:
            token = next_token(text, token.end())
        if token is not None:
            behind = token.end()
            if token.start() == start:
                yield token


@cache
def _letters() -> tuple[dict[int, str], re.Pattern[str]]:
    """Small letters with the one that each is read as, and what finds letters that are not
    read as one other, whatever stands beside them."""
    simple: dict[int, str] = {}
    usual: list[str] = []
    for letter in map(chr, _KNOWN_LETTERS):
        small = letter.lower()
        if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Cn") or len(small) != 1:
            continue
        if letter.isalnum():
            read_as = fold(letter)
            if len(read_as) != 1 or read_as != fold(small):
                continue
            if read_as != small:
                simple[ord(small)] = read_as
        usual.append(re.escape(letter))
    return simple, re.compile(f"[^\x00-\x7f{''.join(usual)}]")
