"""What the class, id and role of an element say of it, by the lists of `page_furniture.yaml`.

"authorBox", "author-box" and "article__author-box" all have the words "author box" in them.
"""

import re
from functools import lru_cache

from lxml.etree import _Element

from workbench.ingest.wordlists import page_parts, standfirst_names

_WORD = re.compile(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![^\W_A-Z])")
_LONGEST_NAME = 100
_LONGEST_NAMES = 1_000
_ROLES = frozenset({"navigation", "search", "contentinfo", "dialog", "alertdialog"})


def is_furniture(element: _Element) -> bool:
    """Whether the element calls itself something that stands around an article."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAMES]
    return _names_furniture(names) or element.get("role") in _ROLES


def is_standfirst(element: _Element) -> bool:
    """Whether the element calls itself the sentences below a heading."""
    names = (element.get("class") or "")[:_LONGEST_NAMES]
    return element.get("itemprop") == "description" or _names_standfirst(names)


def is_comment(element: _Element) -> bool:
    """Whether the element is or holds what readers wrote."""
    return any("comment" in (element.get(name) or "").lower() for name in ("class", "id"))


def name_words(element: _Element) -> frozenset[str]:
    """The words in the element's class and id, in lower case."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _word_set(names[:_LONGEST_NAMES]) if len(names) > 1 else frozenset()


# The same names come again and again, within a page and on the pages of one site.
@lru_cache(maxsize=8_192)
def _names_furniture(names: str) -> bool:
    return any(page_parts().search(name) for name in _words_of(names))


@lru_cache(maxsize=8_192)
def _names_standfirst(names: str) -> bool:
    return any(standfirst_names().search(name) for name in _words_of(names))


@lru_cache(maxsize=8_192)
def _word_set(names: str) -> frozenset[str]:
    return frozenset(word for name in _words_of(names) for word in name.split())


def _words_of(names: str) -> list[str]:
    """The words of each name, such as " author box ", with spaces around."""
    return [
        f" {' '.join(_WORD.findall(name)).lower()} "
        for name in names.split()
        if len(name) <= _LONGEST_NAME
    ]
