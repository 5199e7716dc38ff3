"""Plain text, most often a page copied or saved from a browser."""

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.decode import decode
from workbench.ingest.page_text import read_page
from workbench.text import canonical


def read(data: bytes) -> ArticleDraft:
    """The article in a text file; see `page_text` for what is recognised and cut."""
    decoded = decode(data)
    page = read_page(canonical(decoded.text))
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author,
        published=page.published,
        date_basis=DateBasis.STATED if page.published else DateBasis.UNKNOWN,
        source=page.source,
        extractor="text",
        notes=decoded.notes,
    )


def whole_text(data: bytes) -> str:
    """All of the file's text, nothing cut."""
    return canonical(decode(data).text)
