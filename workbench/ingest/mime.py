"""Messages of many parts, as mails and saved pages are: parsed with caps, nothing fetched.

Python's parser takes quadratic time on long headers and recurses over parts, so both are
counted before it runs.
"""

import email
import email.policy
import re
from email.message import EmailMessage

from workbench.ingest.failures import Refused

LONGEST_HEADER = 4_000
"""Characters; Python's parser takes quadratic time on a header."""

_BOUNDARY = re.compile(rb"^--\S", re.MULTILINE)
_PART_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.MULTILINE)
_NESTING = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.MULTILINE)


def parse(data: bytes, *, most_parts: int, most_nested: int | None = None) -> EmailMessage:
    """The message in `data`; raises `Refused` for what would keep the parser busy for long.

    `most_nested` caps the parts that hold parts, and with them the depth.
    """
    if b":" not in data[:2_000]:
        raise Refused("It has no headers, as a mail message would.")
    too_many = f"It has more than {most_parts:,} parts."
    if sum(1 for _ in _BOUNDARY.finditer(data)) > 4 * most_parts:
        raise Refused(too_many)
    if most_nested is not None and sum(1 for _ in _NESTING.finditer(data)) > most_nested:
        raise Refused("Its parts are nested too deeply.")
    if any(len(match[0]) > LONGEST_HEADER for match in _PART_HEADER.finditer(data)):
        raise Refused("It has a header of a length that no mail program writes.")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if sum(1 for _ in message.walk()) > most_parts:
        raise Refused(too_many)
    return message


def header(message: EmailMessage, name: str) -> str:
    """A header's decoded words; an overlong one counts as absent."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if not raw or len(raw) > LONGEST_HEADER:
        return ""
    return " ".join(str(message[name] or "").split())


def payload(part: EmailMessage) -> bytes:
    """The bytes that a part carries, without its transfer encoding."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else str(content or "").encode()
