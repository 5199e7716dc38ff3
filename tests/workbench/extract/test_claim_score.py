"""What raises and what lowers the score of a sentence; it takes time linear in its length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.claim_score import score_sentence


@pytest.mark.parametrize(
    ("likelier", "less_likely"),
    [
        # Numbers, places, times and reports can be looked up.
        ("The dam holds 40 million cubic metres.", "The dam holds water."),
        ("The bakery closed on Tuesday.", "The bakery closed."),
        ("The mill was sold, according to the registry.", "The mill was sold."),
        # An opinion, a wish or a question states nothing.
        ("The council raised the fee.", "I think the council raised the fee."),
        ("The council raised the fee.", "The council should raise the fee."),
        ("The council raised the fee.", "Why has the council raised the fee?"),
        # Praise, blame, colour and scorn are the writer's.
        ("The minister presented a plan.", "The minister presented a brilliant plan."),
        ("The minister presented a plan.", "The minister presented a shameful plan."),
        ("The minister presented a plan.", "The minister peddled a plan."),
        ("The minister presented a plan.", "The minister presented a spiteful plan."),
        ("The minister showed them a new plan.", "The minister gleefully showed a new plan."),
        ("The lobby wrote the law.", "The gun-loving lobby wrote the law."),
        # Thanks and address.
        ("Anna Berg leads the clinic.", "Thank you, Anna Berg, my friends."),
    ],
)
def test_one_sentence_is_likelier_a_claim_than_the_other(likelier: str, less_likely: str) -> None:
    assert score_sentence(likelier) > score_sentence(less_likely)


@pytest.mark.parametrize(
    "quoted",
    [
        "The mayor called the plan “shameful and absurd” on Monday.",
        'The mayor called the plan "shameful and absurd" on Monday.',
        "The mayor called the plan ‘shameful and absurd’ on Monday.",
        "The mayor called the plan 'shameful and absurd' on Monday.",
    ],
)
def test_what_somebody_else_says_is_not_the_writers_opinion(quoted: str) -> None:
    plain = "The mayor called the plan shameful and absurd on Monday."

    assert score_sentence(quoted) > score_sentence(plain)


def test_a_quote_may_have_begun_in_an_earlier_sentence() -> None:
    assert score_sentence("It was awful and absurd.” He left on Monday.") > score_sentence(
        "It was awful and absurd. He left on Monday."
    )


def test_a_name_praises_nothing() -> None:
    assert score_sentence("She sailed across the Great Lakes.") > score_sentence(
        "She sailed across the great lakes."
    )


def test_capitals_of_a_headline_are_no_names() -> None:
    headline = "Shameless Minister Peddles Absurd Plan To Ruin Village Schools"

    assert score_sentence(headline) < score_sentence("The minister explains a plan for schools.")


@given(st.text(max_size=300))
def test_scores_lie_between_0_and_1(text: str) -> None:
    assert 0 <= score_sentence(text) <= 1


@pytest.mark.parametrize(
    "piece", ["”", "“", "‘ '", "a-", "a'", "no one ", "one of the ", "Un", "—", "9.9", "is the "]
)
def test_hostile_sentences_take_time_like_plain_ones(piece: str) -> None:
    size = 200_000
    plain = "The council raised the fee for water on Tuesday. " * (size // 50)

    assert _seconds(piece * (size // len(piece))) < 20 * _seconds(plain) + 0.2


def _seconds(text: str) -> float:
    began = time.process_time()
    score_sentence(text)
    return time.process_time() - began
