"""What the sentence says of a figure: up or down, of what, since when, whether planned."""

import re
from collections.abc import Sequence

from workbench.domain import FigureStatus
from workbench.extract.figure_words import FigureWords
from workbench.extract.tokens import Kind, Token, hyphen

_REACH = 4
"""Words between a verb of change and its figure."""
_LONGEST_SUBJECT = 6
_STOP_WORDS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "do",
        "does",
        "did",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "while",
        "because",
        "if",
        "but",
        "and",
        "or",
        "than",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "onto",
        "over",
        "per",
        "to",
        "under",
        "until",
        "with",
        "within",
        "after",
        "before",
        "about",
        "since",
        "during",
        "through",
        "said",
        "says",
        "say",
        "told",
        "added",
        "this",
        "these",
        "those",
        "it",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "there",
    ]
)
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "all",
        "some",
        "any",
        "each",
        "every",
    ]
)
_CLAUSE = frozenset('.;:!?()“”"—–')
_AS_OF = re.compile(
    r"\b(?:as of|in|by|at the end of|since|during|for|of)\s+"
    r"(?:(?:early|late|mid|the end of|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)[\s-]+){0,2}((?:19|20)[0-9]{2})\b"
)
_NEAR = 60
"""Code points around a figure in which a year belongs to it."""


def direction(
    tokens: list[Token], first: int, last: int, words: FigureWords, *, is_share: bool
) -> int:
    """1 where a word right before or behind says that something went up so much, -1 for down.

    `is_share` says that the figure is a percentage or in points.
    """
    place = first - 1
    for _ in range(_REACH):
        token = tokens[place]
        if token.kind is not Kind.WORD:
            break
        if token.key in words.up or token.key in words.down:
            if token.key in words.weak and not is_share:
                return 0
            return 1 if token.key in words.up else -1
        if token.key not in words.between_change or token.key == "to":
            break
        place -= 1
    behind = tokens[last].key
    if behind in {"higher", "increase", "rise", "gain", "growth", "jump"}:
        return 1
    return -1 if behind in {"lower", "decrease", "fall", "decline", "drop", "cut", "loss"} else 0


def subject(tokens: list[Token], first: int, last: int, sentence: int) -> str | None:
    """The words that say what is counted or measured, None where none are found.

    What "of" leads to, or "in" where no name follows ("$5 billion in aid"), else the noun behind a
    bare count, else what stands before the verb. `sentence` is the first token of the sentence.
    """
    leads = tokens[last].key == "of" or (
        tokens[last].key == "in" and tokens[last + 1].text[:1].islower()
    )
    if leads:
        found = _noun_phrase(tokens, last + 1)
        if found:
            return found
    found = _noun_phrase(tokens, last + 1 if hyphen(tokens, last) else last)
    if found:
        return found
    return _before_verb(tokens, first, sentence)


def _noun_phrase(tokens: list[Token], place: int) -> str | None:
    words: list[str] = []
    while len(words) < _LONGEST_SUBJECT:
        token = tokens[place]
        if token.kind is not Kind.WORD:
            break
        if token.key in _ARTICLES and not words:
            place += 1
            continue
        if _is_time(tokens, place):
            break
        if token.key in _STOP_WORDS:
            if token.key == "of" and words and tokens[place + 1].kind is Kind.WORD:
                words.append("of")
                place += 1
                continue
            break
        if _is_owner(tokens, place):
            words.append(f"{token.text}'s")
            place += 3
            continue
        words.append(token.text)
        place += 1
    while words and words[-1] in {"of", "the"}:
        words.pop()
    return " ".join(words) or None


def _is_time(tokens: list[Token], place: int) -> bool:
    """ "last year", "this past month", "yesterday": when, and not what."""
    key, behind = tokens[place].key, tokens[place + 1].key
    if key in _TIME_WORDS:
        return True
    return key in _OF_TIME and (behind in _PERIODS or tokens[place + 2].key in _PERIODS)


_TIME_WORDS = frozenset(["yesterday", "today", "tomorrow", "tonight", "ago", "now"])
_OF_TIME = frozenset(["last", "this", "next", "past", "each", "every", "a", "per"])
_PERIODS = frozenset(
    [
        "day",
        "week",
        "month",
        "year",
        "quarter",
        "decade",
        "century",
        "morning",
        "evening",
        "night",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "autumn",
        "winter",
        "fiscal",
    ]
)


_VERB_WORDS = """
cost costs pay pays paid spend spends spent give gives gave given take takes took taken make makes
made hold holds held cover covers contain contains reach reaches produce produces buy buys bought
sell sells sold get gets got win wins won lose loses lost see saw seen find finds found need needs
worth fell fall falls rose rise rises grew grow grows stood stand stands ran run runs went go goes
went came come comes put puts set sets hit hits owe owes owns own bring brings brought send sends
sent employ employs account accounts amount amounts total totals average averages include includes
represent represents only just even already now
"""
_VERBS = frozenset(_VERB_WORDS.split())
"""What stands between a subject and its figure, and is no subject itself."""


def _before_verb(tokens: list[Token], first: int, sentence: int) -> str | None:
    """The last words before the figure's verb that are no function words."""
    place = first - 1
    while place >= sentence and (
        tokens[place].key in _STOP_WORDS
        or tokens[place].key in _VERBS
        or (tokens[place].key.endswith(_ENDINGS) and tokens[place - 1].key not in _JOINING)
    ):
        place -= 1
    words: list[str] = []
    while place >= sentence and len(words) < _LONGEST_SUBJECT:
        token = tokens[place]
        if place - 2 >= sentence and _is_owner(tokens, place - 2):
            words.append(f"{tokens[place - 2].text}'s")
            place -= 3
            continue
        if token.kind is not Kind.WORD or token.key in _VERBS:
            break
        if token.key in _STOP_WORDS and not (words and token.key in _JOINING):
            break
        if token.key not in _ARTICLES:
            words.append(token.text)
        place -= 1
    while words and words[-1] in _JOINING:
        words.pop()
    return " ".join(reversed(words)) or None


_JOINING = frozenset({"of", "for"})
"""Within a subject: "the price of neodymium"."""


_ENDINGS = ("ed", "ing", "ly")


def _is_owner(tokens: list[Token], place: int) -> bool:
    """Whether a word and what follows it are "China's"."""
    mark, ending = tokens[place + 1], tokens[place + 2]
    return (
        tokens[place].kind is Kind.WORD
        and mark.text in {"'", "’"}
        and ending.key == "s"
        and mark.start == tokens[place].end
        and ending.start == mark.end
    )


def status(words_of: Sequence[str], words: FigureWords) -> FigureStatus:
    """Whether a sentence's words tell of a demand, a plan or an estimate; else it is reported."""
    found = frozenset(words_of)
    for name, status_ in (
        ("demanded", FigureStatus.DEMANDED),
        ("estimated", FigureStatus.ESTIMATED),
        ("planned", FigureStatus.PLANNED),
    ):
        if found & words.statuses[name]:
            return status_
    return FigureStatus.REPORTED


def as_of(text: str, start: int, end: int, sentence: tuple[int, int]) -> str | None:
    """The year that the words near a figure give for it."""
    low, high = max(sentence[0], start - _NEAR), min(sentence[1], end + _NEAR)
    years = [found[1] for found in _AS_OF.finditer(text, low, high)]
    return years[0] if len(set(years)) == 1 else None
