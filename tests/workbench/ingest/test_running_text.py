"""Where a page's running text stands."""

from lxml.html import HtmlElement, document_fromstring

from workbench.ingest.readers import html
from workbench.ingest.running_text import containers, core, share_within, wrap_bare_text
from workbench.ingest.surroundings import cut_surroundings

WORDS = "The harbour board voted on Monday to buy a second crane for the northern quay"


def sentences(first: int, count: int) -> str:
    return "".join(f"<p>{WORDS}, in vote number {first + n} of the year.</p>" for n in range(count))


def page(body: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{body}</body></html>")


def core_of(body: str) -> str:
    found = core(containers(page(body)))
    assert found is not None
    return found.get("id") or ""


def test_the_container_with_most_running_text_is_the_core() -> None:
    teasers = "".join(f'<div class="teaser">{sentences(n, 1)}</div>' for n in range(9))
    assert core_of(f'<div id="a">{sentences(0, 4)}</div>{teasers}') == "a"


def test_links_are_no_running_text() -> None:
    links = "".join(f'<li><a href="/{n}">{WORDS} again and again</a></li>' for n in range(20))
    assert (
        core_of(f'<div id="menu"><ul>{links}</ul></div><div id="a">{sentences(0, 2)}</div>') == "a"
    )


def test_long_comments_are_not_the_core() -> None:
    comments = f'<div class="comment-list"><div id="c">{sentences(0, 9)}</div></div>'
    assert core_of(f'<div id="a">{sentences(0, 3)}</div>{comments}') == "a"


def test_an_article_in_several_parts_is_read_as_one() -> None:
    parts = "".join(
        f'<div class="row"><div class="article__chunk">{sentences(3 * n, 3)}</div>'
        '<div class="ad"></div></div>'
        for n in range(4)
    )
    text = html.read(f"<html><body><main>{parts}</main></body></html>".encode()).text
    assert [f"number {n} of" in text for n in range(12)] == [True] * 12
    assert text.index("number 0 of") < text.index("number 5 of") < text.index("number 11 of")


def test_another_article_below_is_not_a_part() -> None:
    below = f'<section><h1>Another</h1><div class="entry">{sentences(50, 3)}</div></section>'
    tree = page(f'<main><div><div class="entry">{sentences(0, 5)}</div></div>{below}</main>')
    found = cut_surroundings(tree)
    assert found is not None
    assert "number 50" not in found.text_content()


def test_words_that_stand_bare_among_paragraphs_become_paragraphs() -> None:
    container = page(
        f"<div id='a'>{WORDS}, <b>says</b> the board. {sentences(0, 2)}<br>{WORDS} at noon."
        f"<p>Not <i>yet</i>.</p><em>Again</em> {WORDS}<ul><li>x</li></ul></div>"
    ).find(".//div")
    assert container is not None
    before = " ".join(container.text_content().split())
    wrap_bare_text([container])
    assert [child.tag for child in container] == ["p", "p", "p", "br", "p", "p", "p", "ul"]
    assert not (container.text or "") + "".join(child.tail or "" for child in container)
    assert " ".join(container.text_content().split()) == before
    assert container[0].text_content().startswith(f"{WORDS}, says the board.")
    assert container[6].text_content() == f"Again {WORDS}"


def test_the_share_that_was_found() -> None:
    tree = page(sentences(0, 4))
    half = " ".join(f"{WORDS}, in vote number {n} of" for n in range(4))
    assert share_within(tree, half) == 1
    assert share_within(tree, "something else") == 0
    assert share_within(page("<p>short</p>"), "") == 1
