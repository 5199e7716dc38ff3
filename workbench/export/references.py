"""The articles of an export as references: BibTeX, RIS and CSL-JSON.

Formats: Patashnik, "BibTeXing" (1988); RIS as Zotero and EndNote write it; CSL-JSON as the
Citation Style Language's schema has it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from workbench.domain import Article
from workbench.export.characters import NO_TEXT, replaced
from workbench.export.excerpts import Excerpt, Notes

_BIBTEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces whatever stands before them: one that is not matched ends the field.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MEANT = re.compile("[" + re.escape("".join(_BIBTEX)) + "]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEVERAL = re.compile(r"\s*(?:;|,|\band\b|\bund\b|&)\s*")
_WORD = re.compile(r"[a-z0-9]+")


def articles_as_bibtex(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """An entry for each article of the excerpts."""
    taken: set[str] = set()
    for article in _articles(excerpts):
        fields = {
            "title": f"{{{_bibtex(article.title or 'Untitled', article, notes)}}}",
            "author": " and ".join(
                f"{{{_bibtex(name, article, notes)}}}" for name in _authors(article)
            ),
            "journal": _bibtex(article.source, article, notes),
            "date": (article.published or "")[:10],
            "year": _year(article),
            "month": _month(article),
            "url": _url(article, notes),
            "langid": article.language or "",
            "note": f"SHA-256 of the text: {article.text_sha256}",
        }
        lines = "".join(
            f"  {name} = {value if name == 'month' else '{' + value + '}'},\n"
            for name, value in fields.items()
            if value
        )
        yield f"@article{{{_key(article, taken)},\n{lines}}}\n\n".encode()


def articles_as_ris(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """A record for each article of the excerpts."""
    for article in _articles(excerpts):
        day = (article.published or "")[:10].replace("-", "/")
        fields = [
            ("TY", "NEWS"),
            ("TI", _plain(article.title or "Untitled", article, notes)),
            *(("AU", _plain(name, article, notes)) for name in _authors(article)),
            ("T2", _plain(article.source, article, notes)),
            ("PY", _year(article)),
            ("DA", day),
            ("UR", _plain(article.url, article, notes)),
            ("LA", article.language or ""),
            ("N1", f"SHA-256 of the text: {article.text_sha256}"),
        ]
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value)
        yield f"{lines}ER  - \r\n\r\n".encode()


def articles_as_csl(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """One JSON list with an item for each article of the excerpts."""
    taken: set[str] = set()
    items = [_csl(article, _key(article, taken), notes) for article in _articles(excerpts)]
    yield (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _csl(article: Article, key: str, notes: Notes) -> dict[str, Any]:
    found = _DATE.match(article.published or "")
    parts = [int(part) for part in found.groups() if part] if found else []
    item = {
        "id": key,
        "type": "article-newspaper",
        "title": _plain(article.title or "Untitled", article, notes),
        "author": [{"literal": _plain(name, article, notes)} for name in _authors(article)],
        "container-title": _plain(article.source, article, notes),
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": _plain(article.url, article, notes),
        "language": article.language,
        "note": f"SHA-256 of the text: {article.text_sha256}",
    }
    return {name: value for name, value in item.items() if value}


def _articles(excerpts: Iterable[Excerpt]) -> Iterator[Article]:
    seen: set[int] = set()
    for excerpt in excerpts:
        if excerpt.article.id not in seen:
            seen.add(excerpt.article.id)
            yield excerpt.article


def _authors(article: Article) -> list[str]:
    return [name for name in _SEVERAL.split(article.author or "") if name]


def _year(article: Article) -> str:
    return (article.published or "")[:4]


def _month(article: Article) -> str:
    found = _DATE.match(article.published or "")
    number = int(found[2]) if found and found[2] else 0
    return _MONTHS[number - 1] if 0 < number <= len(_MONTHS) else ""


def _key(article: Article, taken: set[str]) -> str:
    """Outlet, year and first word of the title, with a number where that is taken."""
    outlet = "".join(_WORD.findall((article.source or "article").lower()))[:20] or "article"
    words = _WORD.findall((article.title or "").lower())
    base = f"{outlet}{_year(article)}{next((word for word in words if len(word) > 3), '')}"
    key = base
    while key in taken:
        key = f"{base}-{article.id}"
        base = f"{base}-{article.id}"
    taken.add(key)
    return key


def _plain(text: str | None, article: Article, notes: Notes) -> str:
    """A text for one line; line ends and other control characters become spaces."""
    clean, count = replaced(text or "", NO_TEXT)
    line, controls = _CONTROLS.subn(" ", clean)
    if count or controls:
        where = f"Article {article.id}"
        notes.add(where, f"{count + controls} control characters were replaced")
    return line.strip()


def _bibtex(text: str | None, article: Article, notes: Notes) -> str:
    return _MEANT.sub(lambda found: _BIBTEX[found.group()], _plain(text, article, notes))


def _url(article: Article, notes: Notes) -> str:
    # Braces would end the field; an address may write them otherwise.
    return _plain(article.url, article, notes).replace("{", "%7B").replace("}", "%7D")
