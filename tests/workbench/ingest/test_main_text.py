"""The plainer ways to the text of a page; the usual one is tried with the HTML reader."""

import pytest
from lxml.html import HTMLParser, document_fromstring

from workbench.ingest.main_text import DEEPEST, fits, text_between_tags, visible_text

PAGE = """<html><head><title>Crane</title><style>p { color: red }</style></head><body>
<nav><a href="/">Front page</a></nav><header><h1>A second   crane</h1></header>
<div>It was<br>bought <b>on</b> Monday<p>for 4&nbsp;million &amp; more</p>tail</div>
<form><label>Comment</label><textarea>none</textarea></form><button>Send</button>
<script>if (1 < 2) document.write("<p>no</p>")</script><footer>© 2025</footer></body></html>"""

TEXT = "A second crane\nIt was\nbought on Monday\nfor 4\u00a0million & more\ntail"


def test_visible_text_leaves_out_what_surrounds_an_article() -> None:
    assert visible_text(document_fromstring(PAGE)) == TEXT


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
