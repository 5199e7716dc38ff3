"""Markdown in which imported text is read as the same text and is never markup."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain import AnchorState, Kind, Qualifier, Quantity
from workbench.export import Excerpt, export, quantity_words
from workbench.export.characters import NO_MARKDOWN
from workbench.export.excerpts import Notes
from workbench.export.markdown_export import excerpts_as_markdown

MakeExcerpt = Callable[..., Excerpt]

HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://evil.example/x.png)",
    "[link](javascript:alert(1)) [[wiki]] [^1]: note",
    "[ref]: http://evil.example",
    "<http://evil.example> https://evil.example www.evil.example mailto:a@evil.example",
    "# heading\n## heading\n===\n---\n***\n___",
    "- list\n* list\n+ list\n1. list\n23) list\n> quote",
    "    code\n\tcode\n```\ncode\n```\n~~~\ncode",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "*a* _b_ **c** __d__ `e` ~~f~~ ==g== %%h%% $i$ :smile: @name #tag {{x}}",
    "back\\slash at the end\\",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    "two  \nspaces \n\n\n blank lines \n ",
    "\n\nat the ends\n\n",
    "=\n=",
    "line\rreturn\u2028separators\u2029here",
]


def rendered(source: bytes) -> list[Any]:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return list(parser.parse(source.decode()))


def flattened(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from flattened(token.children or [])


def quoted(tokens: list[Any]) -> str:
    """The text that a reader sees in the block quotes."""
    depth, text = 0, ""
    for token in flattened(tokens):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if depth and token.type in {"softbreak", "hardbreak"}:
            text += "\n"
        elif depth and token.type == "text":
            text += token.content
    return text


def written(*excerpts: Excerpt) -> tuple[bytes, tuple[str, ...]]:
    notes = Notes()
    return b"".join(excerpts_as_markdown(excerpts, notes)), notes.all()


PLAIN = {
    *("heading_open", "heading_close", "inline", "text", "softbreak", "hardbreak"),
    *("paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
}

texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\\`*_[]()<>#|~!&$@^{}:=%-+.\n\r\t 019wW\"'/\u00a0\u2028\ufeff;x"),
    ),
    max_size=60,
).filter(bool)


def with_examples(test: Callable[..., None]) -> Callable[..., None]:
    for text in HOSTILE:
        test = example(text=text)(test)
    return test


@with_examples
@given(text=texts)
def test_imported_text_is_the_same_text_and_no_markup(excerpt: MakeExcerpt, text: str) -> None:
    one = excerpt(
        text=text, memo=text, title=text, tags=(text,), speaker=text, url=text, kind=Kind.QUOTE
    )
    data, notes = written(one)
    tokens = rendered(data)
    assert {token.type for token in flattened(tokens)} <= PLAIN
    assert [token.type for token in tokens].count("heading_open") == 3
    assert quoted(tokens) == NO_MARKDOWN.sub("\ufffd", text)
    listed = any(note.startswith("Passage 12, text:") for note in notes)
    assert listed == bool(NO_MARKDOWN.search(text))


@with_examples
@given(text=texts)
def test_imported_text_makes_no_links_of_its_own(excerpt: MakeExcerpt, text: str) -> None:
    data, _ = written(excerpt(text=text))
    quotes = "\n".join(line for line in data.decode().split("\n") if line.startswith(">"))
    assert not re.search(r"://|www\.", quotes.replace("\\:", "").replace("\\.", ""), re.IGNORECASE)


def test_excerpts_stand_below_their_article_with_all_that_is_known(
    tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    path = tmp_path / "out.md"
    report = export(
        "md",
        path,
        [
            excerpt(
                id=1,
                text="over 70%",
                quantity=Quantity(70.0, unit="percent", qualifier=Qualifier.ABOVE, as_of="2025"),
                metric="China share",
                speaker="the ministry",
                tags=("supply", "China"),
                memo="Compare\nMay.",
            ),
            excerpt(id=2, article_id=9, title="Elsewhere", published=None, author=None, url=None),
            excerpt(id=3, kind=Kind.CLAIM, text="It was signed.", state=AnchorState.REVIEW),
        ],
    )
    assert report.passages == 3
    assert path.read_text(encoding="utf-8") == (
        "# Excerpts\n\n"
        "3 passages from 2 articles.\n\n"
        "## A prize in the ground\n\n"
        "R. Alvarsson · Harbour Ledger · 2025-08-02\n\n"
        "- Link: https\\://ledger.example/a?b=1\n"
        "- File: /articles/prize.txt\n"
        f"- Text: article 3, SHA-256 {'ab' * 32}\n\n"
        "### Figure, characters 4,812–4,820\n\n"
        "> over 70%\n\n"
        "- Quantity: \\>70 percent\n"
        "- As of: 2025\n"
        "- Metric: China share\n"
        "- Speaker: the ministry\n"
        "- Tags: supply, China\n"
        "- Memo: Compare\\\n"
        "  May.\n"
        "- Passage: 1\n\n"
        "### Claim, characters 4,812–4,826\n\n"
        "> It was signed.\n\n"
        "- Passage: 3, its place in the text is to be reviewed\n\n"
        "## Elsewhere\n\n"
        "Harbour Ledger · undated\n\n"
        "- File: /articles/prize.txt\n"
        f"- Text: article 9, SHA-256 {'ab' * 32}\n\n"
        "### Figure, characters 4,812–4,839\n\n"
        "> an estimated \\$14.8 trillion\n\n"
        "- Passage: 2\n\n"
    )


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(14.8e12, currency="USD", qualifier=Qualifier.ABOUT), "~14,800,000,000,000 USD"),
        (Quantity(65.0, 60.0, 70.0, unit="percent"), "60–70 percent"),
        (Quantity(365.0, currency="USD", unit="per kilogram"), "365 USD per kilogram"),
        (Quantity(-1234.5, unit="tonne"), "-1,234.5 tonne"),
        (Quantity(lower=70.0, unit="percent", qualifier=Qualifier.AT_LEAST), ">=70 percent"),
        (Quantity(unit="percent"), ""),
        (Quantity(0.0), "0"),
    ],
)
def test_a_quantity_in_words(quantity: Quantity, words: str) -> None:
    assert quantity_words(quantity) == words
