"""The examples of docs/search.md are queries of the language."""

import re
from pathlib import Path

import pytest

from workbench.index import parser
from workbench.index.parser import parse

PAGE = Path(__file__).parents[3] / "docs" / "search.md"


def examples() -> list[str]:
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    return [example for row in rows for example in re.findall(r"`([^`]+)`", row.split("|")[1])]


@pytest.mark.parametrize("query", examples())
def test_an_example_can_be_read(query: str) -> None:
    assert parse(query)


def test_every_field_has_an_example() -> None:
    text = " ".join(examples())
    assert [field for field in parser.FIELDS if f"{field}:" not in text] == []


def test_the_limits_are_those_of_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"{parser.MAX_LENGTH:,} characters" in page
    assert f"{parser.MAX_WORDS} words" in page
    assert f"{parser.MAX_DEPTH} levels" in page
