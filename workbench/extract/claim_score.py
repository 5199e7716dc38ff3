"""How likely a sentence states something that can be checked, by what its words are like.

A logistic score of word lists (`resources/claims.yaml`) and of a few marks of form. Numbers,
times, names, events and reports raise it; opinion, wish, address, praise and blame lower it.
That such clues tell subjective sentences from objective ones is known since Wiebe et al.,
"Learning Subjective Language" (Computational Linguistics 30, 2004). The weights are round
numbers set by hand; no procedure fitted them to data. While lists, weights and the threshold were
chosen, errors in labelled sentences were looked at (`docs/benchmarks.md` says in which), so that
figures measured on those flatter the score a little.
"""

import functools
import math
import re
from typing import NamedTuple

from workbench.extract.claim_words import ClaimWords, claim_words

_TOKEN = re.compile(r"\w+(?:['’&.-]\w+)*|[“”\"‘’'—;:!?%$€£¥…]")
_MORE, _MOST_WORDS = 0.4, 4
"""What a further word of a list adds, as a part of the list's weight, and how many count."""
_MOST_FACTS = 2.2
"""What all that can be looked up adds at most: a long sentence of many names and numbers may
still be an opinion of them."""
_NAME, _MOST_NAMES = 0.25, 4
_SHORTEST_FORM = 5
"""Letters in a word that is known by its ending."""
_SHORTEST_BEGINNING = 2
_OF_LABELS = ("ism", "isms", "ist", "ists")
_OF_COLOUR = ("ful", "less", "ous", "ive", "able", "ible", "ish")
_SHORT, _LONG = 6, 10
_OPENING = frozenset(
    {"but", "and", "so", "yet", "or", "because", "if", "why", "how", "what", "now"}
)
_POINTING = frozenset({"it", "this", "that", "these", "those", "they", "there"})
"""First words that point at what was said before: what follows is often a comment on it."""
_PLACING = frozenset({"in", "on", "at"})
_PERFECT = frozenset({"have", "has", "we've", "i've", "they've"})
_CLOSERS = {"“": "”", "‘": "’'", '"': '"'}
_BREAKS = frozenset('“‘":!?…')
"""Behind one of these a capital letter says nothing of the word."""
_INDIRECT = 0.4
"""The part of a hint that is left in a sentence that gives somebody's words."""
_MOST_RAISED = 0.8
_LONGEST_ACRONYM = 5
_NONE = -1
"""The place of a word that is on no list."""


class _Word(NamedTuple):
    at: int
    """The place of its list."""
    plain: str
    lowers: bool


class _Counts(NamedTuple):
    own: dict[int, int]
    """The writer's own words, by list."""
    quoted: dict[int, int]
    names: int


def score_sentence(sentence: str) -> float:
    """How likely a sentence states something that can be checked, from 0 to 1.

    Takes time linear in its length.
    """
    return score_words(words_of(sentence))


def words_of(sentence: str) -> list[str]:
    """The words of a sentence, as written, and the marks that matter."""
    plain = sentence.replace(" '", " ‘")
    return _TOKEN.findall("‘" + plain[1:] if plain.startswith("'") else plain)


def score_words(found: list[str]) -> float:
    """`score_sentence` of a sentence whose words are at hand."""
    words = claim_words()
    counts = _counted(found, words)
    facts = _NAME * min(_MOST_NAMES, counts.names)
    total = words.start + _of_form(found)
    for at in counts.own.keys() | counts.quoted.keys():
        one = words.lists[at]
        own, quoted = _grown(counts.own.get(at, 0)), _grown(counts.quoted.get(at, 0))
        value = one.weight * max(own, one.quoted * quoted)
        if value > 0:
            facts += value
        elif at in words.speakers and words.told in counts.own:
            # Indirect speech: the words are the speaker's.
            total += value * _INDIRECT
        else:
            total += value
    return 1 / (1 + math.exp(-total - min(facts, _MOST_FACTS)))


def _grown(number: int) -> float:
    return 1 + _MORE * (min(number, _MOST_WORDS) - 1) if number else 0


