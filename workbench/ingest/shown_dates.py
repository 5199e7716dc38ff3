"""The date that a page shows near its heading, for one that states none to machines."""

import re
from collections import deque
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element
from lxml.html import HtmlElement

from workbench.ingest.dates import date_alone, first_date, iso_date
from workbench.ingest.page_names import is_comment, name_words
from workbench.ingest.titles import bare

_LONGEST = 60
_MOST_ELEMENTS = 20_000
_BEHIND = 120
_BEFORE = 40
"""Elements behind and before the heading in which a date is looked for."""

_HANDICAP = 25
"""Elements by which a place that is less surely a date is put back."""

_NAMES = re.compile(r"date|datum|dato|fecha|data\b|publi|posted|time|zeit|stand|meta")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"[^\W\d_]{2,20}(?: [^\W\d_]{2,12})?\s?:\s*")
_NO_PLACES = frozenset({"html", "body", "script", "style", "a", "title", "option"})
_NO_DATE = frozenset({"update", "updated", "modified", "event", "related", "teaser"})


def shown_date(tree: HtmlElement, title: str | None) -> str | None:
    """The day that stands nearest to the heading in an element of its own, ISO 8601.

    The heading is the one with the page's `title`, else the first; on a page without any the
    first `time` element counts. A `time` element and one that calls itself a date count before
    a line that is one, and that before one that has one.
    """
    heading = _heading(tree, title)
    if heading is None:
        sure = (ranked for time in tree.iter("time") if (ranked := _date_of(time)))
        return next((date for _, date in sure), None)
    found = [
        (_HANDICAP * ranked[0] + there, ranked[1])
        for there, element in _around(tree, heading)
        if (ranked := _date_of(element))
    ]
    return min(found, key=lambda one: one[0])[1] if found else None


def _around(tree: HtmlElement, heading: _Element) -> Iterator[tuple[int, _Element]]:
    """The elements near the heading in the order of the page, with how far off they are."""
    before: deque[_Element] = deque(maxlen=_BEFORE)
    behind: int | None = None
    for at, element in enumerate(tree.iter(etree.Element)):
        if at > _MOST_ELEMENTS:
            return
        if behind is not None:
            if at - behind > _BEHIND:
                return
            yield at - behind, element
        elif element is heading:
            behind = at
            yield from zip(range(len(before), 0, -1), before, strict=True)
        else:
            before.append(element)


def _heading(tree: HtmlElement, title: str | None) -> _Element | None:
    wanted = bare(title or "")
    first: _Element | None = None
    for element in tree.iter("h1", "h2", "h3"):
        first = element if first is None and element.tag == "h1" else first
        if wanted and bare(_text(element, 3 * _LONGEST)) == wanted:
            found: _Element = element
            return found
    return first


def _date_of(element: _Element) -> tuple[int, str] | None:
    """How surely the element is a date, 0 being best, and the date."""
    tag = element.tag
    if tag == "time":
        words = _text(element)
        shown = first_date(words) if words else None
        date = shown.iso if shown else iso_date(element.get("datetime"))
        return (0, date) if date and not _is_other(element) else None
    if len(element) > 2 or tag in _NO_PLACES:
        return None
    words = _text(element)
    if not _DIGIT.search(words) or next(element.iter("h1"), None) is not None:
        return None
    named = any(_NAMES.search(word) for word in name_words(element))
    date = date_alone(_LABEL.sub("", words))
    if date is None and named and (opening := first_date(words)) and opening.start < 3:
        date = opening.iso
    if date is None and len(words) <= _LONGEST and (within := first_date(words)):
        return None if _is_other(element) else (2, within.iso)
    if date is None or _is_other(element):
        return None
    return (0 if named else 1), date


def _is_other(element: _Element) -> bool:
    """Whether the date is that of a change, an event, a comment or another article."""
    own = name_words(element)
    return bool(own & _NO_DATE) or is_comment(element)


def _text(element: _Element, longest: int = _LONGEST) -> str:
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1].strip())
        if length > longest:
            return ""
    return " ".join(" ".join(pieces).split())
