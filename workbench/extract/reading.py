"""A text read along: figures, quotes with speakers, claims and dates, to be offered.

The same text gives the same reading: nothing is learnt, and `VERSION` is raised whenever rules
or words change, so that readings that are kept are made anew.
"""

import bisect
from collections.abc import Sequence
from dataclasses import replace

from workbench.domain import Reading, Span, SuggestedClaim, SuggestedFigure, SuggestedQuote
from workbench.extract.claims import find_claims
from workbench.extract.dates import find_dates
from workbench.extract.figures import find_figures
from workbench.extract.names import resolved
from workbench.extract.quotes import find_quotes
from workbench.extract.word_files import ENGLISH, known_language
from workbench.languages import guess_language
from workbench.sentences import all_sentences

_SAMPLE = 3_000
"""Code points by which a text's language is told."""


VERSION = 3
"""Of all rules and word lists together."""


def read_along(text: str, published: str | None = None, language: str | None = None) -> Reading:
    """All that is offered in a text.

    `published` is the day, ISO 8601, that "yesterday" is counted from. `language` is a code such
    as "de"; without one the text's words tell. A language that has no word lists is read as
    English; claims are found in English alone. Takes time linear in
    the length of the text, whatever it holds.
    """
    stated = language or guess_language(text[:_SAMPLE])
    spoken = known_language(stated)
    sentences = all_sentences(text)
    quotes = resolved(text, find_quotes(text, sentences, spoken), spoken)
    within = _Within(quotes)
    figures = [_with_speaker(one, within) for one in find_figures(text, sentences, spoken)]
    # Words that tell a claim are English: in another language they would be chance.
    found = find_claims(text, sentences) if stated in {None, ENGLISH} else []
    claims = [_with_claimant(one, within) for one in found]
    return Reading(
        figures=tuple(figures),
        quotes=tuple(quotes),
        claims=tuple(claims),
        dates=tuple(find_dates(text, published)),
    )


class _Within:
    """Finds the quote that a stretch lies in."""

    def __init__(self, quotes: Sequence[SuggestedQuote]) -> None:
        self._quotes = quotes
        self._starts = [quote.span.start for quote in quotes]

    def speaker(self, span: Span) -> str | None:
        """Who speaks where a stretch stands."""
        place = bisect.bisect_right(self._starts, span.start) - 1
        if place < 0 or self._quotes[place].span.end < span.end:
            return None
        return self._quotes[place].name or self._quotes[place].speaker


def _with_speaker(figure: SuggestedFigure, within: _Within) -> SuggestedFigure:
    """A figure within a quote is said by whoever speaks there."""
    who = within.speaker(figure.span)
    return figure if who is None else replace(figure, who=who)


def _with_claimant(claim: SuggestedClaim, within: _Within) -> SuggestedClaim:
    """What a speaker states is their claim."""
    who = within.speaker(claim.span)
    return claim if who is None or claim.claimant else replace(claim, claimant=who)
