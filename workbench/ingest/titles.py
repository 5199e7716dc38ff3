"""The title of a page's article: of what it states and shows, without the outlet's name."""

import html
import re
from collections.abc import Sequence

from lxml.etree import _Element
from lxml.html import HtmlElement

from workbench.ingest.metadata import one_line
from workbench.ingest.page_names import name_words

_LONGEST = 300
_SHORTEST = 8
_STROKES = re.compile(r"(?<!\s)(?:\s++(?:[|│–—»«›‹·•]|-|::|//)\s++|\s*+[|│]\s++|\s++[|│]\s*+)")
_LIKE = 0.5
_KICKERS = frozenset(
    {
        *("kicker", "topline", "overline", "dachzeile", "spitzmarke", "roofline", "supertitle"),
        *("eyebrow", "subtitle", "subline", "subheadline", "topic"),
    }
)
"""Words in the class of a line within a heading that is not the heading itself."""


def title_of(tree: HtmlElement, stated: Sequence[str], outlets: Sequence[str]) -> str | None:
    """The title by the page's heading where its stated titles bear it out, else as stated.

    `stated` are the titles in the page's head, the most careful first; `outlets` the names of
    outlet and site as `bare` gives them.
    """
    headings = [words for h1 in tree.iter("h1") if (words := _heading(h1))]
    given = [*stated, *(_text(title) for title in tree.iter("title"))]
    titles = [words for one in given if (words := one_line(html.unescape(one), _LONGEST))]
    # A heading that the page's own titles repeat is the article's, as people see it; but on
    # some sites the outlet's own name is a heading, too.
    own = [
        heading
        for heading in headings
        if not _is_outlet(heading, outlets) and not _is_only_ending(heading, titles)
    ]
    for heading in sorted(own, key=len, reverse=True):
        repeated = any(heading.lower() in title.lower() for title in titles)
        if repeated and len(heading) > _SHORTEST:
            return _without_outlet(heading, outlets)
    if len(own) == 1 and (not titles or _like(own[0], titles)):
        return _without_outlet(own[0], outlets)
    for title in titles:
        if not _is_outlet(title, outlets):
            return _subheading_in(tree, title) or _without_outlet(title, outlets)
    return next(iter(own or titles or headings), None)


def is_outlet(name: str, outlets: Sequence[str]) -> bool:
    """Whether a name is the outlet's or its site's, or one of the two with more or fewer words."""
    words = bare(name)
    return len(words) > 2 and any(words in outlet or outlet in words for outlet in outlets)


def _is_outlet(title: str, outlets: Sequence[str]) -> bool:
    """The same of a title, which may be long and speak of the outlet."""
    words = bare(title)
    return any(is_outlet(title, [outlet]) and len(words) < 2 * len(outlet) for outlet in outlets)


def bare(words: str) -> str:
    """The letters and digits of words, in lower case."""
    return re.sub(r"[\W_]+", "", words.casefold())


def _is_only_ending(heading: str, titles: Sequence[str]) -> bool:
    """Whether titles have the heading only behind a stroke, as they have the site's name."""
    words = heading.lower()
    endings = [_STROKES.split(title.lower()) for title in titles]
    return any(len(parts) > 1 and parts[-1] == words for parts in endings) and not any(
        parts[0] == words for parts in endings
    )


def _like(heading: str, titles: Sequence[str]) -> bool:
    """Whether most of the heading's words stand in one of the titles."""
    words = set(re.findall(r"\w+", heading.lower()))
    return len(words) > 1 and any(
        len(words & set(re.findall(r"\w+", title.lower()))) >= _LIKE * len(words)
        for title in titles
    )


def _subheading_in(tree: HtmlElement, title: str) -> str | None:
    """A heading of the second order with which the title begins or ends, at a stroke."""
    parts = [part.strip().lower() for part in _STROKES.split(title)]
    for h2 in tree.iter("h2"):
        words = _heading(h2)
        if words and len(words) > _SHORTEST and words.lower() in parts:
            return words
    return None


def _without_outlet(title: str, outlets: Sequence[str]) -> str:
    """The title without the outlet's name before or behind a stroke."""
    strokes = list(_STROKES.finditer(title))
    if strokes and _is_outlet(title[strokes[-1].end() :], outlets):
        return _without_outlet(title[: strokes[-1].start()].rstrip(), outlets) or title
    if strokes and _is_outlet(title[: strokes[0].start()], outlets):
        return title[strokes[0].end() :].lstrip()
    return title


def _heading(element: _Element) -> str | None:
    """The words of a heading, without a line above or below that is set in it, if they suffice."""
    whole = one_line(_text(element), _LONGEST)
    kickers = [
        words
        for inner in element.iterdescendants()
        if name_words(inner) & _KICKERS and (words := one_line(_text(inner), _LONGEST))
    ]
    if whole and kickers:
        rest = whole
        for words in kickers:
            rest = rest.replace(words, " ", 1)
        rest = " ".join(rest.split()).strip(" :|–-")
        if rest.count(" ") > 1:
            return rest
    return whole


def _text(element: _Element) -> str:
    return "".join(map(str, element.itertext()))
