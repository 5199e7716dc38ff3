"""Hypotheses weighed against evidence, after Heuer's Analysis of Competing Hypotheses.

The likeliest hypothesis is the one with the least against it, not the one with the most for it:
evidence that fits all hypotheses tells nothing. (R. J. Heuer, "Psychology of Intelligence
Analysis", 1999, chapter 8.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.domain import Evidence, Matrix, Rating, Weight

WEIGHTS: Mapping[Weight, float] = MappingProxyType(
    {Weight.LOW: 0.5, Weight.MEDIUM: 1.0, Weight.HIGH: 2.0}
)
"""What a rating is multiplied by."""

AGAINST: Mapping[Rating, float] = MappingProxyType(
    {Rating.INCONSISTENT: 1.0, Rating.VERY_INCONSISTENT: 2.0}
)
"""What a rating adds to a hypothesis's inconsistency; all others add nothing."""

_PLACES: Mapping[Rating, int] = MappingProxyType(
    {
        Rating.VERY_CONSISTENT: 2,
        Rating.CONSISTENT: 1,
        Rating.NEUTRAL: 0,
        Rating.INCONSISTENT: -1,
        Rating.VERY_INCONSISTENT: -2,
    }
)
_WHOLE_RANGE = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a hypothesis fares: what speaks against it, and how much is known."""

    hypothesis_id: int
    inconsistency: float
    """The sum over its evidence of 1 for "I" and 2 for "II", each times the weight."""
    against: int
    """Pieces of evidence that are inconsistent with it."""
    consistent: int
    rated: int
    rank: int
    """1 for the least inconsistent; equal ones share a rank."""


def weighed(matrix: Matrix) -> tuple[Weighed, ...]:
    """Each hypothesis of a matrix, in its order, with what speaks against it."""
    scores = {
        hypothesis.id: sum(
            AGAINST.get(one.ratings[hypothesis.id], 0.0) * WEIGHTS[one.weight]
            for one in matrix.evidence
            if hypothesis.id in one.ratings
        )
        for hypothesis in matrix.hypotheses
    }
    return tuple(_weighed(matrix, hypothesis.id, scores) for hypothesis in matrix.hypotheses)


def _weighed(matrix: Matrix, hypothesis_id: int, scores: Mapping[int, float]) -> Weighed:
    ratings = [
        one.ratings[hypothesis_id] for one in matrix.evidence if hypothesis_id in one.ratings
    ]
    own = scores[hypothesis_id]
    return Weighed(
        hypothesis_id=hypothesis_id,
        inconsistency=own,
        against=sum(rating in AGAINST for rating in ratings),
        consistent=sum(_PLACES[rating] > 0 for rating in ratings),
        rated=len(ratings),
        rank=1 + sum(score < own for score in scores.values()),
    )


def diagnosticity(matrix: Matrix, evidence: Evidence) -> float | None:
    """How well a piece of evidence tells hypotheses apart, from 0 (not at all) to 1.

    The range of its ratings as a part of the whole scale; None before two are rated.
    """
    known = {hypothesis.id for hypothesis in matrix.hypotheses}
    places = [_PLACES[rating] for key, rating in evidence.ratings.items() if key in known]
    if len(places) < 2:
        return None
    return (max(places) - min(places)) / _WHOLE_RANGE
