"""Sentences that state something that can be checked, by what their words are like.

A logistic score of word lists with weights set by hand (`resources/claims.yaml`): numbers,
times, events, bodies and reports raise it; opinion, wish, address, praise and blame lower it.
The weights were not fitted to any data; what they reach is measured by
`make bench-suggest`.
"""

import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from workbench.domain import Span, Stance, SuggestedClaim
from workbench.extract.attribution import before, behind
from workbench.extract.cue_words import CueWords, cue_words
from workbench.sentences import all_sentences

LIKELY = 0.35
"""The score from which on a sentence counts as a claim, the same for every kind of text."""

_MORE = 0.35
"""What a further word of a list adds, as a part of the list's weight."""
_MOST_WORDS = 3
_NUMBER = re.compile(r"[$€£¥]\s?\d|\d+(?:[.,]\d+)*\s?%?|\bpercent\b")
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_OPENING = re.compile(r"[“\"‘']?(?:But|And|So|Yet|Or|Because|If|Why|How|What)\b")
_ASIDE = re.compile(r"[—–;]|\s-\s")
_SHORTEST_PAST = 4
_WORD = re.compile(r"[\w'-]+")
_SHORT, _LONG = 6, 14
_LONGEST_CLAIM = 1_000


@dataclass(frozen=True, slots=True)
class _Words:
    start: float
    begin: frozenset[str]
    """The first words of phrases of two."""
    weights: dict[str, tuple[str, float]]
    boilerplate: re.Pattern[str]
    boilerplate_first: frozenset[str]
    """Words without any of which a sentence is not searched for boilerplate."""
    denied: frozenset[str]
    hedged: frozenset[str]
    cues: frozenset[str]


def find_claims(text: str, sentences: Sequence[Span] | None = None) -> list[SuggestedClaim]:
    """The sentences that may be claims, in order.

    Each has the square of its likelihood for a score. Those that are hardly one are left out.
    Takes time linear in the length of the text.
    """
    words = _words()
    found = []
    for span in all_sentences(text) if sentences is None else sentences:
        if span.end - span.start > _LONGEST_CLAIM:
            continue
        sentence = text[span.start : span.end]
        spelled = _spelled(sentence)
        score = _score(sentence, spelled, words)
        if score < _LEAST or (
            not words.boilerplate_first.isdisjoint(spelled) and words.boilerplate.search(sentence)
        ):
            continue
        is_likely = score >= LIKELY and not words.cues.isdisjoint(spelled)
        claimant = _claimant(text, span) if is_likely else None
        # Most sentences of news state something: what is offered is what stands out.
        found.append(
            SuggestedClaim(span, round(score * score, 3), claimant, _stance(spelled, words))
        )
    return found


_LEAST = 0.2


def score_sentence(sentence: str) -> float:
    """How likely a sentence states something that can be checked, from 0 to 1."""
    return _score(sentence, _spelled(sentence), _words())


def _spelled(sentence: str) -> list[str]:
    return _WORD.findall(sentence.lower().replace("’", "'"))


def _score(sentence: str, spelled: list[str], words: _Words) -> float:
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for place, word in enumerate(spelled):
        found = words.weights.get(word)
        if word in words.begin and place + 1 < len(spelled):
            found = words.weights.get(f"{word} {spelled[place + 1]}", found)
        if found is not None:
            name, weight = found
            counts[name] = counts.get(name, 0) + 1
            weights[name] = weight
    numbers = len(_NUMBER.findall(sentence))
    if numbers:
        counts["numbers"] = counts.get("numbers", 0) + numbers
        weights["numbers"] = words.weights["percent"][1]
    total = words.start
    for name, number in counts.items():
        total += weights[name] * (1 + _MORE * (min(number, _MOST_WORDS) - 1))
    return 1 / (1 + math.exp(-total - _of_form(sentence, spelled)))


def _of_form(sentence: str, spelled: list[str]) -> float:
    """What length, names and the mark at the end say."""
    number = len(spelled)
    total = 0.25 * min(3, len(_CAPITALISED.findall(sentence)))
    if number < _SHORT:
        total -= 0.8
    elif number < _LONG:
        total -= 0.2
    if _OPENING.match(sentence):
        total -= 0.5
    if _ASIDE.search(sentence):
        total -= 0.4
    if "n't" in sentence or "n’t" in sentence:
        total -= 0.4
    if any(word.endswith("ed") and len(word) > _SHORTEST_PAST for word in spelled):
        total += 0.2
    end = sentence.rstrip("\"'”’) ")[-1:]
    if end == "?":
        total -= 1.2
    elif end == "!":
        total -= 0.6
    return total


def _stance(spelled: list[str], words: _Words) -> Stance:
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


@functools.cache
def _words() -> _Words:
    text = files("resources").joinpath("claims.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    weights: dict[str, tuple[str, float]] = {}
    for name, entry in table["lists"].items():
        for word in entry["words"]:
            weights.setdefault(word.replace("’", "'"), (name, float(entry["weight"])))
    return _Words(
        start=float(table["start"]),
        begin=frozenset(word.split()[0] for word in weights if " " in word),
        weights=weights,
        boilerplate=_pattern(table["boilerplate"]),
        boilerplate_first=frozenset(
            _WORD.findall(str(phrase).lower().replace("’", "'"))[0]
            for phrase in table["boilerplate"]
        ),
        denied=frozenset(table["denied"]),
        hedged=frozenset(table["hedged"]),
        cues=cue_words().first,
    )


def _pattern(words: Any) -> re.Pattern[str]:
    # The longest first, so that "so-called" is not read as "so".
    listed = sorted((str(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, listed))})(?![\w-])", re.IGNORECASE)
