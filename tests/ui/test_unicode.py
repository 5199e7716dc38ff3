"""Every code point of Unicode, from the cursor to the store to the exports."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.panes.reader import ReaderPane
from ui.session import ProjectSession
from workbench.domain import Kind, Span
from workbench.project import Project
from workbench.text import canonical

AddArticle = Callable[..., int]

CHUNK = 400
FORMULA_MARK = "'"
SURROGATES = range(0xD800, 0xE000)
EVERYTHING = canonical(
    "".join(
        chr(code) + ("\nA" if code % CHUNK == CHUNK - 1 else "")
        for code in range(0x110000)
        if code not in SURROGATES
    )
)
SOURCES = {
    "byte order mark": "\ufeffThe Ore, Рідкісні землі.",
    "CRLF": "One\r\ntwo 🚜 three\r\nfour",
    "combining": "Cafe\u0301 e\u0328\u0301 of 30\u20e3",
    "right to left": "قال إن ٧٠٪ من المعادن, she said. \u202eabc\u202c end",
    "families": "A 👩‍👩‍👧‍👦 and a 🇺🇦 flag 👍🏽 here",
}


@pytest.fixture
def reader(qtbot: QtBot, session: ProjectSession) -> ReaderPane:
    reader = ReaderPane(session)
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    with qtbot.waitExposed(reader):
        reader.show()
    return reader


def test_every_code_point_is_selected_stored_and_exported_as_it_stands(
    reader: ReaderPane, project: Project, add_article: AddArticle, tmp_path: Path
) -> None:
    article = add_article(EVERYTHING)
    assert project.text(article) == EVERYTHING
    reader.show_article(article)
    wanted = []
    for start in range(0, len(EVERYTHING), CHUNK):
        span = Span(start, min(len(EVERYTHING), start + CHUNK))
        reader.text.select(span)
        assert reader.text.selected() == span
        chosen = reader.selected_span()
        if chosen is not None:
            wanted.append((article, chosen, Kind.CLAIM, None))
    made = project.tag_many(wanted, "Tag everything")
    for (_, span, *_), passage in zip(wanted, made, strict=True):
        assert passage.text == EVERYTHING[span.start : span.end]
    exported = rows(project, tmp_path)
    assert len(exported) == len(made)
    for passage in made:
        written = exported[passage.id]
        # A leading sign of a formula is marked; a NUL is not in canonical text.
        assert written.removeprefix(FORMULA_MARK) == passage.text.removeprefix(FORMULA_MARK)


@pytest.mark.parametrize("name", list(SOURCES))
def test_what_is_hard_elsewhere_is_stored_word_by_word(
    reader: ReaderPane, project: Project, add_article: AddArticle, tmp_path: Path, name: str
) -> None:
    text = canonical(SOURCES[name])
    article = add_article(SOURCES[name])
    reader.show_article(article)
    for start in range(len(text)):
        for end in (start + 1, len(text)):
            reader.text.select(Span(start, end))
            assert reader.text.selected() == Span(start, end)
    reader.text.select(Span(0, len(text)))
    reader.tagging.tag_selection(Kind.QUOTE)
    [passage] = project.passages()
    assert passage.text == text
    assert rows(project, tmp_path)[passage.id] == text


def rows(project: Project, tmp_path: Path) -> dict[int, str]:
    report = project.export("csv", tmp_path / "out.csv")
    csv.field_size_limit(10_000_000)
    with Path(report.written).open(encoding="utf-8-sig", newline="") as file:
        written = file.read()
    found = csv.DictReader(io.StringIO(written, newline=""))
    return {int(row["passage_id"]): row["text"] for row in found}
