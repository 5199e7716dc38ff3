"""What an HTML page states about itself: title, authors, date, outlet, address, language.

Read in the order of how much care publishers take with it: JSON-LD, the meta tags made for
social networks, microdata, and last what only stands in the page for people.
"""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import htmldate
from lxml.html import HtmlElement

from workbench.ingest.bylines import byline
from workbench.ingest.dates import iso_date
from workbench.ingest.metadata import one_line, site, web_address
from workbench.ingest.titles import bare, is_outlet, title_of
from workbench.ingest.wordlists import byline_marks, furniture, plain
from workbench.languages import language_code

_ARTICLE_TYPES = re.compile(
    r"(?:\w*NewsArticle|\w*Article|BlogPosting|Report|LiveBlogPosting|Recipe)"
)
_LONGEST_JSON = 1_000_000
_MOST_NODES = 2_000
_DEEPEST = 12
_LONGEST = 300
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "title")
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
)
_DATES = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article_date_original",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "last-modified-date-original",
)
_SOURCES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_NO_NAME = re.compile(r"https?:|www\.|@|\.(?:com|org|net|de)\b|^\d+$", re.IGNORECASE)
_DATE_PLACES = (
    "//*[@itemprop='datePublished']",
    "//time[@pubdate]",
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was stated; None where the page says nothing."""

    title: str | None
    author: str | None
    published: str | None
    source: str | None
    url: str | None
    language: str | None


def page_facts(tree: HtmlElement, *, saved_from: str | None = None) -> PageFacts:
    """The facts of a parsed page, `saved_from` being what the browser noted at its head.

    The tree is not changed.
    """
    metas = _metas(tree)
    linked = list(_json_ld(tree))
    article = _with_references(next((node for node in linked if _is_article(node)), {}), linked)
    url = _address(tree, metas, article, saved_from)
    source = _first(_outlet(linked, article), *(metas.get(name) for name in _SOURCES))
    outlets = _outlets(source, metas, url)
    return PageFacts(
        title=title_of(
            tree,
            [*_names(article.get("headline")), *(metas.get(name, "") for name in _TITLES)],
            outlets,
        ),
        author=_author(tree, metas, article, outlets),
        published=_published(tree, metas, article),
        source=one_line(source, _LONGEST) or site(url),
        url=url,
        language=_language(tree, metas, article),
    )


def date_in_page(tree: HtmlElement) -> str | None:
    """The date that a page's visible text most probably gives; slower and less certain."""
    try:
        found = htmldate.find_date(deepcopy(tree), original_date=True)
    except (ValueError, OverflowError, RecursionError):
        return None
    return iso_date(found)


def _metas(tree: HtmlElement) -> Mapping[str, str]:
    """Meta tags by lower-case name; of several with one name the first that says something."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """All objects of the page's JSON-LD, outermost first."""
    for script in tree.iter("script"):
        source = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(source) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(source.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    level, seen = [data], 0
    for _ in range(_DEEPEST):
        deeper: list[Any] = []
        for node in level:
            seen += 1
            if seen > _MOST_NODES:
                return
            if isinstance(node, dict):
                yield node
                deeper.extend(node.values())
            elif isinstance(node, list):
                deeper.extend(node)
        level = deeper


def _with_references(
    article: Mapping[str, Any], linked: list[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The article with its author and publisher in the place of references to them."""
    named = {
        node["@id"]: node for node in linked if isinstance(node.get("@id"), str) and "name" in node
    }

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(one) for one in value[:20] if not isinstance(one, list)]
        reference = value.get("@id") if isinstance(value, dict) and "name" not in value else None
        return named.get(reference, value) if isinstance(reference, str) else value

    return {**article, **{key: resolved(article.get(key)) for key in ("author", "publisher")}}


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(value: Any) -> list[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of those."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name")) if isinstance(value.get("name"), str | list) else []
    if isinstance(value, list):
        return [name for item in value[:20] if not isinstance(item, list) for name in _names(item)]
    return []


def _first(*values: str | None) -> str | None:
    return next((value.strip() for value in values if value and value.strip()), None)


def _outlet(linked: list[Mapping[str, Any]], article: Mapping[str, Any]) -> str | None:
    sites = (node.get("name") for node in linked if node.get("@type") == "WebSite")
    return _first(*_names(article.get("publisher")), *(n for n in sites if isinstance(n, str)))


def _author(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any], outlets: list[str]
) -> str | None:
    """The authors as stated, else as shown; last a nickname, or an outlet that names itself."""
    stated = [_names(article.get("author")), *([metas.get(name, "")] for name in _AUTHORS)]
    if plain(metas.get("twitter:label1", "")) in byline_marks().labels:
        stated.append([metas.get("twitter:data1", "")])
    people = [_people([name for name in names if not is_outlet(name, outlets)]) for names in stated]
    named = next((names for names in people if names and " " in names), None)
    return named or byline(tree) or next(filter(None, people), None)


def _outlets(source: str | None, metas: Mapping[str, str], url: str | None) -> list[str]:
    host = (site(url) or "").split(".")
    named = [source or "", metas.get("og:site_name", ""), *sorted(host[:-1], key=len)[-1:]]
    return [one for words in named if len(one := bare(words)) > 3]


def _after_by(words: str) -> str:
    line = " ".join(words.split())[:200]
    opening = furniture().byline_opens.match(line)
    return line[opening.end() :] if opening else line


def _people(names: list[str]) -> str | None:
    lines = [_after_by(line) for name in names if (line := one_line(name, 150))]
    kept = [name for name in lines if name and not _NO_NAME.search(name)]
    return ", ".join(dict.fromkeys(kept)) or None


def _published(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any]
) -> str | None:
    stated = [article.get("datePublished"), *(metas.get(name) for name in _DATES)]
    for words in stated:
        if isinstance(words, str) and (date := iso_date(words)):
            return date
    for place in _DATE_PLACES:
        for element in tree.xpath(place)[:3]:
            words = element.get("datetime") or element.get("content") or _text(element)
            if date := iso_date(words):
                return date
    return None


def _address(
    tree: HtmlElement,
    metas: Mapping[str, str],
    article: Mapping[str, Any],
    saved_from: str | None,
) -> str | None:
    canonical = (link.get("href") for link in tree.xpath("//link[@rel='canonical']")[:2])
    candidates = [*canonical, metas.get("og:url"), saved_from, article.get("url")]
    return next(
        (url for words in candidates if isinstance(words, str) and (url := web_address(words))),
        None,
    )


def _language(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any]
) -> str | None:
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    stated = (root, metas.get("og:locale"), metas.get("language"), article.get("inLanguage"))
    codes = (language_code(words) for words in stated if isinstance(words, str))
    return next((code for code in codes if code), None)


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext(tag=None)) if element is not None else ""
