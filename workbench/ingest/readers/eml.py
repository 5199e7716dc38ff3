"""Mail messages, such as newsletters. Attachments are not opened, nothing is fetched."""

import email.utils
import re
from dataclasses import replace
from email.message import EmailMessage

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused
from workbench.ingest.mime import header, parse, payload
from workbench.ingest.page_text import read_page
from workbench.ingest.readers.html import read_markup
from workbench.ingest.reflow import unwrap, wrapped
from workbench.text import canonical

MOST_PARTS = 200

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_LIST = re.compile(r'"?([^"<>]{1,100}+)"?\s?<')
_SIGNATURE = re.compile(r"\n-- \n")
_LONGEST_SIGNATURE = 1_000


def read(data: bytes) -> ArticleDraft:
    """The article that a message carries in its text, else in its HTML."""
    message = parse(data, most_parts=MOST_PARTS)
    draft = _body(message)
    published = iso_date(_sent(message)) or draft.published
    letter, sender = _list_name(message), _sender(message)
    return replace(
        draft,
        author=draft.author or (sender if letter and sender != letter else None),
        published=published,
        date_basis=DateBasis.STATED if published else draft.date_basis,
        source=letter or sender or draft.source,
        extractor="eml",
    )


def _body(message: EmailMessage) -> ArticleDraft:
    subject = _subject(message)
    plain = _part(message, "plain")
    if plain is not None and (text := _decoded(plain)).strip():
        return _from_text(text, subject)
    html = _part(message, "html")
    if html is not None and (markup := _decoded(html)).strip():
        return read_markup(markup, subject)
    raise Refused("No text was found in it; it may hold attachments only.")


def _part(message: EmailMessage, subtype: str) -> EmailMessage | None:
    """The first part of that kind that is not an attachment."""
    for part in message.walk():
        is_text = part.get_content_maintype() == "text" and part.get_content_subtype() == subtype
        if is_text and isinstance(part, EmailMessage) and not part.is_attachment():
            return part
    return None


def _decoded(part: EmailMessage) -> str:
    text = canonical(decode(payload(part), part.get_content_charset()).text)
    if (part.get_param("format") or "") == "flowed":
        # A space at a line's end says that the paragraph goes on.
        text = re.sub(r"(?<!^--) \n(?!>)", " ", text, flags=re.MULTILINE)
    return text


def _from_text(text: str, subject: str) -> ArticleDraft:
    signature = _SIGNATURE.search(text, max(0, len(text) - _LONGEST_SIGNATURE))
    if signature:
        text = text[: signature.start()]
    page = read_page(unwrap(text) if wrapped(text) else text, subject)
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author,
        published=page.published,
        date_basis=DateBasis.STATED if page.published else DateBasis.UNKNOWN,
        source=page.source,
    )


def _subject(message: EmailMessage) -> str:
    """The subject without the marks of answers and forwarded mail."""
    return _REPLY.sub("", header(message, "Subject"), count=1).strip()


def _sent(message: EmailMessage) -> str | None:
    """The Date header as ISO 8601."""
    words = header(message, "Date")
    try:
        return email.utils.parsedate_to_datetime(words).isoformat() if words else None
    except ValueError:
        return words


def _sender(message: EmailMessage) -> str | None:
    """The sender's name, else the domain that was sent from."""
    sender, address = email.utils.parseaddr(header(message, "From"))
    return sender or address.partition("@")[2] or None


def _list_name(message: EmailMessage) -> str | None:
    """What a newsletter or a mailing list calls itself (RFC 2919): its outlet."""
    named = _LIST.match(header(message, "List-Id"))
    return named[1].strip() or None if named else None
