"""Web pages that a browser saved as one file, with their pictures; only the page is read."""

import email.utils
from collections.abc import Iterator
from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.metadata import web_address
from workbench.ingest.mime import header, parse, payload
from workbench.ingest.readers import html

MOST_PARTS = 5_000
MOST_NESTED = 20

_CUT_OFF = "The file ends before it is complete: what is there of the page was read."


def read(data: bytes) -> ArticleDraft:
    """The article in a page saved as MHTML; its address is the one that was saved from."""
    message = parse(data, most_parts=MOST_PARTS, most_nested=MOST_NESTED)
    part = _page(message)
    address = header(message, "Snapshot-Content-Location") or header(part, "Content-Location")
    draft = html.read(
        payload(part), charset=part.get_content_charset(), address=web_address(address)
    )
    published, basis = draft.published, draft.date_basis
    if published is None and (saved := _saved(message)):
        # When a page was saved is not yet when the article appeared.
        published, basis = saved, DateBasis.FILE
    return replace(
        draft,
        title=draft.title or header(message, "Subject"),
        published=published,
        date_basis=basis,
        extractor="mhtml",
        notes=(*draft.notes, *_notes(message)),
    )


def whole_text(data: bytes) -> str:
    """Everything that stands between the tags of the page, nothing cut."""
    message = parse(data, most_parts=MOST_PARTS, most_nested=MOST_NESTED)
    return html.whole_text(payload(_page(message)))


def _page(message: EmailMessage) -> EmailMessage:
    """The part that is the page itself, and not one of the frames within it."""
    pages = list(_html_parts(message))
    if not pages and message.get_content_maintype() == "multipart" and not message.is_multipart():
        raise Unreadable("It is damaged: the marks between its parts are missing.")
    if not pages:
        raise Refused("It holds no web page.")
    first = str(message.get_param("start") or "")
    address = header(message, "Snapshot-Content-Location")
    for name, wanted in (("Content-ID", first), ("Content-Location", address)):
        for page in pages:
            if wanted and header(page, name) == wanted:
                return page
    return pages[0]


def _html_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        kind = part.get_content_type()
        if kind in {"text/html", "application/xhtml+xml"} and isinstance(part, EmailMessage):
            yield part


def _saved(message: EmailMessage) -> str | None:
    """The day on which the page was saved."""
    try:
        return email.utils.parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except ValueError:
        return None


def _notes(message: EmailMessage) -> tuple[str, ...]:
    cut_off = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    return (_CUT_OFF,) if cut_off else ()
