"""Mail messages."""

import textwrap
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused
from workbench.ingest.readers import eml

FIRST = (
    "Good morning. A reader in Antwerp asks why this letter gave the share as two thirds in "
    "January and as about 70% in February. Did something happen in between?"
)
SECOND = "Nothing did. I had used two tables, and now I shall use only one of them for a while."


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Fwd: The Long Haul #12: Sixty, seventy, wer zählt?"
    mail["From"] = "The Long Haul <letter@haul.example>"
    mail["To"] = "reader@a.example"
    mail["Date"] = "Thu, 27 Mar 2025 07:00:00 +0100"
    for name, value in headers.items():
        del mail[name]
        mail[name] = value
    return mail


def test_a_newsletter() -> None:
    mail = message()
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in (FIRST, SECOND, FIRST))
    mail.set_content(wrapped + "\n\n-- \nThe Long Haul, a letter\n", charset="utf-8")
    mail.add_alternative("<p>The same in <b>HTML</b></p>", subtype="html")
    draft = eml.read(mail.as_bytes(policy=SMTP))
    assert draft.title == "The Long Haul #12: Sixty, seventy, wer zählt?"
    assert draft.source == "The Long Haul"
    assert draft.published == "2025-03-27T07:00:00+01:00"
    assert draft.date_basis is DateBasis.STATED
    assert draft.text == f"{FIRST}\n\n{SECOND}\n\n{FIRST}"


def test_html_alone_is_read_as_a_page() -> None:
    mail = message()
    mail.set_content(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", subtype="html")
    draft = eml.read(mail.as_bytes())
    assert draft.text == f"{FIRST}\n\n{SECOND}"
    assert draft.source == "The Long Haul"


def test_attachments_are_not_opened() -> None:
    mail = message()
    mail.set_content("The body of it.")
    mail.add_attachment("Not this text", filename="a.txt")
    assert eml.read(mail.as_bytes()).text == "The body of it."


def test_only_attachments_hold_no_text() -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(Refused, match="attachments only"):
        eml.read(mail.as_bytes())


def test_flowed_lines_are_joined() -> None:
    source = (
        "Subject: x\nContent-Type: text/plain; format=flowed\n\n"
        "One line that goes \non here.\n\nAnother.\n-- \nSignature"
    )
    assert eml.read(source.encode()).text == "One line that goes on here.\n\nAnother."


def test_the_declared_encoding_is_used() -> None:
    mail = message()
    mail.set_content("Das Erz müsste größer sein, sagte er über die Förderung.", charset="latin-1")
    assert "größer" in eml.read(mail.as_bytes()).text


def test_a_sender_without_a_name_is_a_domain() -> None:
    mail = message(From="letter@haul.example", Subject="x")
    mail.set_content("Text of it.")
    assert eml.read(mail.as_bytes()).source == "haul.example"


def test_a_newsletter_is_the_outlet_and_its_sender_the_author() -> None:
    mail = message(From="Nadia Verhoeven <nadia@haul.example>")
    mail["List-Id"] = "The Long Haul <letter.haul.example>"
    mail.set_content("Text of it.")
    draft = eml.read(mail.as_bytes())
    assert (draft.source, draft.author) == ("The Long Haul", "Nadia Verhoeven")
    del mail["List-Id"]
    mail["List-Id"] = "<letter.haul.example>"
    draft = eml.read(mail.as_bytes())
    assert (draft.source, draft.author) == ("Nadia Verhoeven", None)


def test_a_date_that_is_none_does_no_harm() -> None:
    source = b"Subject: x\nDate: yesterday at noon\n\nText of it."
    assert eml.read(source).published is None


def test_3000_nested_parts_are_refused() -> None:
    body = "Content-Type: text/plain\n\nhello"
    for number in range(3_000):
        kind = f'Content-Type: multipart/mixed; boundary="b{number}"'
        body = f"{kind}\n\n--b{number}\n{body}\n--b{number}--"
    with pytest.raises(Refused, match="more than 200 parts"):
        eml.read(f"Subject: x\n{body}".encode())


def test_a_chain_of_forwarded_messages_ends_in_a_refusal_or_recursion_error() -> None:
    source = "Subject: x\n" + "Content-Type: message/rfc822\n\n" * 3_000 + "Subject: y\n\nhello"
    with pytest.raises((Refused, RecursionError)):
        eml.read(source.encode())


def test_a_header_of_100_kilobytes_is_refused_or_left_out() -> None:
    kind = b"Content-Type: text/plain; " + b'a="b"; ' * 15_000
    with pytest.raises(Refused, match="header of a length"):
        eml.read(b"Subject: x\n" + kind + b"\n\nhello there")
    subject = b"Subject: " + b"=?utf-8?q?a?= " * 8_000
    draft = eml.read(subject + b"\nFrom: a@b.example\n\nhello there all")
    assert (draft.title, draft.text) == ("", "hello there all")


def test_what_has_no_headers_is_refused() -> None:
    with pytest.raises(Refused, match="no headers"):
        eml.read(b"just some words")
