"""Who a sentence gives its words to: the cue and the speaker's noun phrase around a quote."""

import re
from typing import NamedTuple

from workbench.domain import Span
from workbench.extract.cue_words import CueWords

_WORD = re.compile(r"[^\s,;:—–()“”„«»\"]+")
_REACH = 220
"""Code points before and behind a quote in which its cue is looked for."""
_STOP = re.compile(r"(?<![.!?])[.!?]++[\"”’')\]]*+\s++(?=[A-Z“\"'‘(])|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|Prof|Rev|Pres|U\.S|D\.C|vs|No|[A-Z]))\.$"
)
_LEAD = re.compile(r"\s*[,—–-]*\s*")
_SIGNED = re.compile(r"\s*[―—–]\s*((?:[^\W\d_][\w.'’-]*\s){0,3}[^\W\d_][\w.'’-]*)\s*(?:\n|$)")
"""A name behind a dash at the end of a line."""
_MOST_SUBJECT = 60
_SPEAKER_BREAK = re.compile(r"[,;:—–()“”„«»\"\n]|''")
_BRACKETS = re.compile(r"\([^()\n]{1,40}\)")


class Attribution(NamedTuple):
    """The cue's words and the speaker's; either may be missing."""

    speaker: Span | None
    cue: Span | None


NOBODY = Attribution(None, None)


def behind(text: str, at: int, end: int, words: CueWords) -> Attribution:
    """The attribution in `text[at:end]`, right behind a quote: "said X", "X said"."""
    end = min(end, at + _REACH)
    start = _LEAD.match(text, at).end()  # type: ignore[union-attr]
    stop = sentence_end(text, start, end)
    signed = _SIGNED.match(text, at, end)
    if signed is not None:
        return Attribution(Span(*signed.span(1)), None)
    cue = words.cue.search(text, start, stop)
    according = words.according.match(text, start, stop)
    if according is not None:
        return Attribution(_forward(text, according.end(), stop, words), Span(*according.span()))
    if cue is None:
        return _unknown_verb(text, start, stop, words)
    if cue.start() == start:
        return Attribution(_forward(text, cue.end(), stop, words), Span(*cue.span()))
    speaker = _backward(text, start, cue.start(), words)
    between = text[start : cue.start()]
    if speaker is None or speaker.start > start + 1 or "“" in between or '"' in between:
        return NOBODY
    return Attribution(speaker, Span(*cue.span()))


def _unknown_verb(text: str, start: int, stop: int, words: CueWords) -> Attribution:
    """ "…?” Mr. Burton fumed": whatever verb in the past stands right behind a name."""
    if words.past is None:
        return NOBODY
    verb = words.past.search(text, start, min(stop, start + _MOST_SUBJECT))
    if verb is None or not text[start : start + 1].isupper():
        return NOBODY
    speaker = _backward(text, start, verb.start(), words)
    if speaker is None or speaker.start > start + 1 or "," in text[start : verb.start()]:
        return NOBODY
    return Attribution(speaker, Span(*verb.span()))


def subject_of(text: str, start: int, end: int, words: CueWords) -> Span | None:
    """The noun phrase that a sentence begins with, where a verb stands behind it."""
    verb = words.past.search(text, start, end) if words.past is not None else None
    verb = verb or words.auxiliary.search(text, start, end)
    return None if verb is None else _backward(text, start, verb.start(), words)


def before(text: str, start: int, at: int, words: CueWords) -> Attribution:
    """The attribution in `text[start:at]`, the sentence up to a quote: "X said", "X told Y:"."""
    cues = list(words.cue.finditer(text, max(start, at - _REACH), at))
    according = list(words.according.finditer(text, max(start, at - _REACH), at))
    if according and (not cues or according[-1].start() > cues[-1].start()):
        found = according[-1]
        return Attribution(_forward(text, found.end(), at, words), Span(*found.span()))
    for cue in reversed(cues):
        speaker = _backward(text, start, cue.start(), words)
        if speaker is not None:
            return Attribution(speaker, Span(*cue.span()))
    if cues:
        return Attribution(None, Span(*cues[-1].span()))
    return NOBODY


def sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence ends that goes on at `start`; abbreviations do not end one."""
    for found in _STOP.finditer(text, start, end):
        if found.group()[0] != "." or not _ABBREVIATED.search(text, start, found.start() + 1):
            return found.start()
    return end


def _forward(text: str, start: int, end: int, words: CueWords) -> Span | None:
    """The noun phrase that begins behind a cue, with what a comma adds to it."""
    start = start + len(text[start:end]) - len(text[start:end].lstrip())
    place, last = start, start
    while place < end:
        found = _WORD.match(text, place, end)
        if found is None:
            break
        word = found.group().strip(".'’")
        if word.lower() in words.boundaries and (last == start or word.islower()):
            if word.lower() not in {"of", "for", "at", "from", "with", "in", "on"} or last == start:
                break
            # "director of the Center": a part of the name when a name follows.
            following = _WORD.match(text, found.end() + 1, end)
            named = following is not None and (
                following.group()[0].isupper() or following.group() == "the"
            )
            if word.lower() not in {"of", "for", "at", "from"} or not named:
                break
        last = found.end()
        place = last + 1 if text[last : last + 1] == " " else last
        if place == last:
            break
    if last == start:
        return None
    last = _with_apposition(text, last, end, words)
    return _trimmed(text, start, last, words)


def _with_apposition(text: str, last: int, end: int, words: CueWords) -> int:
    """The end of the speaker with ", a senior fellow at …" or ", who …" behind the name."""
    if text[last : last + 1] != ",":
        return last
    first = _WORD.match(text, last + 2, end)
    if first is None or first.group().lower() in words.no_apposition:
        return last
    word = first.group().lower()
    if (words.participle and word.endswith(words.participle)) or word in words.pronouns - {"who"}:
        return last
    stop = end
    for found in re.compile(r"[,;:—–“„«»\"\n]").finditer(text, last + 2, end):
        stop = found.start()
        break
    return stop


def _backward(text: str, start: int, end: int, words: CueWords) -> Span | None:
    """The noun phrase that ends before a cue: its subject."""
    # "(D-Ore.)" is a part of the name.
    sentence = _BRACKETS.sub(lambda found: "_" * len(found.group()), text[start:end])
    tail = len(sentence.rstrip())
    sentence = sentence[:tail]
    # Helpers and adverbs between subject and verb.
    while sentence:
        found = re.search(r"(\S+)$", sentence)
        if found is None:
            break
        word = found[1].lower().strip(",")
        if word in words.helper or (word.endswith("ly") and word != "family"):
            sentence = sentence[: found.start()].rstrip()
            if found[1].endswith(","):
                break
            continue
        break
    if not sentence:
        return None
    limit = len(sentence)
    if sentence.endswith(","):
        # "Valdez Anderson, who works in Sacramento, said"
        opening = sentence.rfind(",", 0, limit - 1)
        if opening < 0:
            return None
        begin = _phrase_start(sentence, opening, words)
        return _trimmed(text, start + begin, start + limit - 1, words)
    begin = _phrase_start(sentence, limit, words)
    return _trimmed(text, start + begin, start + limit, words)


def _phrase_start(sentence: str, end: int, words: CueWords) -> int:
    """Where the noun phrase that ends at `end` begins."""
    begin = 0
    for found in _SPEAKER_BREAK.finditer(sentence, 0, end):
        begin = found.end()
    for found in re.finditer(r"\S+", sentence[begin:end]):
        word = found.group().lower()
        if word in words.boundaries and word not in {
            "of",
            "for",
            "at",
            "in",
            "from",
            "with",
            "on",
            "and",
        }:
            begin_next = begin + found.end()
            if sentence[begin_next:end].strip():
                return begin_next
    return begin


def _trimmed(text: str, start: int, end: int, words: CueWords) -> Span | None:
    phrase = text[start:end]
    left = len(phrase) - len(phrase.lstrip(" ,—–-\xa0"))
    right = len(phrase.rstrip(" ,.—–-\xa0"))
    if left >= right:
        return None
    found = Span(start + left, start + right)
    first = text[found.start : found.end].split(maxsplit=1)[0]
    return found if first[0].isupper() or first.lower() in words.first_words else None
