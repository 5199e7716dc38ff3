"""What elements call themselves."""

import pytest
from lxml.html import fromstring

from workbench.ingest.page_names import is_comment, is_furniture, is_standfirst


@pytest.mark.parametrize(
    ("markup", "furniture"),
    [
        ('<div class="authorBox">', True),
        ('<div class="post__author-box wide">', True),
        ('<div id="related_posts">', True),
        ('<div class="entry-content">', False),
        ('<div class="authority">', False),
        ('<div class="threads">', False),
        ('<div class="a" role="navigation">', True),
        ("<div>", False),
        (f'<div class="{"share" * 30}">', False),
        ('<div class="commentary">', False),
    ],
)
def test_words_of_a_class_or_id_tell_furniture(markup: str, furniture: bool) -> None:
    assert is_furniture(fromstring(markup)) is furniture


def test_comments_and_standfirsts() -> None:
    assert is_comment(fromstring('<ol class="commentList">'))
    assert not is_comment(fromstring('<ol class="list">'))
    assert is_standfirst(fromstring('<p class="article__intro">'))
    assert is_standfirst(fromstring('<p itemprop="description">'))
    assert not is_standfirst(fromstring('<p class="leading">'))
