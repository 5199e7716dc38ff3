"""The sentences between a page's heading and its article: standfirst, lede, teaser.

Sites keep it in their header, outside the element that holds the article, so that a search
for the article misses it. It is known by its class or property, which `page_furniture.yaml`
lists, or because the page's description for search engines repeats it.
"""

from collections.abc import Iterator, Sequence

from lxml.etree import Element
from lxml.html import HtmlElement

from workbench.ingest.page_names import is_standfirst
from workbench.ingest.running_text import letters

# Shorter ones are second headlines, and belong to the heading.
_SHORTEST, _LONGEST = 120, 1_200
_MOST_LINKED = 0.5
_COMPARED = 40
_MOST_BLOCKS = 20
_MOST_READ = 500_000
_MOST_ELEMENTS = 1_500
_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4"})
_DESCRIPTIONS = frozenset({"description", "og:description", "twitter:description"})


def standfirst(tree: HtmlElement, blocks: Sequence[str]) -> str | None:
    """The standfirst that is missing from `blocks`, the article found in `tree`, if it has one."""
    compared = [letters(block) for block in blocks[:_MOST_BLOCKS]]
    found = "".join(compared)
    opening = next((words for words in compared if len(words) > _COMPARED), "")[:_COMPARED]
    descriptions = _descriptions(tree)
    candidate: str | None = None
    read = 0
    for element in _below_heading(tree):
        named = is_standfirst(element)
        words = _words(element, whole=named or element.tag in _PARAGRAPHS)
        read += len(words)
        if read > _MOST_READ:
            return None
        if len(words) < _COMPARED:
            continue
        plain = letters(words)
        if opening and plain.startswith(opening):
            return candidate
        if candidate or not _SHORTEST <= len(words) <= _LONGEST or plain[:_COMPARED] in found:
            continue
        if (opening and opening in plain) or not _is_prose(element, words):
            continue
        if plain[:_COMPARED] in descriptions:
            return words
        candidate = words if named else None
    return None


def _below_heading(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that may hold words, from the page's main heading on."""
    heading = next(tree.iter("h1"), None)
    passed = 0
    for element in tree.iter(Element):
        if element is heading:
            heading = None
        elif heading is None and (element.text or element.attrib):
            passed += 1
            if passed > _MOST_ELEMENTS:
                return
            yield element


def _words(element: HtmlElement, *, whole: bool) -> str:
    return " ".join((element.text_content() if whole else element.text or "").split())


def _is_prose(element: HtmlElement, words: str) -> bool:
    """Whether the element is no picture with its caption and no list of links."""
    if next(element.iter("figure", "img", "picture"), None) is not None:
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked <= _MOST_LINKED * len(words)


def _descriptions(tree: HtmlElement) -> str:
    return " ".join(
        letters(meta.get("content") or "")
        for meta in tree.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in _DESCRIPTIONS
    )
