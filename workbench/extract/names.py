"""Who a speaker is, as far as the article says: surnames, titles and pronouns led to a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain import SuggestedQuote
from workbench.extract.cue_words import NameWords, cue_words
from workbench.extract.word_files import ENGLISH

_NAME = re.compile(
    # A full stop behind up to four letters is theirs ("Mr.", "Prof."), else it ends a sentence.
    r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-ÞЁІЇЄҐА-Я](?:[\w’'-]{0,3}\.|[\w’'-]*)\s){1,3}"
    r"(?:(?:de|van|von|der|al|bin|la)\s)?"
    r"[A-ZÀ-ÖØ-ÞЁІЇЄҐА-Я][\w’'-]+"
)


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    start: int
    titles: frozenset[str]


def resolved(
    text: str, quotes: Sequence[SuggestedQuote], language: str = ENGLISH
) -> list[SuggestedQuote]:
    """The quotes with the name of who speaks and how sure that is, from 0 to 1.

    A full name is itself; a surname is the full name that was mentioned with it; "the
    president" somebody who was named with that title; a pronoun whoever spoke last.
    """
    words = cue_words(language).names
    known = _names(text, words) if quotes else []
    done: list[SuggestedQuote] = []
    last: str | None = None
    for quote in quotes:
        found = None if quote.speaker is None else _who(quote, known, last, words)
        if found is None:
            done.append(quote)
            continue
        name, confidence = found
        last = name
        done.append(replace(quote, name=name, confidence=confidence))
    return done


def _names(text: str, words_of: NameWords) -> list[_Known]:
    """Names of several words with the titles before them, in the text's order."""
    found: list[_Known] = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        titles = []
        while words and words[0].lower() in words_of.openers:
            words.pop(0)
        while words and words[0].strip(".").lower() in words_of.titles:
            titles.append(words.pop(0).strip(".").lower())
        if len(words) >= 2:
            found.append(_Known(" ".join(words), match.start(), frozenset(titles)))
    return found


def bare_name(speaker: str, words_of: NameWords | None = None) -> str:
    """A speaker's noun phrase without titles and what stands behind its comma."""
    own = words_of or cue_words().names
    head = re.split(r"[,(]", speaker, maxsplit=1)[0]
    words = head.replace("’s", "").replace("'s", "").split()
    named = [
        word for word in words if word[:1].isupper() and word.strip(".").lower() not in own.titles
    ]
    # The name is what stands last: "Clinton’s top foreign policy aide Jake Sullivan".
    tail: list[str] = []
    for word in reversed(words):
        is_name = word[:1].isupper() and word.strip(".").lower() not in own.titles
        if is_name or (tail and word.lower() in own.particles):
            tail.append(word)
        elif tail:
            break
    return " ".join(reversed(tail)) or " ".join(named)


def _who(
    quote: SuggestedQuote, known: Sequence[_Known], last: str | None, words: NameWords
) -> tuple[str, float] | None:
    speaker = (quote.speaker or "").strip()
    at = quote.speaker_span.start if quote.speaker_span else quote.span.start
    first = speaker.split()[0].lower() if speaker else ""
    if first in words.pronouns and len(speaker.split()) == 1:
        return _of_pronoun((first, at), known, last, words)
    name = bare_name(speaker, words)
    if len(name.split()) >= 2:
        return name, 0.95
    if name:
        return _of_surname(name, at, known)
    return _of_office(speaker, at, known, words)


def _of_surname(name: str, at: int, known: Sequence[_Known]) -> tuple[str, float]:
    same = {one.name for one in known if one.name.split()[-1].strip("’s") == name}
    if len(same) == 1:
        return same.pop(), 0.9
    before = [one for one in known if one.start <= at and one.name.split()[-1] == name]
    return (before[-1].name, 0.7) if before else (name, 0.6)


def _of_office(
    speaker: str, at: int, known: Sequence[_Known], words: NameWords
) -> tuple[str, float] | None:
    offices = {word.strip(".,").lower() for word in speaker.split()} & words.offices
    if not offices:
        return None
    with_title = [one for one in known if one.titles & offices]
    before = [one for one in with_title if one.start <= at] or with_title
    return (before[-1].name, 0.6) if before else None


def _of_pronoun(
    where: tuple[str, int], known: Sequence[_Known], last: str | None, words: NameWords
) -> tuple[str, float] | None:
    pronoun, at = where
    wrong: frozenset[str] = frozenset()
    if pronoun in words.he:
        wrong = words.female
    elif pronoun in words.she:
        wrong = words.male
    barred = {one.name for one in known if one.titles & wrong}
    if last is not None and last not in barred:
        return last, 0.7
    before = [one for one in known if one.start <= at and one.name not in barred]
    return (before[-1].name, 0.5) if before else None
