"""Feeds saved to a file: RSS 0.9 to 2.0 and Atom, each entry an article."""

import email.utils
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree
from lxml.etree import _Element

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.failures import Refused
from workbench.ingest.languages import language_code
from workbench.ingest.members import Member, Names
from workbench.ingest.metadata import complete
from workbench.ingest.packages import tree
from workbench.ingest.page_text import authors
from workbench.ingest.readers.html import fragment_text

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "body", "description", "summary", "subtitle")
_DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_AUTHORS = ("author", "creator", "contributor")


def members(data: bytes, modified: float | None) -> Iterator[Member]:
    """The entries, each by its id or address or, without one, by its number."""
    root = tree(data.lstrip())
    channel = next((e for e in root if _name(e) == "channel"), root)
    outlet = _text(_child(channel, "title"))
    language = _text(_child(channel, "language")) or root.get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    names = Names()
    entries = (element for element in root.iter() if _name(element) in _ENTRIES)
    for number, entry in enumerate(entries, start=1):
        stated = _text(_child(entry, "guid")) or _text(_child(entry, "id")) or _address(entry)
        name = names.own(stated or str(number))
        yield _member(name, entry, outlet, language, modified)


def _member(
    name: str, entry: _Element, outlet: str, language: str | None, modified: float | None
) -> Member:
    def content() -> bytes:
        return etree.tostring(entry, with_tail=False)

    def read(_: bytes) -> ArticleDraft:
        return complete(_draft(entry, outlet, language), PurePath("entry"), modified)

    return Member(name, content, read)


def _draft(entry: _Element, outlet: str, language: str | None) -> ArticleDraft:
    text = next(
        (
            found
            for name in _TEXTS
            for element in entry
            if _name(element) == name and (found := _written(element))
        ),
        "",
    )
    if not text:
        raise Refused("The entry has no text.")
    published = next((date for name in _DATES if (date := _date(_child(entry, name)))), None)
    people = [_person(element) for element in entry if _name(element) in _AUTHORS]
    source = _child(entry, "source")
    origin = _text(_child(source, "title")) or _text(source) if source is not None else ""
    return ArticleDraft(
        title=" ".join(fragment_text(_text(_child(entry, "title"))).split()),
        text=text,
        author=authors(", ".join(filter(None, people))) if any(people) else None,
        published=published,
        date_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        source=origin or outlet or None,
        url=_address(entry),
        language=language_code(language),
        extractor="feed",
    )


def _written(element: _Element) -> str:
    """The text of an element that holds HTML, escaped or as elements."""
    if len(element):
        return fragment_text(etree.tostring(element, encoding="unicode", with_tail=False)).strip()
    return fragment_text(element.text or "").strip()


def _person(element: _Element) -> str:
    """A name: of Atom's element for people, or of RSS's "address (name)"."""
    name = _text(_child(element, "name")) or _text(element)
    if name.endswith(")") and "(" in name:
        name = name[name.index("(") + 1 : -1]
    return "" if "@" in name else name


def _address(entry: _Element) -> str:
    links = [element for element in entry if _name(element) == "link"]
    links.sort(key=lambda link: link.get("rel", "alternate") != "alternate")
    for link in links:
        if address := link.get("href") or _text(link):
            return address
    guid = _text(_child(entry, "guid"))
    return guid if guid.startswith(("http://", "https://")) else ""


def _date(element: _Element | None) -> str | None:
    words = _text(element)
    if not words:
        return None
    try:
        return email.utils.parsedate_to_datetime(words).isoformat()
    except ValueError:
        return iso_date(words)


def _name(element: _Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: _Element | None, name: str) -> _Element | None:
    if element is None:
        return None
    return next((child for child in element if _name(child) == name), None)


def _text(element: _Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
