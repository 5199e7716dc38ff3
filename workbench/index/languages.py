"""Stems by language: which forms of a word are one word to an article in that language.

English has a stemmer of its own (`english`), Ukrainian one below; the others are Snowball's
(Porter 2001) as Whoosh brings them. All of them see folded words, without accents, so that a
query need not have any.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from whoosh.lang import stemmer_for_language

from workbench.index import english

Stem = Callable[[str], str]

_SNOWBALL = ("da", "de", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv")

LANGUAGES = (*_SNOWBALL, "uk")
"""Codes of the languages whose words have other stems than English ones."""

_SAME = {"nb": "no", "nn": "no"}
_SHORTEST = 4

_UKRAINIAN_ENDINGS = (
    *("істю", "ості", "остей", "остям", "остями", "остях", "ння", "нню", "нням"),
    *("ами", "ями", "ові", "еві", "єві", "ого", "ому", "ими", "іми", "ією"),
    *("ам", "ах", "ом", "ів", "їв", "ей", "ям", "ях", "ею", "єю", "ою", "ем", "єм", "ий", "ій"),
    *("им", "ім", "их", "іх", "ої", "їй", "ая", "яя", "її", "ію", "ії", "ія"),
    *("ться", "тися", "ться", "вся", "лася", "лося", "лися", "ують", "уємо", "уєте", "уєш", "ує"),
    *("ємо", "єте", "єш", "иш", "ить", "имо", "ите", "ять", "ать", "ти", "ть"),
    *("а", "и", "у", "о", "і", "ї", "ю", "я", "е", "є", "й", "ь"),
)
_LONGEST_FIRST = sorted(dict.fromkeys(_UKRAINIAN_ENDINGS), key=len, reverse=True)
_UKRAINIAN_ROOT = 3


def stemmed_in(language: str | None) -> str | None:
    """The language whose stems words in an article of that language have; None for English
    ones, which also those of languages without a stemmer have."""
    code = _SAME.get(language or "", language)
    return code if code in LANGUAGES else None


@cache
def stemmer(language: str | None) -> Stem:
    """What gives the stem of a folded word; other words are their own stem."""
    known = stemmed_in(language)
    if known is None:
        return stem
    of_word: Stem = _ukrainian if known == "uk" else stemmer_for_language(known)

    @lru_cache(maxsize=1 << 16)
    def stem_of(word: str) -> str:
        if len(word) < _SHORTEST or not word.isalpha():
            return word
        return of_word(word) or word

    return stem_of


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of a folded English word; other words are their own stem."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    return english.stem(word)


def _ukrainian(word: str) -> str:
    """A Ukrainian word without its longest ending of declension or conjugation."""
    for ending in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= _UKRAINIAN_ROOT:
            return word[: -len(ending)]
    return word
