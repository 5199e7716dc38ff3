"""EPUB books."""

from collections.abc import Callable, Mapping

import pytest

from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import epub

Zip = Callable[[Mapping[str, bytes]], bytes]

CONTAINER = b"""<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = b"""<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Cranes</dc:title>
<dc:creator>Ann Oakes</dc:creator><dc:date>2025-03-12</dc:date><dc:language>en-GB</dc:language>
<dc:publisher>Quay Press</dc:publisher></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/second%20part.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/first.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="cover.png" media-type="image/png"/>
<item id="x" href="missing.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/>LAST</spine></package>"""


def chapter(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>x</title></head><body>{body}</body></html>"
    ).encode()


def parts(last: bytes = b"") -> dict[str, bytes]:
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE.replace(b"LAST", last),
        "OEBPS/nav.xhtml": chapter("<nav>Contents</nav>"),
        "OEBPS/text/first.xhtml": chapter("<h1>One</h1><p>The crane was bought.</p>"),
        "OEBPS/text/second part.xhtml": chapter("<p>It will stand, “they” say.</p>"),
    }


def test_chapters_in_reading_order_with_the_books_facts(zip_of: Zip) -> None:
    draft = epub.read(zip_of(parts()))
    assert draft.text == "One\n\nThe crane was bought.\n\nIt will stand, “they” say."
    assert (draft.title, draft.author, draft.published) == ("Cranes", "Ann Oakes", "2025-03-12")
    assert (draft.source, draft.language, draft.notes) == ("Quay Press", "en", ())


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
def test_a_chapter_in_the_encoding_that_it_states(zip_of: Zip, encoding: str) -> None:
    words = (
        f'<?xml version="1.0" encoding="{encoding}"?><html><body><p>Кран куплен.</p></body></html>'
    )
    parted = {**parts(), "OEBPS/text/first.xhtml": words.encode(encoding)}
    assert epub.read(zip_of(parted)).text.startswith("Кран куплен.\n\n")


def test_a_part_that_is_no_text_is_told(zip_of: Zip) -> None:
    draft = epub.read(zip_of({**parts(), "OEBPS/text/first.xhtml": bytes(range(256)) * 20}))
    assert draft.notes == ("1 of its 2 parts could not be read.",)


def test_a_missing_part_is_told(zip_of: Zip) -> None:
    draft = epub.read(zip_of(parts(b'<itemref idref="x"/>')))
    assert draft.notes == ("1 of its 3 parts could not be read.",)


def test_damaged_and_protected_books(zip_of: Zip) -> None:
    with pytest.raises(Unreadable):
        epub.read(zip_of({"mimetype": b"x"}))
    locked = b'<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    with pytest.raises(Refused, match="copying"):
        epub.read(zip_of({**parts(), "META-INF/encryption.xml": locked}))
    bomb = PACKAGE.replace(b"<package", b'<!DOCTYPE p [<!ENTITY a "aa">]><package')
    with pytest.raises(Refused):
        epub.read(zip_of({**parts(), "OEBPS/book.opf": bomb}))
