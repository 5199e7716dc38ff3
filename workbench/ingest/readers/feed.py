"""Feeds saved to a file: RSS 0.9 to 2.0 and Atom, each entry an article."""

import email.utils
import html.entities
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree
from lxml.etree import _Element

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.members import Member, Names
from workbench.ingest.metadata import complete
from workbench.ingest.packages import mended_tree, tree
from workbench.ingest.page_text import authors
from workbench.ingest.readers.html import fragment_text
from workbench.languages import language_code

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "body", "description", "summary", "subtitle")
_DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_AUTHORS = ("author", "creator", "contributor")
_MEDIA = (
    "{http://search.yahoo.com/mrss",
    "{http://www.itunes.com/",
    "{http://www.google.com/schemas/play-podcasts",
)
_HEAD = 400
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,1000}\?>\s*")
_NETSCAPE = re.compile(
    r"\A((?:\s++|<!--(?:(?!-->).){0,4000}-->){0,20}+)<!DOCTYPE[^\[<>]{0,400}>", re.DOTALL
)
_AMPERSAND = re.compile(
    r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MENDED = "The feed is damaged: words or entries of it may be missing."


@dataclass(frozen=True, slots=True)
class _Channel:
    """What holds for all entries of a feed."""

    outlet: str
    language: str | None
    modified: float | None
    notes: tuple[str, ...]


def members(data: bytes, modified: float | None) -> Iterator[Member]:
    """The entries, each by its id or address or, without one, by its number."""
    root, notes = _parsed(data)
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
        yield _member(name, entry, _Channel(outlet, language, modified, notes))


def _parsed(data: bytes) -> tuple[_Element, tuple[str, ...]]:
    """The feed as a tree, with notes on what was lost on the way."""
    # Decoded here: the parser gives up at an encoding it does not know and at the first byte
    # that does not fit.
    declared = _ENCODING.match(data[:_HEAD])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    markup = _DECLARATION.sub("", decoded.text.lstrip(), count=1)
    # The first version of RSS asked for a document type that is elsewhere, and never loaded.
    markup = _NETSCAPE.sub(r"\1", markup, count=1)
    with suppress(Unreadable):
        return tree(markup.encode()), decoded.notes
    # Names of signs that are HTML's and not XML's are common, and so are bare ampersands.
    markup = _CONTROLS.sub(" ", _AMPERSAND.sub(_escaped, markup))
    with suppress(Unreadable):
        return tree(markup.encode()), decoded.notes
    root = mended_tree(markup.encode())
    if not any(_name(element) in _ENTRIES for element in root.iter()):
        raise Unreadable("Its XML is damaged: no entry of the feed is left.")
    return root, (*decoded.notes, _MENDED)


def _escaped(match: re.Match[str]) -> str:
    signs = html.entities.html5.get(f"{match[1]};")
    if signs is None:
        return "&amp;" + match[0][1:]
    return "".join(f"&#{ord(sign)};" for sign in signs)


def _member(name: str, entry: _Element, channel: _Channel) -> Member:
    def content() -> bytes:
        return etree.tostring(entry, with_tail=False)

    def read(_: bytes) -> ArticleDraft:
        return complete(_draft(entry, channel), PurePath("entry"), channel.modified)

    return Member(name, content, read)


def _draft(entry: _Element, channel: _Channel) -> ArticleDraft:
    written = (_written(e) for name in _TEXTS for e in _children(entry) if _name(e) == name)
    text = next(filter(None, written), "")
    if not text:
        raise Refused("The entry has no text.")
    published = next((date for name in _DATES if (date := _date(_child(entry, name)))), None)
    people = _people(entry)
    source = _child(entry, "source")
    origin = _text(_child(source, "title")) or _text(source) if source is not None else ""
    return ArticleDraft(
        title=" ".join(fragment_text(_text(_child(entry, "title"))).split()),
        text=text,
        author=authors(", ".join(people)) or None,
        published=published,
        date_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        source=origin or channel.outlet or None,
        url=_address(entry),
        language=language_code(channel.language),
        extractor="feed",
        notes=channel.notes,
    )


def _written(element: _Element) -> str:
    """The text of an element that holds HTML, escaped or as elements."""
    if len(element):
        return fragment_text(etree.tostring(element, encoding="unicode", with_tail=False)).strip()
    return fragment_text(element.text or "").strip()


def _people(entry: _Element) -> list[str]:
    """The authors that an entry states, each once, those of podcasts only for want of others."""
    elements = [element for element in _children(entry) if _name(element) in _AUTHORS]
    own = [element for element in elements if not _is_of_media(element)]
    return list(dict.fromkeys(filter(None, map(_person, own or elements))))


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
    return next((child for child in _children(element) if _name(child) == name), None)


def _children(element: _Element) -> list[_Element]:
    """The elements in `element`, those that speak of its pictures and sounds behind the others."""
    return sorted(element, key=_is_of_media)


def _is_of_media(element: _Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_MEDIA)


def _text(element: _Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
