"""The article within an HTML page: main text without navigation, comments and the like.

trafilatura finds it; what it finds is written out here, so that paragraphs are separated by
an empty line and list items and table rows are lines. For pages in which it finds nothing, or
that are too large or too deep for it, there are two plainer ways, which lose nothing.
"""

import html
import re
from collections.abc import Iterator
from copy import deepcopy

import trafilatura
from lxml.etree import _Element
from lxml.html import HtmlElement, document_fromstring
from trafilatura.settings import Document, Extractor

from workbench.ingest.queries import number, truth
from workbench.ingest.running_text import letters, share_within
from workbench.ingest.standfirst import standfirst
from workbench.ingest.surroundings import cut_surroundings

MOST_ELEMENTS = 100_000
DEEPEST = 400

# Within libxml2: a walk in Python takes seven times as long.
_TOO_DEEP = truth(f"boolean(/*{'/*' * DEEPEST})")
_ELEMENTS = number("count(//*)")
# Without its fallbacks to other programs: on pages that are cut first, they find as much too
# much as they find more, and take a third of the time. A format that it need not write.
_OPTIONS = Extractor(fast=True, comments=False, output_format="xml")
# When less of the running text was found, and this many times more can be, the search stopped
# at something short that only looked like the article.
_LEAST_OF_CORE = 0.5
_FAR_LONGER = 3
# A place where a word may be broken; within it, no search would find the word.
_SOFT_HYPHEN = "\u00ad"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*|/)?>")
_RAW = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "svg", "math", "canvas"),
        *("nav", "footer", "aside", "form", "button", "select", "option", "textarea", "input"),
        *("iframe", "object", "embed", "audio", "video", "picture", "figure", "dialog", "menu"),
    }
)
_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    }
)

_APART = _BLOCKS | {"title", "nav", "footer", "aside", "form", "figure"}
"""Blocks, too, where nothing is cut."""


def main_text(tree: HtmlElement) -> str | None:
    """The page's article, or None when it cannot be told from the rest. Changes the tree.

    Its heading is left out, and sentences between heading and article are put first.
    """
    core = cut_surroundings(tree)
    blocks = _search(tree)
    if core is not None and share_within(core, "".join(blocks)) < _LEAST_OF_CORE:
        alone = _search(_page_of(core))
        if _size(alone) > _FAR_LONGER * _size(blocks):
            blocks = alone
    if not blocks:
        return None
    headings = {letters(heading.text_content()) for heading in tree.iter("h1")}
    if len(blocks) > 1 and letters(blocks[0]) in headings:
        del blocks[0]
    if (opening := standfirst(tree, blocks)) is not None:
        blocks.insert(0, opening)
    return "\n\n".join(blocks).replace(_SOFT_HYPHEN, "")


def _search(tree: HtmlElement) -> list[str]:
    found = trafilatura.bare_extraction(tree, options=_OPTIONS)
    # A dictionary is returned to those who ask for one.
    return list(_blocks(found.body)) if isinstance(found, Document) else []


def _page_of(core: HtmlElement) -> HtmlElement:
    page = document_fromstring("<html><body><article></article></body></html>")
    article = deepcopy(core)
    article.tail = None
    page[0][0].append(article)
    return page


def _size(blocks: list[str]) -> int:
    return sum(map(len, blocks))


def fits(tree: HtmlElement) -> bool:
    """Whether the page is small and flat enough to be searched, which copies and recurses."""
    return not _TOO_DEEP(tree) and _ELEMENTS(tree) <= MOST_ELEMENTS


def text_between_tags(markup: str) -> str:
    """What stands outside of tags, scripts and styles, for a page that is no tree."""
    pieces: list[str] = []
    skipped = ""
    end = 0
    for tag in _TAG.finditer(markup):
        name, closing = tag[2].lower(), bool(tag[1])
        if not skipped:
            pieces.append(markup[end : tag.start()])
            pieces.append("\n" if name in _APART else "")
            skipped = name if name in _RAW and not closing else ""
        elif closing and name == skipped:
            skipped = ""
        end = tag.end()
    if not skipped:
        pieces.append(markup[end:])
    return _lines(html.unescape("".join(pieces)))


def visible_text(tree: HtmlElement) -> str:
    """All text outside navigation, forms, scripts and the like, a line a block."""
    pieces: list[str] = []
    # By hand and not by recursion: the tree may be deeper than Python's stack.
    waiting: list[tuple[_Element, bool]] = [(tree, False)]
    while waiting:
        element, leaving = waiting.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            pieces.append("\n" if name in _APART else "")
            pieces.append(_SPACE.sub(" ", element.tail or ""))
            continue
        waiting.append((element, True))
        if name and name not in _SKIPPED:
            pieces.append("\n" if name in _APART else "")
            pieces.append(_SPACE.sub(" ", element.text or ""))
            waiting.extend((child, False) for child in reversed(element))
    return _lines("".join(pieces))


def _lines(text: str) -> str:
    """The lines of the text that hold something, without space at their ends."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _blocks(body: _Element) -> Iterator[str]:
    """The paragraphs of what trafilatura found, in its own vocabulary of elements."""
    for element in body:
        match element.tag:
            case "list":
                text = "\n".join(f"• {item}" for item in map(_inline, element.iter("item")) if item)
            case "table":
                text = "\n".join(row for row in map(_row, element.iter("row")) if row)
            case "quote" if len(element):
                text = "\n\n".join(_blocks(element)) if not element.text else _inline(element)
            case _:
                text = _inline(element)
        if text:
            yield text


def _row(row: _Element) -> str:
    return " | ".join(_inline(cell) for cell in row.iter("cell")).strip(" |")


def _inline(element: _Element) -> str:
    return _lines("\n".join(_SPACE.sub(" ", x) for x in "".join(_pieces(element)).split("\n")))


def _pieces(element: _Element) -> Iterator[str]:
    """The words within `element` in reading order; what it finds is never deep."""
    yield _SPACE.sub(" ", element.text or "")
    for inner in element:
        if isinstance(inner.tag, str):
            yield {"lb": "\n", "p": "\n", "item": " "}.get(inner.tag, "")
            yield from _pieces(inner)
            yield "\n" if inner.tag == "p" else ""
        yield _SPACE.sub(" ", inner.tail or "")
