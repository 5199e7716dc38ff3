"""Web pages as browsers save them. Nothing that a page refers to is ever loaded."""

import html
import re
from dataclasses import replace
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import date_in_address, day_of_folders
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.main_text import fits, main_text, text_between_tags, visible_text
from workbench.ingest.page_facts import PageFacts, date_in_page, page_facts
from workbench.ingest.page_text import read_page
from workbench.ingest.shown_dates import shown_date
from workbench.text import canonical

_PLAIN = "The article could not be told from the rest of the page: all visible text was taken."
_LONGEST_SEARCHED = 5_000_000
_HEAD = 4_096
_LONGEST_HEAD = 262_144
# Of a meta tag or the XML declaration: a script or a link may name one of its own.
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\s[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,9}\)(\S{1,2000})")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table)\b[^<>]*>", re.I
)
# The lookup of lxml.html asks Python for the class of every element, for the sake of forms.
_ALL_ALIKE = etree.ElementDefaultClassLookup(element=HtmlElement)
_EMBEDDED = re.compile(r"data:[\w/+.-]{1,100};base64,[A-Za-z0-9+/=%\s]{1000,}")


def read(data: bytes, *, charset: str | None = None, address: str | None = None) -> ArticleDraft:
    """The article in a saved page, with what the page states about itself.

    `charset` and `address` are what the page was saved with, for a page that says neither.
    """
    decoded = decode(data, charset or _declared(data))
    draft = read_markup(decoded.text, address=address)
    return replace(draft, notes=(*decoded.notes, *draft.notes))


def read_markup(markup: str, title: str = "", address: str | None = None) -> ArticleDraft:
    """The article in an HTML document that is already decoded, its `title` if it is known.

    `address` is where the page came from; one that the page states as its own wins.
    """
    if _OWN_ENTITIES.search(markup[:_HEAD]):
        raise Refused("It declares entities of its own, which Lode does not expand.")
    markup = _EMBEDDED.sub("data:,", canonical(markup))
    tree, whole = _parse(markup)
    searchable = whole and len(markup) <= _LONGEST_SEARCHED and fits(tree)
    facts = page_facts(tree, saved_from=address or _saved_from(markup))
    published, basis = _published(tree if searchable else None, facts)
    text, notes = _text(tree, markup, whole=whole, searchable=searchable)
    page = read_page(text, title or facts.title or "")
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=facts.author or page.author,
        published=published or page.published,
        date_basis=basis or (DateBasis.STATED if page.published else DateBasis.UNKNOWN),
        source=facts.source or page.source,
        url=facts.url,
        language=facts.language,
        extractor="html",
        notes=notes,
    )


def whole_text(data: bytes) -> str:
    """Everything that stands between the tags of a page, nothing cut."""
    return text_between_tags(canonical(decode(data, _declared(data)).text))


def _declared(data: bytes) -> str | None:
    """The encoding that the page names in its head, which archives of the web push down."""
    declared = _CHARSET.search(data[:_LONGEST_HEAD])
    return declared[1].decode("ascii", "replace") if declared else None


def fragment_text(words: str) -> str:
    """The text of a field that may hold a piece of HTML, its blocks as paragraphs."""
    words = canonical(words)
    if not _MARKUP.search(words):
        return html.unescape(words) if "&" in words else words
    try:
        tree, whole = _parse(f"<div>{_EMBEDDED.sub('data:,', words)}</div>")
    except Unreadable:
        return ""
    text = visible_text(tree) if whole and fits(tree) else text_between_tags(words)
    return "\n\n".join(text.split("\n"))


def _parse(markup: str) -> tuple[HtmlElement, bool]:
    """The page as a tree, and whether it is all of the page."""
    # Without comments: where the search for the article removes one, it loses the words
    # behind it, and some sites put one into every sentence.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    parser.set_element_class_lookup(_ALL_ALIKE)
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable("It holds no HTML that can be read.") from None
    # Beyond a depth of 2,048 libxml2 stops, and says so only here.
    return tree, all(entry.level_name != "FATAL" for entry in parser.error_log)


def _text(
    tree: HtmlElement, markup: str, *, whole: bool, searchable: bool
) -> tuple[str, tuple[str, ...]]:
    """The article, or with a note whatever can be had of the page."""
    if searchable and (article := main_text(tree)):
        return article, ()
    return visible_text(tree) if whole else text_between_tags(markup), (_PLAIN,)


def _saved_from(markup: str) -> str | None:
    """The address in the comment that some browsers write at the head of a page they save."""
    comment = _SAVED_FROM.search(markup[:_HEAD])
    return comment[1] if comment else None


def _published(tree: HtmlElement | None, facts: PageFacts) -> tuple[str | None, DateBasis]:
    """The date that the page states, is filed under, or (in `tree`) shows."""
    filed = day_of_folders(facts.url)
    shown = shown_date(tree, facts.title) if tree is not None else None
    if facts.published and (filed is None or filed == facts.published[:10]):
        is_local = shown is not None and _is_day_before(shown, facts.published)
        return shown if is_local else facts.published, DateBasis.STATED
    # A moment is often stated in universal time, and restated when the site is rebuilt: the
    # folders of the address keep the day on which the outlet published.
    if day := filed or date_in_address(facts.url):
        return day, DateBasis.URL
    if tree is not None and (day := shown or date_in_page(tree)):
        return day, DateBasis.STATED
    return None, DateBasis.UNKNOWN


def _is_day_before(shown: str, stated: str) -> bool:
    """Whether the day that people are shown is the one before that in the page's head.

    Then the head has universal time, or the time of a later change.
    """
    try:
        days = (date.fromisoformat(stated[:10]) - date.fromisoformat(shown[:10])).days
    except ValueError:  # a month or a year
        return False
    return days == 1
