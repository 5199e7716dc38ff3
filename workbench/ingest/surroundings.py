"""What stands around the article in the tree of a page, cut before the article is searched.

Scripts and pictures go by their element; comments, related links, boxes about the author,
buttons to share and so on by the words of their class or id, which `page_furniture.yaml`
lists; and paragraphs and lists go that do nothing but point to other pages. What holds the
article stays whatever it is called, and so does a part with much of the page's running text:
sites also mark the article itself "has-sidebar" or "comments-closed".
"""

from lxml.etree import _Element, strip_elements
from lxml.html import HtmlElement

from workbench.ingest.page_names import is_furniture
from workbench.ingest.queries import elements, number
from workbench.ingest.running_text import (
    containers,
    core,
    join_parts,
    lineage,
    weight,
    wrap_bare_text,
)

_LARGEST_SHARE = 0.3
# In JSON-LD trafilatura may still find the words of a page that shows none.
_SCRIPTS = elements("descendant::script[not(contains(@type, 'ld+json'))]")
_NO_TEXT = ("style", "template", "svg", "math", "canvas", "iframe", "object", "embed")
_PARTS = "*[@class or @id or @role or self::nav or self::footer or self::aside]"
_PARTS_BELOW = elements(f"descendant::{_PARTS}")
_PARTS_INSIDE = number(f"count(descendant::{_PARTS})")
_BESIDE = frozenset({"nav", "footer", "aside"})
# A link, a picture or a heading is no part of its own, nor is an article part of another.
_NO_PART = frozenset({"a", "img", "article", "h1", "h2", "h3", "h4"})
# What no menu and no box beside an article holds.
_SIGNS = elements("descendant::*[self::main or self::h1 or @itemprop='articleBody']")
_MOST_SIGNS = 20
_LISTS = elements("descendant::ul[not(ancestor::ul)][count(li) > 3][count(descendant::a) > 5]")
_LINKING = elements("descendant::p[a or */a][not(ancestor::li or ancestor::td)]")
# Parts too heavy to be cut; they may lie within one another, and each takes a walk.
_MOST_WEIGHED = 50
_SHORTEST_POINTER = 15
_LINKED_SHARE = 0.85


def cut_surroundings(tree: HtmlElement) -> HtmlElement | None:
    """Remove from `tree` what is no article.

    Returns the element that most probably holds the article or most of it, if there is one.
    """
    strip_elements(tree, *_NO_TEXT, with_tail=False)
    for script in _SCRIPTS(tree):
        _cut(script)
    body = tree.find("body")
    if body is None:
        return None
    weights = containers(body)
    article = core(weights)
    if article is not None:
        join_parts(article, weights)
        if any(map(_holds_article, lineage(article))):
            for element in lineage(article):
                _clear(element)
    wrap_bare_text(weights)
    kept = set(lineage(article))
    for sign in _SIGNS(body)[:_MOST_SIGNS]:
        kept.update(lineage(sign))
    _cut_parts(body, kept, sum(weights.values()) * _LARGEST_SHARE)
    for menu in _LISTS(body):
        within = article is not None and article in lineage(menu)
        if not within and _linked_share(menu) >= _LINKED_SHARE:
            _cut(menu)
    for paragraph in _LINKING(body):
        if _is_pointer(paragraph):
            _cut(paragraph)
    return article


def _holds_article(element: _Element) -> bool:
    return element.tag in {"article", "main"} or element.get("itemprop") == "articleBody"


def _clear(element: _Element) -> None:
    """Take from what holds the article a name or tag by which trafilatura would remove it."""
    if element.tag in _BESIDE:
        element.tag = "div"
    if is_furniture(element):
        for name in ("class", "id", "role"):
            element.attrib.pop(name, "")


def _cut_parts(body: _Element, kept: set[_Element], heaviest: float) -> None:
    inside = weighed = 0
    for element in _PARTS_BELOW(body):
        if inside:
            inside -= 1
        elif element.tag in _NO_PART or element in kept or weighed >= _MOST_WEIGHED:
            continue
        elif element.tag in _BESIDE or is_furniture(element):
            if weight(element) > heaviest:
                weighed += 1
                continue
            inside = _PARTS_INSIDE(element)
            _cut(element)


def _is_pointer(paragraph: HtmlElement) -> bool:
    """Whether a paragraph is nothing but a link with words of its own."""
    words = _one_line(paragraph)
    if len(words) <= _SHORTEST_POINTER or "://" in words or "www." in words:
        return False
    return _linked_share(paragraph) >= _LINKED_SHARE


def _linked_share(element: HtmlElement) -> float:
    """How much of the element's words are links, from 0 to 1."""
    linked = sum(len(_one_line(link)) for link in element.iter("a"))
    return linked / max(1, len(_one_line(element)))


def _one_line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _cut(element: _Element) -> None:
    """Remove the element, but not the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = f"{parent.text or ''} {element.tail}"
        else:
            before.tail = f"{before.tail or ''} {element.tail}"
    parent.remove(element)
