"""What makes one text a copy of another, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.copies import Candidates, common_spans, likeness, own_spans, sketch
from workbench.copies.shingles import MOST, shingles

STORY = (
    "The harbour board voted on Monday to buy a second crane for the northern quay. "
    "It will cost nine million euros, a third of which the region has promised to pay. "
    "Dockers had asked for it since the storm of 2019, when the old one stood still for a week. "
    "The chair, Ann Oakes, called the vote overdue and thanked the region for its patience. "
    "Opponents say that traffic has fallen by 12 percent in two years and will not come back. "
    "A tender is to be published in May, and the crane should stand by the end of next year."
)
OTHER = (
    "Two trawlers collided off the cape early on Sunday in thick fog. Nobody was hurt. "
    "The coast guard towed the smaller one to port, where inspectors will look at its radar. "
    "Its skipper said that he had seen nothing until a second before the blow. "
    "The fleet has lost four boats since the spring, more than in the whole of last year."
)
FRAME = (
    "Sign up for our morning briefing. This report may not be reproduced without permission.\n"
    "Read more: the week in pictures, our guide to the markets, and what to watch tonight.\n"
)


def is_copy(a: str, b: str) -> bool:
    """By both ways of comparing them, which must agree."""
    assert likeness(a, b).is_copy == likeness(b, a).is_copy
    return likeness(a, b).is_copy


@pytest.mark.parametrize(
    "edited",
    [
        STORY.upper().replace(". ", ".\n\n"),
        " ".join(STORY.split(". ")[:4]),
        FRAME + STORY + FRAME,
        STORY.replace("voted on Monday", "decided").replace("nine million", "9.1 million"),
        "A new headline over it\n\n" + STORY.replace("Dockers", "Port workers"),
    ],
    ids=["set otherwise", "cut", "framed", "reworded", "under another headline"],
)
def test_copies(edited: str) -> None:
    assert is_copy(STORY, edited)
    assert Candidates([sketch(OTHER), sketch(STORY)]).near(sketch(edited)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        FRAME + OTHER + FRAME,
        f"{OTHER} The chair, Ann Oakes, called the vote overdue and thanked the region.",
        STORY[:160] + OTHER * 2,
        "",
        "?!",
    ],
    ids=["another story", "the same frame", "one quote", "background", "nothing", "no words"],
)
def test_no_copies(text: str) -> None:
    assert not is_copy(FRAME + STORY + FRAME, text)


def test_short_texts_must_be_nearly_the_same() -> None:
    brief = "The board will meet again on Friday at ten. Subscribe to read the rest of this story."
    other = "Two trawlers have been sold abroad. Subscribe to read the rest of this story."
    assert not is_copy(brief, other)
    assert is_copy(brief, brief.replace("Friday", "Friday,"))


def test_what_is_common_is_marked_from_word_to_word() -> None:
    text = f"Before it. {STORY[:79]} And behind."
    spans = common_spans(text, STORY)
    assert [text[span.start : span.end] for span in spans] == [STORY[:78].rstrip(".")]
    assert common_spans("two words", STORY) == []
    own = [text[span.start : span.end] for span in own_spans(text, STORY)]
    assert (own[0], own[-1].endswith("And behind.")) == ("Before it.", True)
    assert own_spans(STORY, STORY) == []


def test_standing_phrases_do_not_make_candidates() -> None:
    known = Candidates()
    for number in range(600):
        words = " ".join(f"w{number}x{n}" for n in range(60))
        known.add(sketch(FRAME + words))
    assert known.near(sketch(FRAME + STORY)) == []


def test_a_sketch_is_small_and_the_same_everywhere() -> None:
    assert len(sketch(" ".join(map(str, range(200_000))))) <= MOST
    assert [hex(int(one)) for one in shingles("One, two; three")] == ["0x3da5863c26554d3d"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_like_itself_and_shares_are_shares(a: str, b: str) -> None:
    like = likeness(a, b)
    assert 0 <= like.of_first <= 1
    assert 0 <= like.of_second <= 1
    assert (like.of_first, like.of_second) == tuple(
        reversed((likeness(b, a).of_first, likeness(b, a).of_second))
    )
    for span in common_spans(a, b):
        assert 0 <= span.start < span.end <= len(a)
    if len(shingles(a)):
        assert likeness(a, a).of_first == 1


@given(st.lists(st.text(max_size=80), max_size=12))
def test_texts_added_one_by_one_are_found_like_those_loaded_at_once(texts: list[str]) -> None:
    samples = [sketch(text) for text in texts]
    grown = Candidates()
    for sample in samples:
        grown.add(sample)
    loaded = Candidates(samples)
    for sample in samples:
        assert grown.near(sample) == loaded.near(sample)
