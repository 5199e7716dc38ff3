"""Electronic books: the text of their chapters in reading order, and what the package states."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element
from lxml.html import HTMLParser, document_fromstring

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.main_text import fits, visible_text
from workbench.ingest.packages import opened, part, tree
from workbench.ingest.page_text import authors
from workbench.languages import language_code
from workbench.text import canonical

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/xml")
_CIPHER = b"http://www.w3.org/2001/04/xmlenc#aes"
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_HEAD = 400
_MOST_CHARACTERS = 10_000_000


def read(data: bytes) -> ArticleDraft:
    """The text of a book without its cover, table of contents and pictures."""
    with opened(data, "an EPUB book") as archive:
        names = frozenset(archive.namelist())
        if _ENCRYPTION in names and _CIPHER in part(archive, _ENCRYPTION):
            raise Refused("It is protected against copying.")
        rootfile = next(tree(part(archive, _CONTAINER)).iter(_ROOTFILE), None)
        if rootfile is None:
            raise Unreadable("It is damaged, or not an EPUB book.")
        root_path = rootfile.get("full-path", "")
        package = tree(part(archive, root_path))
        chapters = list(_chapters(package, posixpath.dirname(root_path)))
        texts: list[str] = []
        lost = 0
        for path in chapters:
            text = _text(part(archive, path)) if path in names else None
            lost += text is None
            texts.append(text or "")
            if sum(map(len, texts)) > _MOST_CHARACTERS:
                raise Refused("It is longer than Lode reads.")
    published = iso_date(_fact(package, "date"))
    return ArticleDraft(
        title=_fact(package, "title"),
        text="\n\n".join(filter(None, texts)),
        author=authors(", ".join(_facts(package, "creator"))) or None,
        published=published,
        date_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        source=_fact(package, "publisher") or None,
        url=_fact(package, "source") or None,
        language=language_code(_fact(package, "language")),
        extractor="epub",
        notes=(f"{lost} of its {len(chapters)} parts could not be read.",) if lost else (),
    )


def _chapters(package: _Element, folder: str) -> Iterator[str]:
    """Paths of the parts that are read, in order, without the table of contents."""
    items = {item.get("id", ""): item for item in package.iter(f"{_PACKAGE}item")}
    for reference in package.iter(f"{_PACKAGE}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or reference.get("linear") == "no":
            continue
        is_contents = "nav" in (item.get("properties") or "").split()
        if item.get("media-type") in _CHAPTERS and not is_contents:
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _text(chapter: bytes) -> str | None:
    """The paragraphs of a chapter; None when it cannot be read."""
    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    declared = _ENCODING.match(chapter[:_HEAD])
    try:
        words = decode(chapter, declared[1].decode("ascii") if declared else None).text
        page = document_fromstring(canonical(words).encode(), parser)
    except Refused:  # no text at all, whatever the package says of it
        return None
    except (etree.ParserError, etree.XMLSyntaxError):
        return "" if not chapter.strip() else None
    return "\n\n".join(visible_text(page).split("\n")) if fits(page) else None


def _facts(package: _Element, name: str) -> list[str]:
    elements = package.iter(f"{_CORE}{name}")
    return [" ".join("".join(map(str, found.itertext())).split()) for found in elements]


def _fact(package: _Element, name: str) -> str:
    return next(filter(None, _facts(package, name)), "")
