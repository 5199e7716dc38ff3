"""What speaks against hypotheses, and which evidence tells them apart."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.hypotheses import diagnosticity, weighed
from workbench.domain import Evidence, Hypothesis, Matrix, Rating, Weight

AID, LOAN = Hypothesis(1, "It was aid"), Hypothesis(2, "It was a loan")


def matrix(*evidence: Evidence) -> Matrix:
    return Matrix(1, "The money", "", (AID, LOAN), evidence)


def piece(ratings: dict[int, Rating], weight: Weight = Weight.MEDIUM, number: int = 1) -> Evidence:
    return Evidence(number, number, weight, ratings)


def test_the_hypothesis_with_the_least_against_it_comes_first() -> None:
    found = weighed(
        matrix(
            piece({1: Rating.CONSISTENT, 2: Rating.INCONSISTENT}),
            piece({1: Rating.INCONSISTENT, 2: Rating.VERY_CONSISTENT}, Weight.LOW, 2),
            piece({1: Rating.CONSISTENT, 2: Rating.VERY_INCONSISTENT}, Weight.HIGH, 3),
        )
    )
    aid, loan = found
    assert (aid.inconsistency, loan.inconsistency) == (0.5, 5.0)
    assert (aid.rank, loan.rank) == (1, 2)
    assert (loan.against, loan.consistent, loan.rated) == (2, 1, 3)


def test_what_fits_a_hypothesis_says_nothing_for_it() -> None:
    fits = piece({1: Rating.VERY_CONSISTENT, 2: Rating.NEUTRAL}, Weight.HIGH)
    assert [one.inconsistency for one in weighed(matrix(fits))] == [0, 0]
    assert [one.rank for one in weighed(matrix(fits))] == [1, 1]


def test_evidence_that_fits_all_tells_nothing_apart() -> None:
    both = piece({1: Rating.CONSISTENT, 2: Rating.CONSISTENT})
    split = piece({1: Rating.VERY_CONSISTENT, 2: Rating.VERY_INCONSISTENT})
    half = piece({1: Rating.CONSISTENT})
    found = matrix(both, split, half)
    assert [diagnosticity(found, one) for one in found.evidence] == [0.0, 1.0, None]


def test_a_rating_for_a_hypothesis_that_is_gone_does_not_count() -> None:
    old = piece({1: Rating.CONSISTENT, 9: Rating.VERY_INCONSISTENT})
    assert diagnosticity(matrix(old), old) is None


ratings = st.dictionaries(st.sampled_from([1, 2]), st.sampled_from(Rating))


@given(st.lists(st.tuples(ratings, st.sampled_from(Weight)), max_size=8))
def test_more_evidence_never_makes_a_hypothesis_less_inconsistent(
    rows: list[tuple[dict[int, Rating], Weight]],
) -> None:
    evidence = [piece(rated, weight, number) for number, (rated, weight) in enumerate(rows)]
    before = [one.inconsistency for one in weighed(matrix(*evidence[:-1]))]
    after = weighed(matrix(*evidence))
    assert all(old <= new.inconsistency for old, new in zip(before, after, strict=True))
    assert min(one.rank for one in after) == 1
