"""Numbers that a language writes as one word: "zweiundzwanzig", "dreihunderttausend"."""

from workbench.extract.lexicon import NumberWords

_LONGEST = 80
"""Letters; the longest number below a million has fewer."""

_THOUSAND, _HUNDRED = 1000, 100


def compound(word: str, words: NumberWords) -> int | None:
    """The number below a million that a word in small letters spells; None for any other word.

    Only words of more than one part count, and those that stand in no table by themselves.
    """
    if len(word) > _LONGEST or word in words.small or word in words.tens or word in words.scales:
        return None
    if word in words.collectives or word == words.compound_one:
        return None
    return _below(word, words, [scale for scale in _scales(words) if scale[1] <= _THOUSAND])


def _scales(words: NumberWords) -> list[tuple[str, int]]:
    found = [(word, int(scale)) for word, scale in words.scales.items()]
    return sorted(found, key=lambda one: -one[1])


def _below(word: str, words: NumberWords, scales: list[tuple[str, int]]) -> int | None:
    """The number that a word spells with scales no larger than the first of these."""
    for place, (name, scale) in enumerate(scales):
        before, found, after = word.partition(name)
        if not found:
            continue
        smaller = scales[place + 1 :]
        factor = 1 if before in {"", words.compound_one} else _below(before, words, smaller)
        rest = 0 if not after else _below(after.removeprefix(words.joiner), words, smaller)
        if factor is None or rest is None or rest >= scale:
            return None
        return factor * scale + rest
    return _below_hundred(word, words)


def _below_hundred(word: str, words: NumberWords) -> int | None:
    if word == words.compound_one:
        return 1
    if word in words.small or word in words.tens:
        return words.small.get(word) or words.tens.get(word) or 0
    ones, joiner, tens = word.rpartition(words.joiner)
    if not joiner or tens not in words.tens:
        return None
    one = 1 if ones == words.compound_one else words.small.get(ones, 0)
    return words.tens[tens] + one if 0 < one < 10 else None
