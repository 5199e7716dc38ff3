"""Passages are searched by the same language as articles, in an index of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbench.index.conftest import UID, AddArticle
from workbench.domain import Kind, PassageDetails, Quantity, Span
from workbench.errors import QueryError
from workbench.index import SearchIndex
from workbench.store import Store, articles, index_queue, passages
from workbench.tasks import Task

TEXT = (
    "China supplies over 70% of rare earths. Kyiv owes 500 billion dollars, said Olena Hryn. "
    "The deal was signed in spring."
)

Tag = Callable[..., int]


@pytest.fixture
def tag(store: Store) -> Tag:
    """Tags the words in an article; returns the passage's id."""

    def add(article_id: int, words: str, kind: Kind = Kind.CLAIM, **details: object) -> int:
        text = articles.text(store, article_id)
        start = text.index(words)
        with store.write("Tag") as writer:
            return passages.add(
                writer,
                article_id=article_id,
                text=text,
                span=Span(start, start + len(words)),
                kind=kind,
                details=PassageDetails(**details),  # type: ignore[arg-type]
            )

    return add


def found(index: SearchIndex, query: str) -> list[int | None]:
    return [hit.passage_id for hit in index.of_passages.search(query).hits]


def sync(index: SearchIndex) -> None:
    index.sync()
    index.of_passages.sync()


def test_a_passage_is_found_by_its_words_memo_and_tags(
    index: SearchIndex, add_article: AddArticle, tag: Tag
) -> None:
    article = add_article(TEXT, title="A deal in spring")
    share = tag(article, "China supplies over 70% of rare earths", tags=("supply",))
    debt = tag(article, "500 billion dollars", Kind.FIGURE, memo="check the supply")
    sync(index)
    assert found(index, "earth") == [share]
    assert set(found(index, "supply")) == {share, debt}
    assert found(index, "tag:supply") == [share]
    assert found(index, "memo:check") == [debt]
    # Neither what stands beside a passage nor the title is in it.
    assert found(index, "spring") == []
    assert found(index, "title:spring kind:figure") == [debt]
    assert found(index, "* -kind:figure") == [share]


def test_all_parts_of_a_query_are_asked_of_one_passage(
    index: SearchIndex, add_article: AddArticle, tag: Tag
) -> None:
    article = add_article(TEXT)
    tag(article, "70%", Kind.FIGURE, quantity=Quantity(70.0, unit="percent"))
    debt = tag(article, "500 billion", Kind.FIGURE, quantity=Quantity(5e11, currency="USD"))
    tag(article, "deal", Kind.CLAIM)
    sync(index)
    assert found(index, "value:>1bn currency:usd") == [debt]
    assert found(index, "value:70 currency:usd") == []
    assert index.search("value:70 currency:usd").total == 1


def test_a_hit_shows_where_its_words_stand_in_the_article(
    index: SearchIndex, add_article: AddArticle, tag: Tag
) -> None:
    article = add_article(TEXT, title="Debts", source="Fernhill Daily", published="2025-02-17")
    words = "Kyiv owes 500 billion dollars"
    passage = tag(article, words, Kind.QUOTE, speaker="Olena Hryn")
    sync(index)
    result = index.of_passages.search("billion", facets=True)
    [hit] = result.hits
    assert (hit.article_id, hit.passage_id, hit.kind) == (article, passage, Kind.QUOTE)
    assert (hit.title, hit.source, hit.by) == ("Debts", "Fernhill Daily", "Olena Hryn")
    [snippet] = hit.snippets
    assert snippet.text == words == TEXT[snippet.span.start : snippet.span.end]
    assert [TEXT[one.start : one.end] for one in snippet.matches] == ["billion"]
    assert result.facets["speaker"] == [("Olena Hryn", 1)]
    assert result.facets["kind"] == [("quote", 1)]


def test_changes_reach_the_index_of_passages(
    store: Store, index: SearchIndex, add_article: AddArticle, tag: Tag
) -> None:
    article = add_article(TEXT, source="Fernhill Daily")
    passage = tag(article, "deal", tags=("trade",))
    other = tag(article, "spring")
    sync(index)
    with store.write("Edit") as writer:
        passages.set_details(writer, passage, PassageDetails(tags=("treaty",), claimant="Kyiv"))
    with store.write("Rename") as writer:
        articles.edit(writer, article, {"source": "Harbour Ledger"})
    assert index.of_passages.waiting() == 2
    sync(index)
    assert found(index, "tag:trade") == []
    assert found(index, "tag:treaty claimant:kyiv") == [passage]
    assert set(found(index, "outlet:harbour")) == {passage, other}
    with store.write("Delete") as writer:
        passages.delete(writer, other)
    # Gone at once, before the index has heard of it.
    assert found(index, "*") == [passage]
    sync(index)
    assert found(index, "*") == [passage]


def test_only_the_number_of_a_figure_has_changed(
    store: Store, index: SearchIndex, add_article: AddArticle, tag: Tag
) -> None:
    article = add_article(TEXT)
    passage = tag(article, "70%", Kind.FIGURE, quantity=Quantity(7.0, unit="percent"))
    sync(index)
    with store.write("Edit") as writer:
        details = PassageDetails(quantity=Quantity(70.0, unit="percent"))
        passages.set_details(writer, passage, details)
    sync(index)
    assert found(index, "value:70") == [passage]
    assert [hit.article_id for hit in index.search("value:70").hits] == [article]


def test_both_indexes_stand_beside_each_other(
    store: Store, index: SearchIndex, cache: Path, add_article: AddArticle, tag: Tag
) -> None:
    passage = tag(add_article(TEXT), "deal")
    sync(index)
    index.rebuild()
    assert found(index, "deal") == [passage]
    index.of_passages.rebuild()
    assert index.search("deal").total == 1
    index.of_passages.verify()
    fresh = SearchIndex(store, cache, UID, child=False)
    try:
        assert [hit.passage_id for hit in fresh.of_passages.search("deal").hits] == [passage]
    finally:
        fresh.close()
    assert index_queue.waiting(store) == 0


def test_passages_are_searched_while_articles_are_indexed_elsewhere(
    store: Store, cache: Path, add_article: AddArticle, tag: Tag
) -> None:
    passage = tag(add_article(TEXT), "deal")
    index = SearchIndex(store, cache, UID, child=True)
    try:
        index.sync(Task())
        index.of_passages.sync(Task())
        assert [hit.passage_id for hit in index.of_passages.search("deal").hits] == [passage]
        assert index.search("deal").total == 1
        with pytest.raises(QueryError):
            index.of_passages.search("(")
    finally:
        index.close()
