"""Every form, read back by another library: what it holds, and that nothing in it runs."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html
from markdown_it import MarkdownIt

from workbench.domain import PassageGrouping, Quantity
from workbench.errors import ExportError, UsageError
from workbench.export import (
    FORMS,
    Excerpt,
    ExportChoices,
    LinkedPassage,
    export,
    standard_template,
)
from workbench.tasks import Cancelled, Task

MakeExcerpt = Callable[..., Excerpt]

HOSTILE = {
    "formula": '=cmd|" /C calc"!A0',
    "plus": "+1+2",
    "at": "@SUM(1:2)",
    "markup": "<script>alert(1)</script><img src=http://x.example/p.png onerror=alert(1)>",
    "style": "</style><link rel=stylesheet href=//x.example/s.css>",
    "markdown": "![p](http://x.example/p.png) [l](javascript:alert(1)) <b>x</b> `c` # h",
    "template": "{{ 7 * 7 }}{% include 'x' %}${7*7}",
    "bidi": "a\u202etxt.exe\u202c b \u2066c\u2069",
    "quotes": '"\'`\\"; -- \r\n\tend',
    "latex": r"\input{/etc/passwd} $x_1$ % & # ~ ^ {}",
    "ris": "x\r\nER  - \r\nTY  - BOOK",
    "long": "ä" * 40_000,
}
UNWRITABLE = {"nul": "a\x00b", "surrogate": "a\ud800b", "control": "a\x01\x1bb"}


def written(form: str, excerpts: list[Excerpt], folder: Path, **choices: Any) -> bytes:
    path = folder / f"out.{form}"
    export(form, path, excerpts, choices=ExportChoices(**choices))
    return path.read_bytes()


def cells(content: bytes, sheet: str = "Excerpts") -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *rows = book[sheet].iter_rows()
    names = [cell.value for cell in head]
    for row in rows:
        assert all(cell.data_type != "f" for cell in row)
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


@pytest.fixture
def two(excerpt: MakeExcerpt) -> list[Excerpt]:
    first = excerpt(tags=("valuation", "minerals"), speaker="Ana Ortiz", metric="Value")
    second = excerpt(id=13, text="$15 trillion", article_id=4, title="Other", tags=("minerals",))
    return [first, second]


def test_a_workbook_has_numbers_as_numbers_and_all_else_as_text(
    tmp_path: Path, excerpt: MakeExcerpt, dollars: Quantity
) -> None:
    content = written("xlsx", [excerpt(quantity=dollars, memo="007")], tmp_path)
    [row] = cells(content)
    assert (row["value"], row["currency"], row["memo"]) == (14.8e12, "USD", "007")
    assert row["text"] == "an estimated $14.8 trillion"
    [article] = cells(content, "Articles")
    assert article["text_sha256"] == "ab" * 32


def test_what_is_longer_than_a_cell_goes_on_in_a_sheet_of_its_own(
    tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    words = "".join(chr(97 + n % 26) for n in range(70_000))
    path = tmp_path / "long.xlsx"
    report = export("xlsx", path, [excerpt(memo=words)])
    [row] = cells(path.read_bytes())
    rest = cells(path.read_bytes(), "Long texts")
    assert row["memo"] + "".join(part["text"] for part in rest) == words
    assert any("Long texts" in note for note in report.notes)


def test_annotations_are_those_of_the_w3c(
    tmp_path: Path, excerpt: MakeExcerpt, dollars: Quantity
) -> None:
    link = LinkedPassage("supports", 40, "f" * 32, "It is worth less.")
    made = excerpt(quantity=dollars, tags=("valuation",), memo="Why?", speaker="Ana Ortiz")
    page = json.loads(
        written("jsonld", [Excerpt(made.passage, made.article, None, (link,))], tmp_path)
    )
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    [item] = page["items"]
    assert item["type"] == "Annotation"
    position, quote = item["target"]["selector"]
    assert (position["type"], position["start"], position["end"]) == (
        "TextPositionSelector",
        4812,
        4839,
    )
    assert (quote["exact"], quote["prefix"]) == ("an estimated $14.8 trillion", "valued at ")
    assert {body["purpose"] for body in item["body"]} == {"tagging", "commenting"}
    assert item["lode:quantity"]["value"] == 14.8e12
    assert item["lode:links"][0]["does"] == "supports"
    assert item["target"]["source"]["lode:textSha256"] == "ab" * 32


def test_an_html_document_is_one_file_with_a_policy(tmp_path: Path, two: list[Excerpt]) -> None:
    content = written("html", two, tmp_path, title="Minerals", memo="As of May.")
    tree = html.fromstring(content.decode())
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy
    assert policy[0].startswith("default-src 'none'")
    assert tree.xpath("//h1/text()") == ["Minerals"]
    assert tree.xpath("//h2/text()") == ["A prize in the ground", "Other"]
    marked = [node.text_content() for node in tree.xpath("//mark")]
    assert marked == ["an estimated $14.8 trillion", "$15 trillion"]
    assert "SHA-256 " + "ab" * 32 in tree.text_content()


def test_excerpts_are_grouped_by_tag_and_stand_under_each(
    tmp_path: Path, two: list[Excerpt]
) -> None:
    content = written("html", two, tmp_path, by=PassageGrouping.TAGS)
    tree = html.fromstring(content.decode())
    assert tree.xpath("//h2/text()") == ["valuation", "minerals"]
    assert len(tree.xpath("//section")) == 3
    assert "2 passages from 2 articles." in tree.text_content()


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        (PassageGrouping.WHO, ["Ana Ortiz", "Nobody named"]),
        (PassageGrouping.METRIC, ["Value", "No metric"]),
        (PassageGrouping.STORY, ["A prize in the ground", "Other"]),
        (PassageGrouping.OUTLET, ["Harbour Ledger"]),
    ],
)
def test_groups_have_headings(
    tmp_path: Path, two: list[Excerpt], by: PassageGrouping, headings: list[str]
) -> None:
    document = docx.Document(io.BytesIO(written("docx", two, tmp_path, by=by)))
    found = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert found == headings


def test_a_word_document_holds_words_and_facts(tmp_path: Path, two: list[Excerpt]) -> None:
    document = docx.Document(io.BytesIO(written("docx", two, tmp_path, title="Minerals")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "Minerals"
    assert "an estimated $14.8 trillion" in lines
    assert "Speaker: Ana Ortiz" in lines
    assert "Tags: valuation, minerals" in lines


def test_a_word_template_gives_its_styles_and_words(tmp_path: Path, two: list[Excerpt]) -> None:
    template = tmp_path / "own.docx"
    own = docx.Document()
    own.add_paragraph("Our house's first page")
    own.save(str(template))
    found = docx.Document(io.BytesIO(written("docx", two, tmp_path, template=template)))
    assert found.paragraphs[0].text == "Our house's first page"
    template.write_text("no archive")
    with pytest.raises(ExportError, match="no Word document"):
        written("docx", two, tmp_path, template=template)


def test_a_users_template_is_filled_in_safely(tmp_path: Path, excerpt: MakeExcerpt) -> None:
    template = tmp_path / "own.html"
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    template.write_text(
        policy + "{% for block in document.blocks if block.type == 'excerpt' %}"
        "<p>{{ block.text }}</p>{% endfor %}"
    )
    content = written("html", [excerpt(text="<b>5</b> {{ 7*7 }}")], tmp_path, template=template)
    assert content.decode() == policy + "<p>&lt;b&gt;5&lt;/b&gt; {{ 7*7 }}</p>"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("line one\n{% for x %}", "line 2"),
        ("{{ document.nothing }}", "cannot be filled in"),
        ("{{ ''.__class__.__mro__ }}", "cannot be filled in"),
        ("{{ document.__init__.__globals__ }}", "cannot be filled in"),
    ],
)
def test_a_template_with_a_mistake_or_a_trick_is_refused(
    tmp_path: Path, two: list[Excerpt], template: str, told: str
) -> None:
    path = tmp_path / "own.md"
    path.write_text(template)
    with pytest.raises(ExportError, match=told):
        written("md", two, tmp_path, template=path)
    assert not (tmp_path / "out.md").exists()


@pytest.mark.parametrize("form", ["md", "html", "obsidian"])
def test_the_standard_template_is_one_to_begin_with(
    tmp_path: Path, two: list[Excerpt], form: str
) -> None:
    path = tmp_path / "own.txt"
    path.write_text(standard_template(form), encoding="utf-8")
    by = PassageGrouping.TAGS
    assert written(form, two, tmp_path, template=path, by=by) == written(form, two, tmp_path, by=by)


def test_obsidian_gets_front_matter_tags_and_links(tmp_path: Path, two: list[Excerpt]) -> None:
    note = written("obsidian", two, tmp_path, title="Minerals: a note").decode()
    assert note.startswith('---\ntitle: "Minerals: a note"\n')
    assert "[[Ana Ortiz]]" in note
    assert "[[A prize in the ground]]" in note
    assert "#valuation #minerals" in note


def test_references_are_one_for_each_article(tmp_path: Path, two: list[Excerpt]) -> None:
    twice = [*two, two[0]]
    bib = written("bib", twice, tmp_path).decode()
    assert bib.count("@article{") == 2
    assert "@article{harbourledger2025prize," in bib
    assert "author = {{R. Alvarsson}}" in bib
    ris = written("ris", twice, tmp_path).decode()
    assert ris.count("TY  - NEWS\r\n") == ris.count("ER  - \r\n") == 2
    assert "DA  - 2025/08/02\r\n" in ris
    items = json.loads(written("csl", twice, tmp_path))
    assert [item["issued"]["date-parts"] for item in items] == [[[2025, 8, 2]]] * 2
    assert len({item["id"] for item in items}) == 2


def hostile(excerpt: MakeExcerpt, words: str) -> Excerpt:
    return excerpt(
        text=words,
        memo=words,
        tags=(words,),
        speaker=words,
        metric=words,
        title=words,
        author=words,
        source=words,
        url=words,
        path=words,
    )


def texts_of(form: str, content: bytes) -> str:
    """All text that a reader of the form sees."""
    if form == "docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(
            str(cell.value)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value
        )
    if form == "html":
        return str(html.fromstring(content.decode()).text_content())
    if form == "jsonld":
        [item] = json.loads(content)["items"]
        return str(item["target"]["selector"][-1]["exact"])
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_hostile_runs_in_any_form(
    tmp_path: Path, excerpt: MakeExcerpt, form: str, name: str
) -> None:
    content = written(form, [hostile(excerpt, HOSTILE[name])], tmp_path, title=HOSTILE[name][:50])
    _assert_safe(form, content)
    if form in {"docx", "html", "jsonld"}:
        words = HOSTILE[name] if form != "docx" else re.sub(r"\r\n?", "\n", HOSTILE[name])
        assert words.replace("\r", "") in texts_of(form, content).replace("\r", "")
    if form == "xlsx" and name != "long":
        shown = [row["text"] for row in cells(content)]
        assert [re.sub(r"_x000D_", "\r", text) for text in shown] == [HOSTILE[name]]


@pytest.mark.parametrize("name", UNWRITABLE)
@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_written_is_replaced_and_listed(
    tmp_path: Path, excerpt: MakeExcerpt, form: str, name: str
) -> None:
    path = tmp_path / f"out.{form}"
    report = export(form, path, [hostile(excerpt, UNWRITABLE[name])])
    _assert_safe(form, path.read_bytes())
    keeps_controls = {"csv", "xlsx", "jsonld"}
    if name != "control" or form not in keeps_controls:
        assert report.notes


def _assert_safe(form: str, content: bytes) -> None:
    if form in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert not any("vba" in name.lower() or "external" in name.lower() for name in parts)
        for name, part in parts.items():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in part
            assert b"<f>" not in part
    elif form == "html":
        tree = html.fromstring(content.decode())
        assert tree.xpath("//script|//link|//iframe|//object|//base|//*[@onerror]") == []
        assert all(src.startswith("data:") for src in tree.xpath("//@src"))
        assert tree.xpath("//@href") == []
    elif form in {"md", "obsidian"}:
        body = content.decode().split("---\n", 2)[-1] if form == "obsidian" else content.decode()
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(body)
        kinds = {token.type for block in tokens for token in [block, *(block.children or [])]}
        assert not kinds & {"image", "link_open", "html_inline", "html_block"}
    elif form == "csv":
        import csv as reader

        for row in reader.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not any(cell[:1] in set("=+@\t\r") for cell in row if cell)
    elif form == "ris":
        lines = content.decode().split("\r\n")
        assert [line for line in lines if line.startswith("TY")] == ["TY  - NEWS"]
    elif form == "csl":
        assert len(json.loads(content)) == 1


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_cancelled_and_leaves_no_file(
    tmp_path: Path, two: list[Excerpt], form: str
) -> None:
    task = Task()
    task.cancel()
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(Cancelled):
        export(form, folder / "out", two, task)
    assert list(folder.iterdir()) == []


def test_a_word_document_can_be_cancelled_while_it_is_written(
    tmp_path: Path, two: list[Excerpt]
) -> None:
    def cancel(_done: int, _total: int, text: str) -> None:
        if text == "Writing the document":
            task.cancel()

    task = Task(cancel)
    with pytest.raises(Cancelled):
        export("docx", tmp_path / "out.docx", two * 300, task)
    assert not (tmp_path / "out.docx").exists()


def test_a_table_takes_no_template(tmp_path: Path, two: list[Excerpt]) -> None:
    with pytest.raises(UsageError, match="no template"):
        written("csv", two, tmp_path, template=tmp_path / "x")
