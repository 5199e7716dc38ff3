"""Every match with the words before and behind it, as concordances have it (KWIC)."""

from collections.abc import Iterator

from workbench.domain import Occurrence
from workbench.index.marks import Marker, merged

WIDTH = 64
"""Code points before and behind a match."""


def occurrences(article_id: int, text: str, marker: Marker) -> Iterator[Occurrence]:
    """The matches of one text, in its order."""
    for span in merged(marker.marks(text)):
        yield Occurrence(
            article_id=article_id,
            span=span,
            before=_line(text[max(0, span.start - WIDTH) : span.start]),
            match=_line(text[span.start : span.end]),
            after=_line(text[span.end : span.end + WIDTH]),
        )


def _line(text: str) -> str:
    """`text` on one line; spaces at its ends tell whether it joins what stands beside it."""
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    return f"{before}{words}{' ' if words and text[-1:].isspace() else ''}"
