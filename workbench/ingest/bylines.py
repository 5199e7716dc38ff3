"""Who wrote an article, by what its page shows to people: marked names, author links, "By …".

Of all places that look like a byline the one nearest to the heading counts. Comments, lists of
other articles and the like have authors of their own and are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element
from lxml.html import HtmlElement

from workbench.ingest.dates import first_date
from workbench.ingest.metadata import one_line
from workbench.ingest.page_names import name_words
from workbench.ingest.page_text import authors
from workbench.ingest.wordlists import byline_marks, furniture, plain

_LONGEST = 160
_MOST_ELEMENTS = 40_000
_MOST_PLACES = 60
_LONGEST_ADDRESS = 300
_DATE_FIRST = 3
_SHORT_NAME = 8
_NEAR = 150
"""Elements behind the heading within which an unmarked "By …" is believed."""
_TOGETHER = 8
"""Elements between the links of several authors of one article."""
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_LINES = frozenset({"p", "span", "div", "h3", "h4", "h5", "h6", "small", "em", "b", "strong", "li",
                    "address", "td", "font", "i", "time", "byline"})  # fmt: skip
_END = re.compile(r"\s*[|•·/(]|\s[–—@-]\s|[\s,]+\d|\s+(?:am|on|um)\s|:\s")
_BEFORE = re.compile(
    r"^(?:[^\W\d_]+\s+){1,3}?(?=(?:by|von|vom|par|por|da|door)\s+[^\W\d_])", re.IGNORECASE
)
_NO_NAME = re.compile(r"https?:|www\.|@|[{}<>=]|\.(?:com|org|net|de)\b", re.IGNORECASE)
_LEAD = re.compile(r"^[\d.:,\s|/–-]*(?:uhr\b)?[\s|–-]*", re.IGNORECASE)

_NOWHERE = frozenset({"script", "style", "head", "nav"})
_SPACED_COLON = re.compile(r"\s+:")

_EXACT, _PROFILE, _LINKED, _NAMED, _LINE = 0, 1, 2, 15, 40
"""What the kinds of places are handicapped by, in elements from the heading."""


@dataclass(frozen=True, slots=True)
class _Place:
    at: int
    kind: int
    names: str
    element: _Element


def byline(tree: HtmlElement) -> str | None:
    """The authors that the page shows, with commas between them; None when it shows none.

    Sidebars, menus and footers are looked at when nothing is found elsewhere.
    """
    marks = byline_marks()
    for elsewhere, kinds in (
        (marks.elsewhere | marks.margins, {_EXACT, _PROFILE, _LINKED, _NAMED, _LINE}),
        (marks.elsewhere, {_EXACT, _NAMED}),
    ):
        heading, places = _places(tree, elsewhere, kinds)
        if places:
            best = min(
                places, key=lambda place: (_distance(place.at, heading) + place.kind, place.at)
            )
            return ", ".join(dict.fromkeys(_with_neighbours(best, places)))
    return None


def _places(
    tree: HtmlElement, elsewhere: frozenset[str], kinds: set[int]
) -> tuple[int, list[_Place]]:
    """Where the heading is, 0 when there is none, and what looks like a byline."""
    heading = 0
    places: list[_Place] = []
    for at, element, tag, named in _elements(tree, elsewhere):
        if tag == "h1" and not heading:
            heading = at
        kind = _kind(element, tag, named)
        if kind == _LINE and heading and at - heading >= _NEAR:
            continue
        if kind == _PROFILE and not (heading and at - heading < _NEAR):
            kind = _LINKED
        if kind in kinds and (names := _names(_words(element), kind)):
            places.append(_Place(at, kind, names, element))
            if len(places) == _MOST_PLACES:
                break
    return heading, places


def _distance(at: int, heading: int) -> int:
    return at - heading if at >= heading else 2 * (heading - at)


def _with_neighbours(best: _Place, places: list[_Place]) -> Iterator[str]:
    """The names of the place and, of links to several authors, those of the next ones."""
    yield best.names
    last = best.at
    for place in places:
        near = last < place.at <= last + _TOGETHER and _same_box(best.element, place.element)
        if best.kind == place.kind <= _LINKED and near:
            last = place.at
            if place.names not in best.names:
                yield place.names


def _same_box(one: _Element, other: _Element) -> bool:
    """Whether two elements have the same parent, or the same box around their parents."""
    first, second = one.getparent(), other.getparent()
    if first is None or second is None or first is second:
        return first is second
    box = first.getparent()
    return box is not None and box is second.getparent() and box.tag not in _WHOLE_PAGE


def _elements(
    tree: HtmlElement, elsewhere: frozenset[str]
) -> Iterator[tuple[int, _Element, str, frozenset[str]]]:
    """The elements in the order of the page, without what has authors of its own.

    Each with its number, its tag and the words of its names, which cost time to ask for.
    """
    waiting: list[_Element] = [tree]
    at = 0
    while waiting and at < _MOST_ELEMENTS:
        element = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _NOWHERE:
            continue
        at += 1
        named = name_words(element)
        if (
            named
            and tag not in _WHOLE_PAGE
            and not named.isdisjoint(elsewhere)
            and next(element.iter("h1", "article"), None) is None  # else it is the page's frame
        ):
            continue
        yield at, element, tag, named
        waiting.extend(reversed(element))


def _kind(element: _Element, tag: str, named: frozenset[str]) -> int | None:
    """How surely the element holds an author's name; None when it does not look so."""
    if element.get("rel") == "author" or element.get("itemprop") in {"author", "creator"}:
        return _EXACT
    if tag == "a" and (section := _section(element.get("href") or "")):
        return _EXACT if section in byline_marks().names else _PROFILE
    if tag == "byline" or not named.isdisjoint(byline_marks().names):
        return _NAMED
    return _LINE if tag in _LINES and len(element) <= 3 else None


