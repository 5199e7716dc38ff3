"""The figures of a running text, with what the sentences say of them, to be offered.

Numerals come from `quantities`, other words for numbers from `vague`. What running text leaves
in doubt is offered with a low score, so that an analyst may have it shown.
"""

import bisect
from collections.abc import Sequence
from dataclasses import replace

from workbench.domain import FigureForm, FigureStatus, Qualifier, Span, SuggestedFigure
from workbench.extract import figure_context as context
from workbench.extract.figure_words import FigureWords, figure_words
from workbench.extract.lexicon import Lexicon, QualifierWords, lexicon
from workbench.extract.not_figures import hide
from workbench.extract.quantities import Scanned, scan
from workbench.extract.tokens import MARGIN, Kind, Token, hyphen, tokenise
from workbench.extract.vague import Vague, span_of, vague_at
from workbench.extract.word_files import ENGLISH
from workbench.sentences import all_sentences

_SURE = 0.95
_COUNT = 0.8
_ONE = 0.25
_COMPOUND = 0.3
_PERIOD = 0.6
_SHARES = frozenset({"percent", "percentage point", "basis point", "point", "cent", "sen"})
_SMALL_CHANGE = frozenset({"cent", "penny", "kopeck"})
_IN_ONE = 100
"""Pieces of small change in one of the currency."""
_CLOSE = 6
_CALENDAR = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
)


def find_figures(
    text: str, sentences: Sequence[Span] | None = None, language: str = ENGLISH
) -> list[SuggestedFigure]:
    """All figures of a text, in its order and without overlap.

    `language` is one of `word_files.languages`; `sentences` are those of `all_sentences`, if they
    are known already. Takes time linear in the length of the text, whatever it holds.
    """
    words, own = lexicon(language), figure_words(language)
    tokens = hide(text, tokenise(text), words)
    marks = _Marks(text, tokens, all_sentences(text) if sentences is None else sentences)
    found: list[SuggestedFigure] = []
    place = 0
    for read in scan(text, tokens, words):
        found += _vague_until(marks, place, read.first, own, words)
        suggested = _suggested(marks, read, own)
        if suggested is not None:
            level = _with_change(text, found, suggested) or _from_to(
                marks, found, suggested, (read, words.qualifiers)
            )
            if level is None:
                found.append(suggested)
            else:
                found[-1] = level
        place = max(place, read.last if suggested is not None else read.first)
    found += _vague_until(marks, place, len(tokens) - MARGIN, own, words)
    return found


class _Marks:
    """A text with its tokens, and where its sentences begin among these."""

    def __init__(self, text: str, tokens: list[Token], sentences: Sequence[Span]) -> None:
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self._starts = [one.start for one in sentences]
        self._at = -1
        self._first = 0
        self._status = FigureStatus.REPORTED

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        at = bisect.bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else Span(0, len(self.text))

    def first_token(self, sentence: Span, place: int) -> int:
        """The first token of the sentence in which the token at `place` stands."""
        while place > 0 and self.tokens[place - 1].start >= sentence.start:
            place -= 1
        return place

    def status(self, sentence: Span, place: int, own: FigureWords) -> FigureStatus:
        """What the words of a sentence say that its numbers are; read once for each sentence."""
        if sentence.start != self._at:
            self._at = sentence.start
            self._first = self.first_token(sentence, place)
            keys = []
            for token in self.tokens[self._first :]:
                if token.start >= sentence.end or token.kind is Kind.END:
                    break
                keys.append(token.key)
            self._status = context.status(keys, own)
        return self._status


def _vague_until(
    marks: _Marks, place: int, end: int, own: FigureWords, words: Lexicon
) -> list[SuggestedFigure]:
    found = []
    tokens = marks.tokens
    while place < end:
        vague = vague_at(tokens, place, own, words) if tokens[place].kind is Kind.WORD else None
        if vague is None or vague.last > end:
            place += 1
            continue
        found.append(_of_vague(marks, vague, own))
        place = vague.last
    return found


def _of_vague(marks: _Marks, vague: Vague, own: FigureWords) -> SuggestedFigure:
    span = span_of(marks.tokens, vague.first, vague.last)
    suggested = SuggestedFigure(
        span=span,
        quantity=vague.quantity,
        score=vague.score,
        form=vague.form,
        dimension=vague.dimension or ("currency" if vague.quantity.currency else None),
    )
    before = marks.tokens[vague.first - 1].key
    if vague.form is FigureForm.FACTOR and before == "than":
        quantity = replace(vague.quantity, qualifier=Qualifier.ABOVE)
        suggested = replace(suggested, quantity=quantity)
    return _in_context(marks, suggested, (vague.first, vague.last), own)


def _suggested(marks: _Marks, read: Scanned, own: FigureWords) -> SuggestedFigure | None:
    score = _score(marks.tokens, read, own)
    if score <= 0:
        return None
    dimension = "currency" if read.quantity.currency else read.amount.dimension
    suggested = SuggestedFigure(read.span, read.quantity, score, dimension=dimension)
    return _in_context(marks, suggested, (read.first, read.last), own)


def _score(tokens: list[Token], read: Scanned, own: FigureWords) -> float:
    """How likely a number is one that an analyst wants; 0 for none."""
    first, last = read.first, read.last
    if read.doubtful:
        return _ONE if _counts_one(tokens, first, last) else 0.0
    if _is_named(tokens, read, own):
        return 0.0
    if _is_compound(tokens, read):
        return _COMPOUND
    quantity = read.quantity
    if tokens[first].key == "one" and last == first + 1:
        return _ONE
    if quantity.currency or (quantity.unit and quantity.unit not in _CALENDAR):
        return _SURE
    return _PERIOD if quantity.unit else _COUNT


