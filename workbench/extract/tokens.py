"""Text as numbers, words and signs, each with its place: what all grammars here read."""

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a token is made of."""

    NUMBER = "number"
    GLYPH = "glyph"
    WORD = "word"
    SIGN = "sign"
    BREAK = "break"
    END = "end"


class Token(NamedTuple):
    """One number, fraction glyph, word, sign or paragraph break; `key` is its text folded."""

    kind: Kind
    text: str
    key: str
    start: int
    end: int


MARGIN = 8
"""Tokens of kind END behind a text's own."""

_GLYPHS = "¼½¾⅐-⅞"

# Every repetition is bounded or of a single class that the next part cannot match, so that no
# input makes the scan return to what it has read. The numbers, from the most special form:
# 816 000 and 1,234.5 - 1.200.000 - 1.234,56 - 12,34,567 - 0,125 - 3,5 - 2.75 - 42.
_TOKEN = re.compile(
    rf"""
    (?P<BREAK> \n [^\S\n]* \n \s* )
  | (?P<NUMBER>
        [0-9]{{1,3}} (?P<gap>[,'’\u00a0\u202f\u2009\ ]) [0-9]{{3}} (?: (?P=gap) [0-9]{{3}} ){{0,9}}
            (?! [0-9] ) (?: \.[0-9]{{1,15}} | (?<!,[0-9]{{3}}) ,[0-9]{{1,2}} (?! [0-9] ) )?
      | [0-9]{{1,3}} (?: \.[0-9]{{3}} ){{2,9}} (?! [0-9] ) (?: ,[0-9]{{1,15}} )?
      | [0-9]{{1,3}} \.[0-9]{{3}} ,[0-9]{{1,2}} (?! [0-9] )
      | [0-9]{{1,2}} (?: ,[0-9]{{2}} ){{1,5}} ,[0-9]{{3}} (?! [0-9] )
      | 0,[0-9]{{1,15}} (?! [0-9,] )
      | [0-9]{{1,9}} ,[0-9]{{1,2}} (?! [0-9,] )
      | [0-9]{{1,40}} \.[0-9]{{1,40}} (?! [0-9] )
      | [0-9]+
    )
  | (?P<GLYPH> [{_GLYPHS}] )
  | (?P<WORD> [^\W\d_{_GLYPHS}]+ )
  | (?P<SIGN> \S )
    """,
    re.VERBOSE,
)
_KINDS = {kind.name: kind for kind in Kind}


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order, and `MARGIN` of kind END, which match no word or sign.

    Thanks to these a grammar may look a few tokens ahead, and at `tokens[-1]`, without asking
    where the text ends or begins.
    """
    tokens = [
        Token(_KINDS[found.lastgroup or "SIGN"], word := found.group(), word.lower(), *found.span())
        for found in _TOKEN.finditer(text)
    ]
    beyond = len(text) + 1
    tokens.extend(Token(Kind.END, "", "", beyond + n, beyond + n) for n in range(0, 2 * MARGIN, 2))
    return tokens


def glued(tokens: list[Token], place: int) -> bool:
    """Whether nothing stands between the token at `place` and the one before it."""
    return place > 0 and tokens[place - 1].end == tokens[place].start


def hyphen(tokens: list[Token], place: int) -> bool:
    """Whether a hyphen at `place` joins what stands on both sides of it."""
    return (
        tokens[place].kind is Kind.SIGN
        and tokens[place].text in "-‐‑"
        and glued(tokens, place)
        and glued(tokens, place + 1)
    )


def dash(tokens: list[Token], place: int) -> bool:
    """Whether a hyphen or a dash shorter than that of a parenthesis stands at `place`."""
    return tokens[place].kind is Kind.SIGN and tokens[place].text in "-‐‑‒–−"
