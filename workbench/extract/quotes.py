"""Quotes of a running text: what stands between marks, whose words they are, by which cue.

A stretch that a cue interrupts ("…," she said, "…") is one quote with a gap. Of a sentence that
gives somebody's words only in part ("She said it was “a mistake” to go") the quote is all that
the cue governs. A few marked words that nobody is said to have spoken are scare quotes.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.domain import Directness, Span, SuggestedQuote
from workbench.extract.attribution import (
    NOBODY,
    Attribution,
    before,
    behind,
    sentence_end,
    subject_of,
)
from workbench.extract.cue_words import CueWords, cue_words
from workbench.extract.quote_marks import marked_stretches
from workbench.extract.word_files import ENGLISH
from workbench.sentences import all_sentences

_SAME_VOICE = 300
"""Code points within which one who spoke may still be speaking."""

_SCARE_WORDS = 4
"""Marked words up to which a stretch without a cue is no quote."""
_TITLE_WORDS = 6
"""... and up to which one in mid-sentence is the title of a work."""
_LONGEST_GAP = 320
_NO_WORDS = re.compile(r"[^\W\d_]{2,}")


class _Piece(NamedTuple):
    span: Span
    attribution: Attribution
    directness: Directness
    is_behind: bool


def find_quotes(
    text: str, sentences: Sequence[Span] | None = None, language: str = ENGLISH
) -> list[SuggestedQuote]:
    """All quotes of a text in order; names are not resolved here.

    `language` is one of `word_files.languages`; `sentences` are those of `all_sentences`, if they
    are known already. Takes time linear in the length of the text, whatever it holds.
    """
    words = cue_words(language)
    where = _Sentences(all_sentences(text) if sentences is None else sentences, len(text))
    pieces: list[_Piece] = []
    for mark in marked_stretches(text):
        if _NO_WORDS.search(text, mark.span.start, mark.span.end):
            piece = _piece(text, mark.span, where, words, pieces)
            if piece is not None:
                pieces.append(piece)
    return _joined(text, pieces, where, words)


class _Sentences:
    def __init__(self, sentences: Sequence[Span], length: int) -> None:
        self._all = sentences
        self._starts = [one.start for one in sentences]
        self._length = length

    def at(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        place = bisect.bisect_right(self._starts, offset) - 1
        return self._all[place] if place >= 0 else Span(0, self._length)


def _paragraph(text: str, span: Span) -> tuple[int, int]:
    start = text.rfind("\n", max(0, span.start - 2_000), span.start) + 1
    end = text.find("\n", span.end, span.end + 2_000)
    return start, end if end >= 0 else min(len(text), span.end + 2_000)


def _piece(
    text: str, span: Span, where: _Sentences, words: CueWords, earlier: Sequence[_Piece]
) -> _Piece | None:
    low, high = _paragraph(text, span)
    low = max(low, earlier[-1].span.end if earlier and earlier[-1].span.end > low else low)
    inner = text[span.start : span.end].strip("“”\"'`«»„ ")
    opening = where.at(span.start)
    begin = max(low, min(opening.start, span.start))
    lead = text[begin : span.start]
    closes = inner[-1:] if inner else ""
    after = text[span.end : span.end + 1]
    ends_sentence = closes in ".!?" and after not in {",", ";"}
    follows = behind(text, span.end, high, words)
    if ends_sentence and not _goes_on(text, span.end, closes):
        follows = NOBODY
    precedes = before(text, begin, span.start, words) if lead.strip() else NOBODY
    if not lead.strip() and not follows.cue:
        precedes = _announced(text, low, where, words)
    is_clause = inner[:1].isupper() or inner[:1] in "[…." or len(inner.split()) > 7
    introduced = lead.rstrip()[-1:] in {":", ","} or not lead.strip()
    if is_clause and introduced and (closes in ".!?,—-…" or len(inner.split()) > 7):
        attribution = follows if follows.cue else precedes
        return _Piece(span, attribution, Directness.DIRECT, bool(follows.cue))
    if precedes.cue is not None:
        governs = precedes.cue.end
        if words.verb_second and precedes.speaker and precedes.speaker.start >= governs:
            # "Laut Minister ist das „…“": no comma parts the speaker from what is said.
            governs = precedes.speaker.end
        whole = _governed(text, governs, span, (where, words))
        return _Piece(whole, precedes, Directness.MIXED, is_behind=False)
    if follows.cue is not None:
        whole = Span(min(span.start, begin + len(lead) - len(lead.lstrip())), span.end)
        kind = Directness.DIRECT if whole == span else Directness.MIXED
        return _Piece(whole, follows, kind, is_behind=True)
    number = len(inner.split())
    if number <= _SCARE_WORDS and not (is_clause and closes in ".!?" and not lead.strip()):
        return None
    if lead.strip() and number <= _TITLE_WORDS and lead.rstrip()[-1:] != ":":
        return None
    kind = Directness.DIRECT if is_clause else Directness.MIXED
    return _Piece(span, NOBODY, kind, is_behind=False)


def _announced(text: str, low: int, where: _Sentences, words: CueWords) -> Attribution:
    """The attribution of the paragraph before, where that ends with a colon."""
    end = len(text[:low].rstrip()) if low < 200 else low - 1
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if text[end - 1 : end] != ":":
        return NOBODY
    sentence = where.at(end - 1)
    found = before(text, sentence.start, end, words)
    if found.speaker is not None:
        return found
    return Attribution(subject_of(text, sentence.start, end, words), found.cue)


def _goes_on(text: str, end: int, closes: str) -> bool:
    """Whether a sentence goes on behind a quote that ends like one: "“Why?” he asked."."""
    following = text[end : end + 3].lstrip(" ")
    return (
        following[:1].islower()
        or (closes in "!?" and following[:1] != "\n")
        or (following[:1] in "―—–")
    )


def _governed(text: str, cue: int, span: Span, known: tuple[_Sentences, CueWords]) -> Span:
    """All that a cue governs: from behind it to the end of the clause of the marked words."""
    where, words = known
    start = cue
    found = words.inner.match(text, start, span.start)
    if found is not None:
        start = found.end()
    end = max(where.at(span.end - 1).end, span.end)
    if text[span.end - 2 : span.end - 1] in ".,!?":
        return Span(min(start, span.start), span.end)
    clause = words.clause_end.search(text, span.end, min(end, span.end + 400))
    if clause is not None:
        end = max(span.end, clause.start())
    while end > span.end and text[end - 1] in ".!?,; \n":
        end -= 1
    return Span(min(start, span.start), end)


def _joined(
    text: str, pieces: Sequence[_Piece], where: _Sentences, words: CueWords
) -> list[SuggestedQuote]:
    """Pieces as quotes: those that only their cue parts are one, and those without a cue take
    the speaker of the one before in the same paragraph, or in the one right above."""
    quotes: list[SuggestedQuote] = []
    for number, piece in enumerate(pieces):
        before_ = pieces[number - 1] if number else None
        if before_ is not None and quotes and _is_one(text, before_, piece):
            first = quotes[-1]
            at = first.span.start
            gap = Span(first.span.end - at, piece.span.start - at)
            quotes[-1] = replace(first, span=Span(at, piece.span.end), gaps=(*first.gaps, gap))
            continue
        if quotes and piece.span.start < quotes[-1].span.end:
            continue
        quotes.append(_quote(text, piece, quotes[-1] if quotes else None, (where, words)))
    return quotes


def _is_one(text: str, first: _Piece, second: _Piece) -> bool:
    between = text[first.span.end : second.span.start]
    if len(between) > _LONGEST_GAP or "\n" in between:
        return False
    cue = second.attribution.cue
    goes_on = first.is_behind and cue is not None and cue == first.attribution.cue
    is_part = Directness.MIXED in {first.directness, second.directness} and not goes_on
    if second.is_behind or is_part:
        return False
    if not first.is_behind:
        return not between.strip() and cue is None
    if cue is not None and cue != first.attribution.cue:
        return False
    # Nothing but the attribution: a sentence of its own would say more.
    stop = sentence_end(text, first.span.end, second.span.start)
    return not text[stop : second.span.start].strip(" .,!?")


def _quote(
    text: str,
    piece: _Piece,
    earlier: SuggestedQuote | None,
    known: tuple[_Sentences, CueWords],
) -> SuggestedQuote:
    speaker, cue = piece.attribution
    score = 0.9 if cue is not None else 0.7
    quote = SuggestedQuote(
        piece.span,
        score if piece.directness is Directness.DIRECT else score - 0.2,
        piece.directness,
        cue=None if cue is None else text[cue.start : cue.end],
    )
    if speaker is None:
        speaker = _nearby(text, piece.span, earlier, *known)
    if speaker is None:
        return quote
    return replace(quote, speaker=text[speaker.start : speaker.end], speaker_span=speaker)


def _nearby(
    text: str,
    span: Span,
    earlier: SuggestedQuote | None,
    where: _Sentences,
    words: CueWords,
) -> Span | None:
    """The speaker of a quote without a cue: that of the words that lead to it, of the sentence
    before in its paragraph, or of the quote before it."""
    low, _ = _paragraph(text, span)
    lead = text[max(low, where.at(span.start).start) : span.start].rstrip()
    if lead.endswith(":"):
        found = subject_of(text, max(low, where.at(span.start).start), span.start, words)
        if found is not None:
            return found
    ended = earlier.span.end if earlier else 0
    sentence = where.at(max(low, span.start - 3))
    if low <= sentence.start < span.start - 3 and sentence.start >= ended:
        said = before(text, sentence.start, min(sentence.end, span.start), words)
        found = said.speaker or subject_of(text, sentence.start, sentence.end, words)
        if found is not None:
            return found
    if earlier is not None and span.start - ended < _SAME_VOICE:
        return earlier.speaker_span
    return None
