"""English endings: plurals, -ed, -ing and the final y and e, nothing more.

These are steps 1 and 5 of Porter's second stemmer (snowballstem.org, "The English (Porter2)
stemming algorithm"). Steps 2 to 4, which take off derivations, are left out on purpose: they
make one stem of "mineral" and "miner", of "university" and "universe".
"""

import re

_VOWELS = "aeiouy"
_AS_THEY_ARE = {
    *("news", "atlas", "cosmos", "bias", "andes", "inning", "outing", "canning", "herring"),
    *("earring", "proceed", "exceed", "succeed"),
}
SPECIAL = {
    "skis": "ski",
    "skies": "sky",
    "sky": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
}
"""Words whose stem follows no rule."""
# y is a consonant at the start of a word and after a vowel; the rules see it as Y there.
_CONSONANT_Y = re.compile(r"(?:^|(?<=[aeiouy]))y")
_REGION = re.compile(r"[aeiouy][^aeiouy]")
_HAS_VOWEL = re.compile(r"[aeiouy]")
_SHORT_END = re.compile(r"(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$")
_DOUBLE = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")


def stem(word: str) -> str:
    """The stem of a lower-case ASCII word."""
    if len(word) < 3:
        return word
    if word in SPECIAL:
        return SPECIAL[word]
    marked = _without_s(_CONSONANT_Y.sub("Y", word))
    if marked.lower() not in _AS_THEY_ARE:
        marked = _without_final(_y_to_i(_without_ed_and_ing(marked)))
    return marked.lower()


def _region(word: str, start: int = 0) -> int:
    """Where the rest of `word` behind the first vowel and consonant begins."""
    found = _REGION.search(word, start)
    return found.end() if found else len(word)


def _without_s(word: str) -> str:
    if word in _AS_THEY_ARE or not word.endswith(("s", "ied")):
        return word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")) or not _HAS_VOWEL.search(word[:-2]):
        return word
    return word[:-1]


def _without_ed_and_ing(word: str) -> str:
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            start = len(word) - len(ending)
            return word[: start + 2] if start >= _region(word) else word
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending):
            rest = word.removesuffix(ending)
            return _mended(rest) if _HAS_VOWEL.search(rest) else word
    return word


def _mended(rest: str) -> str:
    """What is left of a word without its ending, as the word is written by itself."""
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if rest.endswith(_DOUBLE):
        return rest[:-1]
    if _SHORT_END.search(rest) and _region(rest) == len(rest):
        return rest + "e"
    return rest


def _y_to_i(word: str) -> str:
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        return word[:-1] + "i"
    return word


def _without_final(word: str) -> str:
    first = _region(word)
    second = _region(word, first)
    last = len(word) - 1
    if word.endswith("e"):
        gone = last >= second or (last >= first and not _SHORT_END.search(word[:-1]))
    else:
        gone = word.endswith("ll") and last >= second
    return word[:-1] if gone else word
