"""What counts as a word, and when two words are the same."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.languages import stem
from workbench.index.words import (
    LONGEST,
    fold,
    folded,
    folded_pattern,
    is_word,
    spaced,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin", ["the", "kremlin"]),
        ("rare-earth minerals", ["rare", "earth", "minerals"]),
        ("U.S. G7 COVID19", ["u", "s", "g7", "covid19"]),
        ("Ukraine’s Ukraine's UKRAINE'S", ["ukraine"] * 3),
        ("O’Brien don't", ["o", "brien", "don", "t"]),
        ("$14.8 trillion, $14.8bn", ["14.8", "trillion", "14.8", "bn"]),
        ("over 70% of 1,000,000", ["over", "70", "%", "of", "1000000"]),
        ("12,5 1,2,3", ["12,5", "1,2,3"]),
        ("2025-02-24 1990s", ["2025", "02", "24", "1990", "s"]),
        ("_rare_ naïve_x", ["rare", "naive", "x"]),
        ("café cafe\u0301 CAFÉ", ["cafe"] * 3),
        ("ru\u00adble ru\u200bble", ["ruble"] * 2),
        ("Straße Łódź Ærø İstanbul", ["strasse", "lodz", "aero", "istanbul"]),
        ("Пу\u0301тин Ёлка й ї", ["путин", "елка", "й", "ї"]),
        ("и\u0306 km² CO₂", ["й", "km2", "co2"]),
        ("π Αθήνα", ["π", "αθηνα"]),
        ("𝗔𝗿𝗺𝘀 ﬁnance", ["arms", "finance"]),
        ("\uff9e", ["\uff9e"]),
        ("— … !? «»", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert folded(text) == expected
    assert [word for _, _, word in words(text)] == expected


def test_places_take_in_a_possessive() -> None:
    text = "Ukraine’s deal"
    assert [text[start:end] for start, end, _ in words(text)] == ["Ukraine’s", "deal"]


def test_only_english_words_have_stems() -> None:
    assert [stem(word) for word in ("minerals", "минералы", "70", "g7s")] == [
        "mineral",
        "минералы",
        "70",
        "g7s",
    ]


@given(st.text())
def test_places_lie_in_the_text_in_order(text: str) -> None:
    end_before = 0
    for start, end, word in words(text):
        assert end_before <= start < end <= len(text)
        assert 0 < len(word) <= LONGEST
        end_before = end


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)
    assert [fold(word) for word in once] == once


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("minerals", True), ("14.8", True), ("rare-earth", False), ("it's", False), ("", False)],
)
def test_is_word(text: str, expected: bool) -> None:
    assert is_word(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin*", "putin*"),
        ("wom?n", "wom?n"),
        ("É**x", "e*x"),
        ("14.*", "14.*"),
        ("1,00*", "100*"),
        ("*2025", "*2025"),
        ("rare-earth*", None),
        ("1990s*", None),
        ("a_b*", None),
    ],
)
def test_folded_pattern(text: str, expected: str | None) -> None:
    assert folded_pattern(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0300" * 200_000,
        "1" + ",1" * 100_000,
        "a'" * 100_000,
        "a’s" * 70_000,
        "\u00ad" * 200_000,
        "a\u00ad" * 100_000,
        "x" * 200_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    list(words(text))
    assert time.process_time() - started < 2


@given(text=st.text(alphabet="ab1 9.,'’%-_\"“”—é\n\xa0s/$й"))
def test_a_spaced_text_has_the_same_words(text: str) -> None:
    assert [word for run in spaced(text).split() for word in folded(run)] == folded(text)
