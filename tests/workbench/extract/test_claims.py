"""Statements that can be checked are told from opinion, and say who makes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Stance
from workbench.extract.claims import LIKELY, find_claims, score_sentence

CHECKABLE = (
    "The ministry reported that 40 mines were closed in 2022.",
    "Ukraine exported 1.2 million tonnes of iron ore in January.",
)
OPINION = (
    "This is a truly shameful and ridiculous idea, and everyone should be worried!",
    "Shouldn't we all hope for a better deal?",
)


def test_checkable_statements_are_likelier_than_opinion() -> None:
    assert min(map(score_sentence, CHECKABLE)) >= LIKELY
    assert max(map(score_sentence, OPINION)) < LIKELY


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied that 40 mines were closed in 2022.", Stance.DENIED),
        ("Officials said 40 mines may have been closed in 2022.", Stance.HEDGED),
        ("The ministry reported that 40 mines were closed in 2022.", Stance.ASSERTED),
    ],
)
def test_a_claim_is_asserted_denied_or_hedged(text: str, stance: Stance) -> None:
    (claim,) = find_claims(text)

    assert claim.stance is stance


def test_a_claim_says_who_makes_it() -> None:
    (claim,) = find_claims("The ministry reported that 40 mines were closed in 2022.")

    assert claim.claimant == "The ministry"


@given(st.text(max_size=400))
def test_claims_lie_in_the_text(text: str) -> None:
    for claim in find_claims(text):
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert 0 <= claim.score <= 1
