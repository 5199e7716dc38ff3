"""What a file is, where its ending says otherwise."""

import pytest

from workbench.ingest.failures import Refused
from workbench.ingest.sniff import format_of

PAGE = b"<!DOCTYPE html><html><title>x</title></html>"


@pytest.mark.parametrize(
    ("named", "data", "form"),
    [
        (
            "html",
            b"From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
            b' type="text/html"; boundary="x"\n',
            "mhtml",
        ),
        ("text", PAGE, "html"),
        ("text", b"A talk about <html> pages", "text"),
        ("text", b"%PDF-1.7", "pdf"),
        ("doc", b"{\\rtf1 x}", "rtf"),
        ("doc", PAGE, "html"),
        ("feed", b"\n" + PAGE, "html"),
        ("feed", b"<rss/>", "feed"),
        ("xml", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><rss version='2.0'>", "feed"),
        ("xml", b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">', "feed"),
        ("xml", b'<!DOCTYPE rdf:RDF [\n<!ENTITY a "b">\n]>\n<rdf:RDF xmlns="x">', "feed"),
        ("xml", '<?xml version="1.0"?><rss>'.encode("utf-16"), "feed"),
        ("xml", b'<!DOCTYPE html PUBLIC "x" "y">\n<html lang="en">', "html"),
    ],
)
def test_marks_of_other_formats(named: str, data: bytes, form: str) -> None:
    assert format_of(named, data) == form


@pytest.mark.parametrize(
    "data", [b"<inventory><feed/></inventory>", b"<!-- <rss> --><svg>", b"words", b"<?xml ?>"]
)
def test_other_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="neither a feed"):
        format_of("xml", data)
