"""A text read along: figures, quotes with speakers, claims and dates, to be offered.

The same text gives the same reading: nothing is learnt, and `VERSION` is raised whenever rules
or words change, so that readings that are kept are made anew.
"""

from dataclasses import replace

from workbench.domain import Reading, SuggestedClaim, SuggestedFigure, SuggestedQuote
from workbench.extract.claims import find_claims
from workbench.extract.dates import find_dates
from workbench.extract.figures import find_figures
from workbench.extract.names import resolved
from workbench.extract.quotes import find_quotes
from workbench.sentences import all_sentences

VERSION = 1
"""Of all rules and word lists together."""


def read_along(text: str, published: str | None = None) -> Reading:
    """All that is offered in a text.

    `published` is the day, ISO 8601, that "yesterday" is counted from. Takes time linear in
    the length of the text, whatever it holds.
    """
    sentences = all_sentences(text)
    quotes = resolved(text, find_quotes(text, sentences))
    figures = [_with_speaker(one, quotes) for one in find_figures(text, sentences)]
    claims = [_without_overlap(one, quotes) for one in find_claims(text, sentences)]
    return Reading(
        figures=tuple(figures),
        quotes=tuple(quotes),
        claims=tuple(claim for claim in claims if claim is not None),
        dates=tuple(find_dates(text, published)),
    )


def _with_speaker(figure: SuggestedFigure, quotes: list[SuggestedQuote]) -> SuggestedFigure:
    """A figure within a quote is said by whoever speaks there."""
    if figure.who is not None:
        return figure
    for quote in quotes:
        if quote.span.start <= figure.span.start and figure.span.end <= quote.span.end:
            return replace(figure, who=quote.name or quote.speaker)
    return figure


def _without_overlap(claim: SuggestedClaim, quotes: list[SuggestedQuote]) -> SuggestedClaim | None:
    """A claim that is all of a quote is offered as that quote alone."""
    for quote in quotes:
        if quote.span.start <= claim.span.start and claim.span.end <= quote.span.end:
            return replace(claim, claimant=claim.claimant or quote.name or quote.speaker)
    return claim
