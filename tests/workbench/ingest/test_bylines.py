"""Authors that a page shows to people."""

import pytest
from lxml.html import document_fromstring

from workbench.ingest.bylines import byline


def shown(body: str) -> str | None:
    return byline(document_fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ("<h1>Title</h1><a rel='author' href='/a/c1ph4'>c1ph4</a>", "c1ph4"),
        ("<h1>Title</h1><a href='/autor/jil-schuller'>Jil Schuller</a>", "Jil Schuller"),
        ("<h1>Title</h1><p class='article__author'>Von Ana Ortiz, dpa</p>", "Ana Ortiz"),
        ("<h1>Title</h1><p class='date-author'>Janic Cathomen, 01.12.2021</p>", "Janic Cathomen"),
        ("<h1>Title</h1><h4>By Giovanni Gaggero | 12/10/2020</h4>", "Giovanni Gaggero"),
        ("<h1>Title</h1><small>04.02.2022 | 13:10 Uhr | Uta Helkenberg</small>", "Uta Helkenberg"),
        ("<h1>Title</h1><p>Auteur : Kossivi Tiassou</p>", "Kossivi Tiassou"),
        (
            "<h1>Title</h1><div itemprop='author'><span itemprop='name'>Ana Ortiz</span>, editor"
            "</div>",
            "Ana Ortiz",
        ),
        (
            "<h1>T</h1><a href='/author/a'>Ana Ortiz</a>, <a href='/author/b'>Jakob Lind</a>",
            "Ana Ortiz, Jakob Lind",
        ),
        ("<h1>T</h1><aside class='sidebar'><a rel='author'>Ana Ortiz</a></aside>", "Ana Ortiz"),
        ("<div class='has-sidebar'><h1>T</h1><a rel='author'>Ana Ortiz</a></div>", "Ana Ortiz"),
    ],
)
def test_authors_are_found_where_pages_show_them(body: str, author: str) -> None:
    assert shown(body) == author


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Title</h1><p>The board voted on Monday.</p>",
        "<h1>Title</h1><ol class='comments'><li class='author'>Troll Ten</li></ol>",
        "<h1>Title</h1><a href='/author/x'>Alle Artikel</a>",
        "<h1>Title</h1><span class='byline'>By</span>",
        "<h1>Title</h1><a href='/user/login'>Abmelden</a>",
        "<h1>Title</h1><p class='author'>https://example.org</p>",
    ],
)
def test_what_only_looks_like_one_is_none(body: str) -> None:
    assert shown(body) is None


def test_the_byline_nearest_to_the_heading_counts() -> None:
    teaser = "<div><a href='/author/{0}'>Other {0}</a><p>Teaser</p><p>More</p></div>"
    page = "".join(teaser.format(name) for name in ("One", "Two"))
    body = f"{page * 3}<h1>Title</h1><p><a href='/author/ana'>Ana Ortiz</a></p>{page}"
    assert shown(body) == "Ana Ortiz"


def test_a_long_page_is_looked_through_in_time_that_grows_with_it() -> None:
    assert shown("<div class='x author'>" * 300 + "words " * 50 + "</div>" * 300) is None
