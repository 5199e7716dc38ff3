import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ui.display_text import DisplayText
from workbench.domain import Span
from workbench.text import canonical

TEXTS = st.text(
    alphabet=st.sampled_from("ab \n\t\x0c\x85\xa0e\u0301\u200d\ufffc\ufffd😀𝔸中\u2060"), max_size=60
).map(canonical)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.integers(1, 7))
def test_offsets_go_there_and_back(text: str, longest: int) -> None:
    display = DisplayText(text, longest)
    for point in range(len(text) + 1):
        assert display.point(display.unit(point)) == point


@given(TEXTS, st.integers(1, 7), st.data())
def test_a_span_is_shown_whole_and_nothing_besides(
    text: str, longest: int, data: st.DataObject
) -> None:
    display = DisplayText(text, longest)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = display.units(Span(start, end))
    assert display.span(first, last) == Span(start, end)
    encoded = display.shown.encode("utf-16-le")
    shown = encoded[2 * first : 2 * last].decode("utf-16-le")
    plain = DisplayText(text, len(text) + 1).shown[start:end]
    assert shown.replace("\n", "") == plain.replace("\n", "")
    if end > start:
        assert shown[:1] == plain[:1]
        assert shown[-1:] == plain[-1:]


@given(TEXTS, st.integers(1, 7))
def test_no_shown_line_is_too_long_and_none_that_fits_is_broken(text: str, longest: int) -> None:
    shown = DisplayText(text, longest).shown.split("\n")
    assert all(len(line) <= longest for line in shown)
    assert sum(len(line) for line in shown) == len(text) - text.count("\n")
    if all(len(line) <= longest for line in text.split("\n")):
        assert len(shown) == text.count("\n") + 1


@given(TEXTS, st.integers(1, 7))
def test_qt_counts_the_shown_text_as_we_do(qapp: object, text: str, longest: int) -> None:
    display = DisplayText(text, longest)
    document = QTextDocument()
    document.setPlainText(display.shown)
    assert document.characterCount() - 1 == units(display.shown)
    assert document.blockCount() == display.shown.count("\n") + 1


def test_a_long_line_is_broken_behind_a_space() -> None:
    display = DisplayText("one two three four five", 10)
    assert display.shown.split("\n") == ["one two ", "three ", "four five"]


def test_an_accent_stays_with_its_letter() -> None:
    assert DisplayText("abcde\u0301fgh", 5).shown.split("\n") == ["abcd", "e\u0301fgh"]


@pytest.mark.parametrize("line", ["x", "word ", "e\u0301", "😀", "x" * 9_999 + "\n"])
def test_a_million_characters_take_no_time(line: str) -> None:
    text = line * (1_000_000 // len(line))
    began = time.perf_counter()
    display = DisplayText(text)
    assert time.perf_counter() - began < 3
    assert display.point(display.unit(800_001)) == 800_001
