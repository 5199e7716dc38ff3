"""The plain text of a saved page, taken apart: title, byline, date, and the article itself.

What is cut: a trail of links and single furniture lines above the article, the title when it
stands alone (it is the article's heading anyway), a byline or a date on a line of its own,
and furniture below the last paragraph. Everything else stays as it is written, and a text of
which nothing would be left stays whole.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from workbench.ingest.dates import date_alone, first_date
from workbench.ingest.wordlists import furniture, plain

_LONGEST_TITLE = 200
_LONGEST_BYLINE = 160
_LONGEST_LINK = 120
_LONGEST_SECTION = 40
_HEAD_LINES = 6
_TAIL_LINES = 40
_LONGEST_TAIL = 400
_WIDGET_LINES = 12
_TORN_TAG = re.compile(r"[\w-]{1,40}\"?/?>")
_NAME_WORD = r"[^\W\d_a-zß-öø-ÿа-яёґєії][\w.'’-]*"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ter|zu)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME_WORD}){{0,4}}")
_CHAT_SERVICES = frozenset({"chatbot", "chat bot", "chat", "assistant"})

_OUTLET = re.compile(rf"{_NAME_WORD}(?:\s+(?:&|of|and|the|für|und|der|{_NAME_WORD})){{0,5}}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article and what its head says of it."""

    title: str
    text: str
    author: str | None = None
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class _HeadFacts:
    """What the lines between the title and the article say."""

    author: str | None
    published: str | None
    source: str | None


def read_page(text: str, title: str = "") -> Page:
    """The article in `text`; with a `title` known from elsewhere, its repetition is cut."""
    whole = [line.rstrip() for line in text.split("\n")]
    lines = _without_tail(whole)
    owner = _widget_owner(whole[len(lines) :])
    lines, crumb = _without_head(lines)
    title, lines = _title(lines, title, crumb)
    facts, lines = _head_facts(lines)
    body = "\n".join(lines).strip() or text.strip()
    return Page(title, body, facts.author, facts.published, facts.source or owner)


def authors(words: str) -> str | None:
    """The names in what follows "By", without roles and places, or None if there are none."""
    words = re.split(r"\s[|•·–—]\s|\s(?:in|for|at)\s", words)[0]
    parts = [part.strip(" .;") for part in furniture().byline_joins.split(words)]
    parts = [part for part in parts if part and plain(part) not in furniture().roles]
    if not parts or _NAME.fullmatch(parts[0]) is None:
        return None
    # What follows a comma is another name when it has two words, else a city or an agency.
    names = [
        part for n, part in enumerate(parts) if n == 0 or (" " in part and _NAME.fullmatch(part))
    ]
    return ", ".join(dict.fromkeys(names))


def byline(line: str) -> str | None:
    """The authors that a line of its own names, as in "By Ana Ortiz and Jakob Lindqvist"."""
    if len(line) > _LONGEST_BYLINE:
        return None
    opening = furniture().byline_opens.match(line.strip())
    return authors(line.strip()[opening.end() :]) if opening else None


def _without_tail(lines: list[str]) -> list[str]:
    kept = len(lines)
    glued: str | None = None
    while kept > max(0, len(lines) - _LONGEST_TAIL):
        if not lines[kept - 1].strip():
            kept -= 1
        elif (start := _widget(lines, kept)) is not None or (
            start := _link_list(lines, kept)
        ) is not None:
            kept = start
        elif _is_tail(lines[kept - 1]):
            kept -= 1
        else:
            glued = furniture().glued.sub("", lines[kept - 1])
            break
    if not any(line.strip() for line in lines[:kept]):  # better shown than lost
        return lines
    return [*lines[: kept - 1], glued or lines[kept - 1]]


def _is_tail(line: str) -> bool:
    words = line.strip()
    return furniture().tail.match(words) or _TORN_TAG.fullmatch(words) is not None


def _widget(lines: list[str], end: int) -> int | None:
    """Where the chat window begins that ends at `end`, if one does."""
    shown = False
    for place in range(end - 1, max(-1, end - 1 - _WIDGET_LINES), -1):
        if furniture().widget_opens.match(lines[place]) and shown:
            return place
        words = lines[place].lower()
        shown = shown or any(sign in words for sign in furniture().widget_shows)
    return None


def _widget_owner(lines: list[str]) -> str | None:
    """The site whose chat window says "World Today News", then "World Today News Chatbot"."""
    for line, below in pairwise(lines):
        name, service = line.strip(), below.strip().removeprefix(line.strip()).strip().lower()
        if _OUTLET.fullmatch(name) and service in _CHAT_SERVICES:
            return name
    return None


