"""What is shown of the articles or passages that were found."""

from collections.abc import Sequence

from workbench.domain import Hit, Indexed, Kind, Snippet, Span
from workbench.index.marks import Markers
from workbench.index.query import Node
from workbench.index.searcher import Best
from workbench.index.snippets import snippets
from workbench.store import Store, articles, passages


def hits_of(of: Indexed, store: Store, best: Sequence[Best], node: Node | None) -> tuple[Hit, ...]:
    """The hits with what is shown of them; snippets only where the query is given.

    What was removed since the search began is left out.
    """
    markers = Markers(node) if node is not None else None
    if of is Indexed.PASSAGES:
        return _passages(store, best, markers)
    return _articles(store, best, markers)


def _articles(store: Store, best: Sequence[Best], markers: Markers | None) -> tuple[Hit, ...]:
    known = articles.headings(store, [one.id for one in best])
    texts = articles.texts_of(store, list(known)) if markers is not None else {}
    hits: list[Hit] = []
    for number, score, copies in best:
        article = known.get(number)
        if article is None:
            continue
        _, title, published, source, language = article
        shown: tuple[Snippet, ...] = ()
        if markers is not None and number in texts:
            shown = snippets(texts[number], markers.of(language))
        hits.append(Hit(number, title, published, source, score, shown, copies))
    return tuple(hits)


def _passages(store: Store, best: Sequence[Best], markers: Markers | None) -> tuple[Hit, ...]:
    known = passages.hits(store, [one.id for one in best])
    hits: list[Hit] = []
    for one in best:
        passage = known.get(one.id)
        if passage is None:
            continue
        shown: tuple[Snippet, ...] = ()
        if markers is not None:
            marker = markers.of(passage.language)
            shown = tuple(_moved(each, passage.start) for each in snippets(passage.text, marker))
        hits.append(
            Hit(
                passage.article_id,
                passage.title,
                passage.published,
                passage.source,
                one.score,
                shown,
                passage_id=passage.id,
                kind=Kind(passage.kind),
                by=passage.by,
            )
        )
    return tuple(hits)


def _moved(snippet: Snippet, start: int) -> Snippet:
    """A snippet of a passage, with offsets in the text that the passage begins in at `start`."""

    def moved(span: Span) -> Span:
        return Span(span.start + start, span.end + start)

    return Snippet(moved(snippet.span), snippet.text, tuple(map(moved, snippet.matches)))
