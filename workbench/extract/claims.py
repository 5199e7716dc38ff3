"""Sentences that state something that can be checked, with who states it and how firmly."""

import itertools
from collections.abc import Iterable, Sequence

from workbench.domain import Span, Stance, SuggestedClaim
from workbench.extract.attribution import before, behind
from workbench.extract.claim_score import score_sentence, score_words, words_of
from workbench.extract.claim_words import ClaimWords, claim_words
from workbench.extract.cue_words import CueWords, cue_words
from workbench.sentences import all_sentences

__all__ = ["LIKELY", "find_claims", "score_sentence"]

LIKELY = 0.45
"""The score from which on a sentence counts as a claim, the same for every kind of text."""

_LEAST = 0.2
_LONGEST_CLAIM = 1_000
"""Code points; a longer "sentence" is a table or a list."""


def find_claims(text: str, sentences: Sequence[Span] | None = None) -> list[SuggestedClaim]:
    """The sentences that may be claims, in order.

    Each has the cube of its likelihood for a score. Those that are hardly one are left out.
    Takes time linear in the length of the text.
    """
    words = claim_words()
    cues = cue_words().first
    found = []
    for span in all_sentences(text) if sentences is None else sentences:
        if span.end - span.start > _LONGEST_CLAIM:
            continue
        sentence = text[span.start : span.end]
        written = words_of(sentence)
        score = score_words(written)
        if score < _LEAST:
            continue
        spelled = [word.lower().replace("’", "'") for word in written]
        said = set(spelled)
        if not words.boilerplate_first.isdisjoint(said) and words.boilerplate.search(sentence):
            continue
        cited = cues & said if score >= LIKELY else None
        claimant = _claimant(text, span, cited) if cited else None
        # Most sentences of news state something: what is offered is what stands out.
        found.append(
            SuggestedClaim(span, round(score**3, 3), claimant, _stance(spelled, said, words))
        )
    return found


def _stance(spelled: list[str], said: set[str], words: ClaimWords) -> Stance:
    if not words.denied.isdisjoint(said) or (
        not words.denied_first.isdisjoint(said)
        and any(f"{one} {other}" in words.denied for one, other in itertools.pairwise(spelled))
    ):
        return Stance.DENIED
    return Stance.ASSERTED if words.hedged.isdisjoint(said) else Stance.HEDGED


def _claimant(text: str, span: Span, cited: Iterable[str]) -> str | None:
    """Whoever the sentence gives its words to, at its beginning or at its end.

    `cited` are the words of it that a cue may begin with.
    """
    lowered = text[span.start : span.end].lower()
    first = min(lowered.find(word) for word in cited)
    last = max(lowered.rfind(word) for word in cited)
    if first < 0 or len(lowered) != span.end - span.start:
        # A few capitals have more than one code point in lower case.
        first, last = 0, len(lowered)
    end = _first_cue(text, span.start + first, span.end)
    if end is None:
        return None
    words = cue_words()
    comma = text.rfind(",", span.start, span.end)
    if span.start < comma < span.start + last:
        found = behind(text, comma, span.end, words)
        if found.speaker is not None and found.cue is not None:
            return _named(text, found.speaker, words)
    found = before(text, span.start, min(span.end, end + 1), words)
    return None if found.speaker is None else _named(text, found.speaker, words)


def _first_cue(text: str, start: int, end: int) -> int | None:
    """Where the first cue ends that is a verb here, or "according to"."""
    words, nouns = cue_words(), claim_words().noun_cues
    for cue in words.cue.finditer(text, start, end):
        if cue.group().lower() not in nouns or text.startswith(" that ", cue.end()):
            return cue.end()
    according = words.according.search(text, start, end)
    return None if according is None else according.end()


def _named(text: str, speaker: Span, words: CueWords) -> str | None:
    """A claimant as named there; None for a pronoun, for an adverbial and for a clause."""
    named = text[speaker.start : speaker.end]
    spelled = named.lower().split()
    if spelled[0] in words.pronouns or spelled[0] in words.boundaries:
        return None
    is_clause = not claim_words().clause_words.isdisjoint(spelled)
    return None if is_clause or named.endswith(("'s", "’s")) else named
