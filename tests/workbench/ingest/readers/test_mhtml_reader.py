"""Web pages saved as one file."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import mhtml

WORDS = (
    "The northern quay has a new crane, which lifts 40 tonnes and was bought in Trieste for a "
    "price that the harbour board did not want to name before its meeting in December."
)
PAGE = (
    "<html><head><title>A crane for the quay</title></head><body><nav><a href='/'>Home</a></nav>"
    f"<article><h1>A crane for the quay</h1><p>{WORDS}</p><p>Größer als gedacht. {WORDS}</p>"
    "<img src='cid:crane'></article></body></html>"
)


def saved(page: str = PAGE, charset: str = "utf-8", **headers: str) -> EmailMessage:
    """What Blink writes: the page first, a frame and a picture after it."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://harbour.example/2025/crane"
    message["Subject"] = "A crane for the quay - Harbour Ledger"
    message["Date"] = "Mon, 17 Nov 2025 11:28:18 -0000"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.make_related()
    location = "https://harbour.example/2025/crane"
    message.add_related(page, subtype="html", charset=charset, cid="<page@mhtml.blink>")
    message.add_related("<p>An advertisement in a frame</p>", subtype="html", cid="<ad>")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<crane>")
    parts = message.get_payload()
    assert isinstance(parts, list)
    parts[0]["Content-Location"] = location
    return message


def test_a_saved_page() -> None:
    draft = mhtml.read(saved().as_bytes(policy=SMTP))
    assert draft.title == "A crane for the quay"
    assert draft.text == f"{WORDS}\n\nGrößer als gedacht. {WORDS}"
    assert draft.url == "https://harbour.example/2025/crane"
    assert (draft.extractor, draft.notes) == ("mhtml", ())


def test_the_day_of_saving_is_the_files_date() -> None:
    draft = mhtml.read(saved(Snapshot_Content_Location="cid:none").as_bytes())
    assert (draft.published, draft.date_basis) == ("2025-11-17", DateBasis.FILE)


def test_a_date_that_is_none_does_no_harm() -> None:
    draft = mhtml.read(saved(Date="at noon").as_bytes())
    assert (draft.published, draft.date_basis) == (None, DateBasis.UNKNOWN)


def test_the_address_of_the_page_itself_counts_when_the_file_has_none() -> None:
    message = saved()
    del message["Snapshot-Content-Location"]
    assert mhtml.read(message.as_bytes()).url == "https://harbour.example/2025/crane"


def test_the_subject_is_the_title_of_a_page_that_has_none() -> None:
    page = f"<html><body><article><p>{WORDS}</p><p>{WORDS} Indeed.</p></article></body></html>"
    assert mhtml.read(saved(page).as_bytes()).title == "A crane for the quay - Harbour Ledger"


def test_the_encoding_of_the_part_is_used() -> None:
    draft = mhtml.read(saved(charset="iso-8859-1").as_bytes())
    assert "Größer als gedacht." in draft.text


@pytest.mark.parametrize("mark", ["start", "location"])
def test_a_page_that_stands_behind_a_frame_is_found(mark: str) -> None:
    message = saved()
    parts = message.get_payload()
    assert isinstance(parts, list)
    parts.insert(0, parts.pop(1))
    if mark == "start":
        message.set_param("start", "<page@mhtml.blink>")
        del message["Snapshot-Content-Location"]
    assert "northern quay" in mhtml.read(message.as_bytes()).text


def test_a_file_that_is_cut_off_is_degraded() -> None:
    data = saved().as_bytes()
    draft = mhtml.read(data[: data.index(b"An advertisement")])
    assert "northern quay" in draft.text
    assert draft.notes == (
        "The file ends before it is complete: what is there of the page was read.",
    )


def test_marks_between_parts_that_are_missing_are_damage() -> None:
    data = saved().as_bytes()
    head, _, rest = data.partition(b"\n\n")
    with pytest.raises(Unreadable, match="marks between its parts are missing"):
        mhtml.read(head + b"\n\n" + rest.replace(b"--=====", b"  ====="))


def test_a_file_without_a_page_is_refused() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(Refused, match="holds no web page"):
        mhtml.read(message.as_bytes())


def test_nested_parts_are_refused() -> None:
    body = "Content-Type: text/html\n\n<p>hello</p>"
    for number in range(3_000):
        kind = f'Content-Type: multipart/related; boundary="b{number}"'
        body = f"{kind}\n\n--b{number}\n{body}\n--b{number}--"
    with pytest.raises(Refused, match="nested too deeply"):
        mhtml.read(f"Subject: x\n{body}".encode())


def test_parts_without_number_are_refused() -> None:
    part = "--b\nContent-Type: image/png\n\nx\n"
    source = f'Content-Type: multipart/related; boundary="b"\n\n{part * 5_001}--b--\n'
    with pytest.raises(Refused, match="more than 5,000 parts"):
        mhtml.read(source.encode())


def test_what_has_no_headers_is_refused() -> None:
    with pytest.raises(Refused, match="no headers"):
        mhtml.read(b"just some words")
