"""PDF files, made by hand."""

import textwrap
from collections.abc import Callable

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import pdf

FIRST = (
    "Prices of heavy rare earths outside China have risen by more than a third in ten days as "
    "exporters wait for licences that no office yet seems able to issue, traders said on Tuesday."
)
SECOND = "The licensing office did not answer questions sent by fax, which is how it takes them."


def set_in_lines(*texts: str, top: float = 720) -> list[tuple[float, float, float, str]]:
    lines = []
    for text in texts:
        for words in textwrap.wrap(text, 70):
            lines.append((60, top, 11, words))
            top -= 14
    return lines


def test_an_article(pdf_of: Callable[..., bytes]) -> None:
    draft = pdf.read(
        pdf_of(
            [
                [
                    (60, 780, 20, "Rare earth prices climb as"),
                    (60, 756, 20, "licences stall"),
                    (60, 738, 11, "By Ana Ortiz | 15 April 2025"),
                    *set_in_lines(FIRST, SECOND),
                    (290, 30, 9, "1"),
                ]
            ],
            {"Title": "Microsoft Word - final2.doc", "CreationDate": "D:20250416090000+02'00'"},
        )
    )
    assert draft.title == "Rare earth prices climb as licences stall"
    assert draft.author == "Ana Ortiz"
    assert (draft.published, draft.date_basis) == ("2025-04-15", DateBasis.STATED)
    assert draft.text == f"{FIRST}\n\n{SECOND}"


def test_facts_of_the_file(pdf_of: Callable[..., bytes]) -> None:
    facts = {"Title": "Prices climb", "Author": "Ana Ortiz", "CreationDate": "D:20250416090000"}
    draft = pdf.read(pdf_of([set_in_lines(FIRST)], facts))
    assert (draft.title, draft.author) == ("Prices climb", "Ana Ortiz")
    assert (draft.published, draft.date_basis) == ("2025-04-16", DateBasis.FILE)


def test_hyphens_at_line_ends_are_joined(pdf_of: Callable[..., bytes]) -> None:
    lines = [
        (60, 700, 11, "The price of neodymium and of the other miner-"),
        (60, 686, 11, "als rose."),
    ]
    assert "of the other minerals rose." in pdf.read(pdf_of([lines])).text


def test_a_paragraph_goes_on_on_the_next_page(pdf_of: Callable[..., bytes]) -> None:
    lines = set_in_lines(FIRST)
    pages = [
        [(60, 820, 9, "Harbour Review"), *lines[:2], (290, 30, 9, "Page 1 of 2")],
        [(60, 820, 9, "Harbour Review"), *lines[2:], (290, 30, 9, "Page 2 of 2")],
    ]
    assert pdf.read(pdf_of(pages)).text == FIRST


def test_what_a_browser_prints_at_the_edges_is_cut_and_its_address_kept(
    pdf_of: Callable[..., bytes],
) -> None:
    edges = [
        (30, 825, 8, "4/16/25, 9:14 AM"),
        (30, 15, 8, "https://harbour.example/2025/04/15/prices 1/1"),
    ]
    draft = pdf.read(pdf_of([[*edges, *set_in_lines(FIRST)]]))
    assert draft.text == FIRST
    assert draft.url == "https://harbour.example/2025/04/15/prices"


def test_pages_without_text_are_refused(pdf_of: Callable[..., bytes]) -> None:
    with pytest.raises(Refused, match="No text was found in it; its pages may be pictures"):
        pdf.read(pdf_of([[], []]))


@pytest.mark.parametrize("kept", [0, 5, 40, 300])
def test_a_cut_off_file_fails_or_says_that_it_has_no_text(
    kept: int, pdf_of: Callable[..., bytes]
) -> None:
    with pytest.raises((Unreadable, Refused)):
        pdf.read(pdf_of([set_in_lines(FIRST)])[:kept])


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="damaged, or not a PDF"):
        pdf.read(b"<html>Not a PDF at all</html>")


def test_pages_beyond_the_limit_are_noted(
    pdf_of: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    draft = pdf.read(pdf_of([set_in_lines(FIRST), set_in_lines(SECOND), set_in_lines("Third")]))
    assert "Third" not in draft.text
    assert draft.notes == ("Only the first 2 of its 3 pages were read.",)
