"""What a file's content is, where its name says otherwise.

Only marks that no article of the named format begins with are followed: a page saved by a
browser under another ending, a Word file that is really RTF or HTML.
"""

import re

from workbench.ingest.failures import Refused

_HEAD = 2_048
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PAGE = re.compile(rb"(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html)\b", re.I | re.DOTALL)
# What may stand before the first element of XML: comments, instructions, a document type.
_PROLOGUE = re.compile(
    rb"\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[<>]*(?:\[[^\]]*\]\s*)?>", re.I | re.DOTALL
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})[\s/>]")
_FEEDS = frozenset({b"rss", b"feed", b"rdf"})
_MIME = re.compile(
    rb"(?:^|\n)content-type:\s*multipart/related.*type=\"?text/html", re.I | re.DOTALL
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def format_of(named: str, data: bytes) -> str:
    """The format of `data` from a file whose name says `named`; raises `Refused`."""
    head = data[:_HEAD].lstrip(_BLANK)
    if named == "xml":
        return _xml(data[: 4 * _HEAD])
    if named == "doc":
        return _doc(head)
    if named == "feed":
        return "html" if _PAGE.match(head) else "feed"
    return _marked(head) or named if named in {"text", "markdown", "html"} else named


def _marked(head: bytes) -> str | None:
    """The format whose mark the file begins with, of those that are saved as text or pages."""
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if _MIME.search(head) and b":" in head.partition(b"\n")[0]:
        return "mhtml"
    return "html" if _PAGE.match(head) else None


def _xml(head: bytes) -> str:
    # Without the zeros of UTF-16 and its mark: all that is wanted is the name of an element.
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    position = 0
    while match := _PROLOGUE.match(plain, position):
        position = match.end()
    root = _ROOT.match(plain, position)
    name = root[1].lower() if root else b""
    if name in _FEEDS:
        return "feed"
    if name == b"html":
        return "html"
    raise Refused("It is XML, but neither a feed (RSS, Atom) nor a web page.")


def _doc(head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(_OLD_WORD):
        raise Refused("It is an old Word file; save it as docx.")
    if marked := _marked(head):
        return marked
    raise Refused("It is no Word file that Lode reads; save it as docx.")
