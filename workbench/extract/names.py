"""Who a speaker is, as far as the article says: surnames, titles and pronouns led to a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain import SuggestedQuote

_NAME = re.compile(
    r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-ÞЁІЇЄҐА-Я][\w’'-]*\.?\s){1,3}(?:(?:de|van|von|der|al|bin|la)\s)?"
    r"[A-ZÀ-ÖØ-ÞЁІЇЄҐА-Я][\w’'-]+"
)
_TITLE_WORDS = """
mr mrs ms miss dr prof professor sir dame lord lady president vice minister prime chancellor
senator sen rep representative congressman congresswoman gov governor mayor judge justice attorney
general gen lt lieutenant col colonel capt captain maj major sgt officer chief secretary spokesman
spokeswoman spokesperson director chairman chairwoman ceo king queen prince princess pope rev
ambassador former republican democratic candidate nominee campaign manager adviser advisor aide
analyst economist the a an
"""
TITLES = frozenset(_TITLE_WORDS.split())
_HE, _SHE, _THEY = frozenset({"he"}), frozenset({"she"}), frozenset({"they", "it", "we", "who"})
_PRONOUNS = _HE | _SHE | _THEY
_MALE = frozenset({"mr", "sir", "lord", "king", "prince", "chairman", "spokesman", "congressman"})
_FEMALE = frozenset(
    {"mrs", "ms", "miss", "dame", "lady", "queen", "princess", "chairwoman", "spokeswoman"}
)
_OPENER_WORDS = """
as the in but and on at when while for after before if since although though however this that
these those with from by to of what why how who it he she they we his her their our its i yes no
then now here there so because under over both some many most all one two
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_OFFICE_WORDS = """
president minister chancellor senator governor mayor judge secretary pope king queen ambassador
"""
_OFFICES = frozenset(_OFFICE_WORDS.split())
_PARTICLES = frozenset({"de", "van", "von", "der", "al", "bin", "la"})


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    start: int
    titles: frozenset[str]


def resolved(text: str, quotes: Sequence[SuggestedQuote]) -> list[SuggestedQuote]:
    """The quotes with the name of who speaks and how sure that is, from 0 to 1.

    A full name is itself; a surname is the full name that was mentioned with it; "the
    president" somebody who was named with that title; a pronoun whoever spoke last.
    """
    known = _names(text) if quotes else []
    done: list[SuggestedQuote] = []
    last: str | None = None
    for quote in quotes:
        found = None if quote.speaker is None else _who(quote, known, last)
        if found is None:
            done.append(quote)
            continue
        name, confidence = found
        last = name
        done.append(replace(quote, name=name, confidence=confidence))
    return done


def _names(text: str) -> list[_Known]:
    """Names of several words with the titles before them, in the text's order."""
    found: list[_Known] = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        titles = []
        while words and words[0].lower() in _OPENERS:
            words.pop(0)
        while words and words[0].strip(".").lower() in TITLES:
            titles.append(words.pop(0).strip(".").lower())
        if len(words) >= 2:
            found.append(_Known(" ".join(words), match.start(), frozenset(titles)))
    return found


def bare_name(speaker: str) -> str:
    """A speaker's noun phrase without titles and what stands behind its comma."""
    head = re.split(r"[,(]", speaker, maxsplit=1)[0]
    words = head.replace("’s", "").replace("'s", "").split()
    named = [word for word in words if word[:1].isupper() and word.strip(".").lower() not in TITLES]
    # The name is what stands last: "Clinton’s top foreign policy aide Jake Sullivan".
    tail: list[str] = []
    for word in reversed(words):
        is_name = word[:1].isupper() and word.strip(".").lower() not in TITLES
        if is_name or (tail and word.lower() in _PARTICLES):
            tail.append(word)
        elif tail:
            break
    return " ".join(reversed(tail)) or " ".join(named)


def _who(
    quote: SuggestedQuote, known: Sequence[_Known], last: str | None
) -> tuple[str, float] | None:
    speaker = (quote.speaker or "").strip()
    at = quote.speaker_span.start if quote.speaker_span else quote.span.start
    first = speaker.split()[0].lower() if speaker else ""
    if first in _PRONOUNS and len(speaker.split()) == 1:
        return _of_pronoun(first, at, known, last)
    name = bare_name(speaker)
    if len(name.split()) >= 2:
        return name, 0.95
    if name:
        return _of_surname(name, at, known)
    return _of_office(speaker, at, known)


def _of_surname(name: str, at: int, known: Sequence[_Known]) -> tuple[str, float]:
    same = {one.name for one in known if one.name.split()[-1].strip("’s") == name}
    if len(same) == 1:
        return same.pop(), 0.9
    before = [one for one in known if one.start <= at and one.name.split()[-1] == name]
    return (before[-1].name, 0.7) if before else (name, 0.6)


def _of_office(speaker: str, at: int, known: Sequence[_Known]) -> tuple[str, float] | None:
    offices = {word.strip(".,").lower() for word in speaker.split()} & _OFFICES
    if not offices:
        return None
    with_title = [one for one in known if one.titles & offices]
    before = [one for one in with_title if one.start <= at] or with_title
    return (before[-1].name, 0.6) if before else None


def _of_pronoun(
    pronoun: str, at: int, known: Sequence[_Known], last: str | None
) -> tuple[str, float] | None:
    wrong = _FEMALE if pronoun in _HE else _MALE if pronoun in _SHE else frozenset()
    barred = {one.name for one in known if one.titles & wrong}
    if last is not None and last not in barred:
        return last, 0.7
    before = [one for one in known if one.start <= at and one.name not in barred]
    return (before[-1].name, 0.5) if before else None
