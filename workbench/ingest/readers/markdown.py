"""Markdown, with or without front matter, as the plain text that a reader would see.

A converter of our own and not a Markdown library: what is wanted is text with paragraphs and
lists as lines, and the libraries make HTML. All patterns are linear in the text's length.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

import yaml

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.dates import iso_date
from workbench.ingest.decode import decode
from workbench.ingest.page_text import read_page
from workbench.languages import language_code
from workbench.text import canonical

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 50_000
_FENCE = re.compile(r" {0,3}(?:```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|(\d{1,4}[.)]))[ \t]+(.*)$")
_QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]*<?\S+>?(?:[ \t]+[\"'(].*)?$")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]]{1,50}\]:[ \t]*")
_TABLE_RULE = re.compile(
    r"[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+(?:\|[ \t]*+)?$"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]]*\]) ?")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]]*\])")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_STARS = re.compile(r"(?<!\\)(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1")
_LOW_LINES = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]+)(?<=\S)\1(?!\w)")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]+)~~")
_CODE = re.compile(r"(?<!`)(`++)([^`\n]++)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<])")
_BULLET = "• "


def read(data: bytes) -> ArticleDraft:
    """The article in a Markdown file; facts in the front matter win over those in the text."""
    decoded = decode(data)
    facts, body = _split(canonical(decoded.text))
    title = _fact(facts, "title", "headline")
    page = read_page(plain_text(body), title or "")
    stated = (
        iso_date(_fact(facts, "date", "published", "publish_date", "pubdate")) or page.published
    )
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=_fact(facts, "author", "authors", "byline", "creator") or page.author,
        published=stated,
        date_basis=DateBasis.STATED if stated else DateBasis.UNKNOWN,
        source=_fact(facts, "source", "publisher", "outlet", "site", "publication") or page.source,
        url=_fact(facts, "url", "link", "canonical", "canonical_url", "source_url", "permalink"),
        language=language_code(_fact(facts, "lang", "language")),
        extractor="markdown",
        notes=decoded.notes,
    )


def plain_text(markdown: str) -> str:
    """Markdown as plain text: one line a paragraph, list items as lines of their own."""
    blocks: list[str] = []
    paragraph: list[str] = []
    fenced = False
    for line in _COMMENT.sub("", markdown).split("\n"):
        if _FENCE.match(line):
            _close(blocks, paragraph)
            fenced = not fenced
        elif fenced:
            blocks.append(line)
        else:
            _take(line, blocks, paragraph)
    _close(blocks, paragraph)
    return "\n".join(blocks)


def _take(line: str, blocks: list[str], paragraph: list[str]) -> None:
    """Add one line outside code to the open paragraph, or close it and begin something else."""
    line = _QUOTED.sub("", line)
    if not line.strip():
        _close(blocks, paragraph)
        if blocks and blocks[-1]:
            blocks.append("")
    elif heading := _HEADING.match(line):
        _close(blocks, paragraph)
        blocks.extend([_inline(heading[1]), ""])
    elif paragraph and _UNDERLINE.match(line):
        _close(blocks, paragraph)
        blocks.append("")
    elif _RULE.match(line) or _DEFINITION.match(line) or _TABLE_RULE.match(line):
        _close(blocks, paragraph)
    elif item := _ITEM.match(line):
        _close(blocks, paragraph)
        paragraph.append(
            item[1].replace("\t", "  ") + (item[2] + " " if item[2] else _BULLET) + item[3]
        )
    elif line.lstrip().startswith("|"):
        _close(blocks, paragraph)
        blocks.append(_row(line))
    else:
        paragraph.append(_FOOTNOTE.sub("", line) if paragraph else _FOOTNOTE.sub("", line).lstrip())


def _close(blocks: list[str], paragraph: list[str]) -> None:
    """Write the open paragraph, whose line breaks mean spaces, as one line."""
    if paragraph:
        first, *others = paragraph
        # Two spaces or a backslash at a line's end ask for a line break.
        joined = first
        for line in others:
            hard = joined.endswith(("  ", "\\"))
            joined = joined.rstrip(" \\") + ("\n" if hard else " ") + line.strip()
        blocks.append("\n".join(_inline(part) for part in joined.rstrip().split("\n")))
        paragraph.clear()


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return " | ".join(_inline(cell.strip()) for cell in cells)


def _inline(words: str) -> str:
    """The words without marks of emphasis, links, images, tags; code stays as it is."""
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(words):
        pieces += [_unmarked(words[end : code.start()]), code[2].strip()]
        end = code.end()
    return "".join([*pieces, _unmarked(words[end:])])


def _unmarked(words: str) -> str:
    words = _IMAGE.sub("", words)
    words = _LINK.sub(r"\1", words)
    words = _TAG.sub("", _AUTOLINK.sub(r"\1", _FOOTNOTE_MARK.sub("", words)))
    for _ in range(2):  # bold within italics, italics within bold
        words = _STRUCK.sub(r"\1", _LOW_LINES.sub(r"\2", _STARS.sub(r"\2", words)))
    return html.unescape(_ESCAPED.sub(r"\1", words))


def _split(text: str) -> tuple[Mapping[str, Any], str]:
    """Front matter, with lower-case keys, and what follows it."""
    match = _FRONT_MATTER.match(text[:_LONGEST_FRONT_MATTER])
    if match is None:
        return {}, text
    try:
        # The base loader makes strings only: a title "No" stays one, and no alias is unfolded.
        facts = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - constructs no objects
    except (yaml.YAMLError, RecursionError):
        return {}, text
    if not isinstance(facts, dict):
        return {}, text
    return {str(key).lower(): value for key, value in facts.items()}, text[match.end() :]


def _fact(facts: Mapping[str, Any], *names: str) -> str | None:
    """The first of the named facts that is there, lists joined with commas."""
    for name in names:
        value = facts.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(item for item in value[:20] if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
