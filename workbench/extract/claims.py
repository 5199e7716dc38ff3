"""Sentences that state something that can be checked, with who states it and how firmly."""

import itertools
import re
from collections.abc import Sequence

from workbench.domain import Span, Stance, SuggestedClaim
from workbench.extract.attribution import before, behind
from workbench.extract.claim_score import score_sentence
from workbench.extract.claim_words import ClaimWords, claim_words
from workbench.extract.cue_words import CueWords, cue_words
from workbench.sentences import all_sentences

__all__ = ["LIKELY", "find_claims", "score_sentence"]

LIKELY = 0.45
"""The score from which on a sentence counts as a claim, the same for every kind of text."""

_LONGEST_CLAIM = 1_000
_WORD = re.compile(r"[\w'-]+")


def find_claims(text: str, sentences: Sequence[Span] | None = None) -> list[SuggestedClaim]:
    """The sentences that may be claims, in order.

    Each has the square of its likelihood for a score. Those that are hardly one are left out.
    Takes time linear in the length of the text.
    """
    words = claim_words()
    cues = cue_words().first
    found = []
    for span in all_sentences(text) if sentences is None else sentences:
        if span.end - span.start > _LONGEST_CLAIM:
            continue
        sentence = text[span.start : span.end]
        spelled = _WORD.findall(sentence.lower().replace("’", "'"))
        score = score_sentence(sentence)
        if score < _LEAST or (
            not words.boilerplate_first.isdisjoint(spelled) and words.boilerplate.search(sentence)
        ):
            continue
        is_likely = score >= LIKELY and not cues.isdisjoint(spelled)
        claimant = _claimant(text, span) if is_likely else None
        # Most sentences of news state something: what is offered is what stands out.
        found.append(
            SuggestedClaim(span, round(score * score, 3), claimant, _stance(spelled, words))
        )
    return found


_LEAST = 0.2


def _stance(spelled: list[str], words: ClaimWords) -> Stance:
    said = set(spelled)
    pairs = {f"{first} {second}" for first, second in itertools.pairwise(spelled)}
    if words.denied & (said | pairs):
        return Stance.DENIED
    return Stance.HEDGED if words.hedged & said else Stance.ASSERTED


def _claimant(text: str, span: Span) -> str | None:
    """Whoever the sentence gives its words to, at its beginning or at its end."""
    words = cue_words()
    cue = words.cue.search(text, span.start, span.end) or words.according.search(
        text, span.start, span.end
    )
    if cue is None:
        return None
    comma = text.rfind(",", span.start, span.end)
    if comma > 0:
        found = behind(text, comma, span.end, words)
        if found.speaker is not None and found.cue is not None:
            return _named(text, found.speaker, words)
    found = before(text, span.start, min(span.end, cue.end() + 1), words)
    return None if found.speaker is None else _named(text, found.speaker, words)


def _named(text: str, speaker: Span, words: CueWords) -> str | None:
    """A claimant as named there; None for a pronoun and for what begins as an adverbial does."""
    named = text[speaker.start : speaker.end]
    first = named.split(maxsplit=1)[0].lower()
    return None if first in words.pronouns or first in words.boundaries else named
