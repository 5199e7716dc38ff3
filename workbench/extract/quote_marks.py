"""Stretches between quotation marks: curly, straight, doubled, angled, German."""

import re
from typing import NamedTuple

from workbench.domain import Span

_MARK = re.compile(r"[“”„«»\"]|''|``|‘‘|’’")
_OPENING = frozenset("“„«") | {"``", "‘‘"}
_CLOSING = frozenset("”»") | {"’’"}
_LONGEST = 6_000
"""Code points from an opening mark within which it is closed."""


class Marked(NamedTuple):
    """What stands between two marks; `span` holds the marks."""

    span: Span
    goes_on: bool
    """Whether the next paragraph opens again before this one was closed."""


def marked_stretches(text: str) -> list[Marked]:
    """All quoted stretches, in order and without overlap; inner quotes belong to the outer one.

    A quote that runs over paragraphs, each of which opens anew, is one stretch.
    """
    found: list[Marked] = []
    open_at: int | None = None
    opener = ""
    for mark in _MARK.finditer(text):
        sign, at = mark.group(), mark.start()
        if open_at is None:
            if _opens(text, mark):
                open_at, opener = at, sign
            continue
        if at - open_at > _LONGEST or _is_left_open(text, open_at, at, sign, opener):
            open_at, opener = (at, sign) if _opens(text, mark) else (None, "")
            continue
        if _reopens(text, open_at, mark, opener):
            continue
        if _closes(text, mark, opener):
            found.append(Marked(Span(open_at, mark.end()), goes_on=False))
            open_at = None
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign in _OPENING:
        return True
    if sign in _CLOSING and sign not in {"”", "»"}:
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1 : mark.start()] if mark.start() else " "
    if sign == "»":
        # German books turn the angles around: »so«.
        return after.isalnum() and (before.isspace() or before in "([—–-:")
    opens = not after.isspace() and after != ""
    return opens and (before.isspace() or before in "([—–-/:…," or sign == "”")


def _closes(text: str, mark: re.Match[str], opener: str) -> bool:
    sign = mark.group()
    if opener == "“":
        return sign == "”" or (sign == '"' and not _opens(text, mark))
    if opener == "„":
        return sign in {"“", "”", '"'}
    if opener in {"«", "»"}:
        return sign == ("»" if opener == "«" else "«")
    if opener in {"``", "‘‘"}:
        return sign in {"''", "’’"}
    if sign != opener and not (opener == '"' and sign == "”"):
        return False
    return not _opens(text, mark) or not text[mark.start() - 1].isspace()


def _reopens(text: str, open_at: int, mark: re.Match[str], opener: str) -> bool:
    """Whether a paragraph of one long quote begins with its mark again."""
    line = text.rfind("\n", open_at, mark.start())
    if line < 0 or text[line : mark.start()].strip() or mark.group() != opener:
        return False
    return _opens(text, mark)


def _is_left_open(text: str, open_at: int, at: int, sign: str, opener: str) -> bool:
    """Whether the mark before was never closed: another paragraph begins without one."""
    line = text.find("\n", open_at, at)
    if line < 0:
        return False
    begins = text[line:at].lstrip()
    return begins != "" and not begins.startswith((opener, sign))
