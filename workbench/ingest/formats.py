"""The file formats that Lode reads, by the ending of the file's name."""

from collections.abc import Mapping
from types import MappingProxyType

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".mhtml": "mhtml",
        ".mht": "mhtml",
        ".pdf": "pdf",
        ".docx": "docx",
        ".odt": "odt",
        ".eml": "eml",
        ".rtf": "rtf",
        ".doc": "doc",
        ".epub": "epub",
        ".xml": "xml",
        ".rss": "feed",
        ".atom": "feed",
        ".mbox": "mbox",
        ".json": "json",
        ".jsonl": "jsonl",
        ".ndjson": "jsonl",
        ".csv": "csv",
        ".tsv": "csv",
        ".zip": "zip",
    }
)
"""Lower-case ending → the format; `sniff` looks whether the content is of another one."""

CONTAINERS = frozenset(
    suffix
    for suffix, form in SUFFIXES.items()
    if form in {"xml", "feed", "mbox", "json", "jsonl", "csv", "zip"}
)
"""Endings of files that may hold several articles."""

TABLES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
"""Endings of files whose columns can be mapped; see `dumps`."""

MAX_BYTES = 100 * 1024 * 1024
"""A larger file is refused: no article is that long, and its parse would not fit in memory."""


def too_large(size: int) -> str | None:
    """Why a file of `size` bytes is refused, or None when it may be read."""
    if size <= MAX_BYTES:
        return None
    return f"It has {size / 1024 / 1024:,.0f} MB; Lode reads files up to 100 MB."
