"""Wildcards and misspellings."""

import time
from fnmatch import fnmatchcase
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.glob import compiled, literal_head, matching, within


@given(
    pattern=st.text(alphabet="ab*?", min_size=1, max_size=10),
    word=st.text(alphabet="ab", max_size=10),
)
def test_a_pattern_matches_what_its_definition_says(pattern: str, word: str) -> None:
    assert bool(compiled(pattern).match(word)) == fnmatchcase(word, pattern)


def test_the_characters_of_regular_expressions_mean_themselves() -> None:
    assert list(matching("14.8*", ["14.8", "1488", "14.85"])) == ["14.8", "14.85"]
    assert compiled("a[b]*").match("ab") is None


def test_literal_head() -> None:
    assert [literal_head(p) for p in ("putin*", "wom?n", "*tion", "plain")] == [
        "putin",
        "wom",
        "",
        "plain",
    ]


def test_many_stars_do_not_take_long() -> None:
    pattern = compiled("ab" + "*a" * 20 + "*b")
    started = time.process_time()
    for _ in range(200):
        assert pattern.match("ab" + "a" * 62) is None
    assert time.process_time() - started < 2


@cache
def distance(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        ways.append(distance(one[2:], other[2:]) + 1)
    return min(ways)


letters = st.text(alphabet="abc", max_size=7)


@given(one=letters, other=letters, allowed=st.integers(1, 2))
def test_within_is_the_optimal_string_alignment_distance(
    one: str, other: str, allowed: int
) -> None:
    assert within(one, other, allowed) == (distance(one, other) <= allowed)


@pytest.mark.parametrize("typed", ["sanctoin", "sanctio", "sanctions", "sanktion"])
def test_one_slip_of_the_finger_is_a_distance_of_one(typed: str) -> None:
    assert within(typed, "sanction", 1)
