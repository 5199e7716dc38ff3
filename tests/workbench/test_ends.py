"""The ends of a passage go by words and by characters, as a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Span
from workbench.ends import End, moved_end

TEXT = "The “deal” is worth $14.8 trillion, he said."


def after(words: str, end: End, by: int, *, words_: bool = True) -> str:
    start = TEXT.index(words)
    span = moved_end(TEXT, Span(start, start + len(words)), end, by=by, words=words_)
    return TEXT[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "end", "by", "then"),
    [
        ("is worth", End.LAST, 1, "is worth $"),
        ("is worth $", End.LAST, 1, "is worth $14.8"),
        ("is worth", End.LAST, -1, "is"),
        ("is worth", End.FIRST, 1, "worth"),
        ("is worth", End.FIRST, -1, "” is worth"),
        ("he said", End.LAST, 1, "he said."),
        ("he said.", End.LAST, 1, "he said."),
        ("The", End.FIRST, -1, "The"),
        ("worth", End.LAST, -1, "worth"),
        ("worth", End.FIRST, 1, "worth"),
    ],
)
def test_by_words(words: str, end: End, by: int, then: str) -> None:
    assert after(words, end, by) == then


def test_by_characters() -> None:
    assert after("deal", End.LAST, 1, words_=False) == "deal”"
    assert after("deal", End.FIRST, 1, words_=False) == "eal"
    assert after("d", End.LAST, -1, words_=False) == "d"


@pytest.mark.parametrize("one", ["é", "e\u0301", "👍🏽", "👨‍👩‍👧", "☎️", "и\u0306"])
def test_what_is_seen_as_one_character_stays_whole(one: str) -> None:
    text = f"a{one}b"
    whole = Span(0, len(text))
    assert moved_end(text, Span(0, 1), End.LAST, by=1, words=False) == Span(0, 1 + len(one))
    assert moved_end(text, whole, End.LAST, by=-1, words=False) == Span(0, 1 + len(one))
    back = moved_end(text, Span(0, 1 + len(one)), End.LAST, by=-1, words=False)
    assert back == Span(0, 1)


@given(
    st.text(max_size=40), st.data(), st.sampled_from(End), st.sampled_from((1, -1)), st.booleans()
)
def test_an_end_stays_in_the_text_and_goes_one_way(
    text: str, data: st.DataObject, end: End, by: int, words: bool
) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    moved = moved_end(text, span, end, by=by, words=words)
    assert 0 <= moved.start < moved.end <= len(text)
    still, gone = (
        ((span.end, moved.end), (span.start, moved.start))
        if end is End.FIRST
        else ((span.start, moved.start), (span.end, moved.end))
    )
    assert still[0] == still[1]
    assert (gone[1] - gone[0]) * by >= 0
