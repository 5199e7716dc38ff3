"""Where in a page running text stands, which menus, tables and lists of links have none of.

A run is a piece of text of more than 60 characters between two tags, outside of links. The
container that holds most of them is the article, or its longest part.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.etree import Element, _Element
from lxml.html import HtmlElement

from workbench.ingest.page_names import is_comment, is_furniture
from workbench.ingest.queries import texts

_SHORTEST_RUN = 60
_RUNS = texts(
    f".//text()[string-length(normalize-space()) > {_SHORTEST_RUN}]"
    "[not(parent::script or parent::textarea or ancestor::a)]"
)
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span"),
        *("strong", "sub", "sup", "time", "u"),
    }
)
_WITHIN = _INLINE | {"p", "br", "blockquote", "center", "li", "ul", "ol"}
_CANDIDATES = 8
_OUTWEIGHED = 4
_SMALLEST_PART = 200
_MOST_PARTS = 40
_MOST_COMPARED = 60
_COMPARED = 40
_NO_LETTER = re.compile(r"[\W_]+")


def weight(element: _Element) -> int:
    """How much running text the element holds, in characters."""
    return sum(map(len, _RUNS(element)))


def containers(body: _Element) -> dict[_Element, int]:
    """The containers of running text in reading order, with how much stands directly in each."""
    weights: dict[_Element, int] = {}
    for run in _RUNS(body):
        place = run.getparent()
        if place is not None and run.is_tail:
            place = place.getparent()
        while place is not None and place.tag in _WITHIN:
            place = place.getparent()
        if place is not None:
            weights[place] = weights.get(place, 0) + len(run)
    return weights


def core(weights: Mapping[_Element, int]) -> HtmlElement | None:
    """The container that most probably holds the article.

    Comments and what stands in menus are passed over, unless everything else is far shorter:
    on some pages a tag that was never closed puts the whole article into one.
    """
    heaviest = sorted(weights, key=lambda place: -weights[place])[:_CANDIDATES]
    for place in heaviest:
        if weights[place] * _OUTWEIGHED < weights[heaviest[0]]:
            break
        if not any(map(_is_beside, lineage(place))):
            return place
    return heaviest[0] if heaviest else None


def join_parts(container: HtmlElement, weights: Mapping[_Element, int]) -> None:
    """Move into `container` what stands in containers of the same class: parts of one article.

    Sites cut an article into parts to put pictures and advertisements between them. What has
    a heading of its own, or is an article of its own, is another one.
    """
    above = set(container.iterancestors())
    name = container.get("class")
    alike = [
        place
        for place, characters in weights.items()
        if characters >= _SMALLEST_PART
        and place.tag == container.tag
        and name
        and place.get("class") == name
    ]
    if not 1 < len(alike) <= _MOST_PARTS:
        return
    headed = {
        element for heading in container.getroottree().iter("h1") for element in lineage(heading)
    }
    at = alike.index(container)
    before: list[_Element] = []
    after: list[_Element] = []
    for n, place in enumerate(alike):
        if _is_part(place, container, above, headed):
            (before if n < at else after).extend(_contents(place))
    for child in reversed(before):
        container.insert(0, child)
    container.extend(after)


def wrap_bare_text(places: Iterable[_Element]) -> None:
    """Make paragraphs of the running text that stands bare in containers.

    trafilatura takes it only where it finds next to no paragraphs, so that nothing is changed
    where bare text and paragraphs are not mixed.
    """
    bare = [place for place in places if place.tag not in _WITHIN and _holds_bare_run(place)]
    if any(place.find("p") is not None for place in bare):
        for place in bare:
            _wrap(place)


def _holds_bare_run(place: _Element) -> bool:
    inline = (child.text for child in place if child.tag in _INLINE and child.tag != "a")
    runs = (place.text, *(child.tail for child in place), *inline)
    return any(run and len(run.strip()) > _SHORTEST_RUN for run in runs)


def _wrap(container: _Element) -> None:
    children = list(container)
    words, container.text = container.text, None
    paragraph = _paragraph(words)
    if paragraph is not None:
        container.insert(0, paragraph)
    for child in children:
        words, child.tail = child.tail, None
        inline = child.tag in _INLINE
        if not inline:
            paragraph = _paragraph(words)
            if paragraph is not None:
                child.addnext(paragraph)
            continue
        if paragraph is None:
            paragraph = Element("p")
            child.addprevious(paragraph)
        paragraph.append(child)
        child.tail = words


def _paragraph(words: str | None) -> _Element | None:
    if not words or not words.strip():
        return None
    paragraph = Element("p")
    paragraph.text = words
    return paragraph


def share_within(container: HtmlElement, text: str) -> float:
    """How much of the running text in `container` is found in `text`, from 0 to 1.

    White space in `text` must be single spaces.
    """
    every = _RUNS(container)
    runs = [" ".join(run.split()) for run in every[:: len(every) // _MOST_COMPARED + 1]]
    whole = sum(map(len, runs))
    return sum(len(run) for run in runs if run[:_COMPARED] in text) / whole if whole else 1.0


def letters(words: str) -> str:
    """The words as they are compared: letters and digits only."""
    return _NO_LETTER.sub("", words).lower()


def lineage(element: _Element | None) -> Iterator[_Element]:
    """The element and what it stands in, outwards."""
    while element is not None:
        yield element
        element = element.getparent()


def _is_beside(element: _Element) -> bool:
    return element.tag in {"nav", "footer"} or is_comment(element)


def _is_part(
    place: _Element, container: _Element, above: set[_Element], headed: set[_Element]
) -> bool:
    """Whether `place` holds paragraphs beside the container, with no mark of its own."""
    if place.find(".//p") is None:
        return False
    for element in lineage(place):
        if element in above:
            return element is not place
        if element is container or element in headed or element.tag == "article":
            return False
        if is_furniture(element):
            return False
    return False


def _contents(part: _Element) -> list[_Element]:
    """The children of the part, its first words as a paragraph."""
    first, part.text = _paragraph(part.text), None
    return list(part) if first is None else [first, *part]
