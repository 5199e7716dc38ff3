"""Mailboxes: where one message ends and the next begins."""

import pytest

from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import mbox

WORDS = "The board voted on Monday to buy a second crane for the quay."


def message(number: int, body: str = WORDS, name: str = "") -> str:
    stated = f"Message-ID: <{name}>\n" if name else ""
    return (
        f"From ann@example.invalid Mon Mar 10 10:00:0{number} 2025\n"
        f"From: Ann Oakes <ann@example.invalid>\nSubject: Letter {number}\n{stated}\n{body}\n\n"
    )


def members(content: str) -> list[tuple[str, str]]:
    found = mbox.members(content.encode(), None)
    return [(one.name, one.read(one.content()).text) for one in found]


def test_a_paragraph_that_begins_like_a_message_is_none() -> None:
    body = f"{WORDS}\n\nFrom the quay it could be seen.\n\nFrom here on it is text: all of it."
    assert members(message(1, body)) == [("1", body)]


def test_quoted_marks_lose_their_sign() -> None:
    body = f"{WORDS}\n\n>From the quay it could be seen."
    [(_, text)] = members(message(1, body))
    assert text.endswith("\n\nFrom the quay it could be seen.")


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n\nFrom ann", "\nFrom ann")])
def test_line_ends_and_missing_empty_lines(change: tuple[str, str]) -> None:
    content = (message(1) + message(2)).replace(*change)
    assert [text for _, text in members(content)] == [WORDS, WORDS]


def test_messages_are_called_by_their_own_names() -> None:
    content = message(1, name="a@x") + message(2) + message(3, name="a@x")
    assert [name for name, _ in members(content)] == ["a@x", "2", "a@x (2)"]


def test_what_is_no_mailbox_is_said_to_be_none() -> None:
    for content in ("Words.", f"Words before.\n\n{message(1)}", "From the quay.\n\nMore."):
        with pytest.raises(Unreadable):
            members(content)


def test_a_mailbox_of_too_many_messages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MOST_MESSAGES", 1)
    with pytest.raises(Refused, match="more than 1 messages"):
        members(message(1) + message(2))
