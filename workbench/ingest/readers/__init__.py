"""One module per format, each with `read(data) -> ArticleDraft`, or `members` for several.

A reader gets the file's bytes and opens nothing itself. It raises `Refused` or
`Unreadable`, or leaves any other exception of its parser to the worker. What a reader does not
know stays empty: `metadata.complete` fills in what can be told from outside the text.
Imported by `worker` alone.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from workbench.domain import ArticleDraft
from workbench.ingest.readers import (
    docx,
    eml,
    epub,
    html,
    markdown,
    mhtml,
    odt,
    pdf,
    rtf,
    text,
)

READERS: Mapping[str, Callable[[bytes], ArticleDraft]] = MappingProxyType(
    {
        "text": text.read,
        "markdown": markdown.read,
        "html": html.read,
        "mhtml": mhtml.read,
        "pdf": pdf.read,
        "docx": docx.read,
        "odt": odt.read,
        "eml": eml.read,
        "rtf": rtf.read,
        "epub": epub.read,
    }
)
"""Format, as `sniff.format_of` names it → its reader."""

VIEWS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "text": text.whole_text,
        "markdown": text.whole_text,
        "html": html.whole_text,
        "mhtml": mhtml.whole_text,
    }
)
"""Format → what shows all the text of a file of it, for those whose readers cut something."""
