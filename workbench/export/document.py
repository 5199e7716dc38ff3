"""What documents are made of: headings, paragraphs, excerpts, pictures and tables.

Excerpts and reports become one of these; `templates` writes it as HTML or Markdown, `docx_export`
as a Word document. Blocks hold plain text: whoever writes them makes it safe.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workbench.domain import AnchorState, PassageGrouping
from workbench.export.excerpts import Excerpt
from workbench.export.facts import Fact, article_facts, byline, excerpt_facts
from workbench.export.groups import ExcerptGroup


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    type: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line ends in it are line ends."""

    type: ClassVar[str] = "paragraph"
    text: str
    quiet: bool = False
    """Of lesser weight, such as a byline or a caption."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values."""

    type: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ExcerptBlock:
    """A passage with what stands around it, where it comes from, and all that is said of it."""

    type: ClassVar[str] = "excerpt"
    kind: str
    text: str
    before: str
    after: str
    """What stands in the same sentences before and behind it."""
    title: str
    byline: str
    url: str
    file: str
    tags: tuple[str, ...]
    memo: str
    speaker: str
    metric: str
    quantity: str
    facts: tuple[Fact, ...]
    """All of it, the place and the hash of the text included."""
    passage_id: int
    shows_source: bool
    """Whether the source is to be written with it; else it stands above."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG."""

    type: ClassVar[str] = "picture"
    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text below the names of their columns."""

    type: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Facts | ExcerptBlock | Picture | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A title and what follows below it."""

    title: str
    blocks: tuple[Block, ...]


def excerpt_block(excerpt: Excerpt, *, shows_source: bool = True) -> ExcerptBlock:
    """An excerpt as a document has it."""
    passage, article, details = excerpt.passage, excerpt.article, excerpt.passage.details
    before = after = ""
    around = excerpt.surroundings
    if around is not None and passage.state is AnchorState.ANCHORED:
        before = around.text[: passage.span.start - around.span.start]
        after = around.text[passage.span.end - around.span.start :]
    facts = dict(excerpt_facts(excerpt))
    told = [fact for fact in excerpt_facts(excerpt) if fact[0] != "Sentence"]
    sources = article_facts(article) if shows_source else []
    return ExcerptBlock(
        kind=passage.kind.value,
        text=passage.words,
        before=before,
        after=after,
        title=article.title or "Untitled",
        byline=byline(article),
        url=article.url or "",
        file=article.path,
        tags=details.tags,
        memo=details.memo,
        speaker=details.speaker or details.claimant or "",
        metric=details.metric or "",
        quantity=facts.get("Quantity", ""),
        facts=(*told, *sources),
        passage_id=passage.id,
        shows_source=shows_source,
    )


def excerpts_document(
    groups: Sequence[ExcerptGroup], by: PassageGrouping, *, title: str, memo: str = ""
) -> Document:
    """A document with a section for each group of excerpts."""
    ids = {one.passage.id for group in groups for one in group.excerpts}
    articles = {one.article.id for group in groups for one in group.excerpts}
    head: list[Block] = [
        Paragraph(f"{_count(len(ids), 'passage')} from {_count(len(articles), 'article')}.")
    ]
    if memo:
        head.append(Paragraph(memo))
    return Document(title, (*head, *_sections(groups, by)))


def _sections(groups: Iterable[ExcerptGroup], by: PassageGrouping) -> Iterator[Block]:
    for group in groups:
        yield Heading(group.label, 2)
        is_article = by is PassageGrouping.ARTICLE
        if is_article:
            article = group.excerpts[0].article
            yield Paragraph(byline(article), quiet=True)
            yield Facts(tuple(article_facts(article)))
        for excerpt in group.excerpts:
            yield excerpt_block(excerpt, shows_source=not is_article)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
