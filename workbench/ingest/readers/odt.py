"""OpenDocument texts, as LibreOffice writes them."""

import itertools
import zipfile
from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.packages import opened, part, topmost, tree, with_lists
from workbench.ingest.page_text import authors, read_page
from workbench.languages import language_code
from workbench.text import canonical

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _OASIS % "text", _OASIS % "table", _OASIS % "office"
_STYLE, _META, _SVG = _OASIS % "style", _OASIS % "meta", _OASIS % "svg-compatible"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_HEADING, _PARAGRAPHS = f"{_TEXT}h", (f"{_TEXT}h", f"{_TEXT}p")
_BLOCKS = (*_PARAGRAPHS, f"{_TEXT}list", f"{_TABLE}table")
# What is not part of the running text: deleted words, notes, comments, indexes, fallbacks.
_UNSEEN = frozenset(
    {
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "hidden-text")),
        *(f"{_TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "user-index")),
        *(f"{_TEXT}{name}" for name in ("illustration-index", "table-index", "object-index")),
        *(f"{_OFFICE}{name}" for name in ("annotation", "forms", "binary-data")),
        *(f"{_SVG}{name}" for name in ("title", "desc")),
        *(f"{_TABLE}{name}" for name in ("title", "desc")),
    }
)
_TITLES = ("Title", "Heading_20_1")
_LONGEST_GAP = 100
_STATES_ENCRYPTION = b"encryption-data"
_WHOLLY_ENCRYPTED = "encrypted-package"


def read(data: bytes) -> ArticleDraft:
    """The article in an OpenDocument text, tracked changes taken as accepted."""
    with opened(data, "an OpenDocument text") as archive:
        names = frozenset(archive.namelist())
        _refuse_encrypted(archive, names)
        content = tree(part(archive, "content.xml"))
        facts = _facts(archive, names)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("It is damaged, or not an OpenDocument text.")
    page = read_page(
        canonical("\n\n".join(with_lists(_blocks(body)))),
        _title(body, _parents(content)) or facts.get(f"{_CORE}title", ""),
    )
    author = facts.get(f"{_META}initial-creator") or facts.get(f"{_CORE}creator") or ""
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author or authors(author),
        published=page.published or _day(facts.get(f"{_META}creation-date")),
        # When a document was made is not yet when the article appeared.
        date_basis=DateBasis.STATED if page.published else DateBasis.FILE,
        source=page.source,
        language=language_code(facts.get(f"{_CORE}language")),
        extractor="odt",
    )


def _refuse_encrypted(archive: zipfile.ZipFile, names: frozenset[str]) -> None:
    manifest = "META-INF/manifest.xml"
    stated = manifest in names and _STATES_ENCRYPTION in part(archive, manifest)
    if stated or _WHOLLY_ENCRYPTED in names:
        raise Refused("It is protected by a password.")


def _facts(archive: zipfile.ZipFile, names: frozenset[str]) -> Mapping[str, str]:
    """What the document states about itself, by the name of the element."""
    if "meta.xml" not in names:
        return {}
    stated = tree(part(archive, "meta.xml")).iterfind(f"{_OFFICE}meta/*")
    return {str(fact.tag): " ".join((fact.text or "").split()) for fact in stated}


def _day(moment: str | None) -> str | None:
    date = iso_date(moment)
    return date[:10] if date else None


def _parents(content: _Element) -> Mapping[str, str]:
    """The named style that each automatic one is made from."""
    styles = content.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
    return {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in styles
    }


def _title(body: _Element, parents: Mapping[str, str]) -> str:
    """The paragraph that is formatted as the title, if it is among the first."""
    for paragraph in itertools.islice(topmost(body, _PARAGRAPHS, _UNSEEN), 5):
        style = paragraph.get(f"{_TEXT}style-name", "")
        level = paragraph.get(f"{_TEXT}outline-level", "1") if paragraph.tag == _HEADING else ""
        words = " ".join(_words(paragraph).split())
        if words and (level == "1" or parents.get(style, style) in _TITLES):
            return words
    return ""


def _blocks(body: _Element) -> Iterator[tuple[bool, str]]:
    """Paragraphs and tables, and whether each is an item of a list."""
    for element in topmost(body, _BLOCKS, _UNSEEN):
        if element.tag == f"{_TABLE}table":
            yield False, _table(element)
        elif element.tag == f"{_TEXT}list":
            for item in topmost(element, _PARAGRAPHS, _UNSEEN):
                yield item.tag != _HEADING, _words(item)  # numbered headings stand in lists, too
        else:
            yield False, _words(element)


def _words(paragraph: _Element) -> str:
    """The words of a paragraph as they are seen, those of text boxes on lines of their own."""
    pieces = [paragraph.text or ""]
    waiting: list[_Element | str] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        waiting.append(element.tail or "")
        if element.tag in _UNSEEN:
            continue
        pieces += [_drawn(element), element.text or ""]
        waiting.extend(reversed(element))
    return "".join(pieces).strip()


def _drawn(element: _Element) -> str:
    """The spaces and line ends that an element stands for."""
    match str(element.tag).removeprefix(_TEXT):
        case "s":
            count = element.get(f"{_TEXT}c", "1")
            return " " * (min(int(count), _LONGEST_GAP) if count.isdecimal() else 1)
        case "tab":
            return "\t"
        case "line-break" | "p" | "h":
            return "\n"
    return ""


def _table(table: _Element) -> str:
    rows = []
    for row in topmost(table, {f"{_TABLE}table-row"}, _UNSEEN):
        cells = (
            " ".join(
                word
                for paragraph in topmost(cell, _PARAGRAPHS, _UNSEEN)
                for word in _words(paragraph).split()
            )
            for cell in row.iterchildren(f"{_TABLE}table-cell")
        )
        rows.append(" | ".join(cells).strip(" |"))
    return "\n".join(row for row in rows if row)
