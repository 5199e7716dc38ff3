"""The article in a page, and the plainer ways to its text."""

import pytest
from lxml.html import HTMLParser, document_fromstring

from workbench.ingest.main_text import (
    DEEPEST,
    fits,
    main_text,
    text_between_tags,
    visible_text,
)

PAGE = """<html><head><title>Crane</title><style>p { color: red }</style></head><body>
<nav><a href="/">Front page</a></nav><header><h1>A second   crane</h1></header>
<div>It was<br>bought <b>on</b> Monday<p>for 4&nbsp;million &amp; more</p>tail</div>
<form><label>Comment</label><textarea>none</textarea></form><button>Send</button>
<script>if (1 < 2) document.write("<p>no</p>")</script><footer>© 2025</footer></body></html>"""

TEXT = "A second crane\nIt was\nbought on Monday\nfor 4\u00a0million & more\ntail"


def test_visible_text_leaves_out_what_surrounds_an_article() -> None:
    assert visible_text(document_fromstring(PAGE)) == TEXT


def test_parts_of_a_page_without_a_line_end_between_them_stay_apart() -> None:
    page = "<title>Crane</title><nav>Home</nav><aside>More</aside><p>It was bought.</p>"
    assert text_between_tags(page).split() == ["Crane", "Home", "More", "It", "was", "bought."]


def test_text_between_tags_loses_nothing_but_scripts_and_styles() -> None:
    text = text_between_tags(PAGE)
    assert "It was\nbought on Monday\nfor 4\u00a0million & more\ntail" in text
    assert "color" not in text
    assert "document.write" not in text


@pytest.mark.parametrize("source", ["", "no tags", "<", "a < b > c", "<a <a <a", "</p>x<p>"])
def test_broken_markup_is_text(source: str) -> None:
    kept = text_between_tags(source)
    assert kept == source.replace("</p>", "").replace("<p>", "")


def test_a_page_fits_up_to_a_depth() -> None:
    def nested(depth: int) -> bool:
        inner = "<div>" * depth + "x" + "</div>" * depth
        parser = HTMLParser(huge_tree=True)
        return fits(document_fromstring(f"<html><body>{inner}</body></html>", parser=parser))

    assert nested(DEEPEST - 2)
    assert not nested(DEEPEST - 1)


SENTENCE = "The harbour board voted on Monday to buy a second crane, at a price of 4 million euros"


def article(paragraphs: int) -> str:
    return "".join(f"<p>{SENTENCE}, as in vote {n}.</p>" for n in range(paragraphs))


def test_the_heading_is_no_part_of_the_text() -> None:
    page = (
        f"<html><body><article><h1>A <b>second</b> crane!</h1>{article(4)}</article></body></html>"
    )
    text = main_text(document_fromstring(page))
    assert text is not None
    assert text.startswith(SENTENCE)


def test_soft_hyphens_do_not_hide_words() -> None:
    broken = "<p>Ha\u00adfen&shy;kran for all.</p>"
    page = f"<html><body><article>{article(4)}{broken}</article></body></html>"
    assert "Hafenkran for all." in (main_text(document_fromstring(page)) or "")


def test_a_search_that_stops_at_a_stub_is_made_again_where_the_text_is() -> None:
    stub = "".join(f"<p>News of the harbour and the town, part {n}: none.</p>" for n in range(6))
    body = f'<article>{stub}</article><div id="nav_menu-8"><div>{article(9)}</div></div>'
    text = main_text(document_fromstring(f"<html><body>{body}</body></html>"))
    assert text is not None
    assert all(f"as in vote {n}." in text for n in range(9))


def test_a_page_without_words_has_no_article() -> None:
    assert main_text(document_fromstring("<html><body><img src='x'></body></html>")) is None
    assert main_text(document_fromstring("<html><head></head></html>")) is None
