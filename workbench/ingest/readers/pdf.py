"""PDF files with text in them; the words of a scan are not recognised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.metadata import MOST_CHARACTERS
from workbench.ingest.page_text import authors, read_page
from workbench.ingest.reflow import Line, paragraphs, without_repeats
from workbench.text import canonical

MOST_PAGES = 1_000

_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_NO_TITLE = re.compile(
    r"untitled.*|microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|qxp|rtf|txt|html?)|document\d*|\W*",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\W*(?:page |seite )?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.I)
_PRINTED_FROM = re.compile(r"(https?://\S{4,2000})(?:\s+\d{1,4}/\d{1,4})?")
_PRINTED_ON = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}.*")
# pdfium joins a word that was broken with a hyphen, and leaves a mark where the break was.
_PRINTED_LINE = re.compile("[^\r\n\u0002\ufffe]+[\u0002\ufffe]?")
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, apart from page numbers and what a browser prints at its edges."""

    body: list[Line]
    margin: list[Line]


def read(data: bytes) -> ArticleDraft:
    """The article in a PDF; what is only drawn as a picture is not seen."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("It is protected by a password.") from None
        raise Unreadable("It is damaged, or not a PDF.") from None
    try:
        return _article(document)
    finally:
        document.close()


def _article(document: pypdfium2.PdfDocument) -> ArticleDraft:
    pages = list(_pages(document))
    margins = [line.text for page in pages for line in page.margin]
    url = next((match[1] for words in margins if (match := _PRINTED_FROM.fullmatch(words))), None)
    lines = [line for body in without_repeats([page.body for page in pages]) for line in body]
    text = canonical("\n\n".join(paragraphs(lines)))
    if not text.strip():
        raise Refused("No text was found in it; its pages may be pictures, as scans are.")
    facts = document.get_metadata_dict()
    page = read_page(text, _stated_title(facts.get("Title", "")))
    created = _CREATED.match(facts.get("CreationDate", ""))
    made = iso_date("-".join(created.groups())) if created else None
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author or authors(facts.get("Author", "").strip("\x00 ")),
        published=page.published or made,
        # When a file was made is not yet when the article appeared.
        date_basis=DateBasis.STATED if page.published else DateBasis.FILE,
        url=url,
        source=page.source,
        extractor="pdf",
        notes=_notes(document),
    )


def _notes(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    if len(document) <= MOST_PAGES:
        return ()
    return (f"Only the first {MOST_PAGES:,} of its {len(document):,} pages were read.",)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[_Page]:
    """What stands on each page; an unreadable page is left out."""
    characters = 0
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        height = page.get_height()
        lines = list(_lines(textpage))
        textpage.close()
        page.close()
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise Refused(f"It holds more than {MOST_CHARACTERS:,} characters.")
        margin = [line for line in lines if _is_margin(line, height)]
        yield _Page([line for line in lines if line not in margin], margin)


def _lines(textpage: pypdfium2.PdfTextPage) -> Iterator[Line]:
    text = textpage.get_text_range()
    # Boxes are asked for by character; where the counts differ they would belong to others.
    placed = len(text) == textpage.count_chars()
    for number, match in enumerate(_PRINTED_LINE.finditer(text)):
        words = match[0].strip()
        if words and placed:
            first = match.start() + match[0].index(words[0])
            yield Line(words, *_box(textpage, first, first + len(words) - 1))
        elif words:
            yield Line(words, 0, len(words), -number, -number - 1)


def _box(
    textpage: pypdfium2.PdfTextPage, first: int, last: int
) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a line, its height being the middle one of three letters."""
    boxes = [textpage.get_charbox(n, loose=True) for n in (first, (first + last) // 2, last)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    _, bottom, _, top = sorted(boxes, key=lambda box: box[3] - box[1])[1]
    return left, right, top, bottom


def _is_margin(line: Line, height: float) -> bool:
    """Whether it is a page number, or what a browser prints at the edge of a page."""
    if _MARGIN * height < line.bottom < (1 - _MARGIN) * height:
        return False
    marks = (_PAGE_NUMBER, _PRINTED_ON, _PRINTED_FROM)
    return any(mark.fullmatch(line.text) for mark in marks)


def _stated_title(title: str) -> str:
    title = " ".join(title.strip("\x00 ").split())
    return "" if _NO_TITLE.fullmatch(title) else title