def _counted(found: list[str], words: ClaimWords) -> _Counts:
    inside = _quoted(found)
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    is_headline = _is_headline(found)
    names = skip = 0
    before = last = ""
    looked_up = [_looked_up(written) for written in found]
    for place, (listed, plain, lowers) in enumerate(looked_up):
        at = listed
        kinds = counts[inside[place]]
        if last and found[place][0].isupper() and not is_headline and last not in _BREAKS:
            names += plain != "i"
            # "the Great Lakes" praises nothing.
            at = _NONE if lowers else listed
            if last in _PLACING:
                kinds[words.placed] = kinds.get(words.placed, 0) + 1
        if skip:
            skip -= 1
        else:
            if plain in words.phrases:
                at, skip = _phrase(looked_up, place, words.phrases[plain], at)
            if at >= 0:
                kinds[at] = kinds.get(at, 0) + 1
                if at in words.events and (last in _PERFECT or before in _PERFECT):
                    kinds[words.done] = kinds.get(words.done, 0) + 1
        before, last = last, plain
    return _Counts(*counts, names)


def _phrase(
    found: list[_Word], place: int, listed: dict[str, list[tuple[list[str], int]]], at: int
) -> tuple[int, int]:
    """The list of the longest phrase that begins here, and how many more words it has."""
    if place + 1 == len(found):
        return at, 0
    for others, of_phrase in listed.get(found[place + 1].plain, ()):
        end = place + 2 + len(others)
        if not others or [word.plain for word in found[place + 2 : end]] == others:
            return of_phrase, 1 + len(others)
    return at, 0


def _quoted(found: list[str]) -> bytes:
    """For each token 1 where it stands between quotation marks, also of a part of a quote."""
    inside = bytearray(len(found))
    if _CLOSERS.keys().isdisjoint(found) and "”" not in found:
        return bytes(inside)
    start, closers = 0, ""
    for place, mark in enumerate(found):
        if closers:
            if mark in closers:
                inside[start:place] = b"\1" * (place - start)
                start, closers = place, ""
        elif mark in _CLOSERS:
            start, closers = place, _CLOSERS[mark]
        elif mark == "”":
            # The sentence goes on with what somebody said before.
            inside[start:place] = b"\1" * (place - start)
            start = place
    if closers:
        inside[start:] = b"\1" * (len(found) - start)
    return bytes(inside)


def _is_headline(found: list[str]) -> bool:
    """Whether nearly all longer words are capitalised: then it says nothing of a word."""
    longer = [token for token in found if len(token) >= _SHORTEST_FORM]
    raised = sum(token[0].isupper() for token in longer)
    return raised >= _SHORT and raised >= _MOST_RAISED * len(longer)


@functools.lru_cache(maxsize=1 << 16)
def _looked_up(written: str) -> _Word:
    words = claim_words()
    plain = written.lower().replace("’", "'")
    at = words.words.get(plain)
    if at is None:
        at = _listed_in_part(plain, words)
    lowers = at >= 0 and words.lists[at].weight < 0
    if lowers and written.isupper() and 1 < len(written) <= _LONGEST_ACRONYM:
        # "US" and "WHO" are bodies, not words.
        return _Word(_NONE, plain, lowers=False)
    return _Word(at, plain, lowers)


def _listed_in_part(word: str, words: ClaimWords) -> int:
    """The list of a word by its beginning or its ending."""
    if word[0].isdigit():
        return words.numbers
    for end in range(min(len(word), words.longest), _SHORTEST_BEGINNING - 1, -1):
        at = words.beginnings.get(word[:end])
        if at is not None:
            return at
    if len(word) < _SHORTEST_FORM:
        return _NONE
    if "-" in word and word.endswith(("ed", "ing")):
        return words.coined
    for endings, at in (
        ("ed", words.past),
        ("ly", words.manner),
        (_OF_LABELS, words.label),
        (_OF_COLOUR, words.coloured),
    ):
        if word.endswith(endings):
            return at
    return _NONE


def _of_form(found: list[str]) -> float:
    """What length, opening and marks say."""
    spelled = [token for token in found if token[0].isalnum()]
    total = -0.6 if len(spelled) < _SHORT else -0.2 if len(spelled) < _LONG else 0.0
    first = spelled[0].lower() if spelled else ""
    if first in _OPENING:
        total -= 0.5
    elif first in _POINTING:
        total -= 0.3
    marks = set(found)
    if marks & {"—", ";", "…"}:
        total -= 0.5
    if "?" in marks:
        total -= 0.9
    if "!" in marks:
        total -= 0.5
    return total
