"""The smallest parts of a query: a word, a phrase, a pattern, a misspelling, a date."""

import re
from difflib import get_close_matches

from workbench.domain import Kind
from workbench.index import amounts, dates
from workbench.index.glob import literal_head
from workbench.index.query import (
    PROSE,
    All,
    Any,
    Filled,
    Fuzzy,
    Like,
    Node,
    Pattern,
    Published,
    Scope,
    Valued,
    Words,
)
from workbench.index.unreadable import Piece
from workbench.index.words import fold, folded, folded_pattern, is_word

MAX_DISTANCE = 2
_LONGEST_NUMBER = 15

_FUZZY = re.compile(r"(.+?)~(\d*)")
_STAR_IN_PHRASE = re.compile(r"\w\*|\*\w")
_BRACKETS = re.compile(r"\[\s*(\S+)\s+TO\s+([^\s\]]+)\s*\]")
# The ways in which English texts write a percentage.
_PERCENT = (("%",), ("percent",), ("per", "cent"))


def word(piece: Piece, scope: Scope | None) -> Node | None:
    """What a run of characters without spaces asks for; None for mere punctuation."""
    core = _without_edges(piece.written)
    if core == "*":
        return All() if scope is None else Filled(scope)
    exact = core.startswith("=")
    core = core.removeprefix("=")
    fuzzy = _FUZZY.fullmatch(core)
    if _is_pattern(core):
        if exact or fuzzy:
            reason = "“*” and “?” go neither with “=” nor with “~”."
            raise piece.trouble(reason, fuzzy[1] if fuzzy else core)
        return _pattern(core, piece, scope)
    if fuzzy:
        if exact:
            reason = "“=” asks for the very word, “~” for similar ones; take one of them."
            raise piece.trouble(reason, fuzzy[1])
        return _fuzzy(fuzzy[1], fuzzy[2], piece, scope)
    return _words(folded(core), piece, scope, exact, None)


def phrase(
    piece: Piece, inner: str, scope: Scope | None, *, exact: bool, within: int | None
) -> Node:
    """What `inner` between quotation marks asks for; `piece` includes the marks."""
    if _STAR_IN_PHRASE.search(inner):
        raise piece.trouble("“*” does not work between quotation marks.", inner)
    node = _words(folded(inner), piece, scope, exact, within)
    if node is None:
        reason = "There is nothing to search for between these quotation marks."
        raise piece.trouble(reason, "")
    return node


def published(piece: Piece, value: str) -> Filled | Published:
    """What stands after “date:”."""
    if value == "*":
        return Filled(None)
    try:
        return dates.read(value.strip())
    except ValueError as error:
        trouble = piece.trouble(str(error))
        trouble.repair = _repaired_date(piece)
        raise trouble from None


def like(piece: Piece, value: str) -> Like:
    """What stands after “like:”, the number of an article."""
    if not (value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER):
        raise piece.trouble("“like:” takes the number of an article.")
    return Like(int(value))


def valued(piece: Piece, value: str) -> Valued:
    """What stands after “value:”."""
    try:
        return amounts.read(value.strip())
    except ValueError as error:
        raise piece.trouble(str(error)) from None


def _words(
    found: list[str], piece: Piece, scope: Scope | None, exact: bool, within: int | None
) -> Node | None:
    if not found:
        return None
    if scope is Scope.KIND and (len(found) > 1 or found[0] not in tuple(Kind)):
        near = get_close_matches(found[0], list(Kind), 1)
        raise piece.trouble("“kind:” takes claim, quote or figure.", near[0] if near else None)
    number, *rest = found
    prose = scope is None or scope in PROSE
    if prose and not exact and rest == ["%"] and number[0].isdigit():
        return Any(tuple(Words((number, *percent), scope) for percent in _PERCENT))
    return Words(tuple(found), scope, exact, within if rest else None)


def _is_pattern(core: str) -> bool:
    return "*" in core or ("?" in core and core.strip("?") != "")


def _pattern(written: str, piece: Piece, scope: Scope | None) -> Pattern:
    pattern = folded_pattern(written)
    if pattern is None:
        reason = f"“{written}” is more than one word; “*” and “?” work inside one."
        raise piece.trouble(reason, re.sub(r"[^\w*?]+|_", " ", written).strip())
    letters = len(pattern.replace("*", "").replace("?", ""))
    if not literal_head(pattern):
        if letters < 3:
            raise piece.trouble("A word that begins with “*” or “?” needs at least 3 letters.")
    elif "*" in pattern and len(pattern.partition("*")[0].replace("?", "")) < 2:
        raise piece.trouble("Put at least 2 letters before “*”.")
    return Pattern(pattern, scope)


def _fuzzy(written: str, digits: str, piece: Piece, scope: Scope | None) -> Fuzzy:
    distance = int(digits[:3] or 1)
    if not is_word(written):
        reason = f"“{written}” is more than one word; “~” goes with one."
        raise piece.trouble(reason, written)
    if not 1 <= distance <= MAX_DISTANCE:
        reason = "“~” takes 1 or 2 for the letters that may differ."
        raise piece.trouble(reason, f"{written}~{MAX_DISTANCE}" if distance else written)
    if len(fold(written)) < distance + 2:
        raise piece.trouble(f"“{written}” is too short for “~{distance}”.", written)
    return Fuzzy(fold(written), distance, scope)


def _repaired_date(piece: Piece) -> str | None:
    value = piece.written
    brackets = _BRACKETS.match(piece.query, piece.start)
    if brackets:
        rest = piece.query[brackets.end() :]
        return f"{piece.before}{brackets[1]}..{brackets[2]}{rest}"
    if value in (">", ">=", "<", "<="):
        return piece.before + value + piece.after.lstrip()
    first, dots, last = value.partition("..")
    if dots and last < first:
        return f"{piece.before}{last}..{first}{piece.after}"
    plain = re.sub(r"[./](?=\d)", "-", value)
    return None if plain == value else piece.before + plain + piece.after


def _without_edges(run: str) -> str:
    """A run without punctuation at its ends, the signs of the language apart."""
    start, end = 0, len(run)
    while start < end and not (run[start].isalnum() or run[start] in "*?=%"):
        start += 1
    while start < end and not (run[end - 1].isalnum() or run[end - 1] in "*?~%"):
        end -= 1
    return run[start:end]
