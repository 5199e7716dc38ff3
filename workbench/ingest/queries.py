"""XPath expressions that say what they give, each compiled once and evaluated by libxml2."""

from collections.abc import Callable
from typing import cast

from lxml.etree import XPath, _Element, _ElementUnicodeResult
from lxml.html import HtmlElement


def elements(path: str) -> Callable[[_Element], list[HtmlElement]]:
    """A function from an element to those that `path` selects, in reading order."""
    compiled = XPath(path)
    return lambda element: cast(list[HtmlElement], compiled(element))


def texts(path: str) -> Callable[[_Element], list[_ElementUnicodeResult]]:
    """A function from an element to the pieces of text that `path` selects."""
    compiled = XPath(path)
    return lambda element: cast(list[_ElementUnicodeResult], compiled(element))


def number(path: str) -> Callable[[_Element], int]:
    """A function from an element to what `path` counts."""
    compiled = XPath(path)
    return lambda element: int(cast(float, compiled(element)))


def truth(path: str) -> Callable[[_Element], bool]:
    """A function from an element to whether `path` holds."""
    compiled = XPath(path)
    return lambda element: cast(bool, compiled(element))
