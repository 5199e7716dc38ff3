"""What is filled in around a reader's draft."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.failures import Refused
from workbench.ingest.metadata import MOST_CHARACTERS, complete, one_line, site, web_address

NOON = datetime.datetime(2025, 8, 1, 12).astimezone().timestamp()
DRAFT = ArticleDraft(title="A title", text="The crane was bought. It costs 4 million euros.")


def test_dates_are_taken_from_the_best_witness() -> None:
    dated = Path("2025-03-12-crane.txt")
    url = "https://www.harbour.example/2025/03/11/crane"
    named = replace(DRAFT, text=f"KYIV, March 10, 2025 — {DRAFT.text}", url=url)
    stated = replace(named, published="2025-03-09", date_basis=DateBasis.STATED)

    def date(draft: ArticleDraft, path: Path) -> tuple[str | None, DateBasis]:
        done = complete(draft, path, NOON)
        return done.published, done.date_basis

    assert date(stated, dated) == ("2025-03-09", DateBasis.STATED)
    assert date(named, dated) == ("2025-03-10", DateBasis.STATED)
    assert date(replace(DRAFT, url=url), dated) == ("2025-03-11", DateBasis.URL)
    assert date(DRAFT, dated) == ("2025-03-12", DateBasis.FILE)
    made = replace(DRAFT, published="2025-03-13", date_basis=DateBasis.FILE)
    assert date(made, dated) == ("2025-03-12", DateBasis.FILE)
    assert date(made, Path("crane.txt")) == ("2025-03-13", DateBasis.FILE)
    assert date(DRAFT, Path("crane.txt")) == ("2025-08-01", DateBasis.FILE)


def test_a_file_without_a_believable_time_gives_no_date() -> None:
    done = complete(DRAFT, Path("crane.txt"), 0)
    assert (done.published, done.date_basis) == (None, DateBasis.UNKNOWN)


def test_the_outlet_is_the_site_when_nothing_names_it() -> None:
    draft = replace(DRAFT, url="https://www.harbour.example/crane")
    assert complete(draft, Path("a.txt"), 0).source == "harbour.example"
    assert complete(replace(draft, source="Harbour"), Path("a.txt"), 0).source == "Harbour"


def test_a_missing_title_is_the_first_sentence() -> None:
    assert complete(replace(DRAFT, title=""), Path("a.txt"), 0).title == "The crane was bought."


def test_text_is_canonical() -> None:
    draft = replace(DRAFT, text="\n\nOne\r\ntwo\u2028three\x00\n\n")
    assert complete(draft, Path("a.txt"), 0).text == "One\ntwo\nthree\ufffd"


@pytest.mark.parametrize("text", ["", " \n\t\u00a0", "* * *", "\u200b"])
def test_empty_text_is_never_a_success(text: str) -> None:
    with pytest.raises(Refused, match="No text was found"):
        complete(replace(DRAFT, text=text), Path("a.txt"), 0)


def test_far_too_much_text_is_refused() -> None:
    with pytest.raises(Refused, match="10,000,001 characters"):
        complete(replace(DRAFT, text="a" * (MOST_CHARACTERS + 1)), Path("a.txt"), 0)


def test_one_line() -> None:
    assert one_line("  A\n title\u202e \u200bhere ", 50) == "A title here"
    assert one_line("word " * 50, 20) == "word word word word…"
    assert one_line("\u200b", 20) is None
    assert one_line(None, 20) is None


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        (" http://a.example/\n", "http://a.example/"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//a.example", None),
        ("https://[a", None),
        ("https://a.example/" + "x" * 3000, None),
        (None, None),
    ],
)
def test_only_web_addresses_are_kept(url: str | None, kept: str | None) -> None:
    assert web_address(url) == kept


def test_site() -> None:
    assert site("https://www.Harbour.example:8080/a") == "harbour.example"
    assert site(None) is None
