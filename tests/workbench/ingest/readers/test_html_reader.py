"""Saved web pages."""

import json

import pytest

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import html

PARAGRAPHS = [
    "The harbour board voted on Monday to buy a second crane, which is to cost 4 million euros "
    "and to stand at the northern quay before the end of next year.",
    "“We could wait,” said the chair of the board, who had opposed the first crane for years. "
    "“The ships cannot, and neither can those who have to pay for them.”",
    "Last year 1,200 ships called at the port, about a tenth more than in the year before, and "
    "on some days three of them had to wait in the roads for a place at the quay.",
]

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0041)https://www.harbour.example/2025/07/23/x -->
<html lang="en-GB"><head><meta charset="utf-8">
<title>A second crane for the port | The Harbour Ledger</title>
<meta property="og:title" content="A second crane for the port">
<meta property="og:site_name" content="The Harbour Ledger">
<meta name="author" content="Ana Ortiz">
<meta property="article:published_time" content="2025-07-24T06:00:00+01:00">
<link rel="canonical" href="https://www.harbour.example/2025/07/24/crane">
<style>.hidden { color: red }</style></head><body>
<div class="cookie-banner">We use cookies to follow you everywhere.<button>Accept</button></div>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/w">Weather</a></li></ul></nav>
<main><article><h1>A second crane for the port</h1>
<p class="byline">By <a rel="author" href="/ana">Ana Ortiz</a></p>
%s
<ul><li>Price: 4 million euros for the crane alone</li><li>Reach: 60 metres</li></ul>
<script>track("reader");</script></article>
<section id="comments" class="comments"><h2>Comments</h2><div class="comment">
<p>First! This is what I always said about cranes.</p></div>
<form><label>Your comment</label><textarea></textarea></form></section></main>
<aside class="sidebar"><h3>Most read</h3><a href="/1">Tram extension goes wrong again</a></aside>
<footer>© 2025 The Harbour Ledger. All rights reserved.</footer></body></html>"""


def page(head: str = "", body: str = "") -> ArticleDraft:
    paragraphs = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    source = f"<html><head>{head}</head><body><article>{body}{paragraphs}</article></body></html>"
    return html.read(source.encode())


def test_a_saved_page() -> None:
    draft = html.read((PAGE % "".join(f"<p>{words}</p>" for words in PARAGRAPHS)).encode())
    assert draft.title == "A second crane for the port"
    assert draft.author == "Ana Ortiz"
    assert draft.published == "2025-07-24T06:00:00+01:00"
    assert draft.date_basis is DateBasis.STATED
    assert draft.source == "The Harbour Ledger"
    assert draft.url == "https://www.harbour.example/2025/07/24/crane"
    assert draft.language == "en"
    assert draft.notes == ()
    items = "• Price: 4 million euros for the crane alone\n• Reach: 60 metres"
    assert draft.text == "\n\n".join([*PARAGRAPHS, items])


def test_words_behind_a_comment_are_kept() -> None:
    split = f"<p>{PARAGRAPHS[0]} It will<!-- react --> stand <!-- x -->there.</p>"
    assert "It will stand there." in page(body=split).text


def test_facts_from_json_ld() -> None:
    facts = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Harbour"},
            {
                "@type": ["NewsArticle"],
                "headline": "A second crane",
                "author": [{"@type": "Person", "name": "Ana Ortiz"}, {"name": "Bo Lee"}],
                "publisher": {"@type": "Organization", "name": "The Harbour Ledger"},
                "datePublished": "2025-07-24",
                "inLanguage": "en",
                "url": "https://harbour.example/crane",
            },
        ],
    }
    draft = page(f'<script type="application/ld+json">{json.dumps(facts)}</script>')
    assert draft.title == "A second crane"
    assert draft.author == "Ana Ortiz, Bo Lee"
    assert draft.source == "The Harbour Ledger"
    assert draft.published == "2025-07-24"
    assert draft.url == "https://harbour.example/crane"
    assert draft.language == "en"


def test_json_ld_may_refer_to_author_and_publisher() -> None:
    facts = {
        "@graph": [
            {"@type": "Organization", "@id": "#paper", "name": "The Harbour Ledger"},
            {"@type": "Article", "author": {"@id": "#ana"}, "publisher": {"@id": "#paper"}},
            {"@type": "Person", "@id": "#ana", "name": "Ana Ortiz"},
        ]
    }
    draft = page(f'<script type="application/ld+json">{json.dumps(facts)}</script>')
    assert (draft.author, draft.source) == ("Ana Ortiz", "The Harbour Ledger")


@pytest.mark.parametrize("source", ["{", "[" * 100_000, '{"@graph": {"@graph": {"a": 1}}}', "null"])
def test_json_ld_that_says_nothing_does_no_harm(source: str) -> None:
    assert page(f'<script type="application/ld+json">{source}</script>').text


def test_the_title_goes_without_the_name_of_the_site() -> None:
    draft = page(
        '<title>A second crane - Harbour</title><meta property="og:site_name" content="Harbour">'
    )
    assert draft.title == "A second crane"


def test_a_heading_that_is_the_name_of_the_site_is_no_title() -> None:
    body = "<h1>The Harbour Ledger</h1>"
    assert page("<title>Cranes | The Harbour Ledger</title>", body).title.startswith("Cranes")


def test_dates_in_the_page_and_in_its_address() -> None:
    timed = page(body='<time datetime="2025-07-22T10:00:00Z">Tuesday</time>')
    assert (timed.published, timed.date_basis) == ("2025-07-22T10:00:00+00:00", DateBasis.STATED)
    filed = page('<meta property="og:url" content="https://a.example/2025/07/21/crane">')
    assert (filed.published, filed.date_basis) == ("2025-07-21", DateBasis.URL)


def test_the_declared_encoding_is_used() -> None:
    words = "Über die Förderung müsste größere Klarheit herrschen, sagte er. " * 5
    source = f'<html><head><meta charset="iso-8859-15"></head><body><p>{words} 5 €</p></body>'
    assert "5 €" in html.read(source.encode("iso-8859-15")).text


def test_the_encoding_of_a_script_is_not_the_page_s() -> None:
    head = '<script src="/a.js" charset="utf-8"></script>' + "<link rel='x'>" * 500
    head += '<meta charset="gb2312">'
    source = f"<html><head>{head}</head><body><p>{'港口委员会决定购买第二台起重机。' * 9}"
    assert "第二台起重机" in html.read(source.encode("gb2312")).text


def test_an_address_that_is_no_web_address_is_dropped() -> None:
    assert page('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_markup_in_facts_stays_words() -> None:
    assert page("<title>&lt;img src=x onerror=alert(1)&gt; cranes</title>").title.startswith("<img")


@pytest.mark.parametrize("depth", [500, 2_000, 100_000])
def test_a_page_nested_too_deeply_gives_its_plain_text(depth: int) -> None:
    markup = "<body>" + "<div>" * depth + PARAGRAPHS[0] + "</div>" * depth
    draft = html.read(markup.encode())
    assert draft.text == PARAGRAPHS[0]
    assert draft.notes


def test_60_kilobytes_of_open_tags_hold_no_text() -> None:
    draft = html.read(b"<a " * 20_000)
    assert draft.text == ""


def test_a_page_of_far_too_many_elements_is_not_searched() -> None:
    draft = html.read(b"<body>" + b"<p>crane.</p>" * 100_001)
    assert draft.text.count("crane") == 100_001
    assert draft.notes


def test_own_entities_are_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;'
    with pytest.raises(Refused, match="declares entities of its own"):
        html.read(bomb.encode())


def test_an_outside_entity_is_never_read() -> None:
    source = '<!DOCTYPE html SYSTEM "file:///etc/passwd"><body><p>Words &xxe; here</p></body>'
    assert "root" not in html.read(source.encode()).text


def test_what_holds_no_html_is_unreadable_or_empty() -> None:
    with pytest.raises(Unreadable):
        html.read(b"<!-- -->")