def _link_list(lines: list[str], end: int) -> int | None:
    """Where the list of links begins that ends at `end`, if one does."""
    for place in range(end - 1, max(-1, end - 1 - _TAIL_LINES), -1):
        line = lines[place].strip()
        if furniture().tail_lists.match(line):
            return place
        if line and not _is_tail(line) and (len(line) > _LONGEST_LINK or line[-1] in '.…"”»'):
            return None
    return None


def _without_head(lines: list[str]) -> tuple[list[str], str]:
    """The lines from the first that is not furniture, and what a trail of links ended in."""
    crumb = ""
    for place, line in enumerate(lines):
        if trail := _crumbs(line):
            crumb = trail[-1]
        elif line.strip() and not furniture().head.match(line):
            return lines[place:], crumb
    return lines, crumb


def _crumbs(line: str) -> list[str]:
    """The links of a line such as "Home » World » Title"; empty when it is none."""
    crumbs = [crumb.strip() for crumb in furniture().crumb_separator.split(line.strip())]
    return crumbs if len(crumbs) > 1 and furniture().crumb_starts.match(crumbs[0]) else []


def _title(lines: list[str], known: str, crumb: str) -> tuple[str, list[str]]:
    """The title and the lines below it."""
    first, rest = lines[0].strip(), lines[1:]
    if known:
        place = _repetition(lines, known)
        below = lines if place is None else lines[place + 1 :]
        return known, below if any(below) else lines
    if any(rest) and (plain(first) == plain(crumb) or _is_title(first)):
        return first, rest
    return crumb, lines


def _repetition(lines: list[str], title: str) -> int | None:
    """Where the title stands again, alone or below the name of the section it appeared in."""
    for place in [place for place, line in enumerate(lines) if line.strip()][:3]:
        line = lines[place].strip()
        if plain(line) == plain(title):
            return place
        if len(line) > _LONGEST_SECTION or line[-1] in ".!?":
            return None
    return None


def _is_title(line: str) -> bool:
    sentences = len(line) > _LONGEST_TITLE / 2 and re.search(r"\.[\"”’»)]*\s", line)
    if len(line) > _LONGEST_TITLE or sentences or byline(line) or date_alone(line):
        return False
    ends = re.search(r"\.[\"”’»)]*$", line)
    return ends is None or re.search(r"\b(?:[A-Z]\.)+$|\.\.\.$", line) is not None


def _head_facts(lines: list[str]) -> tuple[_HeadFacts, list[str]]:
    """What lines of their own near the head say, and the lines without those."""
    author = published = source = None
    filled = [place for place, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    cut: set[int] = set()
    for place in filled[:-1]:
        line = lines[place].strip()
        if not author and (names := byline(line)):
            author, date = names, first_date(line)
            published = published or (date.iso if date else None)
            cut.add(place)
        elif date_line := date_alone(line):
            published = published or date_line
            cut.add(place)
        elif furniture().head.match(line):
            cut.add(place)
        elif imprint := _imprint(line):
            source, published = source or imprint.source, published or imprint.published
            author = author or imprint.author
            if imprint.is_all:
                cut.add(place)
    return _HeadFacts(author, published, source), _without(lines, cut)


@dataclass(frozen=True, slots=True)
class _Imprint:
    """Outlet, date and perhaps authors; `is_all` when the line says nothing else."""

    source: str
    published: str
    author: str | None
    is_all: bool


def _imprint(line: str) -> _Imprint | None:
    """What a line such as "Ore & Alloy Weekly, 20 May 2025. By Conrad Yip" says."""
    date = first_date(line) if len(line) <= _LONGEST_BYLINE else None
    if date is None:
        return None
    outlet = line[: date.start].partition(",")[0].strip()
    named = furniture().outlet_words.intersection(plain(outlet).split())
    if not named or not _OUTLET.fullmatch(outlet):
        return None
    rest = line[date.end :].strip(" .,|·•–—-")
    names = byline(rest)
    return _Imprint(outlet, date.iso, names, is_all=not rest or names is not None)


def _without(lines: list[str], cut: set[int]) -> list[str]:
    """The lines that are not cut; of empty ones around a cut only those above it."""
    kept: list[str] = []
    after_cut = False
    for place, line in enumerate(lines):
        if place in cut:
            after_cut = True
        elif line.strip() or not (after_cut and kept and not kept[-1].strip()):
            kept.append(line)
            after_cut = after_cut and not line.strip()
    return kept
