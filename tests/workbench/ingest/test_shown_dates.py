"""Dates that a page shows near its heading."""

import pytest
from lxml.html import document_fromstring

from workbench.ingest.readers import html
from workbench.ingest.shown_dates import shown_date

TITLE = "A crane for the quay"


def shown(body: str, title: str | None = TITLE) -> str | None:
    return shown_date(document_fromstring(f"<html><body>{body}</body></html>"), title)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><time datetime='2025-03-12T09:00:00Z'>12 March 2025</time>",
        f"<h1>{TITLE}</h1><time datetime='2025-03-14T09:00:00Z'>Publié le 12 mars 2025</time>",
        f"<h1>{TITLE}</h1><div>Datum: 12.03.2025 Autor: se</div>",
        f"<h1>{TITLE}</h1><p>von Marianne1 am 12.03.2025</p>",
        f"<span class='entry-date'>12. März 2025</span><h1>{TITLE}</h1>",
        f"<h1>News</h1><p>1 May 2020</p>{'<p>x</p>' * 200}<h2>{TITLE}</h2><p>March 12, 2025</p>",
        f"<h1>{TITLE}</h1><p>12 March 2025, Ana Ortiz</p>{'<p>x</p>' * 60}<p>1 May 2020</p>",
    ],
)
def test_the_date_nearest_to_the_heading(body: str) -> None:
    found = shown(body)
    assert found is not None
    assert found[:10] == "2025-03-12"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><p>The board voted on 12 March 2025 to buy a second crane for the quay "
        "of the northern harbour, which had stood empty.</p>",
        f"<h1>{TITLE}</h1><ol class='comments'><li class='comment-date'>12 March 2025</li></ol>",
        f"<h1>{TITLE}</h1><span class='date updated'>12 March 2025</span>",
        "<p class='date'>12 March 2025</p>",
        "",
    ],
)
def test_other_dates_are_not_taken(body: str) -> None:
    assert shown(body) is None


def page(head: str, body: str = "") -> str | None:
    text = "<p>The board voted to buy a second crane for the quay.</p>" * 5
    return html.read(
        f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}{text}</body></html>".encode()
    ).published


STATED = "<meta property='article:published_time' content='{}'>"
FILED = "<link rel='canonical' href='https://quay.example/2025/03/12/crane/'>"


def test_the_folders_of_an_address_keep_the_outlets_own_day() -> None:
    assert page(STATED.format("2025-03-13T02:10:00Z") + FILED) == "2025-03-12"
    assert page(STATED.format("2025-03-12T20:10:00Z") + FILED) == "2025-03-12T20:10:00+00:00"


def test_the_day_that_is_shown_goes_before_universal_time_by_one_day_only() -> None:
    line = "<span class='date'>12 March 2025</span>"
    assert page(STATED.format("2025-03-13T02:10:00Z"), line) == "2025-03-12"
    assert page(STATED.format("2025-03-10T02:10:00Z"), line) == "2025-03-10T02:10:00+00:00"
