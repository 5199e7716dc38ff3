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
    }
)
"""Lower-case ending → the module of `readers` that reads it."""

MAX_BYTES = 100 * 1024 * 1024
"""A larger file is refused: no article is that long, and its parse would not fit in memory."""


def too_large(size: int) -> str | None:
    """Why a file of `size` bytes is refused, or None when it may be read."""
    if size <= MAX_BYTES:
        return None
    return f"It has {size / 1024 / 1024:,.0f} MB; Lode reads files up to 100 MB."
