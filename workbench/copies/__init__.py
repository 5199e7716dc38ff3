"""Copies of one story: how alike two texts are, and which of many are worth comparing.

Owns the shingles of a text, its sketch, the comparison of two texts and the rule by which one
is a copy of the other. Knows nothing of articles: which texts there are and what follows for
them is decided in `store.stories`.
"""

from workbench.copies.candidates import Candidates
from workbench.copies.compare import Likeness, common_spans, likeness, own_spans
from workbench.copies.shingles import sketch

__all__ = ["Candidates", "Likeness", "common_spans", "likeness", "own_spans", "sketch"]
