"""Every form over hostile text: nothing live in the file, and the same text read back.

What could not be the same is in the notes.
"""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain import Kind
from workbench.errors import ExportError
from workbench.export import SUFFIXES, Excerpt, ExportChoices, LinkedPassage, export

MakeExcerpt = Callable[..., Excerpt]

HOSTILE = [
    '=HYPERLINK("http://evil.example";"x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "＝1+1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '</w:t></w:r><w:fldSimple w:instr="INCLUDETEXT c:\\\\x"/>',
    "]]></title><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "}\n@article{evil, title = {x}}",
    "x\r\nER  - \r\nTY  - BOOK",
    "{{ 7 * 7 }}{% for a in b %}{{ cycler.__init__.__globals__ }}",
    "[[wiki]] ![[embed]] #tag ^block %% $x$",
    "javascript:alert(1)",
    "_x0041_ _x000D_",
    "nul\x00 esc\x1b bell\x07",
    "bidi \u202egnp.exe\u2066 \u200f mark",
    "lone \ud800 and \udfff",
    "nonchars \ufffe \uffff \ufdd0",
    "line\u2028sep\u2029 nel\x85 tab\tend",
    " spaces  \n\n at the ends \n",
    "long " + "ж😀" * 20_000,
]
CHANGED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def hostile(make: MakeExcerpt, text: str, number: int = 1) -> Excerpt:
    one = make(
        id=number,
        article_id=number,
        kind=Kind.QUOTE,
        text=text,
        memo=text,
        title=text,
        author=text,
        source=text,
        url=text,
        path=text,
        speaker=text,
        metric=text,
        tags=(text,),
        read_from=text,
    )
    return Excerpt(one.passage, one.article, None, (LinkedPassage("supports", 9, "f" * 32, text),))


def written(tmp_path: Path, form: str, *excerpts: Excerpt, **more: Any) -> tuple[Path, list[str]]:
    path = tmp_path / f"out.{SUFFIXES[form]}"
    report = export(form, path, excerpts, choices=ExportChoices(title="Title", memo="Memo", **more))
    assert report.passages == len(excerpts)
    return path, list(report.notes)


class Page(HTMLParser):
    """The text of the quotes, the tags, and all that an attribute refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.quote: str | None = None
        self.quotes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "blockquote":
            self.quotes.append("")
            self.quote = ""

    def handle_data(self, data: str) -> None:
        if self.quote is not None:
            self.quotes[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.quote = None


def read_page(path: Path) -> Page:
    page = Page()
    page.feed(path.read_bytes().decode())
    page.close()
    return page


def csv_texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            assert row["text"][0] not in "=+-@\t\r＝＋－＠"
            yield row["text"]


def xlsx_texts(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    rest: dict[int, str] = {}
    if "Long texts" in book.sheetnames:
        for passage, column, _part, text in book["Long texts"].iter_rows(2, values_only=True):
            if column == "text":
                rest[passage] = rest.get(passage, "") + text
    for row in book["Excerpts"].iter_rows(2):
        assert all(cell.data_type in {"s", "n", "inlineStr"} for cell in row), "no formula"
        assert all(len(str(cell.value).encode("utf-16-le")) // 2 <= 32_767 for cell in row)
        assert all(cell.hyperlink is None for cell in row)
        yield openpyxl.utils.escape.unescape(row[2].value) + rest.get(row[0].value, "")


def jsonld_texts(path: Path) -> Iterator[str]:
    document = json.loads(path.read_text(encoding="utf-8"))
    items = document["items"]
    for one in items:
        selectors = {each["type"]: each for each in one["target"]["selector"]}
        position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        assert position["end"] - position["start"] == len(quote["exact"])
        yield quote["exact"]


def html_texts(path: Path) -> Iterator[str]:
    page = read_page(path)
    assert not page.tags & {"script", "iframe", "object", "link", "img", "svg", "form", "embed"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert ("meta", "http-equiv", "Content-Security-Policy") in page.attributes
    assert all(v and v.startswith("http") for _, name, v in page.attributes if name == "href")
    yield from page.quotes


def docx_texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert "External" not in relations
    assert "<w:fldSimple" not in body
    for paragraph in docx.Document(str(path)).paragraphs:
        assert paragraph.style is not None
        if paragraph.style.name == "Quote":
            yield paragraph.text


TEXTS = {
    "csv": csv_texts,
    "xlsx": xlsx_texts,
    "jsonld": jsonld_texts,
    "html": html_texts,
    "docx": docx_texts,
}


def same(read: str, given: str, form: str, notes: list[str]) -> bool:
    """Whether the text is the same, but for characters that the notes speak of."""
    if form == "csv" and read.startswith("'") and any("a ' was put" in note for note in notes):
        read = read[1:]
    if form == "docx" and any("carriage" in note for note in notes):
        given = re.sub("\r\n?", "\n", given)
    if read == given:
        return True
    unlike = [(a, b) for a, b in zip(read, given, strict=False) if a != b]
    return (
        len(read) == len(given)
        and all(a == "\ufffd" and CHANGED.match(b) for a, b in unlike)
        and any(note.startswith("Passage") and "U+FFFD" in note for note in notes)
    )


@pytest.mark.parametrize("form", TEXTS)
def test_hostile_text_is_read_back_the_same_or_its_change_is_noted(
    form: str, tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    excerpts = [hostile(excerpt, text, n) for n, text in enumerate(HOSTILE, 1)]
    path, notes = written(tmp_path, form, *excerpts)
    for read, given_text in zip(TEXTS[form](path), HOSTILE, strict=True):
        assert same(read, given_text, form, notes), (form, given_text[:40], read[:40])


@pytest.mark.parametrize("form", TEXTS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_is_read_back_the_same_or_its_change_is_noted(
    form: str, text: str, tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    path, notes = written(tmp_path, form, hostile(excerpt, text))
    (read,) = TEXTS[form](path)
    assert same(read, text, form, notes)


def test_a_record_cannot_be_slipped_into_a_bibliography(
    tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    excerpts = [hostile(excerpt, text, n) for n, text in enumerate(HOSTILE, 1)]
    bib = written(tmp_path, "bib", *excerpts)[0].read_text(encoding="utf-8")
    assert len(re.findall(r"^@", bib, re.MULTILINE)) == len(HOSTILE)
    for entry in bib.split("\n\n")[:-1]:
        depth = 0
        for character in entry:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
    ris = written(tmp_path, "ris", *excerpts)[0].read_bytes().decode()
    assert ris.count("\r\nER  - ") == len(HOSTILE)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", one) for one in ris.split("\r\n") if one)
    csl = json.loads(written(tmp_path, "csl", *excerpts)[0].read_text(encoding="utf-8"))
    assert [one["title"] for one in csl][:3] == HOSTILE[:3]


@pytest.mark.parametrize(
    "source",
    [
        "<script>1</script>",
        "<img src='http://evil.example/x.png'>",
        "<p onclick='x()'>",
        "<style>p { background: url(http://evil.example) }</style>",
        "<a href='javascript:1'>x</a>",
        "<link rel=stylesheet href=x.css>",
        "{{ title.__class__.__mro__ }}",
        "{% for x in %}",
        "{{ 1 / 0 }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_template_cannot_bring_in_what_runs_or_loads(
    source: str, tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    template = tmp_path / "mine.html"
    template.write_text(source)
    (tmp_path / "out.html").write_text("older")
    with pytest.raises(ExportError):
        written(tmp_path, "html", excerpt(), template=template)
    assert (tmp_path / "out.html").read_text() == "older"
