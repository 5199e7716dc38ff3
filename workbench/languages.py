"""The language of a text: as stated, else by its most frequent short words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import yaml

from resources import FOLDER

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST_WORDS = 12
_LOWEST_SHARE = 0.12
_LEAD = 1.25
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9-]{1,20})?")


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Frequent words by language code."""
    text = (FOLDER / "stop_words.yaml").read_text(encoding="utf-8")
    # Not the safe loader: it takes words such as "no" for truth values.
    table = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it constructs no objects
    return {language: frozenset(words) for language, words in table.items()}


def language_code(stated: str | None) -> str | None:
    """The primary code of a stated language ("en-US" gives "en"), or None if it is none."""
    match = _TAG.fullmatch(stated.strip()) if stated else None
    return match[1].lower() if match else None


def guess_language(text: str) -> str | None:
    """One of the languages of `stop_words.yaml`, or None when the text is too short or other."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    shares = sorted(
        (
            (sum(words[word] for word in known) / total, language)
            for language, known in stop_words().items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    return language if best >= _LOWEST_SHARE and best >= _LEAD * second else None
