"""The sentences between heading and article."""

import pytest

from workbench.ingest.readers import html

LEDE = (
    "Nine years after the first crane was put up, the harbour board has decided on a second "
    "one. It is to cost 4 million euros, and not everybody in the town is happy about that."
)
ARTICLE = "".join(
    f"<p>In {year} the ships that called at the port waited longer for a place at the quay than "
    "in the year before, and more of them went on to other ports of the coast instead.</p>"
    for year in range(2019, 2024)
)


def text_of(header: str, head: str = "") -> str:
    body = (
        f'<header><h1>A second crane</h1>{header}</header><div class="article-body">{ARTICLE}</div>'
    )
    return html.read(f"<html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    "header",
    [
        f'<div class="article-intro">{LEDE}</div>',
        f'<p class="teaser-text" itemprop="description">{LEDE}</p>',
        f'<h2 class="article__lead entry-summary">{LEDE}</h2>',
        f'<div itemprop="description"><p>{LEDE}</p></div>',
        f'<p class="chapo">{LEDE}</p>',
    ],
)
def test_a_standfirst_outside_the_article_is_put_first(header: str) -> None:
    assert text_of(header).startswith(f"{LEDE}\n\nIn 2019")


def test_words_that_the_page_describes_itself_with_are_one() -> None:
    described = f'<meta name="description" content="{LEDE[:120]}…">'
    assert text_of(f"<p>{LEDE}</p>", described).startswith(LEDE)


@pytest.mark.parametrize(
    "header",
    [
        '<p class="lead">Not everybody in the town is happy with what it is to cost.</p>',
        f'<figure class="article-lead"><img src="x.png"><figcaption>{LEDE}</figcaption></figure>',
        f'<ul class="intro"><li><a href="/1">{LEDE}</a></li></ul>',
        f'<div class="weather"><span>{LEDE}</span></div>',
    ],
)
def test_second_headlines_captions_and_links_are_none(header: str) -> None:
    assert text_of(header).startswith("In 2019")


def test_a_standfirst_that_was_found_is_not_doubled() -> None:
    body = f'<article><h1>A second crane</h1><p class="intro">{LEDE}</p>{ARTICLE}</article>'
    text = html.read(f"<html><body>{body}</body></html>".encode()).text
    assert text.count("Nine years after") == 1


def test_a_teaser_below_the_article_is_none() -> None:
    body = (
        f'<h1>Crane</h1><div class="article-body">{ARTICLE}</div><p class="teaser-text">{LEDE}</p>'
    )
    assert "Nine years" not in html.read(f"<html><body>{body}</body></html>".encode()).text
