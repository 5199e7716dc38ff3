"""Documents that are zip archives of XML: opened with caps, and the walks that they share.

Nothing is ever unpacked to disk: the names in an archive are looked up, and mean no path.
"""

import contextlib
import io
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from workbench.ingest.failures import Refused, Unreadable

MOST_PARTS = 5_000
MOST_BYTES = 250 * 1024 * 1024
"""Of all parts, unpacked; pictures do not shrink, so a true document stays below it."""
MOST_XML_BYTES = 50 * 1024 * 1024
"""Of one part that is parsed; a parsed tree takes about ten times its source."""

_CHUNK = 1024 * 1024
_TOO_MUCH = "It unpacks to far more than a document needs."
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, KeyError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, UnicodeDecodeError),
)
"""What `zipfile` raises for archives that are damaged, or packed in a way it does not know."""


@contextlib.contextmanager
def opened(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive in `data`, weighed; what breaks in the block is damage to `name`.

    `name` completes "It is damaged, or not ...". A part that is missing or cannot be unpacked
    raises `Unreadable`; an archive that would unpack to too much raises `Refused`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _weigh(archive.infolist())
            yield archive
    except RecursionError:  # a RuntimeError, and the worker has words of its own for it
        raise
    except DAMAGE:
        raise Unreadable(f"It is damaged, or not {name}.") from None


def _weigh(parts: Collection[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Refused(f"It consists of {len(parts):,} parts.")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused(_TOO_MUCH)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("It is protected by a password.")


def part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """The bytes of one part; raises `Refused` when they are too many to be parsed."""
    # Read in pieces: the sizes in an archive's directory are only what it claims.
    pieces: list[bytes] = []
    size = 0
    with archive.open(name) as file:
        while piece := file.read(_CHUNK):
            size += len(piece)
            if size > MOST_XML_BYTES:
                raise Refused(_TOO_MUCH)
            pieces.append(piece)
    return b"".join(pieces)


def refuse_doctype(source: bytes) -> None:
    """Refuse XML that declares a document type: that is where entities come from."""
    if any(mark in source for mark in _DOCTYPES):
        raise Refused("Its XML declares a document type, which no such document needs.")


def tree(source: bytes) -> _Element:
    """The XML as a tree without comments; loads nothing and expands no entity."""
    return _parsed(source, recover=False)


def mended_tree(source: bytes) -> _Element:
    """What can be had of damaged XML, with the same caution; parts of it may be missing."""
    return _parsed(source, recover=True)


def _parsed(source: bytes, *, recover: bool) -> _Element:
    refuse_doctype(source)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True, recover=recover,
    )  # fmt: skip
    try:
        root = etree.fromstring(source, parser=parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Unreadable("Its XML is damaged, or nested too deeply to be read.")
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # in an encoding that the look at the bytes missed
        raise Refused("Its XML declares a document type, which no such document needs.")
    return root


def topmost(
    container: _Element, wanted: Collection[str], unseen: Collection[str]
) -> Iterator[_Element]:
    """The elements of the `wanted` names in `container`, none within another or in `unseen`."""
    # By hand and not by recursion: a tree may be deeper than Python's stack.
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in unseen:
            waiting.extend(reversed(element))


def with_lists(paragraphs: Iterable[tuple[bool, str]]) -> Iterator[str]:
    """The paragraphs that hold something; items, marked true, become blocks of bulleted lines."""
    items: list[str] = []
    for is_item, text in paragraphs:
        if not text:
            continue
        if is_item:
            items.append(f"• {text}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield text
    if items:
        yield "\n".join(items)
