"""The pieces of a text that are shown for a query."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Snippet
from workbench.index.marks import Marker
from workbench.index.parser import parse
from workbench.index.snippets import MOST, SCANNED, WIDTH, snippets

FILLER = "Words that nobody has asked for stand here, one behind the other. " * 12


def shown(query: str, text: str) -> tuple[Snippet, ...]:
    return snippets(text, Marker(parse(query)))


def test_a_snippet_is_a_piece_of_the_text_around_the_match() -> None:
    text = FILLER + "The minerals deal was signed. " + FILLER
    [snippet] = shown("minerals", text)
    assert snippet.text == text[snippet.span.start : snippet.span.end]
    assert [text[match.start : match.end] for match in snippet.matches] == ["minerals"]
    assert 0.6 * WIDTH < len(snippet.text) <= WIDTH


def test_it_begins_with_the_sentence_when_that_is_near() -> None:
    text = FILLER + "The minerals deal was signed. " + FILLER
    [snippet] = shown("minerals", text)
    assert snippet.text.startswith("The minerals deal was signed. Words")


def test_it_begins_and_ends_with_whole_words() -> None:
    text = "word " * 200 + "deal " + "word " * 200
    [snippet] = shown("deal", text)
    assert set(snippet.text.split()) == {"word", "deal"}


def test_the_places_with_the_most_parts_of_the_query_come_first_in_the_choice() -> None:
    text = "oil. " + FILLER + "oil. " + FILLER + "oil. " + FILLER + "oil. " + FILLER + "Oil deal."
    found = shown("oil deal", text)
    assert len(found) == MOST
    assert "Oil deal." in found[0].text


def test_snippets_do_not_overlap() -> None:
    found = shown("deal", "A deal is a deal. " * 100)
    assert len(found) == MOST
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


def test_without_a_match_the_beginning_is_shown() -> None:
    text = "  The first words.\n" + FILLER
    [snippet] = shown("title:anything", text)
    assert snippet.text.startswith("The first words.")
    assert snippet.matches == ()
    assert len(snippet.text) <= WIDTH


def test_nothing_is_shown_of_an_empty_text() -> None:
    assert shown("deal", "") == ()
    assert shown("deal", " \n ") == ()


def test_a_text_without_spaces_is_cut_anywhere() -> None:
    text = "字" * 1_000 + " deal " + "字" * 1_000
    [snippet] = shown("deal", text)
    assert [text[match.start : match.end] for match in snippet.matches] == ["deal"]
    assert len(snippet.text) <= WIDTH


def test_a_match_far_down_in_a_long_text_is_found() -> None:
    text = "word " * (SCANNED[-1] // 4) + "deal"
    [snippet] = shown("deal", text)
    assert [text[match.start : match.end] for match in snippet.matches] == ["deal"]


def test_many_matches_do_not_take_long() -> None:
    text = "deal oil " * 20_000
    started = time.process_time()
    assert len(shown('deal oil "oil deal"', text)) == MOST
    assert time.process_time() - started < 3


words = st.sampled_from(["deal", "deals", "oil", "x" * 90, "\n", "é", "🚜", ". "])


@given(st.lists(words, max_size=150).map(" ".join))
def test_matches_lie_in_their_snippet(text: str) -> None:
    for snippet in shown('deal OR "oil deal"', text):
        assert snippet.text == text[snippet.span.start : snippet.span.end]
        assert snippet.text == snippet.text.strip()
        for match in snippet.matches:
            assert snippet.span.start <= match.start < match.end <= snippet.span.end
