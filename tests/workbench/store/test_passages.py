"""Passages come back as they were put in, and filters choose among them."""

from typing import Any

import pytest

from workbench.domain import (
    AnchorState,
    Kind,
    PassageDetails,
    PassageFilter,
    Qualifier,
    Quantity,
    Span,
)
from workbench.errors import NotFound, SpanError
from workbench.store import Store, articles, codebook, index_queue, passages

DETAILS = PassageDetails(
    tags=("China", "share"),
    memo="compare with March",
    speaker="Dr. Marsh",
    claimant=None,
    metric="China share",
    quantity=Quantity(70, None, None, "percent", None, Qualifier.ABOVE, "2025-03"),
)


def add(store: Store, article_id: int, span: Span, kind: Kind, details: PassageDetails) -> int:
    with store.write("Tag") as writer:
        return passages.add(
            writer,
            article_id=article_id,
            text=articles.text(store, article_id),
            span=span,
            kind=kind,
            details=details,
        )


def test_a_passage_comes_back_whole(store: Store, add_article: Any) -> None:
    article_id = add_article()
    passage = passages.get(store, add(store, article_id, Span(15, 23), Kind.FIGURE, DETAILS))
    assert (passage.text, passage.prefix, passage.suffix[:4]) == (
        "over 70%",
        "China supplies ",
        " of ",
    )
    assert passage.details == DETAILS
    assert passage.state is AnchorState.ANCHORED
    assert passage.created == passage.modified


def test_offsets_outside_the_text_leave_nothing_behind(store: Store, add_article: Any) -> None:
    article_id = add_article()
    with pytest.raises(SpanError):
        add(store, article_id, Span(80, 8000), Kind.CLAIM, PassageDetails())
    assert passages.find(store, PassageFilter()) == []
    assert store.value("SELECT count(*) FROM steps") == 0


def test_tags_are_the_same_whatever_their_case(store: Store, add_article: Any) -> None:
    article_id = add_article()
    first = add(store, article_id, Span(0, 5), Kind.CLAIM, PassageDetails(tags=("China",)))
    add(store, article_id, Span(6, 9), Kind.CLAIM, PassageDetails(tags=("  china ", "CHINA")))
    [tag] = codebook.all_tags(store)
    assert (tag.name, tag.passages) == ("China", 2)
    with store.write("Untag") as writer:
        passages.remove_tag(writer, first, "China")
    assert passages.get(store, first).details.tags == ()


def test_editing_notes_the_time_only_when_something_changed(store: Store, add_article: Any) -> None:
    passage_id = add(store, add_article(), Span(15, 23), Kind.FIGURE, DETAILS)
    before = passages.get(store, passage_id)
    with store.write("Edit") as writer:
        passages.set_details(writer, passage_id, DETAILS)
    assert passages.get(store, passage_id) == before
    assert store.value("SELECT count(*) FROM steps") == 1


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (PassageFilter(), ["China", "over 70%", "Kyiv"]),
        (PassageFilter(kind=Kind.FIGURE), ["over 70%"]),
        (PassageFilter(tag="SHARE"), ["over 70%"]),
        (PassageFilter(metric="China share"), ["over 70%"]),
        (PassageFilter(speaker="Kyiv"), ["Kyiv"]),
        (PassageFilter(text="70 march"), ["over 70%"]),
        (PassageFilter(text="%"), ["over 70%"]),
        (PassageFilter(text="share march"), ["over 70%"]),
        (PassageFilter(text="_"), []),
        (PassageFilter(article_id=77), []),
    ],
)
def test_filters(store: Store, add_article: Any, chosen: PassageFilter, words: list[str]) -> None:
    article_id = add_article()
    add(store, article_id, Span(52, 56), Kind.CLAIM, PassageDetails(claimant="Kyiv"))
    add(store, article_id, Span(15, 23), Kind.FIGURE, DETAILS)
    add(store, article_id, Span(0, 5), Kind.QUOTE, PassageDetails())
    assert [passage.text for passage in passages.find(store, chosen)] == words


def test_an_unknown_passage_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(NotFound, match="no passage 7"):
        passages.get(store, 7)


def test_every_change_that_searching_can_see_is_queued_for_the_index(
    store: Store, add_article: Any
) -> None:
    article_id = add_article()

    def queued() -> list[int]:
        up_to, ids = index_queue.pending(store, 100)
        index_queue.done(store, up_to, "1", {})
        return ids

    assert queued() == [article_id]
    assert queued() == []
    passage_id = add(store, article_id, Span(15, 23), Kind.FIGURE, DETAILS)
    assert queued() == [article_id]
    with store.write("Edit") as writer:
        passages.remove_tag(writer, passage_id, "China")
    assert queued() == [article_id]
    with store.write("Edit") as writer:
        articles.edit(writer, article_id, {"title": "Another"})
    assert queued() == [article_id]
    with store.write("Remove") as writer:
        articles.remove(writer, article_id)
    assert queued() == [article_id]
    assert list(index_queue.documents(store, [article_id])) == []


def test_the_index_is_told_what_the_passages_say(store: Store, add_article: Any) -> None:
    article_id = add_article()
    add(store, article_id, Span(15, 23), Kind.FIGURE, DETAILS)
    add(store, article_id, Span(52, 56), Kind.CLAIM, PassageDetails(claimant="Kyiv"))
    [document] = index_queue.documents(store, [article_id])
    assert (document.kinds, document.tags) == (("figure", "claim"), ("China", "share"))
    assert (document.speakers, document.claimants) == (("Dr. Marsh",), ("Kyiv",))
    assert (document.metrics, document.memos) == (("China share",), ("compare with March",))
