"""What an article's surroundings say of it, once a reader has made a draft."""

import re
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import urlsplit

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import date_in_address, date_in_name, date_of_file, dateline
from workbench.ingest.failures import Refused
from workbench.languages import guess_language
from workbench.text import canonical

MOST_CHARACTERS = 10_000_000
"""Of one article's text; above it something else than an article has been saved."""

_TITLE = 300
_NAME = 200
_ADDRESS = 2_000
_PARAGRAPHS = 4
# Characters that draw nothing, or turn the direction of what follows them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]"
)
_FROM_NAME = re.compile(r"^\d{4}[-_. ]?\d{2}[-_. ]?\d{2}[-_. ]*|[-_]+")


def complete(draft: ArticleDraft, path: PurePath, modified: float | None) -> ArticleDraft:
    """The draft with canonical text and everything that was still open filled in, if it can be.

    `modified` is the file's time stamp in seconds, None when it says nothing. Raises `Refused`
    when there is no text, or far too much.
    """
    text = canonical(draft.text).strip("\n").rstrip()
    if not any(character.isalnum() for character in text):
        raise Refused("No text was found in it.")
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"It holds {len(text):,} characters; Lode reads up to {MOST_CHARACTERS:,}.")
    url = web_address(draft.url)
    published, basis = _published(draft, text, url, path, modified)
    return replace(
        draft,
        title=one_line(draft.title, _TITLE) or _title_from(text, path),
        text=text,
        author=one_line(draft.author, _NAME),
        published=published,
        date_basis=basis,
        source=one_line(draft.source, _NAME) or site(url),
        url=url,
        language=draft.language or guess_language(text),
    )


def one_line(words: str | None, longest: int) -> str | None:
    """The words on one line without invisible characters, shortened; None when nothing is left."""
    if not words:
        return None
    line = " ".join(_INVISIBLE.sub("", canonical(words[: longest * 4])).split())
    return line[: longest - 1].rstrip() + "…" if len(line) > longest else line or None


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, without invisible characters; else None."""
    if not url or len(url) > _ADDRESS:
        return None
    url = "".join(_INVISIBLE.sub("", canonical(url)).split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and "." in parts.netloc else None


def site(url: str | None) -> str | None:
    """The site's name in an address: its host without "www."."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _published(
    draft: ArticleDraft, text: str, url: str | None, path: PurePath, modified: float | None
) -> tuple[str | None, DateBasis]:
    """The publication date from the best witness that has one."""
    stated = DateBasis.STATED
    if draft.published and draft.date_basis in {stated, DateBasis.URL}:
        return draft.published, draft.date_basis
    paragraphs = [line for line in text[:5_000].split("\n") if line.strip()][:_PARAGRAPHS]
    witnesses = [(dateline(paragraph), stated) for paragraph in paragraphs]
    witnesses += [
        (date_in_address(url), DateBasis.URL),
        (date_in_name(path.stem), DateBasis.FILE),
        (draft.published, draft.date_basis),
        (date_of_file(modified), DateBasis.FILE),
    ]
    return next(((date, basis) for date, basis in witnesses if date), (None, DateBasis.UNKNOWN))


def _title_from(text: str, path: PurePath) -> str:
    """A title for an article that has none: its first sentence, else the file's name."""
    first = next(line for line in text.split("\n") if line.strip())
    sentence = re.split(r"(?<=[.!?])\s", first.strip()[:_TITLE], maxsplit=1)[0]
    name = _FROM_NAME.sub(" ", path.stem).strip()
    return one_line(sentence, 120) or one_line(name, 120) or "Untitled"
