from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.snippet_text import cut, on_one_line, shown
from workbench.domain import Snippet, Span

TEXTS = st.text(st.sampled_from("ab \n\t\u2028é😀\x00\ufffc"), max_size=60)


def spans_in(text: str) -> st.SearchStrategy[list[Span]]:
    point = st.integers(0, len(text))
    return st.lists(st.tuples(point, point).map(lambda p: Span(min(p), max(p))), max_size=5)


@given(st.data())
def test_a_span_holds_the_same_words_on_one_line(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    spans = data.draw(spans_in(text))
    line, moved = on_one_line(text, spans)
    assert "\n" not in line
    assert "  " not in line
    for before, after in zip(spans, moved, strict=True):
        words = text[before.start : before.end].replace("\ufffc", "\ufffd")
        assert line[after.start : after.end].split() == _words(words)


def _words(text: str) -> list[str]:
    return "".join(" " if c < " " else c for c in text).split()


def test_matches_stay_on_their_words() -> None:
    text = "One line\n\nand   minerals 😀 in it"
    at = text.index("minerals")
    found = shown(Snippet(Span(0, len(text)), text, (Span(at, at + 8),)), 200)
    assert found.text == "One line and minerals 😀 in it"
    assert [found.text[m.start : m.end] for m in found.matches] == ["minerals"]


def test_a_snippet_from_the_middle_of_an_article_says_so() -> None:
    found = shown(Snippet(Span(100, 115), "of the minerals", (Span(107, 115),)), 200)
    assert found.text == "… of the minerals"
    assert found.text[found.matches[0].start :] == "minerals"


def test_a_first_match_out_of_sight_is_brought_into_it() -> None:
    text = "word " * 60 + "minerals and more"
    at = text.index("minerals")
    found = shown(Snippet(Span(0, len(text)), text, (Span(at, at + 8),)), 80)
    assert found.text.startswith("… word ")
    assert found.matches[0].end <= 80
    assert found.text[found.matches[0].start : found.matches[0].end] == "minerals"


def test_a_match_in_a_word_longer_than_the_room_is_in_sight_too() -> None:
    text = "x" * 500 + "minerals"
    found = shown(Snippet(Span(0, len(text)), text, (Span(500, 508),)), 80)
    assert found.text == "… minerals"


def test_matches_are_cut_where_the_text_is() -> None:
    spans = [Span(0, 3), Span(5, 9), Span(20, 24)]
    assert cut(spans, 7) == [Span(0, 3), Span(5, 7)]