def _section(address: str) -> str | None:
    """The part of the address of an author's or a user's page that says what it is."""
    if len(address) > _LONGEST_ADDRESS:
        return None
    try:
        parts = [part for part in urlsplit(address).path.lower().split("/") if part]
    except ValueError:
        return None
    return parts[-2] if len(parts) > 1 and parts[-2] in byline_marks().paths else None


def _words(element: _Element) -> str:
    """What the element says, "" when that is too much for a byline."""
    if element.get("itemprop"):
        for inner in element.iterdescendants():
            if inner.get("itemprop") == "name":
                return inner.get("content") or _text(inner)
    return element.get("content") or _text(element)


def _text(element: _Element) -> str:
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1].strip())
        if length > _LONGEST:
            return ""
    return " ".join(" ".join(pieces).split())


def _names(words: str, kind: int) -> str | None:
    """The names in the words of a place, without "By", roles, dates and what stands behind."""
    line = _SPACED_COLON.sub(":", one_line(words, _LONGEST) or "")
    if _NO_NAME.search(line):
        return None
    dated = False
    if (date := first_date(line)) and date.start < _DATE_FIRST:
        line, dated = _LEAD.sub("", line[date.end :]), True
    whole = line = line if kind == _LINE and not dated else _BEFORE.sub("", line)
    opened = furniture().byline_opens.match(line)
    if opened:
        line = line[opened.end() :].lstrip(" :")
    elif kind == _LINE and not dated:
        return None
    if end := _END.search(line):
        line = line[: end.start()]
    line = byline_marks().tails.sub("", line).strip(" ,;:.")
    if not line or _is_nobody(line):
        return None
    found = authors(line)
    if found and found.isupper() and len(found) < _SHORT_NAME:  # an abbreviation, "PM IST"
        found = None
    if kind == _LINE:
        # Without "By" a name must be all that stands behind the date.
        is_name = found is not None and " " in found and (opened or found == whole.strip())
        return found if is_name or (found and opened and dated) else None
    if found and (" " in found or kind != _LINKED):
        return found
    is_nickname = kind != _LINKED and len(line) <= 40 and line.count(" ") < 3
    return line if is_nickname and any(letter.isalpha() for letter in line) else None


def _is_nobody(line: str) -> bool:
    nobody = byline_marks().nobody
    if furniture().byline_opens.fullmatch(f"{line} "):
        return True
    return plain(line) in nobody or plain(line).partition(" ")[0] in nobody
