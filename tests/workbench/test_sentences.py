import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Span
from workbench.sentences import REACH, paragraph_at, sentence_at


def sentence(text: str, at: str) -> str:
    """The sentence at the first place where `at` stands."""
    span = sentence_at(text, text.index(at))
    return text[span.start : span.end]


@pytest.mark.parametrize(
    "parts",
    [
        ["China mines 70 percent.", "It refines 90 percent!", "Who follows?", "Nobody."],
        ["The U.S. Treasury signed.", "The deal is worth $14.8 trillion."],
        ["He flew to the U.S.", "The talks went on."],
        ["Dr. J. R. Vogel and Mrs. Ito of Ore Inc. agreed.", "Prices rose 4.5 percent."],
        ["“It is over.”", "The minister left."],
        ['"Is it over?" he asked.', '"Yes."', "She nodded."],
        ["He said: “We go.", "We win.”", "Then he went."],
        ["It began at 9 a.m. on Monday.", "It ended at 5 p.m.", "The next day was calm."],
        ["The plan (see Fig. 3, vol. 2) is No. 5 on the list.", "No.", "It is not."],
        ["Exports fell in Feb. 2025.", "12,000 tonnes remain."],
        ["Am 3. März kamen ca. 5 Mio. Tonnen, z.B. Erz.", "Das war viel."],
        ["Запаси сягають 14,8 трлн. дол. США.", "Це багато."],
        ["Wait… he is here.", "Really?!", "Yes..."],
        ["这是第一句。", "这是第二句。"],
    ],
)
def test_each_sentence_is_found_from_everywhere_inside_it(parts: list[str]) -> None:
    text = " ".join(parts)
    start = 0
    for part in parts:
        span = Span(start, start + len(part))
        for offset in range(span.start, span.end):
            assert sentence_at(text, offset) == span, text[offset:]
        start += len(part) + 1


def test_right_behind_the_stop_it_is_the_sentence_before() -> None:
    assert sentence_at("One. Two.", 4) == Span(0, 4)
    assert sentence_at("One. Two.", 9) == Span(5, 9)


def test_a_blank_line_and_a_short_line_end_a_sentence() -> None:
    text = "A heading without a stop\nThe text begins here and\n\nAnother paragraph"
    assert sentence(text, "heading") == "A heading without a stop"
    assert sentence(text, "begins") == "The text begins here and"
    assert sentence(text, "Another") == "Another paragraph"


def test_a_sentence_goes_on_over_the_ends_of_wrapped_lines() -> None:
    text = (
        "The ministry in Kyiv said on Tuesday that the deposits of the\n"
        "Donetsk region had not been surveyed since the 1970s. A second\n"
        "round will follow.\n- a list item\n"
    )
    assert sentence(text, "Donetsk").endswith("since the 1970s.")
    assert sentence(text, "Donetsk").startswith("The ministry")
    assert sentence(text, "round") == "A second\nround will follow."
    assert sentence(text, "item") == "- a list item"


def test_a_long_heading_does_not_run_into_a_paragraph() -> None:
    heading = "Moscow offers Washington a share in the deposits of the east"
    text = f"{heading}\n{'The offer was made in Riyadh and has not been taken up ' * 4}yet."
    assert sentence(text, "Moscow") == heading


def test_where_there_are_only_blanks_the_span_is_empty() -> None:
    assert sentence_at("", 0) == Span(0, 0)
    assert sentence_at("One.\n\n\nTwo.", 6) == Span(6, 6)
    assert sentence_at("   ", 2) == Span(2, 2)


@given(st.text(alphabet="aB .!?\n“”U.S1é中。", max_size=80), st.integers(-5, 90))
def test_the_span_lies_in_the_text_and_has_no_white_ends(text: str, offset: int) -> None:
    span = sentence_at(text, offset)
    assert 0 <= span.start <= span.end <= len(text)
    words = text[span.start : span.end]
    assert words == words.strip()
    here = min(max(offset, 0), len(text))
    assert not text[span.end : here].strip()
    assert not text[here : span.start].strip()


@pytest.mark.parametrize("unit", [".", ". ", "\n", "a", "U.S. ", "“.”", ". “", "3. "])
def test_hostile_text_takes_no_longer_than_its_window(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.perf_counter()
    span = sentence_at(text, len(text) // 2)
    assert time.perf_counter() - began < 0.5
    assert span.end - span.start <= 2 * REACH


def paragraph(text: str, at: str) -> str:
    span = paragraph_at(text, text.index(at))
    return text[span.start : span.end]


def test_a_paragraph_is_what_stands_between_line_ends() -> None:
    text = "One. Two.\n  Three. Four.  \n\nFive."
    assert paragraph(text, "Two") == "One. Two."
    assert paragraph(text, "Three") == "Three. Four."
    assert paragraph(text, "Five") == "Five."
    blank = text.index("\n\n") + 1
    assert paragraph_at(text, blank) == Span(blank, blank)


def test_lines_that_were_broken_to_a_width_are_one_paragraph() -> None:
    lines = "These lines were broken by somebody who wrote them to a width of\n" * 4
    text = f"{lines}and end here.\n\nAnother paragraph stands below, it is also of some length."
    assert paragraph(text, "somebody") == f"{lines}and end here."


@given(st.text("ab. \n", max_size=60), st.integers(0, 60))
def test_a_paragraph_holds_its_sentence(text: str, offset: int) -> None:
    span, around = sentence_at(text, offset), paragraph_at(text, offset)
    if "\n" not in text[span.start : span.end]:
        assert around.start <= span.start <= span.end <= around.end or span.start == span.end
