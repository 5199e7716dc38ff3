"""Mail messages, such as newsletters. Attachments are not opened, nothing is fetched."""

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused
from workbench.ingest.page_text import read_page
from workbench.ingest.readers.html import read_markup
from workbench.ingest.reflow import unwrap, wrapped
from workbench.text import canonical

MOST_PARTS = 200
LONGEST_HEADER = 4_000
"""Characters; Python's parser takes quadratic time on a header."""

_BOUNDARY = re.compile(rb"^--\S", re.MULTILINE)
_PART_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.MULTILINE)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- \n")
_LONGEST_SIGNATURE = 1_000


def read(data: bytes) -> ArticleDraft:
    """The article that a message carries in its text, else in its HTML."""
    _weigh(data)
    message = email.message_from_bytes(data, policy=email.policy.default)
    if sum(1 for _ in message.walk()) > MOST_PARTS:
        raise Refused(f"It has more than {MOST_PARTS} parts.")
    draft = _body(message)
    published = iso_date(_sent(message)) or draft.published
    return replace(
        draft,
        published=published,
        date_basis=DateBasis.STATED if published else draft.date_basis,
        source=_sender(message) or draft.source,
        extractor="eml",
    )


def _weigh(data: bytes) -> None:
    """Refuse what would keep the parser busy beyond all measure."""
    if b":" not in data[:2_000]:
        raise Refused("It has no headers, as a mail message would.")
    if len(_BOUNDARY.findall(data)) > 4 * MOST_PARTS:
        raise Refused(f"It has more than {MOST_PARTS} parts.")
    if any(len(match[0]) > LONGEST_HEADER for match in _PART_HEADER.finditer(data)):
        raise Refused("It has a header of a length that no mail program writes.")


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
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode()
    text = canonical(decode(data, part.get_content_charset()).text)
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


def _header(message: EmailMessage, name: str) -> str:
    """A header's decoded words; an overlong one counts as absent."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if not raw or len(raw) > LONGEST_HEADER:
        return ""
    return " ".join(str(message[name] or "").split())


def _subject(message: EmailMessage) -> str:
    """The subject without the marks of answers and forwarded mail."""
    return _REPLY.sub("", _header(message, "Subject"), count=1).strip()


def _sent(message: EmailMessage) -> str | None:
    """The Date header as ISO 8601."""
    words = _header(message, "Date")
    try:
        return email.utils.parsedate_to_datetime(words).isoformat() if words else None
    except ValueError:
        return words


def _sender(message: EmailMessage) -> str | None:
    """The sender's name, else the domain that was sent from."""
    sender, address = email.utils.parseaddr(_header(message, "From"))
    return sender or address.partition("@")[2] or None
