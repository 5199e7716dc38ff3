"""Wordings below each other: what is dropped, added and changed, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.alignment import Cell, Mark, align
from workbench.analysis.wordings import words

WORDING = st.lists(
    st.sampled_from(["we", "will", "never,", "“ever”", "yield –", "to", "them", "now!"]),
    min_size=1,
    max_size=14,
).map(" ".join)


def lines(base: str, *wordings: str) -> list[str]:
    """Each wording as it is marked: dropped ~, added +word, changed *word."""
    signs = {
        Mark.SAME: "",
        Mark.DROPPED: "~",
        Mark.ADDED: "+",
        Mark.CHANGED: "*",
        Mark.NOTHING: ".",
    }
    cells = align(words(base), [words(one) for one in wordings])
    return [" ".join(signs[each.mark] + each.word.strip() for each in one) for one in cells]


def test_words_are_dropped_added_and_changed() -> None:
    assert lines(
        "We will never yield to them",
        "We will never yield to them",
        "We will yield to them",
        "We will never ever yield to them",
        "We shall never yield to them!",
    ) == [
        "We will never . yield to them",
        "We will ~ . yield to them",
        "We will never +ever yield to them",
        "We *shall never . yield to them!",
    ]


def test_a_part_keeps_together_and_the_rest_is_dropped() -> None:
    [part] = lines("the old law of the land is the law of all the people", "is the law of all")
    assert part == "~ ~ ~ ~ ~ ~ is the law of all ~ ~"


def test_words_that_several_add_share_a_column() -> None:
    assert lines("we yield", "we never yield", "we will never yield") == [
        "we . +never yield",
        "we +will +never yield",
    ]


@given(WORDING, st.lists(WORDING, max_size=4))
def test_reading_the_words_of_a_row_gives_the_wording(base: str, others: list[str]) -> None:
    wordings = [base, *others]
    for wording, cells in zip(wordings, align(*_words(base, wordings)), strict=True):
        assert "".join(cell.word for cell in cells) == wording


@given(WORDING, st.lists(WORDING, max_size=4))
def test_reading_the_base_back_from_the_marks(base: str, others: list[str]) -> None:
    found = align(*_words(base, [base, *others]))
    assert len({len(cells) for cells in found}) == 1
    for cells in found[1:]:
        for own, cell in zip(found[0], cells, strict=True):
            if own == Cell(Mark.NOTHING):
                assert cell.mark in (Mark.ADDED, Mark.NOTHING)
            elif cell.mark is Mark.SAME:
                assert words(cell.word)[0].same_as == words(own.word)[0].same_as
            else:
                assert cell.mark in (Mark.DROPPED, Mark.CHANGED)


def _words(base: str, wordings: list[str]):  # type: ignore[no-untyped-def]
    return words(base), [words(one) for one in wordings]
