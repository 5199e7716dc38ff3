"""What stands around an article, on invented pages as sites build them."""

import time

import pytest
from lxml.html import document_fromstring

from workbench.ingest.readers import html
from workbench.ingest.surroundings import cut_surroundings

PARAGRAPHS = [
    "The harbour board voted on Monday to buy a second crane, which is to cost 4 million euros "
    "and to stand at the northern quay before the end of next year.",
    "“We could wait,” said the chair of the board, who had opposed the first crane for years. "
    "“The ships cannot, and neither can those who have to pay for them.”",
    "Last year 1,200 ships called at the port, about a tenth more than in the year before, and "
    "on some days three of them had to wait in the roads for a place at the quay.",
]
ARTICLE = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)


def text_of(body: str) -> str:
    return html.read(f"<html><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    "part",
    [
        '<div class="sharedaddy sd-rating">Rate this: five stars are the best of all</div>',
        '<p class="newsletter-promo">Get the Ledger in your inbox, every morning at seven.</p>',
        '<div class="entry-author"><p>Ana has written about cranes for all of her life.</p></div>',
        '<div class="authorBox"><p>Ana has written about cranes for all of her life.</p></div>',
        '<div class="container rec-posts"><h3>Recommended</h3><p>Tram extension wrong again</p>'
        "<p>Is your phone full of magnets, and what can be done about it?</p></div>",
        '<section class="c-letters-cta"><p>We want to hear what you think of this.</p></section>',
        '<div class="BorlabsCookie"><p>Click the button below to load the video here.</p></div>',
        '<div id="kb-comments-add"><p>To comment on this article you have to log in.</p></div>',
        '<div class="print-header"><p>https://ledger.example/crane.html, a print.</p></div>',
        '<div role="search"><p>What are you looking for on the pages of the Ledger?</p></div>',
    ],
)
def test_parts_that_their_names_give_away_are_cut(part: str) -> None:
    body = f'<article><div class="entry-content">{ARTICLE}{part}</div></article>'
    assert text_of(body) == TEXT


@pytest.mark.parametrize(
    "names",
    [
        "content sticky-sidebar-relative",
        "entry themeform share",
        "no-share comments-closed",
        "author-ana category-newsletter",
    ],
)
def test_what_holds_the_article_stays_whatever_it_is_called(names: str) -> None:
    body = f'<div class="{names}"><article><h1>A second crane</h1>{ARTICLE}</article></div>'
    assert text_of(body) == TEXT
    assert text_of(f'<div class="page"><div class="{names}">{ARTICLE}</div></div>') == TEXT


def test_an_article_in_a_menu_that_was_never_closed_is_found() -> None:
    body = f'<nav class="menu"><ul><li><a href="/">Home</a></li></ul><article>{ARTICLE}</article>'
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    core = cut_surroundings(tree)
    assert core is not None
    assert core.tag == "article"
    assert PARAGRAPHS[2] in tree.text_content()


def test_an_article_that_stands_in_an_aside_is_read() -> None:
    junk = "".join(f"<p>Region {n}: Here, there and everywhere.</p>" for n in range(20))
    body = f'{junk}<aside id="sidebar"><main><div itemprop="articleBody">{ARTICLE}</div></main>'
    assert text_of(body) == TEXT


@pytest.mark.parametrize(
    "pointer",
    [
        '<p><a href="/2">Read more: the first crane, ten years on</a></p>',
        '<p>• <a href="/2">Der erste Kran nach zehn Jahren im Hafen</a></p>',
        '<p><strong><a href="/2">Czytaj też: Pierwszy dźwig w porcie</a></strong></p>',
    ],
)
def test_a_paragraph_that_is_nothing_but_a_link_is_cut(pointer: str) -> None:
    first, *rest = (f"<p>{words}</p>" for words in PARAGRAPHS)
    assert text_of(f"<article>{first}{pointer}{''.join(rest)}</article>") == TEXT


def test_a_list_of_links_beside_the_article_is_cut_and_one_within_stays() -> None:
    links = "".join(f'<li><a href="/{n}">The ship of the week, part {n}</a></li>' for n in range(8))
    beside = document_fromstring(f"<html><body><div>{ARTICLE}</div><ul>{links}</ul></body></html>")
    within = document_fromstring(f"<html><body><div>{ARTICLE}<ul>{links}</ul></div></body></html>")
    cut_surroundings(beside)
    cut_surroundings(within)
    assert "ship of the week" not in beside.text_content()
    assert "ship of the week, part 7" in within.text_content()


def test_links_in_a_sentence_and_addresses_stay() -> None:
    sentence = '<p>The <a href="/2">first crane</a> was bought ten years ago from <a>Kone</a>.</p>'
    address = '<p><a href="https://port.example/crane">https://port.example/crane</a></p>'
    tree = document_fromstring(f"<html><body>{ARTICLE}{sentence}{address}</body></html>")
    cut_surroundings(tree)
    text = tree.text_content()
    assert "The first crane was bought ten years ago from Kone." in text
    assert "https://port.example/crane" in text


def test_words_behind_a_part_that_is_cut_stay() -> None:
    tree = document_fromstring(
        f'<html><body><div>It was <span class="share">Share!</span> bought.</div>{ARTICLE}'
    )
    cut_surroundings(tree)
    assert " ".join(tree.text_content().split()).startswith("It was bought.")


@pytest.mark.parametrize(
    "source",
    [
        '<div class="share">' * 350 + "<p>" + "x " * 500_000 + "</p>",
        f'<div class="part">{ARTICLE}</div>' * 4_000,
        "".join(f'<div class="intro share{n}">{ARTICLE}' for n in range(350)),
        '<p class="intro">' + "word " * 300_000 + ("<b>" * 300),
    ],
)
def test_a_page_built_to_take_long_does_not(source: str) -> None:
    started = time.process_time()
    assert text_of(f"<h1>Crane</h1>{source}")
    assert time.process_time() - started < 8
