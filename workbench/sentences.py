"""The sentence that stands at a place in a text, for tagging without a selection.

Looks at no more than `REACH` code points to either side, in time linear in that.
"""

import bisect
import re
from collections.abc import Iterator

from workbench.domain import Span

REACH = 4000
"""Code points looked at before and behind the place; no sentence gets longer than twice this."""

WRAPPED = range(50, 121)
"""Code points in a line that was broken in mid-sentence to fit a width."""

_CLOSERS = "\"'”’»›)\\]"
_STOP = re.compile(f"[.!?…]+[{_CLOSERS}]*(?=\\s|$)|[。！？]+[{_CLOSERS}」』]*|\n")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–-]{1,24}$")
_NEXT = re.compile(r"\s*([\"'“‘„«‹(\[]*)([^\s,.;:!?\"'”’»)]*)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words(
    "mr mrs ms messrs dr prof gen sen rep gov lt col maj capt sgt cpl adm rev hon pres amb st "
    "mt ft vs v cf ca approx est fig figs vol art sec no nos nr pp p ed eds dept e.g i.e eg ie "
    "z.b u.a d.h o.ä bzw vgl ing str abs ziff dipl hr fr "
    "ім вул м проф акад гр обл див напр тов п"
)
"""Abbreviations that something always follows in the same sentence."""

_SELDOM_LAST = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec inc co corp ltd llc plc bros jr sr etc "
    "a.m p.m al дол mio mrd tsd usw evtl млн млрд тис трлн р рр ст"
)
"""Abbreviations that end a sentence only where a new one clearly begins."""

_OPENING_WORDS = _words(
    "the a an it its he she they we i you his her their our this that these those there then "
    "in on at by from for with to of as after before since until while when where who what why "
    "how if but and or so yet however meanwhile moreover still both all some many most few one "
    "two no not now today yesterday according last next under over during despite although "
    "der die das ein eine er sie es wir und aber doch im am in mit "
    "він вона воно вони ми це цей ця та і але в у на з за до від"
)
"""Words that seldom stand capitalised inside a sentence."""

_GERMAN_MONTHS = _words(
    "januar februar märz april mai juni juli august september oktober november dezember"
)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence around `offset`, without the white space at its ends.

    Right behind a full stop it is the sentence that ends there. Where there are only blanks
    the span is empty and lies at `offset`.
    """
    offset = min(max(offset, 0), len(text))
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    ends = [low, *_ends(text, low, high), high]
    end = ends[bisect.bisect_left(ends, offset, 1, len(ends) - 1)]
    start = ends[max(0, bisect.bisect_left(ends, offset) - 1)]
    words = text[start:end]
    if not words.strip():
        return Span(offset, offset)
    return Span(end - len(words.lstrip()), start + len(words.rstrip()))


def all_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space at their ends.

    Takes time linear in the text's length.
    """
    found: list[Span] = []
    start = 0
    for end in (*_ends(text, 0, len(text)), len(text)):
        words = text[start:end]
        inner = words.strip()
        if inner:
            begin = start + len(words) - len(words.lstrip())
            found.append(Span(begin, begin + len(inner)))
        start = end
    return found


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph around `offset`, from one line end to the next, without white space.

    In a text whose lines were broken to a width it is what stands between two empty lines.
    """
    offset = min(max(offset, 0), len(text))
    between = "\n\n" if _is_wrapped(text, offset) else "\n"
    start = text.rfind(between, 0, offset) + 1
    end = text.find(between, offset)
    end = len(text) if end < 0 else end
    words = text[start:end]
    if not words.strip():
        return Span(offset, offset)
    return Span(end - len(words.lstrip()), start + len(words.rstrip()))


def _is_wrapped(text: str, offset: int) -> bool:
    """Whether the lines around `offset` were broken in the middle of sentences."""
    around = text[max(0, offset - REACH) : offset + REACH].split("\n")
    lines = [line for line in around[1:-1] if line.strip()]
    wrapped = sum(len(line) in WRAPPED for line in lines)
    return all(len(one) < WRAPPED.stop for one in lines) and wrapped * 2 > len(lines)


def _ends(text: str, low: int, high: int) -> Iterator[int]:
    # A line longer than any that was wrapped shows that here lines are paragraphs.
    to_width = all(len(line) < WRAPPED.stop for line in text[low:high].split("\n"))
    for match in _STOP.finditer(text, low, high):
        if match.group() == "\n":
            if not _goes_on(text, match.start(), to_width=to_width):
                yield match.start()
        elif _is_end(text, match):
            yield match.end()


def _goes_on(text: str, newline: int, *, to_width: bool) -> bool:
    """Whether a sentence that has not ended at this line's end may go on in the next line."""
    line = text[text.rfind("\n", max(0, newline - REACH), newline) + 1 : newline].strip()
    ahead = text[newline + 1 : newline + 2]
    if not line or not ahead or ahead.isspace() or ahead in "#*-•–—>|":
        return False
    return ahead.islower() or (to_width and len(line) in WRAPPED)


def _is_end(text: str, stop: re.Match[str]) -> bool:
    mark = stop.group()
    if mark[0] in "。！？":
        return True
    quote, word = _next_word(text, stop.end())
    if word[:1].islower():
        return False
    if mark != ".":
        return True
    before = _WORD_BEFORE.search(text[max(0, stop.start() - 24) : stop.start()])
    return before is None or _ends_after(before.group(), word, opens_quote=bool(quote))


def _next_word(text: str, place: int) -> tuple[str, str]:
    found = _NEXT.match(text, place, place + 48)
    return (found.group(1), found.group(2)) if found else ("", "")


def _ends_after(last: str, following: str, *, opens_quote: bool) -> bool:
    """Whether a full stop between `last` and `following` ends a sentence."""
    known = last.casefold()
    if known in _NEVER_LAST:
        # "No." is a number's sign only in front of one, else an answer.
        return known in {"no", "nos"} and not following[:1].isdigit()
    if known.isdigit() and len(known) <= 2:
        return following.casefold() not in _GERMAN_MONTHS
    is_initial = len(last) == 1 and last.isupper()
    is_acronym = "." in last and all(len(part) <= 2 for part in last.split("."))
    if is_initial or is_acronym or known in _SELDOM_LAST:
        return not following or opens_quote or following.casefold() in _OPENING_WORDS
    return True
