"""Word documents. The archive is weighed before anything in it is unpacked."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import _Element

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.packages import opened, part, refuse_doctype, topmost, with_lists
from workbench.ingest.page_text import authors, read_page
from workbench.text import canonical

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
_LISTS = ("List Bullet", "List Paragraph")
_TITLES = ("Title", "Heading 1")
# What the libraries write into a new document when nobody says otherwise.
_NO_TITLES = frozenset({"", "word document", "document", "untitled"})
_NO_AUTHORS = frozenset({"", "python-docx", "user", "author", "microsoft office user", "admin"})
_TEXT, _TAB, _BREAK, _CARRIAGE = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN = qn("w:noBreakHyphen")
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# Deleted words, and the second form in which newer shapes repeat their text.
_UNSEEN = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def read(data: bytes) -> ArticleDraft:
    """The article in a Word document, tracked changes taken as accepted."""
    if data.startswith(_OLD_OR_LOCKED):
        raise Refused("It is protected by a password, or an old Word file; save it as docx.")
    _inspect(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise Unreadable("It is damaged, or not a Word document.") from None
    properties = document.core_properties
    stated = properties.title.strip()
    page = read_page(
        canonical("\n\n".join(_blocks(document))),
        _heading(document) or ("" if stated.lower() in _NO_TITLES else stated),
    )
    author = properties.author.strip()
    created = properties.created.date().isoformat() if properties.created else None
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author or (None if author.lower() in _NO_AUTHORS else authors(author)),
        published=page.published or created,
        # When a document was made is not yet when the article appeared.
        date_basis=DateBasis.STATED if page.published else DateBasis.FILE,
        source=page.source,
        extractor="docx",
    )


def _inspect(data: bytes) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares a document type."""
    with opened(data, "a Word document") as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels")):
                refuse_doctype(part(archive, entry))
        if _STRICT in part(archive, "_rels/.rels"):
            raise Refused("It is in Word's strict format; save it as an ordinary docx.")


def _heading(document: Document) -> str:
    """The paragraph that is formatted as the title, if it is among the first."""
    for paragraph in document.paragraphs[:5]:
        style = paragraph.style.name if paragraph.style is not None else None
        if style in _TITLES and paragraph.text.strip():
            return " ".join(paragraph.text.split())
    return ""


def _blocks(document: Document) -> Iterator[str]:
    """The paragraphs, with one bullet list or table as one block of lines."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    # Those inside of form fields are found, too.
    parts = topmost(document.element.body, {_PARAGRAPH, _TABLE}, _UNSEEN)
    yield from with_lists(
        (False, _table(element))
        if element.tag == _TABLE
        else (_is_item(element, styles), _words(element))
        for element in parts
    )


def _is_item(paragraph: _Element, styles: dict[str, str]) -> bool:
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return True
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""
    return name.startswith(_LISTS[0])


def _words(paragraph: _Element) -> str:
    """The words of a paragraph as they are seen."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT:
            pieces.append(element.text or "")
        elif element.tag in {_BREAK, _CARRIAGE}:
            pieces.append("\n")
        elif element.tag == _TAB:
            pieces.append("\t")
        elif element.tag == _HYPHEN:
            pieces.append("-")
        elif element.tag not in _UNSEEN:
            waiting.extend(reversed(element))
    return "".join(pieces).strip()


def _table(table: _Element) -> str:
    rows = [
        " | ".join(" ".join(_words(cell).split()) for cell in row.iter(_CELL)).strip(" |")
        for row in table.iter(_ROW)
    ]
    return "\n".join(row for row in rows if row)
