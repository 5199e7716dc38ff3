"""How likely a sentence states something that can be checked, by what its words are like.

A logistic score of word lists with weights set by hand (`resources/claims.yaml`) and of a few
marks of form. Numbers, times, names, events and reports raise it; opinion, wish, address,
praise and blame lower it. That such clues tell subjective sentences from objective ones is
known since Wiebe et al., "Learning Subjective Language" (Computational Linguistics, 2004).
No weight was fitted to data.
"""

import functools
import math
import re

from workbench.extract.claim_words import ClaimWords, claim_words

_TOKEN = re.compile(r"\w+(?:['’&.-]\w+)*|[“”\"‘’'—–;:!?%$€£¥…]")
_MORE = 0.4
"""What a further word of a list adds, as a part of the list's weight."""
_MOST_WORDS = 4
_MOST_FACTS = 2.2
"""What all that can be looked up adds at most: a long sentence of many names and numbers may
still be an opinion of them."""
_NAME, _MOST_NAMES = 0.25, 4
_SHORTEST_FORM = 5
"""Letters in a word that is known by its ending."""
_SHORTEST_BEGINNING = 2
_OF_LABELS = ("ism", "isms", "ist", "ists")
_OF_COLOUR = ("ful", "less", "ous", "ive", "able", "ible", "ish")
_POINTING = frozenset({"it", "this", "that", "these", "those", "they", "there"})
"""First words that point at what was said before: what follows is often a comment on it."""
_PERFECT = frozenset({"have", "has", "we've", "i've", "they've", "we’ve", "i’ve", "they’ve"})
_PLACING = frozenset({"in", "on", "at"})
_SHORT, _LONG = 6, 10
_OPENING = frozenset(
    {"but", "and", "so", "yet", "or", "because", "if", "why", "how", "what", "now"}
)
_MARKS = {"“": "”", "‘": "’", '"': '"'}
_MONEY = "%$€£¥"
_MOST_RAISED = 0.8
_NONE = -1
"""The place of a word that is on no list."""


def score_sentence(sentence: str) -> float:
    """How likely a sentence states something that can be checked, from 0 to 1.

    Takes time linear in its length.
    """
    return score_tokens(tokens(sentence))


def tokens(sentence: str) -> list[str]:
    """The words of a sentence, as written, and the marks that matter."""
    plain = sentence.replace("‘", "‘").replace(" '", " ‘")
    return _TOKEN.findall("‘" + plain[1:] if plain.startswith("'") else plain)


def score_tokens(found: list[str]) -> float:
    """The score of a sentence's tokens."""
    words = claim_words()
    own, quoted, names, length = _counted(found, words)
    facts = _NAME * min(_MOST_NAMES, names)
    total = words.start
    for at in own.keys() | quoted.keys():
        one = words.lists[at]
        value = one.weight * max(_grown(own.get(at, 0)), one.quoted * _grown(quoted.get(at, 0)))
        if value > 0:
            facts += value
        else:
            total += value
    return 1 / (1 + math.exp(-total - min(facts, _MOST_FACTS) - _of_form(found, length)))


def _grown(number: int) -> float:
    return 1 + _MORE * (min(number, _MOST_WORDS) - 1) if number else 0


def _counted(
    found: list[str], words: ClaimWords
) -> tuple[dict[int, int], dict[int, int], int, int]:
    """Words by list, the writer's own and quoted ones; the names; the number of words."""
    own: dict[int, int] = {}
    quoted: dict[int, int] = {}
    counts = own
    names = length = skip = 0
    opened = ""
    is_headline = _is_headline(found)
    for place, token in enumerate(found):
        if len(token) == 1 and not token.isalnum():
            if opened:
                if token == _MARKS.get(opened):
                    opened, counts = "", own
            elif token in _MARKS:
                opened, counts = token, quoted
            elif token == "”":
                # The sentence goes on with what somebody said before.
                quoted, own = own, {}
                counts = own
            if token in _MONEY:
                counts[words.numbers] = counts.get(words.numbers, 0) + 1
            continue
        length += 1
        if skip:
            skip -= 1
            continue
        at = _list_of(token)
        if length > 1 and token[0].isupper() and token != "I" and not is_headline:
            names += 1
            if found[place - 1].lower() in _PLACING:
                own[words.placed] = own.get(words.placed, 0) + 1
            # "the Great Lakes" praises nothing.
            if at >= 0 and words.lists[at].weight < 0 and found[place - 1] not in ".:?!“":
                continue
        behind = words.phrases.get(token.lower())
        if behind is not None:
            for rest, of_phrase in behind.items():
                ahead = found[place + 1 : place + 1 + len(rest)]
                if tuple(one.lower() for one in ahead) == rest:
                    at, skip = of_phrase, len(rest)
                    break
        if at >= 0:
            counts[at] = counts.get(at, 0) + 1
            if (at == words.past or at == words.happened) and (
                found[place - 1].lower() in _PERFECT or found[place - 2].lower() in _PERFECT
            ):
                counts[words.done] = counts.get(words.done, 0) + 1
    return own, quoted, names, length


def _is_headline(found: list[str]) -> bool:
    """Whether nearly all longer words are capitalised: then it says nothing of a word."""
    longer = [token for token in found if len(token) >= _SHORTEST_FORM]
    raised = sum(token[0].isupper() for token in longer)
    return raised >= _SHORT and raised >= _MOST_RAISED * len(longer)


@functools.lru_cache(maxsize=1 << 16)
def _list_of(token: str) -> int:
    """The list of a word as written, by the word, its beginning or its ending."""
    words = claim_words()
    word = token.lower().replace("’", "'")
    at = words.words.get(word)
    if at is not None:
        return at
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
    for endings, of_form in (
        (("ed",), words.past),
        (("ly",), words.manner),
        (_OF_LABELS, words.label),
        (_OF_COLOUR, words.coloured),
    ):
        if word.endswith(endings):
            return of_form
    return _NONE


def _of_form(found: list[str], length: int) -> float:
    """What length, opening and marks say."""
    total = -0.6 if length < _SHORT else -0.2 if length < _LONG else 0.0
    if not found:
        return total
    first = next((one.lower() for one in found if one[0].isalnum()), "")
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
