"""RTF: text in the encodings of its fonts, without what a reader would not see."""

import time
from contextlib import suppress

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import rtf

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}"
    r"{\f1\froman\fcharset204 Times New Roman Cyr;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}"
)


def text(body: str, head: str = HEAD) -> str:
    return rtf.read((head + body + "}").encode("cp1252")).text


def test_an_article_with_its_facts() -> None:
    info = (
        r"{\info{\title A second crane}{\author Ann Oakes}{\creatim\yr2025\mo3\dy12\hr9}"
        r"{\operator Nobody}}"
    )
    draft = rtf.read(
        (
            HEAD + info + r"{\header Page header}\pard\b A second crane\b0\par"
            r"\pard The board voted on {\i Monday}.\line It was close.\par The end.\par}"
        ).encode()
    )
    assert draft.title == "A second crane"
    assert draft.text == "The board voted on Monday.\nIt was close.\n\nThe end."
    assert (draft.author, draft.published, draft.date_basis) == (
        "Ann Oakes",
        "2025-03-12",
        DateBasis.FILE,
    )


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (r"caf\'e9 \'80 5", "café € 5"),
        (r"\f1 \'cc\'e8\'f0\f0  in Cyrillic", "Мир in Cyrillic"),
        (r"\u1052?\u1080?\u1088?", "Мир"),
        (r"{\uc2\u8364\'80\'80 is two}", "€ is two"),
        (r"\uc0\u-10179\u-8704 smile", "😀smile"),
        (r"a\~b\_c\{d\}\\e", "a\u00a0b-c{d}\\e"),
        (r"\ldblquote Yes\rdblquote\emdash no", "“Yes”—no"),
        (r"seen{\v hidden}{\*\unknown gone}{\footnote note} again", "seen again"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the link}}", "the link"),
        (
            r"Before it.\par one\cell two\cell\row three\cell four\cell\row",
            "Before it.\n\none | two\nthree | four",
        ),
        (r"before{\pict\bin5 }}{{x}after", "beforeafter"),
        (r"\u8220\ldblquote said\u160\~so", "“said\u00a0so"),
        (
            r"Before.\par{\listtext\f3\'b7\tab}one\par{\pntext o\tab}two\par\pard After.",
            "Before.\n\n• one\n• two\n\nAfter.",
        ),
        (
            r"Before.\par{\listtext\pard\plain 1.\tab}one\par{\listtext b)\tab}two\par",
            "Before.\n\n1. one\nb) two",
        ),
    ],
)
def test_characters_and_groups(body: str, seen: str) -> None:
    assert text(body) == seen


def test_a_code_page_of_the_document() -> None:
    assert text(r"\'cf\'f0\'e8\'e2\'e5\'f2", r"{\rtf1\ansi\ansicpg1251 ") == "Привет"
    assert text("words", r"{\rtf1\ansi\ansicpg99999 ") == "words"


def test_what_is_no_rtf_is_said_to_be_none() -> None:
    with pytest.raises(Unreadable):
        rtf.read(b"Words")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(Refused):
        rtf.read(HEAD.encode() + b"{" * 100_000)


@pytest.mark.parametrize("piece", [r"\f1\fcharset1", "{", r"\'", "\\", r"{\*", r"\u1?", r"\bin9 "])
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        data = (r"{\rtf1{\fonttbl" + piece * times).encode()
        started = time.perf_counter()
        for _ in range(3):
            with suppress(Refused):
                rtf.read(data)
        return time.perf_counter() - started

    small = max(seconds(4_000), 0.005)
    assert seconds(32_000) < 30 * small  # eight times as long; quadratic would be 64 times
