"""The title of a page's article, without the outlet's name."""

import pytest
from lxml.html import document_fromstring

from workbench.ingest.titles import bare, title_of


def titled(body: str, *stated: str, outlets: tuple[str, ...] = ("Quay News",)) -> str | None:
    tree = document_fromstring(f"<html><body><p>x</p>{body}</body></html>")
    return title_of(tree, stated, [bare(name) for name in outlets])


@pytest.mark.parametrize(
    ("body", "stated", "title"),
    [
        (
            "<h1>A crane for the quay</h1>",
            "A crane for the quay | Quay News",
            "A crane for the quay",
        ),
        ("", "A crane for the quay - Quay News", "A crane for the quay"),
        ("", "Quay News » A crane for the quay", "A crane for the quay"),
        ("<h1>Quay News</h1>", "A crane for the quay", "A crane for the quay"),
        (
            "<h1><span class='kicker'>Harbour</span> A crane for the quay</h1>",
            "Harbour: A crane for the quay",
            "A crane for the quay",
        ),
        ("<h1>A second crane for the quay</h1>", "A crane for quay", "A second crane for the quay"),
        ("<h1>Latest</h1>", "A crane for the quay", "A crane for the quay"),
        ("<h2>A crane for the quay</h2>", "Forum | A crane for the quay", "A crane for the quay"),
        ("", "Cranes &amp; quays", "Cranes & quays"),
        ("<h1>Quay News</h1>", "Quay News", "Quay News"),
    ],
)
def test_titles(body: str, stated: str, title: str) -> None:
    assert titled(body, stated) == title


def test_without_any_there_is_none() -> None:
    assert titled("") is None
