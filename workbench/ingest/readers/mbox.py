"""Mailboxes in the mbox form: messages one after the other, each behind a line "From …"."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from workbench.domain import ArticleDraft
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.members import Member, Names
from workbench.ingest.metadata import complete
from workbench.ingest.readers import eml

MOST_MESSAGES = 200_000

# A paragraph may begin with the word as well: behind the line of a message stand headers, and
# before it an empty line, unless it has a time, as sentences do not.
_MARK = b"From "
_MESSAGE = re.compile(
    rb"(?:(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,500}"
    rb"|(?<=\n)From \S{1,300} [^\n]{0,60}?\d\d:\d\d[^\n]{0,60})\n(?=>?[!-9;-~]{1,80}:)"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ID = re.compile(rb"^message-id:\s{0,20}<([^<>\s]{1,200})>", re.I | re.MULTILINE)
_HEAD = 20_000


def members(data: bytes, modified: float | None) -> Iterator[Member]:
    """The messages, each by its Message-ID or, without one, by its number."""
    starts = list(_starts(data))
    if not starts or data[: starts[0][0]].strip():
        raise Unreadable("It is damaged, or not a mailbox in the mbox form.")
    if len(starts) > MOST_MESSAGES:
        raise Refused(f"It holds more than {MOST_MESSAGES:,} messages; split it.")
    names = Names()
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1):
        message = _QUOTED.sub(rb"\1", data[begin:end])
        stated = _ID.search(message, 0, _HEAD)
        name = names.own(stated[1].decode("ascii", "replace") if stated else str(number))
        yield _member(name, message, modified)


def _starts(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the line of each message begins and ends."""
    # Looked up before it is matched: the pattern alone takes seconds for a large mailbox.
    position = data.find(_MARK)
    while position >= 0:
        if match := _MESSAGE.match(data, position):
            yield match.span()
        position = data.find(_MARK, position + len(_MARK))


def _member(name: str, message: bytes, modified: float | None) -> Member:
    def read(data: bytes) -> ArticleDraft:
        return complete(eml.read(data), PurePath("message"), modified)

    return Member(name, lambda: message, read)
