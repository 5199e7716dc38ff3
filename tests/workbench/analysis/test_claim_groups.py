"""Claims that say the same or the opposite are put together, and counted by story."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.claim_groups import (
    Assertion,
    ClaimGroup,
    Settled,
    claim_groups,
    without_suggestions,
)
from workbench.analysis.claim_words import claim_words
from workbench.domain import Span, Stance
from workbench.tasks import Cancelled, Task

CONTROLS = "China controls about 70% of the world's supply of rare earths."
ALSO = "About 70% of the supply of rare earths is controlled by China."
NOT = "China does not control 70% of the world's rare earth supply."
OTHER = "The harbour of Riga was closed for repairs during the winter."


def claim(
    text: str,
    number: int = 0,
    *,
    story: int | None = None,
    stance: Stance | None = None,
    passage: bool = True,
) -> Assertion:
    return Assertion(
        article_id=number,
        span=Span(0, len(text)),
        text=text,
        story=number if story is None else story,
        day=f"2025-02-{10 + number:02}",
        who=f"Speaker {number}",
        outlet=f"Outlet {number}",
        stance=stance,
        passage_id=100 + number if passage else None,
    )


def texts(groups: Iterable[ClaimGroup]) -> list[list[str]]:
    return [[one.assertion.text for one in group.members] for group in groups]


def test_claims_in_other_words_are_put_together_and_others_left_out() -> None:
    found = claim_groups([claim(OTHER, 2), claim(ALSO, 1), claim(CONTROLS, 0)])
    assert texts(found) == [[CONTROLS, ALSO]]


def test_a_claim_that_says_the_opposite_stands_in_the_group_as_such() -> None:
    [group] = claim_groups([claim(CONTROLS, 0), claim(NOT, 1), claim(ALSO, 2)])
    assert [one.opposite for one in group.members] == [False, True, False]
    assert (group.stories(Stance.ASSERTED), group.stories(Stance.DENIED)) == (2, 1)
    assert group.name == CONTROLS


def test_the_denial_may_come_first() -> None:
    [group] = claim_groups([claim(NOT, 0, stance=Stance.DENIED), claim(CONTROLS, 1)])
    assert [one.opposite for one in group.members] == [True, False]
    assert group.name == CONTROLS


def test_what_everybody_denies_in_the_same_words_is_what_they_say() -> None:
    words = "Nobody can replace the mines of Bayan Obo in this decade."
    [group] = claim_groups([claim(words, 0), claim(words, 1)])
    assert group.stories(Stance.ASSERTED) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Imports of gallium rose sharply in March.", "Exports of gallium rose sharply in March."),
        ("The price of terbium rose in June.", "The price of terbium fell in June."),
        ("The court said the licence was legal.", "The court said the licence was illegal."),
    ],
)
def test_a_word_that_is_the_opposite_turns_a_claim_around(one: str, other: str) -> None:
    [group] = claim_groups([claim(one, 0), claim(other, 1)])
    assert [member.opposite for member in group.members] == [False, True]


def test_that_one_person_speaks_is_not_what_is_claimed() -> None:
    said = ", said Marcus Oyelaran, an analyst at the price desk of Tallow & Pryce."
    found = claim_groups(
        [
            claim("“It is a number from the oil trade”" + said, 0),
            claim("“The form has four pages and a stamp”" + said, 1),
        ]
    )
    assert found == []


def test_copies_of_one_story_count_once_and_a_hedge_is_a_hedge() -> None:
    [group] = claim_groups(
        [
            claim(CONTROLS, 0, story=7),
            claim(CONTROLS, 1, story=7),
            claim(ALSO, 2, stance=Stance.HEDGED),
        ]
    )
    assert (group.independent, group.outlets) == (2, 3)
    assert (group.stories(Stance.ASSERTED), group.stories(Stance.HEDGED)) == (1, 1)
    assert group.speakers == ("Speaker 0", "Speaker 1", "Speaker 2")


def test_what_is_settled_stays_as_it_is() -> None:
    settled = [
        Settled(1, "China's share", {100: False, 102: True}),
        Settled(2, "Supply", {101: False}),
    ]
    found = claim_groups([claim(CONTROLS, 0), claim(ALSO, 1), claim(OTHER, 2)], settled)
    assert {group.statement_id: texts([group])[0] for group in found} == {
        1: [CONTROLS, OTHER],
        2: [ALSO],
    }
    first = next(group for group in found if group.statement_id == 1)
    assert first.name == "China's share"
    assert first.stories(Stance.DENIED) == 1


def test_a_new_claim_joins_the_settled_one_that_it_is_like() -> None:
    settled = [Settled(1, "China's share", {100: False})]
    [group] = claim_groups([claim(CONTROLS, 0), claim(ALSO, 1)], settled)
    assert group.statement_id == 1
    assert len(group.members) == 2


def test_what_was_taken_out_stays_alone_and_draws_nothing_to_it() -> None:
    settled = [Settled(1, "", {101: False})]
    found = claim_groups([claim(CONTROLS, 0), claim(ALSO, 1), claim(CONTROLS, 2)], settled)
    assert texts(found) == [[CONTROLS, CONTROLS]]


def test_suggestions_can_be_left_out_again() -> None:
    [group] = claim_groups([claim(CONTROLS, 0), claim(ALSO, 1, passage=False)])
    kept = without_suggestions(group)
    assert kept is not None
    assert [one.assertion.text for one in kept.members] == [CONTROLS]
    [offered] = claim_groups([claim(CONTROLS, n, passage=False) for n in (0, 1)])
    assert without_suggestions(offered) is None


def test_it_can_be_cancelled() -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        claim_groups([claim(CONTROLS)], task=task)


NOUNS = ("price", "supply", "export", "mine", "licence", "deposit", "tariff", "deal", "quota")
VERBS = ("rose", "fell", "was signed", "was not signed", "doubled", "ended")


said_of = st.tuples(
    st.lists(st.sampled_from(NOUNS), min_size=2, max_size=5), st.sampled_from(VERBS)
)


@given(st.lists(said_of, max_size=12), st.randoms())
def test_the_order_in_which_claims_come_does_not_matter(
    said: list[tuple[list[str], str]], chance: random.Random
) -> None:
    claims = [
        claim(f"The {' and the '.join(nouns)} {verb} in Kiruna.", number)
        for number, (nouns, verb) in enumerate(said)
    ]
    mixed = list(claims)
    chance.shuffle(mixed)
    assert claim_groups(claims) == claim_groups(mixed)
    places = [one.assertion.passage_id for group in claim_groups(claims) for one in group.members]
    assert len(places) == len(set(places))


@given(st.text(max_size=200))
def test_any_text_has_words(text: str) -> None:
    found = claim_words(text)
    assert found.negated == bool(found.turned % 2)
