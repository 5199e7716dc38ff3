"""Statements that can be checked are told from opinion, and say who makes them, how firmly."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Span, Stance
from workbench.extract.claims import LIKELY, find_claims, score_sentence

CHECKABLE = (
    "The ministry reported that 40 mines were closed in 2022.",
    "Ukraine exported 1.2 million tonnes of iron ore in January.",
    "The company has sold its two factories in Leeds.",
)
OPINION = (
    "This is a truly shameful and ridiculous idea, and everyone should be worried!",
    "Shouldn't we all hope for a better deal?",
    "Thank you, my friends, and God bless you.",
)


def test_checkable_statements_are_likelier_than_opinion() -> None:
    assert min(map(score_sentence, CHECKABLE)) >= LIKELY
    assert max(map(score_sentence, OPINION)) < LIKELY


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied that 40 mines were closed in 2022.", Stance.DENIED),
        ("There is no evidence that 40 mines were closed in 2022.", Stance.DENIED),
        ("Officials said the report of 40 closed mines was false.", Stance.DENIED),
        ("The company did not close 40 mines in 2022.", Stance.DENIED),
        ("Officials said 40 mines may have been closed in 2022.", Stance.HEDGED),
        ("The company reportedly closed 40 mines in 2022.", Stance.HEDGED),
        ("The ministry reported that 40 mines were closed in 2022.", Stance.ASSERTED),
    ],
)
def test_a_claim_is_asserted_denied_or_hedged(text: str, stance: Stance) -> None:
    (claim,) = find_claims(text)

    assert claim.stance is stance


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The ministry reported that 40 mines were closed in 2022.", "The ministry"),
        ("In 2022 40 mines were closed, Anna Berg said.", "Anna Berg"),
        ("In 2022 40 mines were closed, according to the miners' union.", "the miners' union"),
        # Nobody is named, or what looks like a cue is a noun.
        ("He said that 40 mines were closed in 2022.", None),
        ("The United States closed 40 mines in 2022.", None),
        ("Berg's comments on 40 mines were printed in 2022.", None),
    ],
)
def test_a_claim_says_who_makes_it(text: str, claimant: str | None) -> None:
    (claim,) = find_claims(text)

    assert claim.claimant == claimant


def test_furniture_of_pages_is_no_claim() -> None:
    assert not find_claims("Sign up for our newsletter, read by 40,000 people in 2022.")


def test_only_the_sentences_asked_for_are_read() -> None:
    text = f"{CHECKABLE[0]} {CHECKABLE[1]}"
    second = Span(len(CHECKABLE[0]) + 1, len(text))

    assert [claim.span for claim in find_claims(text, [second])] == [second]


@given(st.text(max_size=400))
def test_claims_lie_in_the_text_in_order(text: str) -> None:
    claims = find_claims(text)

    assert claims == sorted(claims, key=lambda claim: claim.span.start)
    for claim in claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert 0 <= claim.score <= 1


@pytest.mark.parametrize(
    "piece", ["said, ", "said ", "according to, ", "states that ", "İ said. ", "is not", "“”"]
)
def test_hostile_texts_take_time_like_plain_ones(piece: str) -> None:
    size = 200_000
    plain = f"{CHECKABLE[0]} " * (size // len(CHECKABLE[0]))

    assert _seconds(piece * (size // len(piece))) < 10 * _seconds(plain) + 0.2


def _seconds(text: str) -> float:
    began = time.process_time()
    find_claims(text)
    return time.process_time() - began


@pytest.mark.skipif(not os.environ.get("LODE_GOLD"), reason="LODE_GOLD names no labelled data")
def test_claims_in_sentences_that_others_have_labelled() -> None:
    """The bounds lie just below what is measured, at one threshold for all kinds of text."""
    from benchmarks.suggest import claims

    measured = {name: one.f1 for name, one in claims.scores().items()}

    assert measured["policlaim"] >= 0.79
    assert measured["ct25_subjectivity_news"] >= 0.80
    assert measured["babe_news_opinion"] >= 0.72
