"""Markdown files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import DateBasis
from workbench.ingest.readers import markdown
from workbench.ingest.readers.markdown import plain_text

ARTICLE = """---
title: "A second crane: what it costs"
author: [Ana Ortiz, Jakob Lindqvist]
date: 2025-03-12
source: The Harbour Ledger
url: https://harbour.example/crane
language: en-GB
draft: no
---

# A second crane: what it costs

The **board** voted _on Monday_ to buy
a [second crane](https://harbour.example/cranes "Cranes").

## What it costs

- about `4 million` euros
- one ~~two~~ year

> “We could wait,” said the chair.
"""


def test_front_matter_and_body() -> None:
    draft = markdown.read(ARTICLE.encode())
    assert draft.title == "A second crane: what it costs"
    assert draft.author == "Ana Ortiz, Jakob Lindqvist"
    assert (draft.published, draft.date_basis) == ("2025-03-12", DateBasis.STATED)
    assert draft.source == "The Harbour Ledger"
    assert draft.url == "https://harbour.example/crane"
    assert draft.language == "en"
    assert draft.text == (
        "The board voted on Monday to buy a second crane.\n\nWhat it costs\n\n"
        "• about 4 million euros\n• one two year\n\n“We could wait,” said the chair."
    )


def test_without_front_matter_the_head_of_the_text_speaks() -> None:
    draft = markdown.read(b"# A crane\n\nBy Ana Ortiz\n\n12 March 2025\n\nIt was bought.\n")
    assert (draft.title, draft.author, draft.published) == ("A crane", "Ana Ortiz", "2025-03-12")
    assert draft.text == "It was bought."


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Setext\n======\n\ntext", "Setext\n\ntext"),
        ("a *b* **c** ***d*** __e__ _f_", "a b c d e f"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("**bold with *italics* inside**", "bold with italics inside"),
        (r"1\. not a list, \*not emphasis\*", "1. not a list, *not emphasis*"),
        ("![a picture](x.png)after", "after"),
        ("[![logo](x.png) Site](y.html)", "Site"),
        (
            "[text][ref] and <https://a.example>\n\n[ref]: https://b.example",
            "text and https://a.example\n",
        ),
        ("wiki [page](https://a.example/b_(c)) end", "wiki page end"),
        ("a note[^1].\n\n[^1]: It says so.", "a note.\n\nIt says so."),
        ("1. one\n2) two\n   goes on", "1. one\n2) two goes on"),
        ("* a\n  * b\n+ c", "• a\n  • b\n• c"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("```py\nx = *y*\n```\nafter", "x = *y*\nafter"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("a <em>b</em><br/> &amp; c", "a b & c"),
        ("a <!-- hidden\n\nnote --> b", "a  b"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
    ],
)
def test_plain_text(source: str, plain: str) -> None:
    assert plain_text(source) == plain


def test_front_matter_that_is_no_yaml_is_text() -> None:
    assert markdown.read(b"---\na: [b\n---\n\nText.").title == "a: [b"


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    assert markdown.read(b"---\n\nText of it.\n").text == "Text of it."


@pytest.mark.parametrize(
    "source",
    [
        "*a " * 50_000,
        "_a b" * 50_000,
        "[" * 100_000,
        "![[" * 50_000,
        "`" * 100_000,
        "<a " * 50_000,
        "> " * 50_000,
        "---\na: " + "[" * 20_000 + "\n---\n",
    ],
    ids=lambda source: source[:8],
)
def test_hostile_markdown_takes_linear_time(source: str) -> None:
    started = time.process_time()
    markdown.read(source.encode())
    assert time.process_time() - started < 5


@given(st.lists(st.text(alphabet="abc XYZ.,é“”", min_size=1), min_size=1, max_size=5))
def test_text_without_marks_stays(paragraphs: list[str]) -> None:
    kept = [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]
    assert plain_text("\n\n".join(kept)) == "\n\n".join(kept)
