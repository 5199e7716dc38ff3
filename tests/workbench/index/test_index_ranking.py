"""The order of hits, and the time that finding them may take."""

from collections.abc import Callable
from typing import Any

import pytest

from workbench.domain import IndexDocument
from workbench.errors import SearchTimeout
from workbench.index.deadline import Deadline

Ask = Callable[..., Callable[[str], list[int]]]


def document(article_id: int, text: str, title: str = "", **fields: Any) -> IndexDocument:
    defaults = {"author": None, "source": None, "language": None, "published": None}
    return IndexDocument(id=article_id, title=title, text=text, **(defaults | fields))


def test_a_word_in_the_title_counts_for_more(ask: Ask) -> None:
    answer = ask(
        document(1, "The deal was signed. " + "word " * 20, "Morning news"),
        document(2, "It was signed. " + "word " * 20, "The deal"),
        *(document(n, "Nothing of that kind", "Other") for n in range(3, 9)),
    )
    assert answer("deal") == [2, 1]


def test_more_of_a_word_in_a_shorter_text_counts_for_more(ask: Ask) -> None:
    answer = ask(
        document(1, "oil " + "word " * 30),
        document(2, "oil oil oil " + "word " * 30),
        document(3, "oil oil oil " + "word " * 300),
        *(document(n, "Nothing of that kind") for n in range(4, 9)),
    )
    assert answer("oil") == [2, 3, 1] or answer("oil") == [2, 1, 3]


def test_a_wildcard_is_worth_the_same_everywhere_and_more_in_a_title(ask: Ask) -> None:
    answer = ask(
        document(1, "oil oil oil", published="2025-01-01"),
        document(2, "oils and others", published="2025-03-01"),
        document(3, "Nothing", "The oil", published="2025-02-01"),
    )
    assert answer("oil*") == [3, 2, 1]
    assert answer("oild~1") == [3, 2, 1]


def test_the_rarer_word_decides(ask: Ask) -> None:
    answer = ask(
        *(document(n, "common words here") for n in range(1, 8)),
        document(8, "common rare words"),
    )
    assert answer("common OR rare")[0] == 8


def test_restrictions_leave_the_order_to_the_words(ask: Ask) -> None:
    documents = [
        document(
            1, "oil oil oil word", source="Alpha", published="2025-01-01", tags=("abc", "abd")
        ),
        document(2, "oil word word word", source="Alpha", published="2025-02-01", tags=("abc",)),
    ]
    answer = ask(*documents)
    for restriction in ("outlet:alpha", "date:2025", "tag:ab*", "outlet:*"):
        assert answer(f"oil {restriction}") == answer("oil") == [1, 2]


def test_without_words_the_newest_come_first_and_undated_ones_last(ask: Ask) -> None:
    answer = ask(
        document(1, "a"),
        document(2, "a", published="2025-02-01"),
        document(3, "a", published="2025-02-01T12:30:00Z"),
        document(4, "a", published="2024"),
        document(5, "a"),
    )
    assert answer("*") == [3, 2, 4, 1, 5]
    assert answer("-b") == [3, 2, 4, 1, 5]


def test_a_search_ends_at_its_deadline(ask: Ask) -> None:
    answer = ask(document(1, "oil"))
    assert answer("oil") == [1]
    over = Deadline(0)
    with pytest.raises(SearchTimeout, match="stopped after 0 seconds"):
        over.check()


@pytest.mark.parametrize("query", ["oil", '"oil price"', "pri*", "oil~1", "-gas", "oil -gas", "*"])
def test_every_form_asks_for_the_time(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    answer = ask(document(1, "oil price gas"), document(2, "oil price"))
    assert 2 in answer(query)

    def out_of_time(_self: Deadline) -> None:
        raise SearchTimeout("over")

    monkeypatch.setattr(Deadline, "check", out_of_time)
    with pytest.raises(SearchTimeout, match="over"):
        answer(query)