def _counts_one(tokens: list[Token], first: int, last: int) -> bool:
    """ "one of the goals", "at one point"; not "one sees", "one another"."""
    if tokens[first].key != "one" or last != first + 1:
        return False
    if tokens[last].key == "of":
        return True
    return tokens[last].key in {"side", "way", "hand", "point", "thing", "time", "day", "man"}


def _is_named(tokens: list[Token], read: Scanned, own: FigureWords) -> bool:
    """ "S&P 500", "iPhone 11 Pro", "787 Dreamliner": the number is a part of a name."""
    if read.quantity.unit or read.quantity.currency or not read.amount.numeral.bare:
        return False
    before, behind = tokens[read.first - 1], tokens[read.last]
    if before.key in own.named or (before.text == "P" and tokens[read.first - 2].text == "&"):
        return True
    is_name = behind.kind is Kind.WORD and behind.text[0].isupper() and len(behind.text) > 1
    return (
        own.is_english and is_name and not behind.text.endswith("s") and behind.text not in _PEOPLES
    )


_PEOPLE_WORDS = "French British Chinese Japanese Swiss Irish Dutch Spanish English Polish Turkish"
_PEOPLES = frozenset(_PEOPLE_WORDS.split())


def _is_compound(tokens: list[Token], read: Scanned) -> bool:
    """ "four-door", "six-speed": a spelled number in an adjective, without a unit."""
    if read.quantity.unit or read.quantity.currency or not read.amount.numeral.spelled:
        return False
    return read.last - read.first == 1 and hyphen(tokens, read.last)


def _with_change(
    text: str, found: Sequence[SuggestedFigure], second: SuggestedFigure
) -> SuggestedFigure | None:
    """ "3 dollars 50 cents", "thirteen dollars and forty-five cents", "3 dollars 50": one sum."""
    if not found or not (second.quantity.unit in _SMALL_CHANGE or _may_be_change(text, second)):
        return None
    first = found[-1]
    whole, change = first.quantity, second.quantity
    between = text[first.span.end : second.span.start].strip(" ,").lower()
    if between not in {"", "and"} or second.span.start - first.span.end > _CLOSE:
        return None
    if not whole.currency or whole.unit or whole.lower is not None or change.lower is not None:
        return None
    if whole.value is None or change.value is None:
        return None
    if not (whole.value.is_integer() and 0 <= change.value < _IN_ONE):
        return None
    return replace(
        first,
        span=Span(first.span.start, second.span.end),
        quantity=replace(whole, value=whole.value + change.value / _IN_ONE),
    )


def _may_be_change(text: str, figure: SuggestedFigure) -> bool:
    """Two digits that count nothing, behind a sum of money: "3 dollars 50"."""
    words = text[figure.span.start : figure.span.end]
    following = text[figure.span.end : figure.span.end + 2].strip(" ")
    is_bare = figure.quantity.unit is None and figure.quantity.currency is None
    return is_bare and len(words) == 2 and words.isdigit() and not following[:1].isalnum()


def _from_to(
    marks: _Marks,
    found: Sequence[SuggestedFigure],
    second: SuggestedFigure,
    how: tuple[Scanned, QualifierWords],
) -> SuggestedFigure | None:
    """ "from 40 to 30 percent": two levels as one change, whose value is the level of now."""
    read, words = how
    tokens, place = marks.tokens, read.first - 1
    leads = words.plain_to | words.levels
    if not found or tokens[place].key not in leads or tokens[place - 1].end != found[-1].span.end:
        return None
    first = found[-1]
    one, two = first.quantity, second.quantity
    start = first.span.start
    is_from = marks.text[max(0, start - 8) : start].rstrip().lower().endswith(tuple(words.from_))
    if one.value is None or two.value is None or one.lower is not None or two.lower is not None:
        return None
    alike = one.unit in {None, two.unit} and one.currency in {None, two.currency}
    if not is_from or not alike:
        return None
    quantity = replace(two, lower=min(one.value, two.value), upper=max(one.value, two.value))
    return replace(
        second,
        span=Span(first.span.start, second.span.end),
        quantity=quantity,
        form=FigureForm.CHANGE,
        direction=1 if two.value > one.value else -1,
        subject=first.subject or second.subject,
        metric=first.metric or second.metric,
    )


def _in_context(
    marks: _Marks, suggested: SuggestedFigure, at: tuple[int, int], own: FigureWords
) -> SuggestedFigure:
    """With what its sentence says of it."""
    first, last = at
    tokens = marks.tokens
    sentence = marks.sentence(suggested.span.start)
    quantity = suggested.quantity
    is_share = quantity.unit in _SHARES
    moved = context.direction(tokens, first, last, own, is_share=is_share)
    if not moved and is_share and (quantity.value or 0) < 0:
        moved = -1
    form = suggested.form
    if moved and form is FigureForm.AMOUNT:
        form = FigureForm.CHANGE
    status = marks.status(sentence, first, own)
    if status is FigureStatus.REPORTED and quantity.qualifier is Qualifier.ABOUT:
        status = FigureStatus.ESTIMATED
    begin = marks.first_token(sentence, first)
    about = context.subject(tokens, first, last, begin) if own.is_english else None
    year = None
    if own.is_english:
        year = context.as_of(marks.text, *_ends(suggested.span), _ends(sentence))
    return replace(
        suggested,
        quantity=replace(quantity, as_of=year),
        form=form,
        direction=moved,
        subject=about,
        metric=_metric(about, is_share=is_share and tokens[last].key == "of"),
        status=status,
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _metric(subject: str | None, *, is_share: bool) -> str | None:
    """A short name: "Rare earth imports"; of "70% of global output" the share of that."""
    if not subject:
        return None
    return f"Share of {subject}" if is_share else subject[0].upper() + subject[1:]
